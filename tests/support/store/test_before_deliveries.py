"""A decision from before deliveries were on record waits for none; the migration knows which those are."""

from __future__ import annotations

import importlib

import pytest
from sqlalchemy import text, update

from services.chassis.database import ALL_DIVISIONS
from services.support.store import tables
from tests.harness.todos import todos
from tests.support.life_world import Life
from tests.support.world import DAY, District, ok

MIGRATION = importlib.import_module("services.support.store.migrations.versions.0018_rest")


@pytest.fixture
async def life(district: District) -> Life:
    return await Life(district).told()


async def to_deliver(life: Life) -> list[str]:
    district = life.district
    found = await todos(district.api, district.officer, DAY, "supportTodos", projectId=str(district.project))
    return [t["recordId"] for t in found if t["kind"] == "DECISION_TO_DELIVER"]


async def marked(life: Life) -> None:
    """Mark as the migration does."""
    async with life.api.database.session(ALL_DIVISIONS) as session:
        await session.execute(update(tables.Request).values(before_deliveries=False))
        await session.execute(text(MIGRATION.MARK))
        await session.commit()


async def test_what_was_decided_before_the_first_delivery_of_the_division_is_left_out(life):
    old = await life.decided(outcome="REFUSED")
    assert await to_deliver(life) == [old["id"]]
    await marked(life)  # no delivery is on record
    assert await to_deliver(life) == []
    delivered = await life.decided(outcome="REFUSED")
    assert await to_deliver(life) == [delivered["id"]]  # decided since
    ok(await life.deliver(delivered))
    pending = await life.decided(outcome="REFUSED")
    await marked(life)
    assert await to_deliver(life) == [old["id"], pending["id"]]  # none was decided before the day of the first delivery


async def test_it_may_still_be_delivered(life):
    old = await life.decided(outcome="REFUSED")
    await marked(life)
    done = ok(await life.deliver(old))
    assert done["version"] == old["version"] + 1


async def test_a_document_that_replaces_it_after_a_review_is_to_be_delivered(life):
    district = life.district
    await district.account("100")
    old = await life.decided()
    await marked(life)
    request = ok(await life.deliver(old))
    assert await to_deliver(life) == []
    request = ok(await life.step("askReview", request, district.owner, grounds="规划已调整"))
    changed = {"outcome": "CHANGED", "decision": "REFUSED", "reason": "规划未调整"}
    ok(await life.step("decideReview", request, district.colleague, **changed))
    assert await to_deliver(life) == [old["id"]]
