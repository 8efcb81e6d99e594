"""第八条（倒排）：the plan in force, or a scenario, is handed out as a file for other tools."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.identity import Actor
from services.schedule.domain.exchange.tasks import ExportPlan, ExportRow
from services.schedule.store import exchange, tables


async def plan_to_export(session: AsyncSession, actor: Actor, project_id: UUID, today: date) -> ExportPlan | None:
    """Read the plan in force of a project that the actor sees; None where there is none."""
    found = await exchange.plan_in_force(session, actor, project_id)
    if found is None:
        return None
    schedule, plan, nodes = found
    title = f"{schedule.project_name}倒排计划（第{plan.version}版）"
    return ExportPlan(
        project_name=schedule.project_name,
        title=title,
        target_on=plan.target_on,
        planned_on=today,
        rows=await _rows(session, actor, nodes),
    )


async def version_to_export(
    session: AsyncSession, actor: Actor, project_id: UUID, version: int, today: date
) -> ExportPlan | None:
    """Read a version of the plan, in force or not, as it was issued; None where there is none such."""
    found = await exchange.plan_of_version(session, actor, project_id, version)
    if found is None:
        return None
    schedule, plan, pairs = found
    names = await exchange.names_of(session, actor, {then.responsible_unit_id for then, _ in pairs})
    return ExportPlan(
        project_name=schedule.project_name,
        title=f"{schedule.project_name}倒排计划（第{plan.version}版）",
        target_on=plan.target_on,
        planned_on=today,
        rows=tuple(exchange.row_of_version(then, now, names.get(then.responsible_unit_id, "")) for then, now in pairs),
    )


async def scenario_to_export(session: AsyncSession, actor: Actor, scenario_id: UUID, today: date) -> ExportPlan | None:
    """Read a scenario that the actor sees."""
    found = await exchange.scenario(session, actor, scenario_id)
    if found is None:
        return None
    schedule, row, nodes = found
    return ExportPlan(
        project_name=schedule.project_name,
        title=f"{schedule.project_name}倒排情景：{row.name}",
        target_on=row.target_on,
        planned_on=today,
        rows=await _rows(session, actor, nodes),
    )


async def _rows(
    session: AsyncSession, actor: Actor, nodes: Sequence[tables.Node | tables.ScenarioNode]
) -> tuple[ExportRow, ...]:
    names = await exchange.names_of(session, actor, {n.responsible_unit_id for n in nodes})
    return tuple(exchange.row_of(node, names.get(node.responsible_unit_id, "")) for node in nodes)
