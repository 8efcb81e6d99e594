"""The assessment service on a fresh database, and a district of its own for each test."""

from __future__ import annotations

import pytest

from tests.assessment.district import District
from tests.harness.api import Api


@pytest.fixture(scope="module")
async def api(service_api) -> Api:
    return await service_api("assessment")


@pytest.fixture
def district(api: Api) -> District:
    return District(api)
