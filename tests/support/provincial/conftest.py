"""Support with the province's simulator beside it, for each module."""

from __future__ import annotations

import pytest

from tests.support.provincial.world import World, world


@pytest.fixture(scope="module")
async def known(service_api, tmp_path_factory):
    async with world(service_api, tmp_path_factory.mktemp("provincial")) as made:
        yield made


@pytest.fixture
async def province(known: World) -> World:
    """A project of its own, whose owner the province knows by its credit code."""
    return await known.afresh()
