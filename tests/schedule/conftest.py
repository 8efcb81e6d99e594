"""The schedule service on a fresh database for each test module."""

from __future__ import annotations

import pytest

from tests.harness.api import Api


@pytest.fixture(scope="module")
async def api(service_api) -> Api:
    return await service_api("schedule")
