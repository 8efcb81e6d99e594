"""第十五条：a land plan as a sheet."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.documents.file import File
from services.chassis.documents.sheet import A3, MEDIA_TYPE, SheetFile
from services.chassis.identity import Actor
from services.law.document import Line
from services.support.domain.land.plan_sheet import SheetItem, plan_lines, plan_table
from services.support.store import land_plans, tables


async def plan_file(session: AsyncSession, plan: tables.LandPlan, today: date, actor: Actor) -> File:
    """Write what a plan has now, as far as the actor sees it; a draft says that it is one."""
    rows = await land_plans.items(session, plan.id, actor)
    projects = await names(session, tables.Project, {r.project_id for r in rows})
    units = await names(session, tables.Organization, {r.responsible_unit_id for r in rows})
    items = [
        SheetItem(
            position=at,
            entry=land_plans.entry_of(row),
            done=land_plans.done_of(row),
            project=projects.get(row.project_id, "未登记项目"),
            unit=units.get(row.responsible_unit_id, "未登记单位"),
        )
        for at, row in enumerate(rows, start=1)
    ]
    title = f"{plan.year}年度重点项目建设用地和征拆供地计划"
    state = plan.number if plan.issued_on and plan.state == "ISSUED" else f"第{plan.edition}版编制中"
    content = await asyncio.to_thread(
        _written, title, plan_lines(plan.year, items, today), f"{state}　共{len(items)}项"
    )
    return File(f"{title}（{today:%Y%m%d}）.xlsx", MEDIA_TYPE, content)


async def names(session: AsyncSession, model: type[Any], ids: set[UUID]) -> dict[UUID, str]:
    """Name projects or units."""
    found: Sequence[Any] = (await session.execute(select(model.id, model.name).where(model.id.in_(ids)))).all()
    return {row.id: row.name for row in found}


def _written(title: str, lines: list[Line], note: str) -> bytes:
    file = SheetFile(plan_table(title), name="用地和征拆供地计划", note=note, paper=A3)
    file.write(lines)
    return file.close()
