"""Reads plans and scenarios to be handed out, and the directory by which units are found by name."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.identity import Actor
from services.chassis.rows import mapping
from services.chassis.visibility import visible_select
from services.schedule.domain.exchange.tasks import Directory, ExportRow
from services.schedule.domain.node.spec import NodeDraft
from services.schedule.store import nodes, tables


async def plan_in_force(
    session: AsyncSession, actor: Actor, project_id: UUID
) -> tuple[tables.Schedule, tables.NodePlan, Sequence[tables.Node]] | None:
    """Read the plan in force with its nodes in order."""
    schedule, plan, node = tables.Schedule, tables.NodePlan, tables.Node
    row = await session.scalar(visible_select(schedule, actor).where(schedule.project_id == project_id))
    if row is None:
        return None
    newest = visible_select(plan, actor).where(plan.schedule_id == row.id).order_by(plan.version.desc()).limit(1)
    found = await session.scalar(newest)
    if found is None:
        return None
    its = visible_select(node, actor).where(node.schedule_id == row.id, node.current).order_by(node.position, node.id)
    return row, found, (await session.scalars(its)).all()


async def plan_of_version(
    session: AsyncSession, actor: Actor, project_id: UUID, version: int
) -> tuple[tables.Schedule, tables.NodePlan, Sequence[tuple[tables.PlannedNode, tables.Node]]] | None:
    """Read a version of the plan as it was then, each node beside what it is now."""
    schedule, plan, planned, node = tables.Schedule, tables.NodePlan, tables.PlannedNode, tables.Node
    row = await session.scalar(visible_select(schedule, actor).where(schedule.project_id == project_id))
    if row is None:
        return None
    its = visible_select(plan, actor).where(plan.schedule_id == row.id, plan.version == version)
    found = await session.scalar(its)
    if found is None:
        return None
    query = visible_select(planned, actor).where(planned.plan_id == found.id).join(node, node.id == planned.node_id)
    pairs = await session.execute(query.with_only_columns(planned, node).order_by(planned.position, planned.node_id))
    return row, found, [(then, now) for then, now in pairs.all()]


async def scenario(
    session: AsyncSession, actor: Actor, id: UUID
) -> tuple[tables.Schedule, tables.Scenario, Sequence[tables.ScenarioNode]] | None:
    """Read a scenario with its nodes in order."""
    row, node = tables.Scenario, tables.ScenarioNode
    found = await session.scalar(visible_select(row, actor).where(row.id == id))
    if found is None:
        return None
    whose = visible_select(tables.Schedule, actor).where(tables.Schedule.id == found.schedule_id)
    schedule = await session.scalar(whose)
    if schedule is None:
        return None
    its = visible_select(node, actor).where(node.scenario_id == id).order_by(node.position)
    return schedule, found, (await session.scalars(its)).all()


async def names_of(session: AsyncSession, actor: Actor, ids: Collection[UUID]) -> dict[UUID, str]:
    """Read the names of units."""
    unit = tables.Organization
    query = visible_select(unit, actor).where(unit.id.in_(ids)).with_only_columns(unit.id, unit.name)
    return mapping(await session.execute(query))


async def directory(session: AsyncSession, names: Collection[str], ids: Collection[UUID]) -> Directory:
    """Find the acting units that bear these names or identities."""
    unit = tables.Organization
    query = select(unit.id, unit.name).where(unit.active, or_(unit.name.in_(names), unit.id.in_(ids)))
    by_name: dict[str, list[UUID]] = {}
    found = (await session.execute(query.order_by(unit.id))).all()
    for row in found:
        by_name.setdefault(row.name, []).append(row.id)
    return Directory(by_name, frozenset(row.id for row in found))


def row_of_version(then: tables.PlannedNode, now: tables.Node, unit_name: str) -> ExportRow:
    """Write a node as a version had it. Stage, key link, evidence and need are not kept by version: they are today's."""
    draft = NodeDraft(
        code=then.code,
        name=then.name,
        stage=now.stage,
        key_link=now.key_link,
        responsible_unit_id=then.responsible_unit_id,
        responsible_person=then.responsible_person,
        duration=then.duration,
        unit=then.unit,
        links=tuple(nodes.link(k) for k in then.links),
        evidence=tuple(now.evidence),
        waits_for=now.waits_for,
        constraint=then.constraint_kind,
        constraint_on=then.constraint_on,
    )
    return ExportRow(
        draft=draft,
        unit_name=unit_name,
        start_on=then.start_on,
        due_on=then.due_on,
        early_start_on=None,
        early_due_on=None,
        critical=then.critical,
        completed_on=now.completed_on,
        baseline_start_on=now.baseline_start_on,
        baseline_due_on=now.baseline_due_on,
    )


def row_of(node: tables.Node | tables.ScenarioNode, unit_name: str) -> ExportRow:
    """Write a node as it is handed out."""
    draft = NodeDraft(
        code=node.code,
        name=node.name,
        stage=node.stage,
        key_link=node.key_link,
        responsible_unit_id=node.responsible_unit_id,
        responsible_person=node.responsible_person,
        duration=node.duration,
        unit=node.unit,
        links=tuple(nodes.link(k) for k in node.links),
        evidence=tuple(node.evidence),
        waits_for=node.waits_for,
        constraint=node.constraint_kind,
        constraint_on=node.constraint_on,
    )
    first = (node.baseline_start_on, node.baseline_due_on) if isinstance(node, tables.Node) else (None, None)
    return ExportRow(
        draft=draft,
        unit_name=unit_name,
        start_on=node.start_on,
        due_on=node.due_on,
        early_start_on=node.early_start_on,
        early_due_on=node.early_due_on,
        critical=node.critical,
        completed_on=node.completed_on,
        baseline_start_on=first[0],
        baseline_due_on=first[1],
    )
