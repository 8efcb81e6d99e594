"""The audit chain: whoever changes, removes, reorders or cuts it is found."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from services.chassis import audit
from services.chassis.database import ALL_DIVISIONS
from services.law.parties import Role
from tests.chassis.notes.service import SERVICE
from tests.chassis.test_commands import WRITE
from tests.harness.people import person

OFF = "alter table audit disable trigger audit_append_only"


@pytest.fixture
async def api(service_api):
    """Give a service whose five commands are sealed."""
    api = await service_api(SERVICE)
    for i in range(5):
        await api(WRITE, {"input": {"idempotencyKey": f"a-{i}", "text": str(i)}}, as_=person(Role.LAND))
    async with api.database.session(ALL_DIVISIONS) as session:
        api.head = await audit.seal(session)
        await session.commit()
    return api


async def tamper(api, *statements: str) -> None:
    async with api.database.session(ALL_DIVISIONS) as session:
        for statement in statements:
            await session.execute(text(statement))
        await session.commit()


async def verdict(api, anchor=None):
    async with api.database.session(ALL_DIVISIONS) as session:
        return await audit.verify(session, anchor)


async def test_an_untouched_chain_holds(api):
    found = await verdict(api, api.head)
    assert (found.faults, found.sealed, found.unsealed) == ((), 5, 0)


@pytest.mark.parametrize(
    "statements",
    [
        ["update audit set actor = 'someone else' where seq = 3"],
        ["update audit set recorded_at = recorded_at + interval '1 microsecond' where seq = 2"],
        ["delete from audit where seq = 3"],
        ["delete from audit where seq = 5"],
        [
            "update audit set seq = 99 where seq = 2",
            "update audit set seq = 2 where seq = 3",
            "update audit set seq = 3 where seq = 99",
        ],
    ],
    ids=["changed", "changed a time", "removed", "removed the last", "reordered"],
)
async def test_tampering_shows(api, statements):
    await tamper(api, OFF, *statements)
    assert (await verdict(api)).faults


async def test_an_end_cut_off_together_with_the_head_shows_against_the_published_head(api):
    chain = (await api.rows(text("select chain from audit where seq = 3")))[0][0]
    await tamper(api, OFF, "delete from audit where seq > 3", f"update audit_head set seq = 3, chain = '{chain}'")
    assert (await verdict(api)).faults == ()
    assert (await verdict(api, api.head)).faults


async def test_the_database_refuses_to_change_or_delete_a_row(api):
    for statement in ("update audit set actor = 'x'", "delete from audit"):
        with pytest.raises(Exception, match="append-only"):
            await tamper(api, statement)
