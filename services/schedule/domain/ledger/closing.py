"""第十条（销号）：somebody else finds an issue settled and closes it, sends it back, or opens it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.law.text import clean_text
from services.law.workdays import WorkCalendar
from services.schedule.domain.decision import Decided, Party, kept
from services.schedule.domain.ledger.assigning import told as assigned
from services.schedule.domain.ledger.events import IssueClosed, IssueReopened
from services.schedule.domain.ledger.limits import limit, limit_days, working_days_late
from services.schedule.domain.ledger.record import ANEW, Issue, Step, Stepped, stepped
from services.schedule.domain.ledger.rulebook import VERIFIERS
from services.schedule.domain.ledger.settling import of_assigned, raised_by
from services.schedule.domain.ledger.standing import read_reason, role_faults, state_faults
from services.schedule.domain.ledger.terms import A10, IssueAction, IssueState, Layer

WHO_VERIFIES = "区项目服务部门、区投资主管部门或督查室（责任单位人员和报办结人除外）"


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyIssue:
    """The command: the version that was judged and found settled."""

    issue_id: UUID
    note: str | None
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnIssue:
    """The command: the version that was judged, and what is lacking."""

    issue_id: UUID
    reason: str
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenIssue:
    """The command: why a closed issue is not settled after all, and until when it is to be."""

    issue_id: UUID
    reason: str
    working_days: int | None
    expected_version: int


def verify(
    issue: Issue, party: Party, command: VerifyIssue, *, today: date, calendar: WorkCalendar
) -> Decided[Stepped] | Refusal:
    """第十条（销号）：somebody else finds the issue settled, and closes it. Nobody closes the own work: neither the people of
    the responsible unit nor who reported it done. Who raised it may, in one of the verifying capacities.
    """
    faults = _judging_faults(issue, party, today, "核验销号")
    words: list[Breach] = []
    said = kept(clean_text(command.note or "", "核验意见", "note", 1000), words, "", A10) or None
    if faults or words:
        return Refusal((*faults, *words))
    taken = max(0, calendar.between(issue.raised_on, today))
    after = stepped(
        issue,
        today=today,
        state=IssueState.CLOSED,
        closed_by=party.subject,
        ended_on=today,
        working_days_taken=taken,
    )
    return Decided(
        Stepped(after, Step(action=IssueAction.CLOSE, reason=said)), (_closed(after, today=today, calendar=calendar),)
    )


def _closed(issue: Issue, *, today: date, calendar: WorkCalendar) -> IssueClosed:
    (unit, due_on), done_on, original = of_assigned(issue), issue.done_on, issue.original_due_on
    assert done_on is not None and original is not None  # noqa: PT018 - it was reported done
    return IssueClosed(
        issue_id=issue.id,
        version=issue.version,
        number=issue.number,
        project_id=issue.project_id,
        responsible_unit_id=unit,
        layer=issue.layer or Layer.DEPARTMENT,
        severity=issue.severity,
        due_on=due_on,
        original_due_on=original,
        done_on=done_on,
        closed_on=today,
        working_days_late=working_days_late(due_on, done_on, calendar),
        working_days_late_originally=working_days_late(original, done_on, calendar),
        reopened_times=issue.reopened_times,
        supervised=issue.supervised,
        division=issue.division,
    )


def return_(issue: Issue, party: Party, command: ReturnIssue, *, today: date) -> Decided[Stepped] | Refusal:
    """第十条：what is not settled goes back with the reason; the limit is the one it was, for no time was granted."""
    faults = _judging_faults(issue, party, today, "退回")
    reason = read_reason(command.reason, "退回的理由", faults)
    if faults:
        return Refusal(tuple(faults))
    after = stepped(
        issue, today=today, state=IssueState.IN_PROGRESS, done_on=None, returned_times=issue.returned_times + 1
    )
    event = _reopened(after, reason, after_closing=False)
    return Decided(Stepped(after, Step(action=IssueAction.RETURN, reason=reason)), (event,))


def reopen(
    issue: Issue,
    party: Party,
    command: ReopenIssue,
    *,
    unit_id: UUID | None,
    unit_acts: bool,
    today: date,
    calendar: WorkCalendar,
) -> Decided[Stepped] | Refusal:
    """第十条：a closed issue that is not settled after all is opened again, by those who verify or who raised it, under a
    limit of its own from that day on. How late it was closed stays in its history, and `once_late`.

    unit_id: the responsible unit, or the one that it was merged into.
    """
    faults = _reopening_faults(issue, party, today, unit_acts=unit_acts)
    reason = read_reason(command.reason, "重新办理的理由", faults)
    days = limit_days(issue.severity, issue.layer or Layer.DEPARTMENT, command.working_days, today)
    working_days = kept(days, faults, 1, A10)
    if faults:
        return Refusal(tuple(faults))
    due_on = limit(today, working_days, calendar)
    after = stepped(
        issue,
        today=today,
        state=IssueState.IN_PROGRESS,
        responsible_unit_id=unit_id,
        assigned_on=today,
        due_on=due_on,
        original_due_on=due_on,
        done_on=None,
        closed_by=None,
        ended_on=None,
        working_days_taken=None,
        reopened_times=issue.reopened_times + 1,
        **ANEW,
    )
    events = (_reopened(after, reason, after_closing=True), assigned(after))
    return Decided(Stepped(after, Step(action=IssueAction.REOPEN, reason=reason)), events)


def _reopening_faults(issue: Issue, party: Party, today: date, *, unit_acts: bool) -> list[Breach]:
    faults = state_faults(issue, {IssueState.CLOSED}, "重新办理")
    if not raised_by(issue, party):
        faults += role_faults(party, VERIFIERS.on(today), "重新办理", "提出人或核验部门")
    if not unit_acts:
        message = "原责任单位已停用，不能重新办理；请另行提出问题并交办"
        faults.append(Breach("UNIT_UNKNOWN", message, A10, "issueId"))
    return faults


def _judging_faults(issue: Issue, party: Party, today: date, doing: str) -> list[Breach]:
    faults = [
        *role_faults(party, VERIFIERS.on(today), doing, WHO_VERIFIES),
        *state_faults(issue, {IssueState.REPORTED_DONE}, doing),
    ]
    if issue.worked_on_by(party):
        message = "责任单位人员和报办结人不能核验本单位（本人）办理的问题，须由他人核验"
        faults.append(Breach("OWN_ISSUE", message, A10, "issueId"))
    return faults


def _reopened(issue: Issue, reason: str, *, after_closing: bool) -> IssueReopened:
    unit, due_on = of_assigned(issue)
    return IssueReopened(
        issue_id=issue.id,
        version=issue.version,
        number=issue.number,
        project_id=issue.project_id,
        responsible_unit_id=unit,
        due_on=due_on,
        after_closing=after_closing,
        reason=reason,
        division=issue.division,
    )
