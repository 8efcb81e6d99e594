"""A platform of its own to break, with one relay more than usual."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from infra.platform import Options, Platform
from tests.harness.live import Live


@pytest.fixture(scope="module")
async def live(data_folder: Path) -> AsyncIterator[Live]:
    platform = Platform(data_folder / "faults", Options())
    try:
        running = platform.start()
        async with httpx.AsyncClient(timeout=20, limits=httpx.Limits(max_connections=40)) as http:
            yield Live(platform, running, http)
    finally:
        platform.stop()
