"""The live interface of the city's library: what is exported is handed over, what is answered is taken over."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
from sqlalchemy import select

from infra.simulators.city_library import City
from services.reserve.store import tables
from tests.conftest import ServiceApi
from tests.harness.waiting import eventually
from tests.reserve.exchange.test_city import export, in_library, record
from tests.reserve.exchange.world import World, city_beside, world
from tests.reserve.life import INVESTMENT


@pytest.fixture(scope="module")
async def exchange(service_api: ServiceApi, tmp_path_factory) -> AsyncIterator[World]:
    async with AsyncExitStack() as stack:
        city, told = await stack.enter_async_context(city_beside(tmp_path_factory.mktemp("city")))
        made = await stack.enter_async_context(world(service_api, tmp_path_factory.mktemp("exchange"), **told))
        made.city = city
        yield made


async def recorded(exchange: World, project) -> dict:
    its = select(tables.CityRecord.version).where(tables.CityRecord.project_id == project["id"])

    async def look():
        return await exchange.reserve.api.rows(its)

    await eventually(look)
    return await record(exchange.reserve, project)


async def test_an_export_goes_out_and_its_answer_comes_in_by_itself(exchange: World):
    project = await in_library(exchange.reserve, "实时交换")
    made, content = await export(exchange.reserve)
    found = await recorded(exchange, project)
    assert (found["code"], found["status"]) == (exchange.city.codes[project["id"]], "ADMITTED")
    assert exchange.city.exports[made["id"]] == content, "the city has the very bytes that the office has"
    assert exchange.city.forged == 0
    (row,) = await exchange.reserve.api.rows(
        select(tables.CityExport.sent_at).where(tables.CityExport.id == made["id"])
    )
    assert row.sent_at is not None
    trail = [r for r in await exchange.reserve.api.audit() if r.actor == "city:city"]
    assert {r.action for r in trail} == {"importCityLibrary"}


async def test_a_city_that_is_away_is_asked_again_until_it_is_back(exchange: World, monkeypatch):
    from services.reserve.messaging.exchange import city as live

    monkeypatch.setattr(live, "RETRY_SECONDS", 0.1)
    exchange.city.moods.extend(["fail"] * 3)
    project = await in_library(exchange.reserve, "市库宕机")
    made, _ = await export(exchange.reserve)
    assert (await recorded(exchange, project))["status"] == "ADMITTED"
    assert list(exchange.city.exports).count(made["id"]) == 1


async def test_an_answer_that_cannot_be_read_is_on_record_and_stops_nothing(exchange: World):
    exchange.city.answers.append(("a-broken", "nonsense"))
    project = await in_library(exchange.reserve, "坏答复之后")
    await export(exchange.reserve)
    await recorded(exchange, project)
    query = "{ cityImports { edges { node { fileName refused results { code } } } } }"
    found = await exchange.reserve.api(query, as_=INVESTMENT)
    (broken,) = [e["node"] for e in found["cityImports"]["edges"] if e["node"]["fileName"] == "answer-a-broken.jsonl"]
    assert (broken["refused"], broken["results"][0]["code"]) == (1, "CITY_FILE_INCOMPLETE")


def test_the_simulated_city_answers_an_export_once(exchange: World):
    content = next(iter(exchange.city.exports.values()))
    fresh = City()
    assert fresh.take(content) == fresh.take(content) == "a-0001"
    assert len(fresh.answers) == 1
