"""A district on a fresh database for each module."""

from __future__ import annotations

import pytest

from tests.support.world import District


@pytest.fixture(scope="module")
async def api(service_api):
    return await service_api("support")


@pytest.fixture
async def district(api) -> District:
    """A district of its own units and project; accounts are shared by the tests of a module, for one division has one."""
    return await District(api).told()
