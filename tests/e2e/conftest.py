"""The whole platform with nothing in it, for each module of end-to-end tests: a division has one plan a year."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from infra.platform import Platform
from tests.harness.live import Live


@pytest.fixture(scope="module")
async def live(data_folder: Path, request: pytest.FixtureRequest) -> AsyncIterator[Live]:
    platform = Platform(data_folder / request.module.__name__.rpartition(".")[2])
    try:
        running = platform.start()
        async with httpx.AsyncClient(timeout=60) as http:
            yield Live(platform, running, http)
    finally:
        platform.stop()
