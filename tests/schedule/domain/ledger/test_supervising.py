"""A letter is of the assignment under which it was sent: who has an issue next has a limit of its own (第十条)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from services.chassis.calendar import calendar
from services.chassis.clock import new_id
from services.law.breach import Refusal
from services.law.parties import Role
from services.schedule.domain.decision import Decided, Party
from services.schedule.domain.ledger.assigning import AssignIssue, Assignment, assign
from services.schedule.domain.ledger.closing import ReopenIssue, reopen
from services.schedule.domain.ledger.raising import Raised, RaiseIssue, enter
from services.schedule.domain.ledger.record import Issue
from services.schedule.domain.ledger.supervising import (
    MarkIssueForInterview,
    SuperviseIssue,
    falls_to_rule,
    mark_for_interview,
    supervise,
    supervise_by_rule,
)
from services.schedule.domain.ledger.terms import IssueState, Severity

CALENDAR = calendar()
MONDAY = date(2026, 3, 2)
SERVICE = Party("service", "测试员", frozenset({Role.PROJECT_SERVICE}), new_id())
INSPECTOR = Party("inspector", "测试员", frozenset({Role.INSPECTOR}), new_id())


def handed_out(issue: Issue, on: date) -> Issue:
    to = Assignment(layer=None, unit_id=new_id(), person=None, working_days=2)
    command = AssignIssue(issue_id=issue.id, to=to, reason="改派", expected_version=issue.version)
    done = assign(issue, SERVICE, command, unit_acts=True, extension_asked=False, today=on, calendar=CALENDAR)
    assert isinstance(done, Decided)
    return done.state.issue


@pytest.fixture
def issue() -> Issue:
    """Handed out on Monday, due on Wednesday."""
    command = RaiseIssue(severity=Severity.DIFFICULTY, kind="FUNDS", title="示例问题", description="说明")
    raised = Raised(project_id=new_id(), title="示例问题", text="说明")
    done = enter(command, raised, SERVICE, id=new_id(), number="2026-0001", division="430211", today=MONDAY)
    return handed_out(done.state.issue, MONDAY)


def marked(issue: Issue, on: date) -> Issue:
    """Supervised by the rule and marked for an interview on a day."""
    issue = supervise_by_rule(issue, "示例督〔2026〕1号", today=on, calendar=CALENDAR).state.issue
    command = MarkIssueForInterview(issue_id=issue.id, reason="办理不力", expected_version=issue.version)
    done = mark_for_interview(issue, INSPECTOR, command, today=on)
    assert isinstance(done, Decided)
    return done.state.issue


@pytest.mark.parametrize("again", ["handed on", "opened again"])
def test_what_is_handed_on_or_opened_again_on_the_day_of_its_letter_is_supervised_anew_when_it_is_late_again(
    issue, again
):
    thursday = MONDAY + timedelta(days=3)
    issue = marked(issue, thursday)
    if again == "handed on":
        issue = handed_out(issue, thursday)
    else:
        closed = replace(issue, state=IssueState.CLOSED, done_on=thursday, ended_on=thursday)
        command = ReopenIssue(issue_id=issue.id, reason="未落实", working_days=2, expected_version=issue.version)
        unit = issue.responsible_unit_id
        done = reopen(closed, SERVICE, command, unit_id=unit, unit_acts=True, today=thursday, calendar=CALENDAR)
        assert isinstance(done, Decided)
        issue = done.state.issue
    assert (issue.supervised, issue.supervision_letter) == (True, "示例督〔2026〕1号")  # that it was is never forgotten
    assert (issue.supervision_runs, issue.interview_stands) == (False, False)
    assert issue.due_on == date(2026, 3, 9)
    assert [falls_to_rule(issue, day, CALENDAR) for day in (date(2026, 3, 9), date(2026, 3, 10))] == [False, True]


def test_a_letter_of_the_day_of_the_assignment_holds(issue):
    command = SuperviseIssue(issue_id=issue.id, letter="示例督〔2026〕2号", reason="影响开工", expected_version=2)
    done = supervise(issue, INSPECTOR, command, today=MONDAY)
    assert isinstance(done, Decided)
    issue = done.state.issue
    assert issue.supervision_runs
    again = supervise(issue, INSPECTOR, command, today=MONDAY)
    assert isinstance(again, Refusal)
    assert again.codes == ("ALREADY_SUPERVISED",)
    assert not falls_to_rule(issue, date(2026, 3, 10), CALENDAR)
