"""What is given up before it begins is closed, and nothing of it is left to complain later."""

from __future__ import annotations

import asyncio
import gc
import warnings

import pytest

from services.chassis.held import Held


async def _told() -> str:
    await asyncio.sleep(0)
    return "told"


async def test_what_is_awaited_answers() -> None:
    assert await Held(_told()) == "told"


def test_what_nobody_awaits_is_closed() -> None:
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        Held(_told())
        gc.collect()
    assert said == []


async def _given_up() -> None:
    inner = Held(_told())

    async def outer() -> str:
        return await inner

    task = asyncio.ensure_future(Held(outer()))
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_task_cancelled_before_it_begins_leaves_nothing() -> None:
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        await _given_up()
        gc.collect()
    assert said == []
