"""What the applicant does: submit, answer a return, withdraw (第十四条, 第十五条)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.law.parties import Role
from services.law.workdays import WorkCalendar
from services.support.domain import clock, form, telling, wording
from services.support.domain.kinds.model import APPLICANTS, RequestKind
from services.support.domain.quantity import asked_for
from services.support.domain.quota import Account
from services.support.domain.request import (
    OPEN,
    Acting,
    Action,
    Change,
    Request,
    Source,
    State,
    found,
    let_go,
    not_before,
    not_in,
    not_of_applicant,
    stepped,
)
from services.support.domain.role_names import named


@dataclass(frozen=True, slots=True)
class Project:
    """What this service knows of a project."""

    id: UUID
    name: str
    owner_id: UUID
    division: str


@dataclass(frozen=True, slots=True)
class Node:
    """What this service knows of a schedule node; current unless a later node plan has left it out."""

    id: UUID
    project_id: UUID
    name: str
    waits_for_request: bool
    current: bool


@dataclass(frozen=True, slots=True)
class Ended:
    """第十一条：since when the plan has a project no more, and by which document."""

    on: date
    document_number: str


@dataclass(frozen=True, slots=True)
class Bureau:
    """A unit that acts in the role that a kind asks for."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an applicant asks for."""

    quantity: Decimal | None
    unit: str | None
    purpose: str
    form: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What a request is part of, and where it came in."""

    parent_id: UUID | None = None
    agency_item_id: UUID | None = None
    source: Source = Source.PLATFORM
    external_number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A request as it comes in, with what is known around it.

    ended: that the plan gave the project up, until one has it again.
    unfinished: a request for the same that is still open.
    received_on: the day of receipt, where it is not the day on which it comes in (`domain/hours.py`).
    """

    id: UUID
    project: Project
    node_id: UUID | None
    node: Node | None
    ended: Ended | None = None
    bureaus: tuple[Bureau, ...]
    bureau_id: UUID | None
    unfinished: UUID | None
    asked: Asked
    origin: Origin = field(default_factory=Origin)
    received_on: date | None = None


def submit(
    coming: Submission, rule: RequestKind, acting: Acting, today: date, calendar: WorkCalendar
) -> Change | Refusal:
    """第十五条：receive a request; the bureau's working days count from the day after (第十七条（一）).

    Who may not ask for the project is told what is wrong with what they wrote, and nothing of the project.
    """
    quantity, purpose, filled, faults = _asked(coming.asked, rule)
    bureau = _bureau(coming, rule)
    stranger = _not_entitled(coming.project, rule, acting)
    around = (
        *_node_faults(coming.node_id, coming.node, coming.project.id, rule),
        _given_up(coming),
        bureau if isinstance(bureau, Breach) else None,
        _repeated(coming, rule),
    )
    breaches = found(stranger, *(() if stranger else around), *faults)
    if breaches or isinstance(bureau, Breach) or acting.unit is None:
        return Refusal(breaches)
    running = clock.Clock(
        received_on=coming.received_on or today, working_days=rule.working_days, warning_days=rule.warning_days
    )
    request = Request(
        id=coming.id,
        version=1,
        division=coming.project.division,
        project_id=coming.project.id,
        node_id=coming.node_id,
        kind=rule.code,
        bureau_id=bureau.id,
        applicant_id=acting.unit,
        quantity=quantity,
        purpose=purpose,
        state=State.SUBMITTED,
        clock=running,
        stepped_on=today,
        form=filled,
        parent_id=coming.origin.parent_id,
        agency_item_id=coming.origin.agency_item_id,
        source=coming.origin.source,
        external_number=coming.origin.external_number,
    )
    return Change(request=request, action=Action.SUBMITTED, events=(telling.submitted(request, rule, calendar),))


def resubmit(
    request: Request,
    asked: Asked,
    note: str | None,
    node: Node | None,
    rule: RequestKind,
    owner_id: UUID | None,
    acting: Acting,
    today: date,
    calendar: WorkCalendar,
) -> Change | Refusal:
    """第十七条（一）：answer a return; the days that are left count again from the day after.

    What is received again must still be needed: a node that a later plan has left out waits for nothing (第八条). Where the
    plan gave the whole project up, what is open stays open and is decided (第十一条), for a plan may have it again.
    """
    quantity, purpose, filled, faults = _asked(asked, rule)
    said = wording.optional(note, "补正说明", rule.article, "note")
    breaches = found(
        not_in(request, frozenset({State.RETURNED}), "补正后重报", rule.article),
        not_of_applicant(request, owner_id, rule, acting),
        *(replace(fault, field=None) for fault in _node_faults(request.node_id, node, request.project_id, rule)),
        not_before(request, rule, today),
        *faults,
        said if isinstance(said, Breach) else None,
    )
    if breaches or isinstance(said, Breach):
        return Refusal(breaches)
    resumed = request.clock.resume(today)
    after = stepped(
        request, today, state=State.SUBMITTED, quantity=quantity, purpose=purpose, form=filled, clock=resumed
    )
    event = telling.resubmitted(after, rule, today, calendar)
    return Change(request=after, action=Action.RESUBMITTED, note=said, events=(event,))


def withdraw(
    request: Request,
    reason: str | None,
    held: Account | None,
    rule: RequestKind,
    owner_id: UUID | None,
    acting: Acting,
    today: date,
    calendar: WorkCalendar,
) -> Change | Refusal:
    """第十四条：what was asked of one's own will can be withdrawn until it is decided; what was reserved is released."""
    said = wording.optional(reason, "撤回理由", rule.article, "reason")
    breaches = found(
        not_in(request, OPEN, "撤回", rule.article),
        not_of_applicant(request, owner_id, rule, acting),
        not_before(request, rule, today),
        said if isinstance(said, Breach) else None,
    )
    if breaches or isinstance(said, Breach):
        return Refusal(breaches)
    after = stepped(request, today, state=State.WITHDRAWN, clock=request.clock.end(today), held=None)
    event = telling.withdrawn(after, said, today, calendar)
    postings = let_go(request, held)
    return Change(request=after, action=Action.WITHDRAWN, note=said, postings=postings, events=(event,))


def kind_unknown(code: str, division: str, known: tuple[RequestKind, ...]) -> Breach:
    """第十七条：what no bureau has been charged with cannot be asked for."""
    names = "、".join(f"{k.code}（{k.name}）" for k in known) or "无"
    return Breach(
        "KIND_UNKNOWN", f"区划 {division} 没有事项 {wording.quoted(code)}；现有事项：{names}", Article(17), "kind"
    )


def project_unknown(article: Article) -> Breach:
    """第十五条：only key projects are served; their data reach this service shortly after they are registered."""
    message = "没有收到该项目的登记信息，请核对项目编号；如刚登记，请稍后再试"
    return Breach("PROJECT_UNKNOWN", message, article, "projectId")


def _not_entitled(project: Project, rule: RequestKind, acting: Acting) -> Breach | None:
    """第十四条、第十五条：the owner asks for its own project; or another unit of the division, in a role that the rule names."""
    if acting.unit is None:
        return Breach("UNIT_MISSING", "您的身份没有所属单位，不能代表单位提出申请", rule.article)
    mine = acting.roles & rule.applicants
    by_role = bool(mine - {Role.OWNER}) and acting.division == project.division
    if by_role or (Role.OWNER in mine and acting.unit == project.owner_id):
        return None
    message = _may_ask(rule)
    return Breach("NOT_THE_APPLICANT", message, rule.article, "projectId")


def _may_ask(rule: RequestKind) -> str:
    if rule.applicants == APPLICANTS:
        return "仅该项目的业主或本区项目服务部门可以提出申请"
    return f"“{rule.name}”仅由下列单位提出（业主限本项目）：{named(rule.applicants)}"


def _node_faults(node_id: UUID | None, node: Node | None, project_id: UUID, rule: RequestKind) -> tuple[Breach, ...]:
    """第八条、第十五条：the request belongs to a node of the project's current schedule that waits for it."""
    if node_id is None:
        message = f"“{rule.name}”须由倒排计划中的节点提出，请指明节点"
        return (Breach("NODE_MISSING", message, Article(8), "nodeId"),) if rule.of_node else ()
    if node is None:
        message = "没有收到该节点的计划，请核对节点编号；如刚排定，请稍后再试"
        return (Breach("NODE_UNKNOWN", message, Article(8), "nodeId"),)
    if node.project_id != project_id:
        return (Breach("NODE_OF_OTHER_PROJECT", f"节点“{node.name}”不属于该项目", Article(8), "nodeId"),)
    if not node.current:
        message = f"节点“{node.name}”已不在项目现行倒排计划中"
        return (Breach("NODE_NOT_IN_PLAN", message, Article(8), "nodeId"),)
    if rule.of_node and not node.waits_for_request:
        message = f"节点“{node.name}”无需等待要素保障，不能就其申请“{rule.name}”；如确需，请先调整倒排计划"
        return (Breach("NODE_DOES_NOT_WAIT", message, rule.article, "nodeId"),)
    return ()


def _given_up(coming: Submission) -> Breach | None:
    """第十一条：the nodes of a project that the plan has no more are due no longer, and nothing new is asked for them."""
    if coming.node_id is None or coming.ended is None:
        return None
    day, document = coming.ended.on, coming.ended.document_number
    message = (
        f"项目“{coming.project.name}”已由{document}调出计划（{day}起），其倒排计划已经终止，不能再就其节点提出申请；"
        "项目重新列入计划后可以申请，已在办理的申请不受影响"
    )
    return Breach("SCHEDULE_ENDED", message, Article(11), "nodeId")


def _bureau(coming: Submission, rule: RequestKind) -> Bureau | Breach:
    """第十七条：one unit answers; where several act in the role, the applicant says which."""
    by_id = {b.id: b for b in coming.bureaus}
    if coming.bureau_id is not None:
        message = f"所选单位不承办“{rule.name}”"
        return by_id.get(coming.bureau_id) or Breach("BUREAU_UNKNOWN", message, rule.article, "bureauId")
    if len(by_id) == 1:
        return coming.bureaus[0]
    if not by_id:
        return Breach("BUREAU_MISSING", f"本区尚未登记承办“{rule.name}”的单位", rule.article, "bureauId")
    names = "、".join(b.name for b in coming.bureaus)
    return Breach("BUREAU_AMBIGUOUS", f"有多个单位承办“{rule.name}”，请指明其一：{names}", rule.article, "bureauId")


def _repeated(coming: Submission, rule: RequestKind) -> Breach | None:
    if coming.unfinished is None:
        return None
    message = f"该节点已有一件“{rule.name}”申请（{coming.unfinished}）正在办理，不能重复申请"
    return Breach("REQUEST_ALREADY_OPEN", message, rule.article, "nodeId")


def _asked(asked: Asked, rule: RequestKind) -> tuple[Decimal | None, str, dict[str, str], tuple[Breach, ...]]:
    """Judge quantity, unit, purpose and form together."""
    purpose = wording.required(asked.purpose, "用途说明", rule.article, "purpose")
    quantity, faults = asked_for(asked.quantity, asked.unit, rule)
    filled, wrong = form.judge(asked.form, rule)
    if isinstance(purpose, Breach):
        return None, "", {}, (*faults, purpose, *wrong)
    return quantity, purpose, filled, (*faults, *wrong)
