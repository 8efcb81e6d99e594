"""Both sides of `queue` do the same: the raw side sends the service's own statement, and the commands are accepted."""

from __future__ import annotations

from typing import Any

import asyncpg
import orjson

from services.chassis.clock import new_id, system_now
from services.chassis.database import SERVER
from tests.bench import mutation, queue
from tests.bench.reads import raw
from tests.conftest import ServiceApi


async def test_asyncpg_alone_answers_as_the_service_does(service_api: ServiceApi):
    support = await service_api("support")
    url = support.settings.database_url.get_secret_value()
    connection = await asyncpg.connect(url, server_settings={**SERVER, "app.division": raw.DIVISION})
    try:
        await raw._init(connection)
        await queue.fill(connection, 120)
        for query, variables in ((queue.QUEUE, {"bureau": str(queue.BUREAU)}), (queue.OFFICER_QUEUE, {})):
            statement, arguments = queue.sent(query, variables)
            told = orjson.loads(await connection.fetchval(statement, *arguments))
            shown = await support(query, variables, as_=queue.officer(), on=queue.TODAY)
            assert told == shown
            (page,) = shown.values()
            assert len(page["edges"]) == 50
    finally:
        await connection.close()


async def test_the_raw_side_writes_a_requests_life(service_api: ServiceApi):
    support = await service_api("support")
    url = support.settings.database_url.get_secret_value()
    connection = await asyncpg.connect(url, server_settings={**SERVER, "app.division": raw.DIVISION})
    try:
        id_ = new_id()
        for step, state in enumerate(queue.STATES, start=1):
            text = queue.INSERT if step == 1 else queue.UPDATE
            row = (id_, queue.DIVISION, step, queue._project(1), queue.DECIDING, state, system_now())
            await connection.execute(text, *row, new_id(), 1, queue.EVENT, mutation.DIGEST, str(new_id()))
        assert await connection.fetchval("select state from requests where id = $1", id_) == "GRANTED"
    finally:
        await connection.close()


async def test_the_commands_bring_a_request_to_its_decision(service_api: ServiceApi):
    support = await service_api("support")
    async with support.database.session("*") as session:
        connection = await session.connection()
        for statement in queue.FILLED[:2]:
            await connection.exec_driver_sql(statement)
        await session.commit()

    class Ground:
        """As the bench's, with the test's own service."""

        def address(self, _service: str) -> str:
            return ""

        def asked(self, _url: str, query: str, variables: dict[str, Any], who: Any) -> Any:
            return query, variables, who

    async def send(asked: Any) -> bytes:
        query, variables, who = asked
        return orjson.dumps(await support.raw(query, variables, as_=who))

    await queue.decide_one(send, Ground(), 7)
    (event,) = await support.events("zhongdian.support.request.decided.v1")
    assert event["data"]["outcome"] == "GRANTED"
