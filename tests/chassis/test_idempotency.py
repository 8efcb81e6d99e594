"""How long a command's key is remembered, on both sides of the limit, and who forgets it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select, text, update

from services.chassis import idempotency
from services.chassis.database import ALL_DIVISIONS
from services.chassis.tables import idempotency as keys
from services.law.parties import Role
from tests.chassis.notes.service import SERVICE
from tests.chassis.test_commands import WRITE
from tests.harness.api import Api, opened
from tests.harness.people import person
from tests.harness.waiting import eventually

LAND = person(Role.LAND)
KEPT = timedelta(days=30)
OLD_KEYS = text(
    "insert into idempotency (actor, key, operation, request_digest, result, recorded_at) "
    "select 'somebody', n::text, 'writeNote', '', gen_random_uuid(), clock_timestamp() - interval '31 days' "
    "from generate_series(1, :count) n"
)


@pytest.fixture
async def api(service_api) -> Api:
    return await service_api(SERVICE)


async def write(api: Api, key: str):
    return (await api(WRITE, {"input": {"idempotencyKey": key, "text": key}}, as_=LAND))["writeNote"]


async def ago(api: Api, key: str, age: timedelta) -> None:
    async with api.database.session(ALL_DIVISIONS) as session:
        await session.execute(update(keys).where(keys.c.key == key).values(recorded_at=func.clock_timestamp() - age))
        await session.commit()


async def old_keys(api: Api, count: int) -> None:
    async with api.database.session(ALL_DIVISIONS) as session:
        await session.execute(OLD_KEYS, {"count": count})
        await session.commit()


async def forgotten(api: Api) -> int:
    async with api.database.session(ALL_DIVISIONS) as session:
        gone = await idempotency.forget(session, KEPT)
        await session.commit()
        return gone


async def test_a_key_is_remembered_to_the_end_of_its_time_and_forgotten_after_it(api):
    kept, old = (await write(api, "kept"))["note"], (await write(api, "old"))["note"]
    await ago(api, "kept", KEPT - timedelta(minutes=1))
    await ago(api, "old", KEPT + timedelta(seconds=1))
    assert await forgotten(api) == 1
    again, anew = await write(api, "kept"), await write(api, "old")
    assert (again["replayed"], again["note"]["id"]) == (True, kept["id"])
    assert (anew["replayed"], anew["note"]["id"] == old["id"]) == (False, False)


async def test_many_old_keys_are_forgotten_batch_by_batch(api):
    await old_keys(api, idempotency.FORGET_BATCH + 1)
    assert [await forgotten(api) for _ in range(3)] == [idempotency.FORGET_BATCH, 1, 0]


async def test_the_relay_forgets_all_that_is_old_when_it_starts_and_nothing_else(api, issuer, topics):
    await topics("notes")
    await write(api, "young")
    await old_keys(api, 2 * idempotency.FORGET_BATCH + 1)

    async def left() -> bool:
        return [r.key for r in await api.rows(select(keys.c.key))] == ["young"]

    async with opened(SERVICE, api.settings.model_copy(update={"parts": "relay"}), issuer):
        await eventually(left)
