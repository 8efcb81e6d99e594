"""What one service keeps of another's records can be compared with them, and is the same after any life of theirs."""

from __future__ import annotations

import importlib
from uuid import UUID

import pytest
from sqlalchemy import select

from services.chassis.service import Service
from services.law.parties import Role
from tests.harness.api import Api
from tests.harness.people import person
from tests.reserve.directory import UNIT, enter, on, pair
from tests.reserve.life import INVESTMENT, Reserve
from tests.schedule.life import opened

NAMES = ("reserve", "schedule", "support", "assessment")
SERVICES: dict[str, Service] = {n: importlib.import_module(f"services.{n}.app").SERVICE for n in NAMES}
KEPT = [(s.name, name) for s in SERVICES.values() for name in s.copies]


@pytest.mark.parametrize(("service", "name"), KEPT)
def test_the_owner_of_a_copy_offers_the_same_columns(service: str, name: str):
    copy = SERVICES[service].copies[name]
    offered = SERVICES[copy.owner].replicas[name]
    assert [c.type.python_type for c in copy.query.selected_columns] == [
        c.type.python_type for c in offered.selected_columns
    ]


async def digests(api: Api, name: str) -> dict[str, str]:
    headers = {"authorization": api.issuer.header(person(Role.OPERATOR))}
    return (await api.http.get(f"/operations/copies/{name}", headers=headers)).json()["digests"]


async def test_the_copy_of_nodes_agrees_after_plans_were_changed_and_nodes_completed_and_left_out(service_api):
    schedule, support = await service_api("schedule"), await service_api("support")
    life = await opened(schedule)
    waiting = life.node("A", 10, waitsFor="LAND_QUOTA")
    planned = await life.plan(waiting, life.node("B", 20), life.node("C", 5, "B"))
    assert planned["userErrors"] == []
    first = {e["node"]["code"]: e["node"]["node"] for e in planned["nodePlan"]["nodes"]["edges"]}
    assert (await life.complete(first["B"]))["userErrors"] == []
    renamed = life.node("C", 5, "B", name="改名的节点", responsibleUnitId=str(life.town_unit))
    again = await life.plan(life.node("B", 20), renamed, expectedVersion=1, reason="A 不再需要")
    assert again["userErrors"] == []

    owned = await digests(schedule, "nodes")
    assert len(owned) == 3
    assert await digests(support, "nodes") == {}
    await support.deliver(*await schedule.events("zhongdian.schedule.node.planned.v1"))
    assert await digests(support, "nodes") == owned


async def test_the_copies_of_units_agree_after_one_was_deactivated_and_one_merged(service_api):
    reserve = Reserve(await service_api("reserve"))
    keep, duplicate, gone = [await enter(reserve, f"副本单位{n}") for n in "甲乙丙"]
    await reserve.done("deactivateOrganization", UNIT, INVESTMENT, **on(gone))
    merge = "organization { id }"
    await reserve.done("mergeOrganizations", merge, INVESTMENT, **pair(keep, duplicate))
    owned = await digests(reserve.api, "organizations")
    told = [e for e in await reserve.api.events() if ".organization." in e["type"]]
    for name in ("schedule", "support", "assessment"):
        keeper = await service_api(name)
        await keeper.deliver(*(e for e in told if e["type"] in keeper.service.inbox.handlers))
        assert await digests(keeper, "organizations") == owned, name
        rows = await keeper.rows(select(keeper.service.copies["organizations"].table))
        assert {str(r.id): (r.active, r.merged_into) for r in rows} == {
            keep["id"]: (True, None),
            duplicate["id"]: (False, UUID(keep["id"])),
            gone["id"]: (False, None),
        }
