"""The raw side of `map` gives the answers of the service: it sends the same statement with the same values."""

from __future__ import annotations

import asyncpg
import orjson

from services.chassis.database import SERVER
from services.law.parties import Role
from tests.bench import war_map
from tests.bench.reads import raw
from tests.conftest import ServiceApi
from tests.harness.people import person


async def test_asyncpg_alone_answers_as_the_service_does(service_api: ServiceApi):
    schedule = await service_api("schedule")
    url = schedule.settings.database_url.get_secret_value()
    connection = await asyncpg.connect(url, server_settings={**SERVER, "app.division": raw.DIVISION})
    try:
        await raw._init(connection)
        await war_map.fill(connection, 40)
        for query in (war_map.QUERY, war_map.BOARD):
            statement, arguments = war_map.sent(query)
            told = orjson.loads(await connection.fetchval(statement, *arguments))
            who = person(Role.INVESTMENT_AUTHORITY)
            assert told == await schedule(query, {"year": war_map.YEAR}, as_=who, on=war_map.TODAY)
    finally:
        await connection.close()
    assert sum(row["projects"] for row in told["warMapBoard"]) == 40
    assert sum(row["nodes"] for row in told["warMapBoard"]) == 40 * war_map.NODES
