"""The whole platform with nothing in it, for each module of end-to-end tests: a division has one plan a year.

Each module runs on every gateway that is there: on Hive Gateway always, and on Hive Router where it was built.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from infra.gateway import kinds
from infra.platform import Options, Platform
from tests.harness.live import Live


@pytest.fixture(scope="module", params=kinds())
async def live(data_folder: Path, request: pytest.FixtureRequest) -> AsyncIterator[Live]:
    kind: str = request.param
    module = request.module.__name__.rpartition(".")[2]
    platform = Platform(data_folder / f"{module}-{kind}", Options(gateway=kind))
    try:
        running = platform.start()
        async with httpx.AsyncClient(timeout=60) as http:
            yield Live(platform, running, http)
    finally:
        platform.stop()
