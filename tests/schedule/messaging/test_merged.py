"""第四条：units that were merged: what is open of the duplicate is its survivor's, what is done stays as it was."""

from __future__ import annotations

import asyncio
from itertools import permutations
from typing import Any
from uuid import UUID

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.api import Api
from tests.harness.people import person
from tests.schedule.life import Life, codes, opened, organization

CHANGED = "zhongdian.reserve.organization.changed.v1"
UNITS = "nodes { edges { node { code responsibleUnit { id } version id } } }"


async def merge(api: Api, duplicate: UUID, keep: UUID, version: int = 2) -> None:
    told = organization(duplicate, version=version, active=False, mergedInto=str(keep))
    await api.consume(CHANGED, told)


async def responsible(life: Life) -> dict[str, str]:
    edges = (await life.look(UNITS))["nodes"]["edges"]
    return {e["node"]["code"]: e["node"]["responsibleUnit"]["id"] for e in edges}


async def planned(api: Api) -> Life:
    """Node A is done and B open, both of the land bureau; C is the town's."""
    life = await opened(api)
    town = str(life.town_unit)
    done = await life.plan(life.node("A", 10), life.node("B", 20, "A"), life.node("C", 5, "B", responsibleUnitId=town))
    node = done["nodePlan"]["nodes"]["edges"][0]["node"]["node"]
    assert codes(await life.complete(node)) == []
    return life


async def test_open_nodes_of_a_merged_unit_are_its_survivors_and_completed_ones_stay(api):
    life, keep = await planned(api), new_id()
    await api.consume(CHANGED, organization(keep))
    before = len(await api.events("zhongdian.schedule.node.planned.v1"))
    await merge(api, life.land_unit, keep)
    expected = {"A": str(life.land_unit), "B": str(keep), "C": str(life.town_unit)}
    assert await responsible(life) == expected
    (event,) = (await api.events("zhongdian.schedule.node.planned.v1"))[before:]
    assert (event["data"]["responsibleUnitId"], event["data"]["planVersion"]) == (str(keep), 1)
    (audited,) = [a for a in await api.audit() if a.action == "followMerger" and event["data"]["nodeId"] in a.subject]
    assert "并入" in audited.reason
    await merge(api, life.land_unit, keep)
    await merge(api, life.land_unit, keep, version=1)
    assert await responsible(life) == expected
    assert len(await api.events("zhongdian.schedule.node.planned.v1")) == before + 1


async def test_the_survivors_people_complete_what_was_the_duplicates_and_the_duplicates_do_not(api):
    life, keep = await planned(api), new_id()
    await api.consume(CHANGED, organization(keep))
    await merge(api, life.land_unit, keep)
    nodes = (await life.look(UNITS))["nodes"]["edges"]
    (node,) = [e["node"] for e in nodes if e["node"]["code"] == "B"]
    assert codes(await life.complete(node)) == ["NOT_RESPONSIBLE_UNIT"]
    assert codes(await life.complete(node, as_=person(Role.LAND, unit=keep))) == []


async def test_a_chain_of_mergers_ends_with_the_same_unit_in_whatever_order_it_is_told(api):
    for order in permutations(range(2)):
        life, between, keep = await planned(api), new_id(), new_id()
        steps = [(life.land_unit, between), (between, keep)]
        for at in order:
            await merge(api, *steps[at])
        assert (await responsible(life))["B"] == str(keep), order
    assert await api.parked() == []


async def test_a_new_node_is_not_given_to_a_merged_or_inactive_unit_and_a_done_one_stays_in_the_plan(api):
    life, keep = await planned(api), new_id()
    await api.consume(CHANGED, organization(keep))
    await merge(api, life.land_unit, keep)
    again: dict[str, Any] = {"expectedVersion": 1, "reason": "重排"}
    refused = await life.plan(life.node("A", 10), life.node("D", 5, "A"), **again)
    assert [(e["code"], e["field"]) for e in refused["userErrors"]] == [("UNIT_UNKNOWN", "nodes.1.responsibleUnitId")]
    assert "并入" in refused["userErrors"][0]["message"]
    theirs = life.node("D", 5, "A", responsibleUnitId=str(keep))
    assert codes(await life.plan(life.node("A", 10), theirs, **again)) == []
    assert await responsible(life) == {"A": str(life.land_unit), "D": str(keep)}


async def test_a_node_that_is_planned_while_its_unit_is_merged_is_the_survivors_or_refused(api):
    for _ in range(3):
        life, keep = await opened(api), new_id()
        await api.consume(CHANGED, organization(keep))
        plan, _ = await asyncio.gather(life.plan(life.node("A", 10)), merge(api, life.land_unit, keep))
        assert codes(plan) in ([], ["UNIT_UNKNOWN"])
        if not codes(plan):
            assert await responsible(life) == {"A": str(keep)}
    assert await api.parked() == []


async def test_a_node_that_is_completed_while_its_unit_is_merged_is_done_or_the_survivors(api):
    for _ in range(3):
        life, keep = await opened(api), new_id()
        await api.consume(CHANGED, organization(keep))
        planned_now = await life.plan(life.node("A", 10))
        node = planned_now["nodePlan"]["nodes"]["edges"][0]["node"]["node"]
        done, _ = await asyncio.gather(life.complete(node), merge(api, life.land_unit, keep))
        whose = str(keep) if codes(done) else str(life.land_unit)
        assert await responsible(life) == {"A": whose}
        assert set(codes(done)) <= {"NOT_RESPONSIBLE_UNIT", "VERSION_CONFLICT"}
