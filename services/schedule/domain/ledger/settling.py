"""第十条（交办销号）：the responsible unit works on an issue and reports it done; who raised it may take it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.law.text import clean_name, clean_text
from services.law.workdays import WorkCalendar
from services.schedule.domain.decision import Decided, Party, kept
from services.schedule.domain.ledger.events import IssueReportedDone, IssueWithdrawn
from services.schedule.domain.ledger.limits import working_days_late
from services.schedule.domain.ledger.record import Document, Issue, Step, Stepped, stepped
from services.schedule.domain.ledger.standing import read_reason, responsible_faults, state_faults
from services.schedule.domain.ledger.terms import A10, AT_WORK, OPEN, IssueAction, IssueState

MOST_DOCUMENTS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteIssueProgress:
    """The command: how the work goes."""

    issue_id: UUID
    text: str
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportIssueDone:
    """The command: what was done, and the documents that prove it."""

    issue_id: UUID
    text: str
    documents: tuple[Document, ...]
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawIssue:
    """The command: why it is an issue no longer."""

    issue_id: UUID
    reason: str
    expected_version: int


def note(issue: Issue, party: Party, command: NoteIssueProgress, *, today: date) -> Decided[Stepped] | Refusal:
    """第十条：the responsible unit tells how the work goes."""
    faults = [*responsible_faults(issue, party), *state_faults(issue, AT_WORK, "登记进展")]
    text = read_reason(command.text, "办理进展", faults, "text")
    if faults:
        return Refusal(tuple(faults))
    after = stepped(issue, today=today, state=IssueState.IN_PROGRESS)
    return Decided(Stepped(after, Step(action=IssueAction.NOTE, reason=text)))


def report_done(
    issue: Issue, party: Party, command: ReportIssueDone, *, today: date, calendar: WorkCalendar
) -> Decided[Stepped] | Refusal:
    """第十条：the responsible unit reports the issue settled. The day of the report counts, and no earlier one."""
    faults = [*responsible_faults(issue, party), *state_faults(issue, AT_WORK, "报办结")]
    text = read_reason(command.text, "办理结果", faults, "text")
    documents = _documents(command.documents, faults, today)
    if faults:
        return Refusal(tuple(faults))
    after = stepped(
        issue,
        today=today,
        state=IssueState.REPORTED_DONE,
        done_on=today,
        done_by=party.subject,
        done_by_unit_id=party.unit,
        done_text=text,
        done_reports=issue.done_reports + 1,
    )
    unit, due_on = of_assigned(issue)
    event = IssueReportedDone(
        issue_id=issue.id,
        version=after.version,
        number=issue.number,
        project_id=issue.project_id,
        responsible_unit_id=unit,
        due_on=due_on,
        done_on=today,
        working_days_late=working_days_late(due_on, today, calendar),
        division=issue.division,
    )
    return Decided(Stepped(after, Step(action=IssueAction.REPORT_DONE, reason=text), documents), (event,))


def _documents(given: Sequence[Document], faults: list[Breach], today: date) -> tuple[Document, ...]:
    if not given:
        faults.append(Breach("EVIDENCE_MISSING", "报办结须附佐证材料，至少一份", A10, "documents"))
    if len(given) > MOST_DOCUMENTS:
        faults.append(Breach("TOO_MANY_DOCUMENTS", f"佐证材料不能超过{MOST_DOCUMENTS}份", A10, "documents"))
        return ()
    faults += [
        Breach("EVIDENCE_LATER", f"材料日期{d.dated_on}晚于今日（{today}）", A10, f"documents.{i}.datedOn")
        for i, d in enumerate(given)
        if d.dated_on > today
    ]
    return tuple(
        Document(
            title=kept(clean_name(d.title, "材料名称", f"documents.{i}.title"), faults, "", A10),
            number=kept(clean_text(d.number or "", "文号", f"documents.{i}.number", 100), faults, "", A10) or None,
            dated_on=d.dated_on,
            kept_at=kept(clean_text(d.kept_at or "", "存放位置", f"documents.{i}.keptAt", 500), faults, "", A10)
            or None,
            file_id=d.file_id,
        )
        for i, d in enumerate(given)
    )


def withdraw(issue: Issue, party: Party, command: WithdrawIssue, *, today: date) -> Decided[Stepped] | Refusal:
    """第十条：who raised an issue takes it back, while nobody has reported it done; never who has to settle it."""
    faults = state_faults(issue, OPEN - {IssueState.REPORTED_DONE}, "撤回")
    if not raised_by(issue, party):
        faults.append(Breach("NOT_RAISED_BY_YOU", "问题只能由提出人或提出单位撤回", A10, "issueId"))
    if party.unit is not None and party.unit == issue.responsible_unit_id:
        faults.append(Breach("OWN_ISSUE", "责任单位不能撤回本单位承办的问题，请办结后报核验", A10, "issueId"))
    reason = read_reason(command.reason, "撤回的理由", faults)
    if faults:
        return Refusal(tuple(faults))
    after = stepped(issue, today=today, state=IssueState.WITHDRAWN, ended_on=today)
    event = IssueWithdrawn(
        issue_id=issue.id,
        version=after.version,
        number=issue.number,
        project_id=issue.project_id,
        reason=reason,
        division=issue.division,
    )
    return Decided(Stepped(after, Step(action=IssueAction.WITHDRAW, reason=reason)), (event,))


def raised_by(issue: Issue, party: Party) -> bool:
    """Whether the person, or the person's unit, raised it."""
    own = party.unit is not None and party.unit == issue.raised_by_unit_id
    return own or party.subject == issue.raised_by


def of_assigned(issue: Issue) -> tuple[UUID, date]:
    """Name the responsible unit and the limit of an issue that was handed out."""
    unit, due_on = issue.responsible_unit_id, issue.due_on
    assert unit is not None and due_on is not None  # noqa: PT018 - no state after RAISED is without them
    return unit, due_on
