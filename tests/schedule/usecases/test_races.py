"""At the same moment: one command wins, the others are told, and nothing is half done or done twice."""

from __future__ import annotations

import asyncio
from datetime import date

from services.chassis.clock import new_id
from tests.schedule.life import Life, codes, opened


async def planned(api, **changes):
    """A project in the schedule with a plan of one node."""
    life = await opened(api)
    done = await life.plan(life.node("A", **changes))
    return life, done["nodePlan"]["nodes"]["edges"][0]["node"]["node"]


async def told(life: Life, type_: str):
    events = await life.api.events(f"zhongdian.schedule.{type_}.v1")
    return [e["data"] for e in events if e["subject"] == str(life.project)]


async def test_a_node_completed_by_two_people_at_once_is_completed_once_with_the_evidence_of_one(api):
    life, node = await planned(api)
    colleague = life.land.but(subject="land-colleague")
    done = await asyncio.gather(life.complete(node), life.complete(node, as_=colleague))
    assert sorted(codes(d) for d in done) == [[], ["VERSION_CONFLICT"]]
    assert [e["nodeId"] for e in await told(life, "node.completed")] == [node["id"]]
    seen = await life.look("nodes { edges { node { evidence { title } } } }")
    assert len(seen["nodes"]["edges"][0]["node"]["evidence"]) == 1


async def test_a_node_that_is_completed_while_its_plan_changes_is_done_before_or_judged_after(api):
    """Either the new plan keeps the completed node as it was, or the completion finds another version of the node."""
    life, node = await planned(api)
    change = life.plan(life.node("A", 6), expectedVersion=1, reason="工期调整")
    completion, replanned = await asyncio.gather(life.complete(node), change)
    assert (codes(completion), codes(replanned)) in (
        ([], ["DONE_NODE_CHANGED"]),
        ([], ["DONE_NODE_CHANGED", "NO_OPEN_NODE"]),
        (["VERSION_CONFLICT"], []),
    )


async def test_a_completion_sent_several_times_at_once_is_carried_out_once(api):
    life, node = await planned(api)
    key = str(new_id())
    done = await asyncio.gather(*(life.complete(node, idempotencyKey=key) for _ in range(4)))
    assert [codes(d) for d in done] == [[]] * 4
    assert {d["node"]["id"] for d in done} == {node["id"]}
    assert len(await told(life, "node.completed")) == 1


async def test_a_grant_that_arrives_while_the_node_is_completed_decides_it_one_way_or_the_other(api):
    life, node = await planned(api, waitsFor="LAND_QUOTA")
    await life.request("submitted", 1, node["id"], requestId=(request := str(new_id())))
    day = date(2027, 2, 11)
    completion, _ = await asyncio.gather(
        life.complete(node, on=day), life.request("decided", 2, node["id"], requestId=request)
    )
    assert codes(completion) in ([], ["WAITING_FOR_FACTOR"])
    if completion["userErrors"]:
        assert codes(await life.complete(node, on=day)) == []


async def test_two_months_that_are_verified_at_once_are_told_with_sums_that_fit_each_other(api):
    """Whoever is second sees the first: of each month, what was told last counts all that is verified before it."""
    life = await opened(api)
    await life.set_task()
    reports = {}
    for month, amount in ((1, "5000"), (2, "7000")):
        done = await life.report(on=date(2027, month, 20), month=month, doneInvestment=amount)
        reports[month] = done["progressReport"]
    day = date(2027, 3, 1)
    verified = await asyncio.gather(*(life.judge("verify", r, on=day) for r in reports.values()))
    assert [codes(v) for v in verified] == [[], []]
    last = {e["month"]: e["cumulativeReported"] for e in await told(life, "progress.verified")}
    assert last == {1: "5000", 2: "12000"}


async def test_a_plan_issued_again_while_its_task_is_set_leaves_no_task_or_one_that_follows_and_says_so(api):
    life = await opened(api)
    dearer = life.issue(planVersion=2, issuedOn="2027-07-01", annualInvestment="80001")
    task, _ = await asyncio.gather(life.set_task(), dearer)
    assert codes(task) in ([], ["MONTHS_DO_NOT_SUM"])
    seen = await life.look("annualTask { annualInvestment state version } planItems { annualInvestment inForce }")
    assert [float(i["annualInvestment"]) for i in seen["planItems"] if i["inForce"]] == [80001]
    follows = {"annualInvestment": "80001", "state": "TO_SPLIT", "version": 2}
    assert seen["annualTask"] == (None if codes(task) else follows)
