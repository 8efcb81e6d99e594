"""A district on a fresh database for each module."""

from __future__ import annotations

import pytest

from tests.support.agency.world import Agency
from tests.support.world import District


@pytest.fixture(scope="module")
async def api(service_api):
    return await service_api("support")


@pytest.fixture
async def agency(api) -> Agency:
    """An agency of a project of its own, not yet applied for."""
    return Agency(await District(api).told())
