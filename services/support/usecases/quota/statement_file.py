"""第十五条：a statement of a quota account as a sheet."""

from __future__ import annotations

import asyncio
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.documents.file import File
from services.chassis.documents.sheet import A4, MEDIA_TYPE, SheetFile
from services.chassis.identity import Actor
from services.law.breach import Breach
from services.law.document import Line, Table
from services.support.domain.land.rulebook import A15
from services.support.domain.land.statement import statement_lines, statement_table
from services.support.domain.quota import Account
from services.support.store import statements

MOST_LINES = 20_000


async def statement_file(
    session: AsyncSession, account: Account, since: date, until: date, actor: Actor
) -> File | Breach:
    """Write the entries of the days with the balances before and after them."""
    opening = await statements.balances_before(session, account, since, actor)
    found = await statements.lines(session, account, since, until, MOST_LINES + 1, actor)
    if len(found) > MOST_LINES:
        return Breach("EXPORT_TOO_LARGE", f"一次最多导出 {MOST_LINES} 笔，请缩短起止日期分批导出", A15)
    closing = found[-1].after if found else opening
    table = statement_table(account, since, until)
    note = f"单位：{account.rule.unit.name}　共{len(found)}笔"
    content = await asyncio.to_thread(_written, table, statement_lines(opening, found, closing), note)
    return File(f"{table.title}.xlsx", MEDIA_TYPE, content)


def _written(table: Table, lines: list[Line], note: str) -> bytes:
    file = SheetFile(table, name="对账单", note=note, paper=A4)
    file.write(lines)
    return file.close()
