"""Both sides of `compute` give the same: our computation and one statement over the same facts, whole and after a new fact."""

from __future__ import annotations

from typing import Any

import asyncpg

from services.chassis.database import SERVER
from tests.bench import compute
from tests.conftest import ServiceApi


async def test_one_statement_gives_the_same_values_scores_and_ranks(service_api: ServiceApi):
    api = await service_api("assessment")

    async def ask(query: str, variables: dict[str, Any]) -> Any:
        return await api(query, variables, as_=compute.AUTHORITY, on=compute.TODAY)

    url = api.settings.database_url.get_secret_value()
    connection = await asyncpg.connect(url, server_settings={**SERVER, "app.division": compute.DIVISION})
    try:
        compute.accepted((await ask(compute.ADOPT, {"input": compute.keyed(**compute.SCHEME)}))["adoptScheme"])
        assert await compute.fill(connection, 2_500) > 2_000
        assert await compute.computed(ask, 0) == 1
        assert await compute.alike(connection) > 100
        await connection.execute(compute.NEW, compute.DIVISION, 7)
        assert await compute.computed(ask, 1) == 2
        assert await compute.alike(connection) > 100
        await compute.forget(connection)
        assert await compute.computed(ask, 0) == 1
        assert await compute.alike(connection) > 100
    finally:
        await connection.close()
