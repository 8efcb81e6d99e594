"""第十三条：the year's arrangement is drafted, its projects are linked or set aside, it is issued and changed by editions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.law.text import clean_name, clean_text
from services.schedule.domain.decision import kept
from services.schedule.domain.leaders.selecting import Candidate, Ground
from services.schedule.domain.leaders.terms import A13, ArrangementState, LinkChoice

YEARS = range(2000, 2101)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leader:
    """A district leader: the subject of the person's token, name and title."""

    subject: str
    name: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A project in an arrangement. linked_from: since when this leader has been in contact with it, over all editions."""

    id: UUID
    project: Candidate
    grounds: tuple[Ground, ...]
    choice: LinkChoice = LinkChoice.PROPOSED
    reason: str | None = None
    leader: Leader | None = None
    service_unit_id: UUID | None = None
    linked_from: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """One edition with its projects in order."""

    id: UUID
    division: str
    year: int
    edition: int
    version: int
    state: ArrangementState
    reason: str | None
    rule: tuple[str, ...]
    drafted_on: date
    links: tuple[Link, ...]
    document_number: str | None = None
    issued_on: date | None = None

    def link_of(self, project_id: UUID) -> Link | None:
        """Find a project of the arrangement."""
        return next((link for link in self.links if link.project.project_id == project_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftArrangement:
    """The command: the year; the reason when an issued arrangement is to be changed."""

    year: int
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkLeader:
    """The command: who is in contact with a project of the draft, and which unit serves it."""

    arrangement_id: UUID
    project_id: UUID
    leader: Leader
    service_unit_id: UUID
    reason: str | None
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """The command: a project of the draft is not to be linked, and why."""

    arrangement_id: UUID
    project_id: UUID
    reason: str
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueArrangement:
    """The command: the draft is issued 印发 under a document number."""

    arrangement_id: UUID
    document_number: str
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscardArrangement:
    """The command: the draft is given up, and why."""

    arrangement_id: UUID
    reason: str
    expected_version: int


def draft_faults(
    newest: Sequence[ArrangementState], command: DraftArrangement, candidates: Collection[Candidate]
) -> tuple[str | None, list[Breach]]:
    """第十三条（年初……遴选）：one draft at a time, from an issued plan; an issued arrangement changes only for a reason."""
    faults: list[Breach] = []
    reason = kept(clean_text(command.reason or "", "变更理由", "reason", 1000), faults, "", A13)
    if command.year not in YEARS:
        faults.append(Breach("YEAR_INVALID", f"年度须在{YEARS[0]}至{YEARS[-1]}之间", A13, "year"))
    if ArrangementState.DRAFT in newest:
        message = f"{command.year}年度已有拟定中的安排，请继续编辑或先作废"
        faults.append(Breach("DRAFT_STANDS", message, A13, "year"))
    if ArrangementState.ISSUED in newest and not reason:
        message = f"{command.year}年度安排已印发，变更须说明理由"
        faults.append(Breach("REASON_MISSING", message, A13, "reason"))
    if not candidates:
        message = f"没有{command.year}年度已下达计划中的重点建设项目，无从遴选"
        faults.append(Breach("NO_PLAN_PROJECTS", message, A13, "year"))
    return (reason or None) if ArrangementState.ISSUED in newest else None, faults


def link(
    current: Arrangement, command: LinkLeader, candidate: Candidate | None, *, unit_acts: bool, new_id: UUID
) -> Arrangement | Refusal:
    """Link a proposed project, or one that the rule did not propose, which needs a reason of its own."""
    faults = [*_draft(current)]
    leader = _leader(command.leader, faults)
    reason = kept(clean_text(command.reason or "", "理由", "reason", 1000), faults, "", A13) or None
    there = current.link_of(command.project_id)
    if there is None and candidate is None:
        message = f"该项目不是{current.year}年度计划中的重点建设项目，不能列入"
        faults.append(Breach("NOT_IN_PLAN", message, A13, "projectId"))
    if (there is None or not there.grounds) and not reason and not (there and there.reason):
        faults.append(Breach("REASON_MISSING", "该项目未达遴选标准，列入须说明理由", A13, "reason"))
    if not unit_acts:
        message = "单位名录中没有该服务责任单位，或其已停用、已并入其他单位"
        faults.append(Breach("UNIT_UNKNOWN", message, A13, "serviceUnitId"))
    if faults:
        return Refusal(tuple(faults))
    if there is None:
        assert candidate is not None, "refused above"
        there = Link(id=new_id, project=candidate, grounds=())
    same = there.leader is not None and there.leader.subject == leader.subject
    linked = replace(
        there,
        choice=LinkChoice.LINKED,
        reason=reason or (there.reason if not there.grounds else None),
        leader=leader,
        service_unit_id=command.service_unit_id,
        linked_from=there.linked_from if same else None,
    )
    return _with(current, linked)


def set_aside(current: Arrangement, command: SetAside) -> Arrangement | Refusal:
    """Leave a project out, with the reason; it stays in the draft as what was considered."""
    faults = [*_draft(current)]
    reason = kept(clean_text(command.reason, "不列入理由", "reason", 1000), faults, "?", A13)
    if not reason:
        faults.append(Breach("REASON_MISSING", "不列入须说明理由", A13, "reason"))
    there = current.link_of(command.project_id)
    if there is None:
        faults.append(Breach("PROJECT_NOT_IN_DRAFT", "该项目不在本安排中", A13, "projectId"))
    if faults or there is None:
        return Refusal(tuple(faults))
    aside = replace(
        there, choice=LinkChoice.SET_ASIDE, reason=reason, leader=None, service_unit_id=None, linked_from=None
    )
    return _with(current, aside)


def issue(current: Arrangement, command: IssueArrangement, *, today: date) -> Arrangement | Refusal:
    """第十三条（按程序印发实施）：every project is decided, one at least is linked, and the document has its number."""
    faults = [*_draft(current)]
    number = kept(clean_name(command.document_number, "文号", "documentNumber", 100), faults, "?", A13)
    undecided = [link.project.name for link in current.links if link.choice is LinkChoice.PROPOSED]
    if undecided:
        some = "、".join(undecided[:5]) + ("等" if len(undecided) > 5 else "")  # noqa: PLR2004 - as many as one reads
        message = f"还有{len(undecided)}个项目未明确联系区领导或不列入：{some}"
        faults.append(Breach("PROJECTS_UNDECIDED", message, A13, "arrangementId"))
    if not any(link.choice is LinkChoice.LINKED for link in current.links):
        faults.append(Breach("NOTHING_LINKED", "安排中没有区领导联系的项目，不能印发", A13, "arrangementId"))
    if faults:
        return Refusal(tuple(faults))
    links = tuple(
        replace(link, linked_from=link.linked_from or today) if link.choice is LinkChoice.LINKED else link
        for link in current.links
    )
    return replace(
        current,
        state=ArrangementState.ISSUED,
        version=current.version + 1,
        document_number=number,
        issued_on=today,
        links=links,
    )


def discard(current: Arrangement, command: DiscardArrangement) -> tuple[Arrangement, str] | Refusal:
    """Give a draft up, with the reason; what is issued stays in force."""
    faults = [*_draft(current)]
    reason = kept(clean_text(command.reason, "作废理由", "reason", 1000), faults, "?", A13)
    if not reason:
        faults.append(Breach("REASON_MISSING", "作废须说明理由", A13, "reason"))
    if faults:
        return Refusal(tuple(faults))
    return replace(current, state=ArrangementState.DISCARDED, version=current.version + 1), reason


def _draft(current: Arrangement) -> list[Breach]:
    if current.state is ArrangementState.DRAFT:
        return []
    how = {ArrangementState.ISSUED: "已印发", ArrangementState.SUPERSEDED: "已被新版取代"}.get(current.state, "已作废")
    return [Breach("ARRANGEMENT_NOT_DRAFT", f"该安排{how}，变更须另拟新版", A13, "arrangementId")]


def _leader(leader: Leader, faults: list[Breach]) -> Leader:
    def name(value: str, label: str, field: str) -> str:
        return kept(clean_name(value, label, field, 100), faults, "?", A13)

    return Leader(
        subject=name(leader.subject, "区领导用户标识", "leader.subject"),
        name=name(leader.name, "区领导姓名", "leader.name"),
        title=name(leader.title, "区领导职务", "leader.title"),
    )


def _with(current: Arrangement, changed: Link) -> Arrangement:
    there = current.link_of(changed.project.project_id) is not None
    links = tuple(changed if link.id == changed.id else link for link in current.links)
    return replace(current, version=current.version + 1, links=links if there else (*links, changed))
