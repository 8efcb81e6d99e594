"""第十条（督办、约谈）：an overdue issue is supervised by a letter, and marked for an interview where that did not help."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.law.parties import Role
from services.law.text import clean_name
from services.law.workdays import WorkCalendar
from services.schedule.domain.decision import Decided, Party, kept
from services.schedule.domain.ledger.events import IssueOverdue, IssueSupervised
from services.schedule.domain.ledger.limits import working_days_late
from services.schedule.domain.ledger.record import Issue, Step, Stepped, stepped
from services.schedule.domain.ledger.rulebook import LETTER, SUPERVISED_AFTER, SUPERVISORS
from services.schedule.domain.ledger.standing import read_reason, role_faults, state_faults
from services.schedule.domain.ledger.terms import A10, RUNNING, IssueAction, Supervisor

WHO_SUPERVISES = "督查室、区项目服务部门、区投资主管部门"
LONGEST_LETTER = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class SuperviseIssue:
    """The command: the number of the letter, and why."""

    issue_id: UUID
    letter: str
    reason: str
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkIssueForInterview:
    """The command: why an interview is to be held."""

    issue_id: UUID
    reason: str
    expected_version: int


def late(issue: Issue, today: date) -> bool:
    """Whether the limit has passed while the unit still has it. The due day itself is not late."""
    return issue.state in RUNNING and issue.due_on is not None and today > issue.due_on


def supervise(issue: Issue, party: Party, command: SuperviseIssue, *, today: date) -> Decided[Stepped] | Refusal:
    """第十条（督办）：the inspectors put any issue that is handed out under supervision, the two departments a late one."""
    faults = [
        *role_faults(party, SUPERVISORS.on(today), "督办", WHO_SUPERVISES),
        *state_faults(issue, RUNNING, "督办"),
    ]
    if issue.supervision_runs:
        message = f"问题{issue.number}已督办（{issue.supervision_letter}）"
        faults.append(Breach("ALREADY_SUPERVISED", message, A10, "issueId"))
    if not party.acts_as(Role.INSPECTOR) and not late(issue, today):
        message = f"问题期限为{issue.due_on}，尚未逾期；未逾期的问题由督查室决定是否督办"
        faults.append(Breach("NOT_LATE", message, A10, "issueId"))
    letter = kept(clean_name(command.letter, "督办函文号", "letter", LONGEST_LETTER), faults, "?", A10)
    reason = read_reason(command.reason, "督办的理由", faults)
    if faults:
        return Refusal(tuple(faults))
    return _supervised(issue, Supervisor.PERSON, letter, reason, today)


def falls_to_rule(issue: Issue, today: date, calendar: WorkCalendar) -> bool:
    """第十条（督办）：whether an issue is so late that the rule puts it under supervision."""
    if issue.supervision_runs or not late(issue, today):
        return False
    return working_days_late(issue.due_on, today, calendar) >= SUPERVISED_AFTER.on(today)


def letter_of_rule(year: int, at: int, today: date) -> str:
    """Write the number of a letter that the rule sends."""
    return LETTER.on(today).format(year=year, at=at)


def supervise_by_rule(issue: Issue, letter: str, *, today: date, calendar: WorkCalendar) -> Decided[Stepped]:
    """第十条（督办）：put a late issue under supervision."""
    days = working_days_late(issue.due_on, today, calendar)
    return _supervised(issue, Supervisor.RULE, letter, f"期限{issue.due_on}已过{days}个工作日，未报办结", today)


def _supervised(issue: Issue, by: Supervisor, letter: str, reason: str, today: date) -> Decided[Stepped]:
    after = stepped(
        issue, today=today, supervised=True, supervised_on=today, supervised_by=by, supervision_letter=letter
    )
    assert issue.responsible_unit_id is not None, "what runs was handed out"
    event = IssueSupervised(
        issue_id=issue.id,
        version=after.version,
        number=issue.number,
        project_id=issue.project_id,
        responsible_unit_id=issue.responsible_unit_id,
        letter=letter,
        supervised_on=today,
        by_rule=by is Supervisor.RULE,
        division=issue.division,
    )
    return Decided(Stepped(after, Step(action=IssueAction.SUPERVISE, reason=f"{letter}：{reason}")), (event,))


def overdue(issue: Issue, today: date) -> Decided[Issue] | None:
    """第十条：tell once for each limit that it has passed; None where there is nothing to tell. No step of the issue: its
    lateness follows from its limit, and is only told to those who have no other way to know.
    """
    if not late(issue, today) or issue.told_late_for == issue.due_on:
        return None
    unit, due_on = issue.responsible_unit_id, issue.due_on
    assert unit is not None and due_on is not None  # noqa: PT018 - what is late was handed out
    event = IssueOverdue(
        issue_id=issue.id,
        version=issue.version,
        number=issue.number,
        project_id=issue.project_id,
        responsible_unit_id=unit,
        due_on=due_on,
        seen_on=today,
        division=issue.division,
    )
    return Decided(replace(issue, told_late_for=due_on), (event,))


def mark_for_interview(
    issue: Issue, party: Party, command: MarkIssueForInterview, *, today: date
) -> Decided[Stepped] | Refusal:
    """第十条（约谈督办）：a supervised issue that is still late makes its unit a candidate for an interview."""
    faults = [
        *role_faults(party, SUPERVISORS.on(today), "列入约谈", WHO_SUPERVISES),
        *state_faults(issue, RUNNING, "列入约谈"),
    ]
    if not issue.supervision_runs:
        faults.append(Breach("NOT_SUPERVISED", "先督办，督办后仍逾期的方可列入约谈", A10, "issueId"))
    if not late(issue, today):
        faults.append(Breach("NOT_LATE", f"问题期限为{issue.due_on}，未逾期的不列入约谈", A10, "issueId"))
    if issue.interview_stands:
        faults.append(Breach("ALREADY_MARKED", f"已于{issue.interview_on}列入约谈", A10, "issueId"))
    reason = read_reason(command.reason, "列入约谈的理由", faults)
    if faults:
        return Refusal(tuple(faults))
    after = stepped(issue, today=today, interview_on=today)
    return Decided(Stepped(after, Step(action=IssueAction.MARK_INTERVIEW, reason=reason)))
