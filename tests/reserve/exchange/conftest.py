from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.conftest import ServiceApi
from tests.reserve.exchange.world import World, world


@pytest.fixture(scope="module")
async def exchange(service_api: ServiceApi, tmp_path_factory) -> AsyncIterator[World]:
    async with world(service_api, tmp_path_factory.mktemp("exchange")) as made:
        yield made
