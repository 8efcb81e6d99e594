"""A platform of its own to break. Three services run in several processes, so that a part of one can die alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from infra.platform import Options, Platform
from tests.harness.live import Live

APART = {"reserve": ("web,inbox", "relay"), "schedule": ("web,relay", "inbox")}


@pytest.fixture(scope="module")
async def live(request: pytest.FixtureRequest, data_folder: Path) -> AsyncIterator[Live]:
    platform = Platform(
        data_folder / request.module.__name__.rpartition(".")[2], Options(apart=APART, workers={"support": 2})
    )
    try:
        running = platform.start()
        async with httpx.AsyncClient(timeout=20, limits=httpx.Limits(max_connections=40)) as http:
            yield Live(platform, running, http)
    finally:
        platform.stop()
