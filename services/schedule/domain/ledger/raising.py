"""第十条（建立问题交办销号台账）：an issue is raised, with its kind, its severity and what it hangs on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.law.text import clean_name, clean_text
from services.schedule.domain.decision import Decided, Party, kept
from services.schedule.domain.ledger.events import IssueRaised
from services.schedule.domain.ledger.record import Issue, Step, Stepped
from services.schedule.domain.ledger.rulebook import KINDS, RAISING_FOR_OTHERS
from services.schedule.domain.ledger.terms import A10, IssueAction, IssueSource, IssueState, Severity

__all__ = ["Found", "IssueSource", "RaiseIssue", "Raised", "Severity", "enter", "examine", "kind_faults", "number"]

LONGEST_TITLE, LONGEST_DESCRIPTION = 200, 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseIssue:
    """The command. `kind` is a code of the rulebook; `raised_by_unit_id` is the actor's own unit when left out.

    consultation_id: of the land consultation that decided it, which only that one's own decisions have.
    """

    project_id: UUID | None = None
    node_id: UUID | None = None
    request_id: UUID | None = None
    severity: Severity
    kind: str
    title: str
    description: str
    source: IssueSource = IssueSource.DIRECT
    source_id: UUID | None = None
    consultation_id: UUID | None = None
    raised_by_unit_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the ledger knows of the things that an issue is said to hang on, for the person who raises it.

    project_known: whether the person sees the project. node_of, request_of: the project of the node and of the request,
    None where the person sees none such. unit_acts: whether the unit in whose name it is raised is one that acts.
    division: that of the project, or the person's own.
    """

    project_known: bool
    node_of: UUID | None
    request_of: UUID | None
    unit_acts: bool
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """What may be entered: the project that it turns out to be of, title and text as they are kept."""

    project_id: UUID | None
    title: str
    text: str


def number(year: int, at: int) -> str:
    """Write the number of an issue: the year and its place in it.

    >>> number(2027, 1), number(2027, 12345)
    ('2027-0001', '2027-12345')
    """
    return f"{year}-{at:04d}"


def examine(command: RaiseIssue, found: Found, party: Party, today: date) -> Raised | Refusal:
    """第十条：weekly dispatch puts difficulties, blockages and jams on the ledger; whoever meets one may raise it."""
    faults = [*_link_faults(command, found), *kind_faults(command.kind, today)]
    faults += _unit_faults(command, found, party, today)
    title = kept(clean_name(command.title, "问题标题", "title", LONGEST_TITLE), faults, "?", A10)
    description = kept(
        clean_text(command.description, "问题描述", "description", LONGEST_DESCRIPTION), faults, "?", A10
    )
    if not description:
        faults.append(Breach("DESCRIPTION_MISSING", "须写明问题的具体情况和需要协调的事项", A10, "description"))
    if faults:
        return Refusal(tuple(faults))
    return Raised(project_id=command.project_id or found.node_of or found.request_of, title=title, text=description)


def enter(
    command: RaiseIssue, raised: Raised, party: Party, *, id: UUID, number: str, division: str, today: date
) -> Decided[Stepped]:
    """Enter what was examined under its number."""
    issue = Issue(
        id=id,
        division=division,
        version=1,
        number=number,
        project_id=raised.project_id,
        node_id=command.node_id,
        request_id=command.request_id,
        severity=command.severity,
        kind=command.kind,
        title=raised.title,
        description=raised.text,
        source=command.source,
        source_id=command.source_id,
        consultation_id=command.consultation_id,
        state=IssueState.RAISED,
        raised_on=today,
        raised_by=party.subject,
        raised_by_name=party.name,
        raised_by_unit_id=command.raised_by_unit_id or party.unit,
    )
    told = IssueRaised(
        issue_id=id,
        version=1,
        number=number,
        project_id=issue.project_id,
        severity=issue.severity,
        kind=issue.kind,
        title=issue.title,
        raised_on=today,
        raised_by_unit_id=issue.raised_by_unit_id,
        source=issue.source.value,
        source_id=issue.source_id,
        division=division,
    )
    return Decided(Stepped(issue, Step(action=IssueAction.RAISE)), (told,))


def kind_faults(kind: str, today: date) -> list[Breach]:
    """第十条（分类）：the kind is one of the rulebook's on the day."""
    known = KINDS.on(today)
    if any(k.code == kind for k in known):
        return []
    named = "、".join(f"{k.code}（{k.name}）" for k in known)
    return [Breach("ISSUE_KIND_UNKNOWN", f"没有此问题类别，可选：{named}", A10, "kind")]


def _link_faults(command: RaiseIssue, found: Found) -> list[Breach]:
    """What an issue hangs on is there for the person, and is of one project."""
    faults, project = [], command.project_id
    if project is not None and not found.project_known:
        faults.append(Breach("PROJECT_UNKNOWN", "没有找到该项目，或不在您的查看范围内", A10, "projectId"))
    for given, of, field, name in (
        (command.node_id, found.node_of, "nodeId", "节点"),
        (command.request_id, found.request_of, "requestId", "要素保障申请"),
    ):
        if given is None:
            continue
        if of is None:
            code = f"{'NODE' if field == 'nodeId' else 'REQUEST'}_UNKNOWN"
            faults.append(Breach(code, f"没有找到该{name}，或不在您的查看范围内", A10, field))
        elif project is not None and of != project:
            faults.append(Breach("LINK_OF_OTHER_PROJECT", f"该{name}不属于所选项目，请核对", A10, field))
    if project is None and None not in {found.node_of, found.request_of} and found.node_of != found.request_of:
        faults.append(Breach("LINK_OF_OTHER_PROJECT", "节点与要素保障申请不属于同一项目，请核对", A10, "requestId"))
    return faults


def _unit_faults(command: RaiseIssue, found: Found, party: Party, today: date) -> list[Breach]:
    unit = command.raised_by_unit_id
    if unit is None or unit == party.unit:
        return []
    if not party.acts_as(*RAISING_FOR_OTHERS.on(today)):
        names = "区项目服务部门、区投资主管部门和联系区领导"
        return [Breach("RAISED_FOR_OTHERS", f"只有{names}可以代其他单位提出问题", A10, "raisedByUnitId")]
    if not found.unit_acts:
        return [Breach("UNIT_UNKNOWN", "单位名录中没有该单位，或其已停用、已并入其他单位", A10, "raisedByUnitId")]
    return []
