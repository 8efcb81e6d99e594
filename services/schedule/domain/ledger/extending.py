"""第十条：the limit of an issue moves when an extension is granted, and the first limit stays on record."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.law.workdays import WorkCalendar
from services.schedule.domain.decision import Decided, Party
from services.schedule.domain.ledger.assigning import told
from services.schedule.domain.ledger.record import Issue, Step, Stepped, stepped
from services.schedule.domain.ledger.rulebook import EXTENSION_APPROVERS, LONGEST_EXTENSION, MOST_EXTENSIONS
from services.schedule.domain.ledger.standing import read_reason, responsible_faults, role_faults, state_faults
from services.schedule.domain.ledger.terms import A10, AT_WORK, OPEN, ExtensionState, IssueAction, Layer

_APPROVER = {
    Layer.DEPARTMENT: "区项目服务部门、区投资主管部门",
    Layer.LEADER: "联系区领导",
    Layer.CITY: "联系区领导",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AskIssueExtension:
    """The command: by how many working days after the present limit, and why."""

    issue_id: UUID
    working_days: int
    reason: str
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideIssueExtension:
    """The command: the days that are granted (all that were asked for when None), or none of them."""

    issue_id: UUID
    granted: bool
    working_days: int | None
    reason: str | None
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """An extension that was asked for. due_on: the limit when it was asked for."""

    id: UUID
    issue_id: UUID
    division: str
    state: ExtensionState
    reason: str
    due_on: date
    working_days: int
    asked_on: date
    asked_by: str
    asked_by_name: str
    granted_days: int | None = None
    extended_to: date | None = None
    answer: str | None = None
    decided_on: date | None = None
    decided_by: str | None = None


@dataclass(frozen=True, slots=True)
class Extended:
    """The issue after the step, and the extension."""

    stepped: Stepped
    extension: Extension


def ask(
    issue: Issue,
    party: Party,
    command: AskIssueExtension,
    *,
    asked: bool,
    id: UUID,
    today: date,
    calendar: WorkCalendar,
) -> Decided[Extended] | Refusal:
    """第十条：the responsible unit asks for more time, as often and for as long as the rulebook has it."""
    faults = [*responsible_faults(issue, party), *state_faults(issue, AT_WORK, "申请延期")]
    if asked:
        faults.append(Breach("EXTENSION_PENDING", "已有一份延期申请待批复", A10, "issueId"))
    most = MOST_EXTENSIONS.on(today)
    if issue.extended_times >= most:
        faults.append(Breach("EXTENSIONS_USED_UP", f"每次交办最多延期{most}次，已用完", A10, "issueId"))
    if issue.due_on is not None:
        faults += _days_faults(issue.due_on, command.working_days, LONGEST_EXTENSION.on(today), today, calendar)
    reason = read_reason(command.reason, "延期的理由", faults)
    if faults or issue.due_on is None:
        return Refusal(tuple(faults))
    extension = Extension(
        id=id,
        issue_id=issue.id,
        division=issue.division,
        state=ExtensionState.ASKED,
        reason=reason,
        due_on=issue.due_on,
        working_days=command.working_days,
        asked_on=today,
        asked_by=party.subject,
        asked_by_name=party.name,
    )
    after = stepped(issue, today=today)
    words = f"申请延期{command.working_days}个工作日：{reason}"
    return Decided(Extended(Stepped(after, Step(action=IssueAction.ASK_EXTENSION, reason=words)), extension))


def decide(
    issue: Issue,
    extension: Extension | None,
    party: Party,
    command: DecideIssueExtension,
    *,
    today: date,
    calendar: WorkCalendar,
) -> Decided[Extended] | Refusal:
    """第十条：an approver of the issue's layer answers, never the unit that asks nor who asked."""
    layer = issue.layer or Layer.DEPARTMENT
    faults = role_faults(party, EXTENSION_APPROVERS.on(today)[layer], "批复延期", _APPROVER[layer])
    faults += state_faults(issue, AT_WORK if command.granted else OPEN, "同意延期" if command.granted else "批复延期")
    if extension is None:
        faults.append(Breach("NO_EXTENSION_ASKED", "没有待批复的延期申请", A10, "issueId"))
        return Refusal(tuple(faults))
    if party.unit == issue.responsible_unit_id or party.subject == extension.asked_by:
        faults.append(Breach("OWN_EXTENSION", "不能批复本人或本单位的延期申请，须由他人批复", A10, "issueId"))
    if not command.granted:
        return _refused(issue, extension, party, command, faults, today)
    days = extension.working_days if command.working_days is None else command.working_days
    assert issue.due_on is not None, "it was asked for against a limit"
    faults += _days_faults(issue.due_on, days, extension.working_days, today, calendar)
    words: list[Breach] = []
    answer = read_reason(command.reason, "批复意见", words) if command.reason else None
    if faults or words:
        return Refusal((*faults, *words))
    due_on = calendar.add(issue.due_on, days)
    after = stepped(issue, today=today, due_on=due_on, extended_times=issue.extended_times + 1)
    decided = replace(
        extension,
        state=ExtensionState.GRANTED,
        granted_days=days,
        extended_to=due_on,
        answer=answer,
        decided_on=today,
        decided_by=party.name,
    )
    step = Step(action=IssueAction.GRANT_EXTENSION, reason=answer)
    return Decided(Extended(Stepped(after, step), decided), (told(after),))


def _refused(
    issue: Issue,
    extension: Extension,
    party: Party,
    command: DecideIssueExtension,
    faults: list[Breach],
    today: date,
) -> Decided[Extended] | Refusal:
    answer = read_reason(command.reason, "不同意延期的理由", faults)
    if command.working_days is not None:
        faults.append(Breach("EXTENSION_INVALID", "不同意延期的，不填写天数", A10, "workingDays"))
    if faults:
        return Refusal(tuple(faults))
    decided = replace(extension, state=ExtensionState.REFUSED, answer=answer, decided_on=today, decided_by=party.name)
    after = stepped(issue, today=today)
    return Decided(Extended(Stepped(after, Step(action=IssueAction.REFUSE_EXTENSION, reason=answer)), decided))


def _days_faults(due_on: date, days: int, most: int, today: date, calendar: WorkCalendar) -> list[Breach]:
    """So many days at most, and not to a day that has passed already."""
    if not 1 <= days <= most:
        return [Breach("EXTENSION_INVALID", f"延期天数须为1至{most}个工作日", A10, "workingDays")]
    until = calendar.add(due_on, days)
    if until < today:
        message = f"原期限{due_on}延期{days}个工作日至{until}，已早于今日，不能补救；请办结后报核验"
        return [Breach("EXTENSION_TOO_SHORT", message, A10, "workingDays")]
    return []
