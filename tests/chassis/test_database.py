"""A transaction sees what it was opened for, and a reading one cannot write."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from services.chassis.clock import new_id
from tests.chassis.notes.service import SERVICE

INSERT = text("insert into notes (id, division, text, version) values (:id, :division, 'x', 1)")


@pytest.fixture(scope="module")
async def api(service_api):
    return await service_api(SERVICE)


async def test_a_reading_transaction_cannot_write(api):
    async with api.database.session("*", read_only=True) as session:
        with pytest.raises(DBAPIError, match="read-only"):
            await session.execute(INSERT, {"id": new_id(), "division": "430211"})


async def test_nobody_writes_into_another_division(api):
    async with api.database.session("430211") as session:
        with pytest.raises(DBAPIError, match="row-level security"):
            await session.execute(INSERT, {"id": new_id(), "division": "430202"})


async def test_a_connection_used_again_does_not_remember_the_scope_before(api):
    async with api.database.session("*") as session:
        await session.execute(INSERT, {"id": new_id(), "division": "430211"})
        await session.commit()
    async with api.database.engine.connect() as connection:
        assert (await connection.execute(text("select count(*) from notes"))).scalar_one() == 0


async def test_what_is_not_committed_is_gone(api):
    async with api.database.session("*") as session:
        await session.execute(INSERT, {"id": (id_ := new_id()), "division": "430211"})
    assert await api.rows(text(f"select id from notes where id = '{id_}'")) == []
