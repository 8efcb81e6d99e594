"""第十六条（一）：draw the statement of a fund up, and prove it from its first entry on."""

from __future__ import annotations

import asyncio
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.documents.file import File
from services.chassis.documents.sheet import A3, MEDIA_TYPE, SheetFile
from services.chassis.identity import Actor
from services.chassis.visibility import visible_select
from services.support.domain.funds.balance import first_fault
from services.support.domain.funds.statement import Statement, Told, lines_of, opening_of, table_of
from services.support.store import funds, tables


async def statement_of(
    session: AsyncSession, actor: Actor, budget_id: UUID, since: date | None, until: date | None
) -> Statement | None:
    """Read the entries of a span of days; None for a budget that the actor may not see.

    The whole ledger is proved, whatever the span.
    """
    row = await session.scalar(visible_select(tables.FundBudget, actor).where(tables.FundBudget.id == budget_id))
    if row is None:
        return None
    budget, entry = funds.state_of(row), tables.FundEntry
    query = visible_select(entry, actor).where(entry.budget_id == row.id)
    rows = (await session.scalars(query.order_by(entry.seq))).all()
    fault = first_fault(await funds.lines(session, row.id), budget.balance)
    first, last = since or date.min, until or date.max
    before = [funds.balance_of(r) for r in rows if r.posted_on < first]
    shown = [r for r in rows if first <= r.posted_on <= last]
    names = await _names(session, actor, {r.project_id for r in shown if r.project_id})
    opening = opening_of(before)
    return Statement(
        budget=budget,
        opening=opening,
        closing=funds.balance_of(shown[-1]) if shown else opening,
        entries=tuple(_told(r, names) for r in shown),
        fault=fault,
    )


async def statement_file(statement: Statement, today: date) -> File:
    """Write a statement as a sheet."""
    content = await asyncio.to_thread(_written, statement, today)
    return File(f"{statement.budget.title}台账（{today:%Y%m%d}）.xlsx", MEDIA_TYPE, content)


def _written(statement: Statement, today: date) -> bytes:
    proven = "逐笔核对一致" if statement.fault is None else f"第 {statement.fault} 笔起余额不符"
    note = f"{today.year}年{today.month}月{today.day}日　单位：万元　{proven}"
    file = SheetFile(table_of(statement), name="专项资金台账", note=note, paper=A3)
    file.write(lines_of(statement))
    return file.close()


async def _names(session: AsyncSession, actor: Actor, ids: set[UUID]) -> dict[UUID, str]:
    project = tables.Project
    its = visible_select(project, actor).where(project.id.in_(ids))
    rows = await session.execute(its.with_only_columns(project.id, project.name))
    return {r.id: r.name for r in rows}


def _told(row: tables.FundEntry, names: dict[UUID, str]) -> Told:
    return Told(
        seq=row.seq,
        posted_on=row.posted_on,
        kind=row.kind,
        project=names.get(row.project_id) if row.project_id else None,
        document=row.document,
        reason=row.reason,
        amount=row.amount,
        after=funds.balance_of(row),
        actor_name=row.actor_name,
    )
