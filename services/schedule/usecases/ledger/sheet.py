"""第十条：hand out the ledger, or any list of it, as a sheet."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.calendar import calendar
from services.chassis.documents.file import File
from services.chassis.documents.sheet import A3, MEDIA_TYPE, BeyondExcel, SheetFile
from services.chassis.identity import Actor
from services.law.breach import Breach
from services.schedule.domain.ledger.rulebook import KINDS
from services.schedule.domain.ledger.sheet import Entry, ledger_lines, ledger_table
from services.schedule.domain.ledger.terms import A10
from services.schedule.store import ledger_rows

MOST_ISSUES = 5_000  # of one file; more is asked for in parts
BATCH = 500  # issues that one statement reads
TITLE = "重点项目问题交办销号台账"


async def ledger_file(
    session: AsyncSession, actor: Actor, query: Select[Any], ordered: Sequence[Any], today: date
) -> File | Breach:
    """Write the issues of a query that the actor may see, in the query's order."""
    found = await ledger_rows.ids(session, actor, query, ordered, MOST_ISSUES + 1)
    if len(found) > MOST_ISSUES:
        return Breach("EXPORT_TOO_LARGE", f"一次最多导出{MOST_ISSUES}项问题，请缩小筛选范围分批导出", A10)
    kinds = {kind.code: kind.name for kind in KINDS.on(today)}
    entries: list[Entry] = []
    for start in range(0, len(found), BATCH):
        entries += await _entries(session, actor, found[start : start + BATCH], kinds)
    try:
        content = await asyncio.to_thread(_written, entries, today)
    except BeyondExcel as limit:
        return Breach("EXPORT_TOO_LARGE", str(limit), A10)
    return File(f"{TITLE}（{today:%Y%m%d}）.xlsx", MEDIA_TYPE, content)


def _written(entries: Sequence[Entry], today: date) -> bytes:
    note = f"{today.year}年{today.month}月{today.day}日　共{len(entries)}项"
    file = SheetFile(ledger_table(TITLE), name="问题台账", note=note, paper=A3)
    file.write(ledger_lines(entries, start=1, today=today, calendar=calendar()))
    return file.close()


async def _entries(session: AsyncSession, actor: Actor, ids: Sequence[UUID], kinds: dict[str, str]) -> list[Entry]:
    issues = await ledger_rows.by_ids(session, actor, ids)
    projects = await ledger_rows.project_names(session, {i.project_id for i in issues if i.project_id})
    units = {u for i in issues for u in (i.raised_by_unit_id, i.responsible_unit_id) if u}
    names = await ledger_rows.unit_names(session, units)
    return [
        Entry(
            issue=issue,
            project=projects.get(issue.project_id) if issue.project_id else None,
            kind=kinds.get(issue.kind, issue.kind),
            raised_by_unit=names.get(issue.raised_by_unit_id) if issue.raised_by_unit_id else None,
            responsible_unit=names.get(issue.responsible_unit_id) if issue.responsible_unit_id else None,
        )
        for issue in issues
    ]
