"""Live hints: whoever listens knows from when on nothing is missed, also after an interruption."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from services.chassis.clock import new_id
from services.chassis.runtime import Runtime


@pytest.fixture
async def runtime(settings) -> AsyncIterator[Runtime]:
    opened = Runtime.open("notes", settings)
    yield opened
    await opened.close()


async def heard(hints):
    return await asyncio.wait_for(anext(hints), 20)


async def test_what_is_told_after_the_first_sign_is_heard(runtime):
    channel = f"c-{new_id()}"
    hints = runtime.listen(channel)
    assert await heard(hints) is None
    for n in range(3):
        await runtime.tell([(channel, {"n": n})])
    assert [await heard(hints) for _ in range(3)] == [{"n": n} for n in range(3)]
    await hints.aclose()


async def test_the_sign_comes_again_after_an_interruption(runtime, settings):
    """What was told meanwhile is lost, so the listener has to look at the records again."""
    channel = f"c-{new_id()}"
    hints = runtime.listen(channel)
    assert await heard(hints) is None
    async with Redis.from_url(settings.redis_url.get_secret_value()) as redis:
        assert await redis.client_kill_filter(_type="pubsub")
    await runtime.tell([(channel, {"n": "lost"})])
    while await heard(hints) is not None:
        pass  # what was told may still have been under way
    await runtime.tell([(channel, {"n": "after"})])
    assert await heard(hints) == {"n": "after"}
    await hints.aclose()
