"""The demo's lists and its exchange with the statistics office, on the real service; a second load changes nothing."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any
from uuid import uuid5

from infra.demo import lists
from infra.demo.door import KEYS, written
from services.law.parties import Role
from tests.harness.people import person
from tests.schedule.life import opened
from tests.schedule.listing import site, start

PEOPLE = {
    "service": person(Role.PROJECT_SERVICE),
    "reform": person(Role.INVESTMENT_AUTHORITY),
}


class Door:
    """Sends to a service what the demo sends to the endpoint, under the demo's keys."""

    def __init__(self, api, data) -> None:
        self.api, self.data = api, data

    async def do(self, mutation: str, about: str, who, on: date, selection: str, **given: Any) -> dict[str, Any]:
        kind, key = f"{mutation[0].upper()}{mutation[1:]}Input", str(uuid5(KEYS, f"{mutation} {about}"))
        done = await self.api.do(mutation, kind, selection, who, on, idempotencyKey=key, **written(given))
        assert done["userErrors"] == [], (mutation, about, done["userErrors"])
        return done


async def test_the_lists_are_published_and_started_projects_enter_statistics(service_api, tmp_path):
    api = await service_api("schedule")
    started = await site(api, date(2027, 2, 20))
    await start(started, date(2027, 2, 20))
    await site(api, date(2027, 3, 20))
    await opened(api, kind="CONTINUING")
    district = SimpleNamespace(door=Door(api, tmp_path), officer=PEOPLE.__getitem__)
    query = """{ monthlyLists(first: 50) { edges { node { kind month state edition } } }
      statisticsBoard { lateEntries rows { standings { kind state number } } } }"""
    seen = []
    for _ in range(2):
        await lists.publish_lists(district)
        await lists.enter_statistics(district)
        seen.append(await api(query, as_=PEOPLE["reform"], on=date(2027, 4, 9)))
    assert seen[0] == seen[1]
    states = [e["node"]["state"] for e in seen[0]["monthlyLists"]["edges"]]
    assert (states.count("PUBLISHED"), states.count("DRAFT")) == (12, 1)
    numbers = [s["number"] for r in seen[0]["statisticsBoard"]["rows"] for s in r["standings"] if s["number"]]
    assert numbers == ["TJ430211-000001"]
    assert sorted(p.name for p in (tmp_path / "demo").iterdir()) == [
        "statistics-430211-202703-0001.csv",
        "statistics-answer-0001.csv",
    ]
