"""The raw side of `seek` gives the answers of the service: it sends the same statement with the same values."""

from __future__ import annotations

import asyncpg
import orjson

from services.chassis.database import SERVER
from services.law.parties import Role
from tests.bench.reads import raw, seeking
from tests.conftest import ServiceApi
from tests.reserve.life import INVESTMENT, Reserve


async def test_asyncpg_alone_answers_as_the_service_does(service_api: ServiceApi):
    reserve = Reserve(await service_api("reserve"))
    reserve.owner_id = await reserve.unit("松井新材料科技有限公司", "OWNER", Role.OWNER, number=1)
    reserve.town_id = await reserve.unit("某某街道办事处", "TOWN", Role.PLANNING_PARTY, number=2)
    reserve.authority_id = await reserve.unit("区工业和信息化局", "DEPARTMENT", Role.INDUSTRY_AUTHORITY, number=3)
    for number in range(1, 25):
        await reserve.project(name=f"示例建设项目{number}")
    url = reserve.api.settings.database_url.get_secret_value()
    connection = await asyncpg.connect(url, server_settings={**SERVER, "app.division": raw.DIVISION})
    found = {}
    try:
        await raw._init(connection)
        for word in ("设项目", "jsxm2", "项目7", "无此项目"):
            held = {"categories": ["INDUSTRY"], "levels": ["CITY"], "townId": reserve.town_id}
            asked = {"filter": held, "search": word}
            statement, arguments = seeking.statement(asked)
            told = orjson.loads(await connection.fetchval(statement, *arguments))
            assert told == await reserve.api(seeking.QUERY, asked, as_=INVESTMENT)
            found[word] = len(told["projects"]["edges"])
    finally:
        await connection.close()
    assert found == {"设项目": 20, "jsxm2": 6, "项目7": 1, "无此项目": 0}
