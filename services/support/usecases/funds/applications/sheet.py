"""第十六条（三）：hand out applications, or any list of them, as a sheet."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.documents.file import File
from services.chassis.documents.sheet import A3, MEDIA_TYPE, SheetFile
from services.chassis.identity import Actor
from services.chassis.visibility import narrowed, visible_select
from services.law.breach import Breach
from services.law.document import Column, Line, LineKind, Table
from services.support.domain.funds.findings import ZERO
from services.support.domain.funds.rulebook import stage_name
from services.support.domain.funds.terms import APPLICATION_NAMES, APPLICATION_STATES, APPLICATIONS
from services.support.store import tables

MOST = 5_000  # of one file; more is asked for in parts
TITLE = "重点项目资金和债券申报情况"
COLUMNS = (
    Column(("序号",), 6, figures=True),
    Column(("项目",), 28),
    Column(("种类",), 16),
    Column(("年度",), 8, figures=True),
    Column(("申报名称",), 28),
    Column(("受理机关",), 20),
    Column(("环节",), 12),
    Column(("状态",), 10),
    Column(("金额", "申请"), 14, money=True),
    Column(("金额", "批准"), 14, money=True),
    Column(("金额", "到位"), 14, money=True),
    Column(("金额", "支付"), 14, money=True),
    Column(("批准文件",), 22),
    Column(("最近进展",), 12),
)


async def applications_file(session: AsyncSession, actor: Actor, query: Select[Any], today: date) -> File | Breach:
    """Write the applications of a query that the actor may see, newest first."""
    row = query.column_descriptions[0]["entity"]
    rows = (await session.scalars(narrowed(query, actor).order_by(row.id.desc()).limit(MOST + 1))).all()
    if len(rows) > MOST:
        return Breach("EXPORT_TOO_LARGE", f"一次最多导出 {MOST} 项申报，请缩小筛选范围分批导出", APPLICATIONS)
    project = tables.Project
    its = visible_select(project, actor).where(project.id.in_({r.project_id for r in rows}))
    named = await session.execute(its.with_only_columns(project.id, project.name))
    names = {r.id: r.name for r in named}
    content = await asyncio.to_thread(_written, rows, names, today)
    return File(f"{TITLE}（{today:%Y%m%d}）.xlsx", MEDIA_TYPE, content)


def _written(rows: Sequence[Any], names: dict[UUID, str], today: date) -> bytes:
    note = f"{today.year}年{today.month}月{today.day}日　单位：万元　共 {len(rows)} 项"
    file = SheetFile(Table("", TITLE, "单位：万元", COLUMNS, ()), name="申报情况", note=note, paper=A3)
    file.write(_lines(rows, names))
    return file.close()


def _lines(rows: Sequence[Any], names: dict[UUID, str]) -> Iterator[Line]:
    for at, row in enumerate(rows, start=1):
        facts = (names.get(row.project_id), APPLICATION_NAMES[row.kind], row.year, row.title, row.authority)
        stands = (stage_name(row.kind, row.stage, row.opened_on), APPLICATION_STATES[row.state])
        amounts = (row.asked, row.granted, row.arrived, row.paid)
        yield Line(LineKind.ITEM, (at, *facts, *stands, *amounts, row.grant_document, row.stepped_on))
    sums = [sum((getattr(r, c) for r in rows), start=ZERO) for c in ("asked", "granted", "arrived", "paid")]
    yield Line(LineKind.TOTAL, (None, "合计", None, None, None, None, None, None, *sums, None, None))
