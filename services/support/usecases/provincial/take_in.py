"""第十四条（一网通办）: a request comes from the provincial platform under its own number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.support.domain.provincial import A14, Action, CallbackKind, misplaced
from services.support.domain.request import Action as Step
from services.support.domain.request import Change, Source
from services.support.domain.rulebook import kind_on
from services.support.store import provincial, requests
from services.support.usecases.requests.submit import SubmitRequest, submit


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeIn:
    """What came, from whom, under which number; `digest` is that of the whole content.

    project: the national project code, or the name. node: the name of the node that waits; the only one where none is said.
    """

    client: str
    number: str
    digest: str
    owner: UUID
    project: str
    kind: str
    purpose: str
    node: str | None = None
    bureau_id: UUID | None = None
    quantity: Decimal | None = None
    unit: str | None = None
    form: Mapping[str, str] = field(default_factory=dict)
    attachments: tuple[Mapping[str, Any], ...] = ()


async def take_in(work: Work, command: TakeIn) -> UUID | Refusal:
    """File a request by the same rules as its owner would; return the id of the receipt."""
    await provincial.hold(work.session, command.client, command.number)
    known = await provincial.under(work.session, command.client, command.number)
    if known is not None:
        receipt = await provincial.receipt_of(work.session, known.id, Action.SUBMIT, command.digest)
        return await provincial.again(work, receipt, command.number) if receipt else Refusal.of(_NUMBER_REUSED)
    division = work.actor.division
    project = await provincial.project_by_code(work.session, division, command.owner, command.project)
    if project is None:
        return Refusal.of(_PROJECT_UNKNOWN)
    node = await _node(work, command, project)
    if isinstance(node, Breach):
        return Refusal.of(node)
    if faults := misplaced(command.attachments, kind_on(division, command.kind, work.today)):
        return Refusal(faults)
    made = await submit(
        work,
        SubmitRequest(
            project_id=project,
            node_id=node,
            kind=command.kind,
            quantity=command.quantity,
            unit=command.unit,
            purpose=command.purpose,
            bureau_id=command.bureau_id,
            form=command.form,
            source=Source.PROVINCIAL,
            external_number=command.number,
        ),
    )
    if isinstance(made, Refusal):
        return made
    attachments = [dict(a) for a in command.attachments]
    filing = await provincial.file(work, command.client, command.number, made, command.digest, attachments)
    found = await requests.locked(work.session, made, work.actor)
    if found is None:
        raise LookupError(f"request {made} was just made for its owner, who must see it")
    received = Change(request=found[1], action=Step.SUBMITTED)
    await provincial.queue(work, filing, CallbackKind.RECEIVED, received)
    return await provincial.receipt(work, filing, Action.SUBMIT, command.digest)


async def _node(work: Work, command: TakeIn, project: UUID) -> UUID | Breach | None:
    """Find the node that waits: by name, or the only one; a matter that needs none goes without."""
    rule = kind_on(work.actor.division, command.kind, work.today)
    if command.node is None and (rule is None or not rule.of_node):
        return None
    found = await provincial.nodes_waiting(work.session, project, command.node)
    if len(found) == 1:
        return found[0]
    return _NODE_AMBIGUOUS if found else _NODE_UNKNOWN


_NUMBER_REUSED = Breach(
    "NUMBER_REUSED", "该申报号已用于内容不同的申请；更正请在退回后补正重报，新的申请请使用新的申报号", A14, "number"
)
_PROJECT_UNKNOWN = Breach(
    "PROJECT_UNKNOWN", "该业主没有此项目代码或名称的登记项目，请核对；如刚登记，请稍后再试", A14, "project"
)
_NODE_UNKNOWN = Breach("NODE_UNKNOWN", "项目现行倒排计划中没有等待该要素的节点（或没有此名称的节点）", A14, "node")
_NODE_AMBIGUOUS = Breach("NODE_AMBIGUOUS", "有多个节点等待该要素，请写明节点名称", A14, "node")
