"""What a use case tells goes into the outbox by one statement, in its order, however much it is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import event, select, text

from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.chassis.identity import Actor
from services.chassis.tables import outbox
from services.chassis.work import LANES, Work
from services.law.parties import Role
from tests.chassis.notes.service import SERVICE, NoteWritten

WHO = Actor("p-1", "测试员", frozenset({Role.LAND}), None, "430211")
MOMENT = datetime(2027, 1, 11, 1, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
async def api(service_api):
    return await service_api(SERVICE)


async def told(api, *events: object) -> list[str]:
    """Record the events in a transaction of its own; return the statements that were sent."""
    sent: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        sent.append(statement)

    async with api.database.session(ALL_DIVISIONS) as session:
        work = Work(session, WHO, MOMENT, "notes", SERVICE.translate)
        event.listen(api.database.engine.sync_engine, "before_cursor_execute", note)
        try:
            await work.record(*events)
        finally:
            event.remove(api.database.engine.sync_engine, "before_cursor_execute", note)
        await session.commit()
    return sent


def written(number: int) -> NoteWritten:
    return NoteWritten(note_id=new_id(), text=f"第{number}条“引号”\\反斜线", division="430211")


async def kept(api, since: int) -> list:
    columns = (
        outbox.c.id,
        outbox.c.key,
        outbox.c.lane,
        outbox.c.type,
        outbox.c.division,
        outbox.c.event,
        outbox.c.event_id,
    )
    return await api.rows(select(*columns).where(outbox.c.id > since).order_by(outbox.c.id))


async def newest(api) -> int:
    ((last,),) = await api.rows(text("select coalesce(max(id), 0) from outbox"))
    return last


async def test_many_events_are_one_statement_and_stand_in_their_order(api):
    since, events = await newest(api), [written(n) for n in range(300)]
    sent = await told(api, *events)
    assert len(sent) == 1
    rows = await kept(api, since)
    assert [row.event["data"]["text"] for row in rows] == [e.text for e in events]
    assert all(row.event["id"] == str(row.event_id) and row.event["subject"] == row.key for row in rows)
    assert {row.type for row in rows} == {rows[0].event["type"]}
    assert all(0 <= row.lane < LANES and row.division == "430211" for row in rows)
    assert {row.event["time"] for row in rows} == {MOMENT.isoformat()}


async def test_nothing_to_tell_is_no_statement(api):
    since = await newest(api)
    assert await told(api) == []
    assert await kept(api, since) == []
