"""第五条: hand out the library, or any list of projects, as a sheet that can be imported again."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.documents.file import File
from services.chassis.documents.sheet import A3, MEDIA_TYPE, BeyondExcel, SheetFile
from services.chassis.identity import Actor
from services.law.breach import Breach
from services.law.document import Line
from services.reserve.domain.documents.library import (
    Counted,
    library_table,
    project_line,
    section_line,
    subtotals,
    total_line,
)
from services.reserve.domain.documents.library_columns import narrowed, picked
from services.reserve.domain.documents.plan_tables import UNIT
from services.reserve.store.documents import found_projects, package_names, projects_by_id, unit_names

MOST_PROJECTS = 20_000  # of one file; more is asked for in parts
BATCH = 500  # projects that are in memory at a time


@dataclass(frozen=True, slots=True)
class Shown:
    """Which columns of the sheet, all where None; in sections by category, or as the query orders them."""

    columns: tuple[int, ...] | None = None
    grouped: bool = True


async def library_file(
    session: AsyncSession,
    actor: Actor,
    query: Select[Any],
    ordered: Sequence[Any],
    today: date,
    shown: Shown = Shown(),
) -> File | Breach:
    """Write the projects of a query that the actor may see, in the query's order."""
    found = await found_projects(session, actor, query, ordered, MOST_PROJECTS)
    if len(found) > MOST_PROJECTS:
        return Breach("EXPORT_TOO_LARGE", f"一次最多导出{MOST_PROJECTS}个项目，请缩小筛选范围分批导出")
    table = narrowed(library_table(today), shown.columns)
    day = f"{today.year}年{today.month}月{today.day}日"
    file = await asyncio.to_thread(SheetFile, table, name="储备项目", note=f"{day}　单位：{UNIT}", paper=A3)
    try:
        await _write(session, actor, file, found, shown)
    except BeyondExcel as limit:
        return Breach("EXPORT_TOO_LARGE", str(limit))
    return File(f"{table.title}（{today:%Y%m%d}）.xlsx", MEDIA_TYPE, await asyncio.to_thread(file.close))


async def _write(session: AsyncSession, actor: Actor, file: SheetFile, found: Sequence[Counted], shown: Shown) -> None:
    names: dict[UUID, str] = {}
    written = 0
    for heading, own in _parts(found, grouped=shown.grouped):
        file.write([picked(line, shown.columns) for line in heading])
        for start in range(0, len(own), BATCH):
            lines = await _lines(session, actor, own[start : start + BATCH], names, written)
            await asyncio.to_thread(file.write, [picked(line, shown.columns) for line in lines])
            written += len(lines)


def _parts(found: Sequence[Counted], *, grouped: bool) -> list[tuple[list[Line], list[UUID]]]:
    """Put the projects into the sections of the sheet, each with the lines that stand above it."""
    whole, by_category = subtotals(found)
    total = [total_line(whole)]
    if not grouped:
        return [(total, [f.id for f in found])]
    sections = [
        ([section_line(place, category, subtotal)], [f.id for f in found if f.category is category])
        for place, (category, subtotal) in enumerate(by_category.items())
    ]
    return [(total, []), *sections]


async def _lines(
    session: AsyncSession, actor: Actor, ids: Sequence[UUID], names: dict[UUID, str], written: int
) -> list[Line]:
    projects = await projects_by_id(session, actor, ids)
    elements = [p.elements for p in projects]
    units = {u for e in elements for u in (e.owner_id, e.town_id, e.industry_authority_id, *e.cooperating_ids) if u}
    names |= await unit_names(session, actor, units - names.keys())
    names |= await package_names(session, actor, {p.package_id for p in projects if p.package_id} - names.keys())
    return [project_line(number, p, names) for number, p in enumerate(projects, start=written + 1)]
