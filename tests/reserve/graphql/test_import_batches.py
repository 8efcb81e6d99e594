"""A part of a sheet is written together: as many statements for many rows as for few, and for each project all that one alone would leave."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event, select
from sqlalchemy.engine import Engine

from services.chassis.digest import canonical, sm3
from services.chassis.documents import workbook as opening
from services.chassis.tables import audit, outbox
from services.reserve.store import projects, tables
from tests.reserve.importing import project_row, started, workbook, worked_off
from tests.reserve.life import Reserve

FUNDS = "企业自筹300万元；银行贷款200万元"


@contextmanager
def counted() -> Iterator[list[str]]:
    """Note every statement that is run."""
    run: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        run.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield run
    finally:
        event.remove(Engine, "before_cursor_execute", note)


async def taken(reserve: Reserve, name: str, rows: int) -> int:
    """Import so many rows; return how many statements wrote something."""
    sheet = workbook(*(project_row(n, f"{name}{n}号", funds=FUNDS) for n in range(1, rows + 1)))
    run = await started(reserve, sheet, dryRun=False, annotate=False)
    with counted() as statements:
        assert (await worked_off(reserve, run))["registered"] == rows
    return sum(s.startswith("INSERT INTO") for s in statements)


async def test_forty_rows_of_one_part_take_as_many_statements_as_five(reserve):
    assert await taken(reserve, "少量", 5) == await taken(reserve, "大量", 40)


async def test_every_project_of_a_file_in_parts_has_its_history_audit_row_event_and_funds(reserve, monkeypatch):
    monkeypatch.setattr(opening, "CHUNK", 30)
    await taken(reserve, "分批写入", 75)
    table, change, source = tables.Project, tables.ProjectChange, tables.FundSource
    found = await reserve.api.rows(select(table).where(table.name.like("分批写入%")))
    states = {row.id: row for (row,) in found}
    assert len(states) == 75
    history = await reserve.api.rows(select(change).where(change.project_id.in_(states)))
    assert {c.project_id for (c,) in history} == set(states)
    assert {(c.version, c.action, c.reason) for (c,) in history} == {(1, "importProjects", "从“项目表.xlsx”导入")}
    audited = await reserve.api.rows(
        select(audit.c.subject, audit.c.before_digest, audit.c.after_digest).where(audit.c.action == "importProjects")
    )
    rows = {subject: digests for subject, *digests in audited}
    events = await reserve.api.rows(select(outbox.c.key).where(outbox.c.key.in_([str(id_) for id_ in states])))
    assert sorted(key for (key,) in events) == sorted(map(str, states))
    async with reserve.api.database.session("430211") as session:
        for id_, row in states.items():
            state = await projects.state_of(session, row)
            assert [(s.source, int(s.amount)) for s in state.elements.fund_sources] == [
                ("企业自筹", 300),
                ("银行贷款", 200),
            ]
            assert rows[f"project/{id_}"] == [None, sm3(canonical(projects.audited(state)))]
    assert len(await reserve.api.rows(select(source).where(source.project_id.in_(states)))) == 150
