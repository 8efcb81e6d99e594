"""第十条（分类分层交办）：an issue is classified and handed to a unit of a layer, which accepts or contests it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.law.workdays import WorkCalendar
from services.schedule.domain.decision import Decided, Party, kept
from services.schedule.domain.ledger.events import IssueAssigned
from services.schedule.domain.ledger.limits import layers_for, limit, limit_days
from services.schedule.domain.ledger.raising import kind_faults
from services.schedule.domain.ledger.record import ANEW, Issue, Step, Stepped, stepped
from services.schedule.domain.ledger.rulebook import HANDLERS
from services.schedule.domain.ledger.standing import (
    read_person,
    read_reason,
    responsible_faults,
    role_faults,
    state_faults,
)
from services.schedule.domain.ledger.terms import A10, AT_WORK, OPEN, IssueAction, IssueState, Layer, Severity

KEEPERS = "区项目服务部门、区投资主管部门"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassifyIssue:
    """The command: another kind or severity, with the reason."""

    issue_id: UUID
    kind: str
    severity: Severity
    reason: str
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """To whom an issue is handed: the lowest layer that takes its severity, and the rulebook's days, where left out."""

    layer: Layer | None
    unit_id: UUID
    person: str | None
    working_days: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignIssue:
    """The command: hand it out; what was handed out already, on to another unit or layer, with the reason."""

    issue_id: UUID
    to: Assignment
    reason: str | None
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptIssue:
    """The command: the responsible unit takes it on, and may name who settles it."""

    issue_id: UUID
    person: str | None
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestIssue:
    """The command: the responsible unit says why it is not its to settle."""

    issue_id: UUID
    reason: str
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideContest:
    """The command: with `to` the contest is upheld and the issue goes there; without, it stays."""

    issue_id: UUID
    to: Assignment | None
    reason: str
    expected_version: int


def classify(issue: Issue, party: Party, command: ClassifyIssue, *, today: date) -> Decided[Stepped] | Refusal:
    """第十条（分类）：change kind or severity. The limit stays: it moves only with an assignment or an extension."""
    faults = [
        *role_faults(party, HANDLERS.on(today), "调整分类", KEEPERS),
        *state_faults(issue, OPEN, "调整分类"),
        *kind_faults(command.kind, today),
    ]
    if (command.kind, command.severity) == (issue.kind, issue.severity):
        faults.append(Breach("NOTHING_CHANGED", "类别与程度均未改变", A10, "kind"))
    if issue.layer is not None and issue.layer not in layers_for(command.severity, today):
        message = "现办理层级不承接该程度的问题，请先改派到相应层级，再调整程度"
        faults.append(Breach("LAYER_NOT_FOR_SEVERITY", message, A10, "severity"))
    reason = read_reason(command.reason, "调整分类的理由", faults)
    if faults:
        return Refusal(tuple(faults))
    after = stepped(issue, today=today, kind=command.kind, severity=command.severity)
    return Decided(Stepped(after, Step(action=IssueAction.CLASSIFY, reason=reason)))


def assign(
    issue: Issue,
    party: Party,
    command: AssignIssue,
    *,
    unit_acts: bool,
    extension_asked: bool,
    today: date,
    calendar: WorkCalendar,
) -> Decided[Stepped] | Refusal:
    """第十条（交办）：hand an issue out, or on. An assignment has a limit of its own; the first one stays on record."""
    first = issue.state is IssueState.RAISED
    allowed = {IssueState.RAISED, IssueState.ASSIGNED, *AT_WORK}
    faults = [*role_faults(party, HANDLERS.on(today), "交办", KEEPERS), *state_faults(issue, allowed, "交办")]
    assigned = _assigned(issue, command.to, faults, unit_acts=unit_acts, today=today, calendar=calendar)
    reason = None if first else read_reason(command.reason, "改派的理由", faults)
    if extension_asked:
        faults.append(Breach("EXTENSION_PENDING", "有待批的延期申请，请先批复再改派", A10, "issueId"))
    same = (assigned["responsible_unit_id"], assigned["layer"]) == (issue.responsible_unit_id, issue.layer)
    if not first and same:
        message = "责任单位与层级均未改变；如需更多时间，由责任单位申请延期"
        faults.append(Breach("NOTHING_CHANGED", message, A10, "unitId"))
    if faults:
        return Refusal(tuple(faults))
    after = stepped(issue, today=today, state=IssueState.ASSIGNED, assigned_by=party.subject, **assigned)
    action = IssueAction.ASSIGN if first else IssueAction.REASSIGN
    return Decided(Stepped(after, Step(action=action, reason=reason)), (told(after),))


def _assigned(
    issue: Issue, to: Assignment, faults: list[Breach], *, unit_acts: bool, today: date, calendar: WorkCalendar
) -> dict[str, Any]:
    """Work out what an assignment sets."""
    if not unit_acts:
        faults.append(Breach("UNIT_UNKNOWN", "单位名录中没有该单位，或其已停用、已并入其他单位", A10, "unitId"))
    layer = to.layer or layers_for(issue.severity, today)[0]
    person = read_person(to.person, faults)
    if layer is not Layer.DEPARTMENT and person is None:
        message = "交由区领导或市级层面协调的问题，须写明牵头的领导或对接人"
        faults.append(Breach("PERSON_MISSING", message, A10, "person"))
    days = kept(limit_days(issue.severity, layer, to.working_days, today), faults, 1, A10)
    due_on = limit(today, days, calendar)
    return {
        "layer": layer,
        "responsible_unit_id": to.unit_id,
        "responsible_person": person,
        "assigned_on": today,
        "first_due_on": issue.first_due_on or due_on,
        "original_due_on": due_on,
        "due_on": due_on,
        "contested_by": None,
        **ANEW,
    }


def accept(issue: Issue, party: Party, command: AcceptIssue, *, today: date) -> Decided[Stepped] | Refusal:
    """第十条：the responsible unit takes the issue on."""
    faults = [*responsible_faults(issue, party), *state_faults(issue, {IssueState.ASSIGNED}, "接收")]
    person = read_person(command.person, faults) or issue.responsible_person
    if faults:
        return Refusal(tuple(faults))
    after = stepped(issue, today=today, state=IssueState.ACCEPTED, responsible_person=person)
    return Decided(Stepped(after, Step(action=IssueAction.ACCEPT)))


def contest(issue: Issue, party: Party, command: ContestIssue, *, today: date) -> Decided[Stepped] | Refusal:
    """第十条：the responsible unit contests the assignment. The limit runs on until the assigner has decided."""
    faults = [*responsible_faults(issue, party), *state_faults(issue, {IssueState.ASSIGNED}, "提出异议")]
    reason = read_reason(command.reason, "异议的理由", faults)
    if faults:
        return Refusal(tuple(faults))
    after = stepped(issue, today=today, state=IssueState.CONTESTED, contested_by=party.subject)
    return Decided(Stepped(after, Step(action=IssueAction.CONTEST, reason=reason)))


def decide_contest(
    issue: Issue,
    party: Party,
    command: DecideContest,
    *,
    unit_acts: bool,
    today: date,
    calendar: WorkCalendar,
) -> Decided[Stepped] | Refusal:
    """第十条：those who hand issues out decide a contest, never the unit that contests. What is refused counts as accepted."""
    faults = [
        *role_faults(party, HANDLERS.on(today), "裁定异议", KEEPERS),
        *state_faults(issue, {IssueState.CONTESTED}, "裁定异议"),
    ]
    if party.subject == issue.contested_by or party.unit == issue.responsible_unit_id:
        faults.append(Breach("OWN_CONTEST", "不能裁定本人或本单位提出的异议，须由他人裁定", A10, "issueId"))
    reason = read_reason(command.reason, "裁定的理由", faults)
    assigned: dict[str, Any] = {}
    if command.to is not None:
        assigned = _assigned(issue, command.to, faults, unit_acts=unit_acts, today=today, calendar=calendar)
        if command.to.unit_id == issue.responsible_unit_id:
            faults.append(Breach("NOTHING_CHANGED", "异议成立的，须改派其他单位", A10, "unitId"))
    if faults:
        return Refusal(tuple(faults))
    if command.to is None:
        after = stepped(issue, today=today, state=IssueState.ACCEPTED)
        return Decided(Stepped(after, Step(action=IssueAction.REFUSE_CONTEST, reason=reason)))
    after = stepped(issue, today=today, state=IssueState.ASSIGNED, assigned_by=party.subject, **assigned)
    return Decided(Stepped(after, Step(action=IssueAction.UPHOLD_CONTEST, reason=reason)), (told(after),))


def told(issue: Issue) -> IssueAssigned:
    """Say who has to settle the issue, and until when."""
    unit, assigned_on, due_on, original = (
        issue.responsible_unit_id,
        issue.assigned_on,
        issue.due_on,
        issue.original_due_on,
    )
    assert unit is not None and assigned_on is not None and due_on is not None and original is not None  # noqa: PT018
    return IssueAssigned(
        issue_id=issue.id,
        version=issue.version,
        number=issue.number,
        project_id=issue.project_id,
        layer=issue.layer or Layer.DEPARTMENT,
        severity=issue.severity,
        responsible_unit_id=unit,
        assigned_on=assigned_on,
        due_on=due_on,
        original_due_on=original,
        division=issue.division,
    )
