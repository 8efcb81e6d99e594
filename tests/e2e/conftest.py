"""The whole platform, started once for the end-to-end tests."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from infra.platform import Platform
from tests.harness.live import Live


@pytest.fixture(scope="session")
async def live(data_folder: Path) -> AsyncIterator[Live]:
    platform = Platform(data_folder / "live")
    try:
        running = platform.start()
        async with httpx.AsyncClient(timeout=60) as http:
            yield Live(platform, running, http)
    finally:
        platform.stop()
