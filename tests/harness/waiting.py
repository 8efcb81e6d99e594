"""Waiting for what happens in its own time: looked at again and again, bounded, never slept through."""

from __future__ import annotations

import asyncio
import inspect
import time
from collections.abc import Callable
from typing import Any


async def eventually(look: Callable[[], Any], seconds: float = 20) -> Any:
    """Return the first truthy answer of `look`; fail when none comes in time."""
    until = time.monotonic() + seconds
    while True:
        seen = look()
        seen = await seen if inspect.isawaitable(seen) else seen
        if seen:
            return seen
        assert time.monotonic() < until, f"nothing came within {seconds} s"
        await asyncio.sleep(0.02)
