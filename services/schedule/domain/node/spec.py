"""第八条：what a plan must say of each of its nodes. Reads what people typed; names every fault of every node."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.law.article import Article
from services.law.breach import Breach
from services.law.text import clean_name
from services.schedule.domain.decision import kept, quoted
from services.schedule.domain.network.activity import ConstraintKind, DayUnit, Link
from services.schedule.domain.node.record import NodeSpec
from services.schedule.domain.rulebook import FACTORS

A8 = Article(8)
LONGEST_NODE_DAYS = 1830  # five years; a longer node, or a longer lag, is a slip of the pen
FARTHEST_CONSTRAINT_DAYS = 3660  # ten years, as for the target
MOST_NODES = 10_000
MOST_LINKS = 200
MOST_EVIDENCE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeDraft:
    """A node as it was typed in."""

    code: str
    name: str
    stage: str | None
    key_link: str
    responsible_unit_id: UUID
    responsible_person: str
    duration: int
    unit: DayUnit
    links: tuple[Link, ...]
    evidence: tuple[str, ...]
    waits_for: str | None
    constraint: ConstraintKind | None = None
    constraint_on: date | None = None


def read_nodes(
    drafts: Sequence[NodeDraft],
    units: Collection[UUID],
    today: date,
    faults: list[Breach],
    done_by: Mapping[str, UUID] | None = None,
) -> list[NodeSpec]:
    """第八条：明确各重要节点的责任单位（责任人）、关键环节、办理时限. Collect the faults; what is faulty is not to be used.

    units: those that act. done_by: whose the completed nodes were, which stays so whatever became of the unit.
    """
    if not drafts:
        faults.append(Breach("NODES_MISSING", "倒排计划至少须有一个节点", A8, "nodes"))
    if len(drafts) > MOST_NODES:
        faults.append(Breach("TOO_MANY_NODES", f"一个项目的节点不能超过{MOST_NODES}个", A8, "nodes"))
        return []
    factors = {f.code: f.name for f in FACTORS.on(today)}
    done = done_by or {}
    allowed = [units if done.get(d.code) != d.responsible_unit_id else (d.responsible_unit_id,) for d in drafts]
    specs = [_read(d, f"nodes.{i}", allowed[i], factors, faults) for i, d in enumerate(drafts)]
    for i, draft in enumerate(drafts):
        faults += _constraint_faults(draft, f"nodes.{i}", today)
    return specs


def _read(
    draft: NodeDraft, at: str, units: Collection[UUID], factors: dict[str, str], faults: list[Breach]
) -> NodeSpec:
    code = kept(clean_name(draft.code, "节点编号", f"{at}.code", 50), faults, "", A8)
    name = kept(clean_name(draft.name, "节点名称", f"{at}.name"), faults, "", A8)
    faults += _count_faults(draft, at, name or code)
    if draft.responsible_unit_id not in units:
        faults.append(
            Breach(
                "UNIT_UNKNOWN",
                f"节点“{name}”的责任单位不在单位名录中，或已停用、已并入其他单位",
                A8,
                f"{at}.responsibleUnitId",
            )
        )
    if draft.waits_for is not None and draft.waits_for not in factors:
        known = "、".join(f"{c}（{n}）" for c, n in factors.items())
        faults.append(
            Breach("FACTOR_UNKNOWN", f"节点“{name}”等待的要素保障事项无效，可选：{known}", A8, f"{at}.waitsFor")
        )
    return NodeSpec(
        code=code,
        name=name,
        stage=kept(clean_name(draft.stage, "阶段", f"{at}.stage", 50), faults, "", A8) if draft.stage else None,
        key_link=kept(clean_name(draft.key_link, f"节点“{name}”的关键环节", f"{at}.keyLink"), faults, "", A8),
        responsible_unit_id=draft.responsible_unit_id,
        responsible_person=kept(
            clean_name(draft.responsible_person, f"节点“{name}”的责任人", f"{at}.responsiblePerson", 50), faults, "", A8
        ),
        duration=draft.duration,
        unit=draft.unit,
        links=_links(draft.links, at, faults),
        evidence=tuple(
            dict.fromkeys(
                kept(clean_name(e, "佐证材料名称", f"{at}.requiredEvidence.{k}"), faults, "", A8)
                for k, e in enumerate(draft.evidence)
            )
        ),
        waits_for=draft.waits_for,
        constraint=draft.constraint,
        constraint_on=draft.constraint_on,
    )


def _constraint_faults(draft: NodeDraft, at: str, today: date) -> list[Breach]:
    """A constraint is a kind with a day, and the day lies as near as targets do."""
    label = quoted(draft.name or draft.code)
    if (draft.constraint is None) != (draft.constraint_on is None):
        missing, field = ("日期", "constraintOn") if draft.constraint else ("类型", "constraint")
        message = f"节点{label}的日期约束须同时说明类型和日期，缺少{missing}"
        return [Breach("CONSTRAINT_INCOMPLETE", message, A8, f"{at}.{field}")]
    if draft.constraint_on and abs((draft.constraint_on - today).days) > FARTHEST_CONSTRAINT_DAYS:
        message = f"节点{label}的约束日期须在今日起{FARTHEST_CONSTRAINT_DAYS}天以内"
        return [Breach("CONSTRAINT_TOO_FAR", message, A8, f"{at}.constraintOn")]
    return []


def _count_faults(draft: NodeDraft, at: str, name: str) -> list[Breach]:
    faults = []
    if not 0 <= draft.duration <= LONGEST_NODE_DAYS:
        message = f"节点“{name}”的办理时限须为0（里程碑）至{LONGEST_NODE_DAYS}天，现为{draft.duration}天"
        faults.append(Breach("DURATION_INVALID", message, A8, f"{at}.duration"))
    if not 1 <= len(draft.evidence) <= MOST_EVIDENCE:
        message = f"节点“{name}”须列明1至{MOST_EVIDENCE}项完成佐证材料，现为{len(draft.evidence)}项"
        faults.append(Breach("EVIDENCE_NOT_NAMED", message, A8, f"{at}.requiredEvidence"))
    if len(draft.links) > MOST_LINKS:
        faults.append(
            Breach("TOO_MANY_PREDECESSORS", f"节点“{name}”的前置节点不能超过{MOST_LINKS}个", A8, f"{at}.dependencies")
        )
    return faults


def within_limits(spec: NodeSpec, today: date) -> bool:
    """Whether the days of a node are such as can be computed with; what they lack is told by `read_nodes`."""
    return (
        0 <= spec.duration <= LONGEST_NODE_DAYS
        and all(abs(link.lag) <= LONGEST_NODE_DAYS for link in spec.links)
        and (spec.constraint_on is None or abs((spec.constraint_on - today).days) <= FARTHEST_CONSTRAINT_DAYS)
    )


def _links(links: Sequence[Link], at: str, faults: list[Breach]) -> tuple[Link, ...]:
    kept_links = []
    for k, link in enumerate(links[:MOST_LINKS]):
        code = clean_name(link.predecessor, "前置节点编号", f"{at}.dependencies.{k}.predecessor", 50)
        if abs(link.lag) > LONGEST_NODE_DAYS:
            message = f"与前置节点{quoted(link.predecessor)}的间隔须在±{LONGEST_NODE_DAYS}天以内，现为{link.lag}天"
            faults.append(Breach("LAG_INVALID", message, A8, f"{at}.dependencies.{k}.lag"))
        unit = link.lag_unit if link.lag else DayUnit.WORKING_DAY  # no days are no days of any kind
        kept_links.append(Link(kept(code, faults, "", A8), link.kind, link.lag, unit))
    return tuple(kept_links)
