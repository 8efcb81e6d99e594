"""What one service keeps of another's records can be compared with them, and is the same after any life of theirs."""

from __future__ import annotations

import importlib

import pytest

from services.chassis.service import Service
from services.law.parties import Role
from tests.harness.api import Api
from tests.harness.people import person
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
