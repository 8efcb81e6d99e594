"""Loads and saves what-if scenarios with their nodes and history, and reads plans to compare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.identity import Actor
from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.law.breach import Breach
from services.schedule.domain.network.activity import ConstraintKind, DayUnit
from services.schedule.domain.node import record
from services.schedule.domain.node.spec import NodeDraft
from services.schedule.domain.what_if.comparison import Placed, Side
from services.schedule.domain.what_if.computing import Tried
from services.schedule.domain.what_if.editing import Draft
from services.schedule.domain.what_if.terms import ScenarioAction, ScenarioState
from services.schedule.store import nodes, schedules, tables


async def held(session: AsyncSession, actor: Actor, id: UUID) -> tuple[tables.Scenario, tables.Schedule] | None:
    """Lock the schedule of a scenario that the actor sees, and read the scenario as it is then."""
    row = tables.Scenario
    found = await session.scalar(visible_select(row, actor).where(row.id == id).with_only_columns(row.schedule_id))
    schedule = await schedules.by_id(session, actor, found) if found else None
    if schedule is None:
        return None
    return await session.get_one(row, id, populate_existing=True), schedule


async def open_of(session: AsyncSession, schedule_id: UUID, actor: Actor) -> int:
    """Count the open scenarios of the actor's unit, or of the actor alone where there is no unit."""
    row = tables.Scenario
    own = row.made_by_subject == actor.subject if actor.unit is None else row.unit_id == actor.unit
    query = select(func.count()).where(row.schedule_id == schedule_id, row.state == ScenarioState.OPEN, own)
    return int(await session.scalar(query) or 0)


async def drafts_of(session: AsyncSession, id: UUID) -> tuple[NodeDraft, ...]:
    """Read the nodes of a scenario as they were given."""
    node = tables.ScenarioNode
    rows = await session.scalars(select(node).where(node.scenario_id == id).order_by(node.position))
    return tuple(_draft(row) for row in rows.all())


def in_force(known: Sequence[record.Node], version: int) -> tuple[record.Node, ...]:
    """Return the nodes of the plan in force, in its order, out of all that the schedule ever had."""
    return tuple(n for n in known if n.plan_version == version)


async def target_of(session: AsyncSession, schedule_id: UUID, version: int) -> date | None:
    """Read the target of a version of the plan."""
    plan = tables.NodePlan
    query = select(plan.target_on).where(plan.schedule_id == schedule_id, plan.version == version)
    return await session.scalar(query)


async def step(work: Work, row: tables.Scenario, action: ScenarioAction, changes: Sequence[str]) -> None:
    """Write what was done to a scenario, in the version to which it led."""
    made = tables.ScenarioStep(
        scenario_id=row.id,
        version=row.version,
        division=row.division,
        schedule_id=row.schedule_id,
        unit_id=row.unit_id,
        made_by_subject=row.made_by_subject,
        action=action,
        changes=list(changes),
        reason=row.closed_reason,
        at=work.now,
        by=work.actor.name,
        by_unit_id=work.actor.unit,
    )
    work.session.add(made)
    await work.session.flush()


async def save_nodes(session: AsyncSession, row: tables.Scenario, tried: Tried) -> None:
    """Write the nodes of a scenario anew."""
    node = tables.ScenarioNode
    await session.execute(delete(node).where(node.scenario_id == row.id))
    placed = tried.nodes
    shared = {
        "scenario_id": row.id,
        "division": row.division,
        "schedule_id": row.schedule_id,
        "unit_id": row.unit_id,
        "made_by_subject": row.made_by_subject,
    }
    rows = [shared | {"position": at} | _columns(spec, placed.get(spec.code)) for at, spec in enumerate(tried.specs)]
    await session.execute(insert(node), rows)


def computed(row: tables.Scenario, draft: Draft, tried: Tried, today: date) -> None:
    """Write what a computation found."""
    row.target_on, row.computed_on = draft.target_on, today
    row.slack = tried.plan.slack if tried.plan else None
    row.critical_path = list(tried.plan.critical_path) if tried.plan else []
    row.faults = [fault(b) for b in tried.faults]


def fault(breach: Breach) -> dict[str, Any]:
    """Write a reason down."""
    article = str(breach.article) if breach.article else None
    return {"code": breach.code, "message": breach.message, "article": article, "field": breach.field}


def written(draft: NodeDraft) -> dict[str, Any]:
    """Write a node of the base down."""
    return {
        "code": draft.code,
        "name": draft.name,
        "stage": draft.stage,
        "key_link": draft.key_link,
        "responsible_unit_id": str(draft.responsible_unit_id),
        "responsible_person": draft.responsible_person,
        "duration": draft.duration,
        "unit": draft.unit.value,
        "links": [nodes.written(k) for k in draft.links],
        "evidence": list(draft.evidence),
        "waits_for": draft.waits_for,
        "constraint": draft.constraint.value if draft.constraint else None,
        "constraint_on": draft.constraint_on.isoformat() if draft.constraint_on else None,
    }


def read(kept: Mapping[str, Any]) -> NodeDraft:
    """Read a node of the base."""
    return NodeDraft(
        code=kept["code"],
        name=kept["name"],
        stage=kept["stage"],
        key_link=kept["key_link"],
        responsible_unit_id=UUID(kept["responsible_unit_id"]),
        responsible_person=kept["responsible_person"],
        duration=kept["duration"],
        unit=DayUnit(kept["unit"]),
        links=tuple(nodes.link(k) for k in kept["links"]),
        evidence=tuple(kept["evidence"]),
        waits_for=kept["waits_for"],
        constraint=ConstraintKind(kept["constraint"]) if kept["constraint"] else None,
        constraint_on=date.fromisoformat(kept["constraint_on"]) if kept["constraint_on"] else None,
    )


def _columns(spec: record.NodeSpec, node: record.Node | None) -> dict[str, Any]:
    return {
        "code": spec.code,
        "name": spec.name,
        "stage": spec.stage,
        "key_link": spec.key_link,
        "responsible_unit_id": spec.responsible_unit_id,
        "responsible_person": spec.responsible_person,
        "duration": spec.duration,
        "unit": spec.unit,
        "links": [nodes.written(k) for k in spec.links],
        "evidence": list(spec.evidence),
        "waits_for": spec.waits_for,
        "constraint_kind": spec.constraint,
        "constraint_on": spec.constraint_on,
        "start_on": node.start_on if node else None,
        "due_on": node.due_on if node else None,
        "early_start_on": node.early_start_on if node else None,
        "early_due_on": node.early_due_on if node else None,
        "total_float": node.total_float if node else None,
        "free_float": node.free_float if node else None,
        "critical": node.critical if node else None,
        "completed_on": node.completed_on if node else None,
    }


def _draft(row: tables.ScenarioNode) -> NodeDraft:
    return NodeDraft(
        code=row.code,
        name=row.name,
        stage=row.stage,
        key_link=row.key_link,
        responsible_unit_id=row.responsible_unit_id,
        responsible_person=row.responsible_person,
        duration=row.duration,
        unit=row.unit,
        links=tuple(nodes.link(k) for k in row.links),
        evidence=tuple(row.evidence),
        waits_for=row.waits_for,
        constraint=row.constraint_kind,
        constraint_on=row.constraint_on,
    )


async def side_of_version(session: AsyncSession, actor: Actor, schedule_id: UUID, version: int | None) -> Side | None:
    """Read a version of the plan, by default the one in force; None where it is not there."""
    plan, node = tables.NodePlan, tables.PlannedNode
    query = visible_select(plan, actor).where(plan.schedule_id == schedule_id)
    query = query.order_by(plan.version.desc()).limit(1) if version is None else query.where(plan.version == version)
    found = await session.scalar(query)
    if found is None:
        return None
    rows = await session.scalars(visible_select(node, actor).where(node.plan_id == found.id).order_by(node.position))
    return Side(target_on=found.target_on, nodes=tuple(_placed(row) for row in rows.all()))


async def side_of_scenario(session: AsyncSession, actor: Actor, id: UUID, target_on: date) -> Side:
    """Read a scenario as one side of a comparison."""
    node = tables.ScenarioNode
    rows = await session.scalars(visible_select(node, actor).where(node.scenario_id == id).order_by(node.position))
    return Side(target_on=target_on, nodes=tuple(_placed(row) for row in rows.all()))


async def side_of_today(session: AsyncSession, actor: Actor, schedule_id: UUID, target_on: date) -> Side:
    """Read the nodes of the plan in force as they stand, with their completions."""
    node = tables.Node
    query = visible_select(node, actor).where(node.schedule_id == schedule_id, node.current)
    rows = await session.scalars(query.order_by(node.position))
    return Side(target_on=target_on, nodes=tuple(_placed(row, row.completed_on) for row in rows.all()))


def _placed(row: tables.PlannedNode | tables.ScenarioNode | tables.Node, completed_on: date | None = None) -> Placed:
    return Placed(
        code=row.code,
        name=row.name,
        responsible_unit_id=row.responsible_unit_id,
        responsible_person=row.responsible_person,
        duration=row.duration,
        unit=row.unit,
        links=frozenset(nodes.link(k) for k in row.links),
        constraint=row.constraint_kind,
        constraint_on=row.constraint_on,
        start_on=row.start_on,
        due_on=row.due_on,
        critical=row.critical,
        completed_on=completed_on,
    )
