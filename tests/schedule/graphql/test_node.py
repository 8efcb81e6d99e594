"""第七条（二）、第八条 through the endpoint: node plans, their versions, and the completion of nodes."""

from __future__ import annotations

import asyncio
import re
from datetime import date

import pytest

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.people import person
from tests.schedule.life import PLAN_ID, TODAY, codes, opened

STATES = "nodes { edges { node { code state waiting light { name } } } }"


def plan_nodes(done):
    return {e["node"]["code"]: e["node"] for e in done["nodePlan"]["nodes"]["edges"]}


def the_node(done, code):
    return plan_nodes(done)[code]["node"]


async def grant(life, node_id, **changes):
    """Tell that a request of the node's own was decided, granted in full unless said otherwise."""
    await life.request("decided", 2, node_id, requestId=str(new_id()), **changes)


async def test_a_network_is_laid_backwards_from_the_target_and_told_node_by_node(api):
    life = await opened(api)
    done = await life.plan()
    assert done["userErrors"] == []
    plan = done["nodePlan"]
    assert (plan["version"], plan["criticalPath"], plan["nodes"]["totalCount"]) == (1, ["A", "B", "C"], 3)
    assert plan_nodes(done)["C"]["dueOn"] == "2027-12-31"
    assert plan["provisional"] is True  # the working days of 2027 are not published yet
    told = [e for e in await api.events("zhongdian.schedule.node.planned.v1") if e["subject"] == str(life.project)]
    assert [(e["data"]["name"], e["data"]["planVersion"]) for e in told] == [
        ("节点A", 1),
        ("节点B", 1),
        ("节点C", 1),
    ]


async def test_an_impossible_target_names_the_first_node_the_working_days_that_lack_and_a_day_that_is_possible(api):
    life = await opened(api)
    done = await life.plan(targetOn="2027-01-29")
    (error,) = done["userErrors"]
    assert (error["code"], error["field"], error["article"]) == ("TARGET_IMPOSSIBLE", "targetOn", "第八条")
    assert re.search(r"节点“节点A”（编号“A”）最迟须于\S+开始，至今日（2027-01-11）已缺\d+个工作日", error["message"])
    (possible,) = re.findall(r"可行的最早目标日期为(\S{10})", error["message"])
    assert codes(await life.plan(targetOn=possible)) == []


async def test_a_cycle_is_named_in_order(api):
    life = await opened(api)
    done = await life.plan(life.node("A", 1, "C"), life.node("B", 1, "A"), life.node("C", 1, "B"))
    assert codes(done) == ["NETWORK_CYCLE"]
    assert "A（节点A） → B（节点B） → C（节点C） → A（节点A）" in done["userErrors"][0]["message"]


async def test_everything_that_a_plan_lacks_is_told_at_once(api):
    life = await opened(api)
    bad = life.node("A", -1, keyLink="", responsibleUnitId=str(new_id()), requiredEvidence=[], waitsFor="WEATHER")
    done = await life.plan(bad, life.node("B", 1, "Z"), life.node("B😀"))
    assert codes(done) == [
        "DURATION_INVALID",
        "EVIDENCE_NOT_NAMED",
        "UNIT_UNKNOWN",
        "FACTOR_UNKNOWN",
        "TEXT_MISSING",
        "NAME_SYMBOL",
        "NAME_SYMBOL",
        "PREDECESSOR_UNKNOWN",
    ]
    assert done["userErrors"][1]["field"] == "nodes.0.requiredEvidence"
    assert done["nodePlan"] is None


async def test_owner_and_town_draw_up_the_first_plan_and_only_the_authority_changes_it(api):
    life = await opened(api)
    assert codes(await life.plan(as_=person(Role.OWNER, unit=new_id()))) == ["SCHEDULE_UNKNOWN"]
    assert codes(await life.plan(as_=life.owner)) == []
    assert codes(await life.plan(as_=life.town, expectedVersion=1, reason="推迟")) == ["PLAN_STANDS"]
    assert codes(await life.plan(expectedVersion=1)) == ["REASON_MISSING"]
    assert codes(await life.plan(expectedVersion=1, reason="征拆延后", targetOn="2027-12-24")) == []


async def test_the_baseline_stays_and_slip_is_shown_against_it(api):
    life = await opened(api)
    first = await life.plan()
    later = [life.node("A", 10), life.node("B", 20, "A"), life.node("C", 3, "B"), life.node("D", 2, "C")]
    second = await life.plan(*later, expectedVersion=1, reason="增加验收节点")
    assert second["nodePlan"]["version"] == 2
    seen = await life.look(
        "planVersion baseline { version nodes { edges { node { code dueOn } } } } nodePlans { version reason }"
        " nodes { edges { node { code dueOn baselineDueOn slipWorkingDays version planVersion } } }"
    )
    assert seen["planVersion"] == 2
    assert seen["baseline"]["version"] == 1
    assert {e["node"]["code"]: e["node"]["dueOn"] for e in seen["baseline"]["nodes"]["edges"]} == {
        c: n["dueOn"] for c, n in plan_nodes(first).items()
    }
    nodes = {e["node"]["code"]: e["node"] for e in seen["nodes"]["edges"]}
    assert nodes["C"]["slipWorkingDays"] == -2
    assert (nodes["D"]["baselineDueOn"], nodes["D"]["slipWorkingDays"]) == (None, None)
    assert (nodes["A"]["version"], nodes["D"]["version"]) == (2, 1)
    assert the_node(first, "A")["id"] == the_node(second, "A")["id"]


async def test_a_node_left_out_leaves_the_plan_and_cannot_be_completed(api):
    life = await opened(api)
    first = await life.plan()
    await life.plan(life.node("A", 10), life.node("B", 20, "A"), expectedVersion=1, reason="取消末节点")
    seen = await life.look("nodes { totalCount edges { node { code } } }")
    assert [e["node"]["code"] for e in seen["nodes"]["edges"]] == ["A", "B"]
    dropped = {**the_node(first, "C"), "version": 2}
    assert codes(await life.complete(dropped)) == ["NODE_NOT_IN_PLAN"]


async def test_of_two_who_plan_at_once_one_wins(api):
    life = await opened(api)
    done = await asyncio.gather(life.plan(), life.plan(as_=life.owner))
    assert sorted(codes(d) for d in done) in ([[], ["VERSION_CONFLICT"]], [[], ["CONFLICT"]])
    assert (await life.look("planVersion"))["planVersion"] == 1


async def test_the_responsible_unit_completes_its_node_with_the_evidence(api):
    life = await opened(api)
    node = the_node(await life.plan(), "A")
    assert codes(await life.complete(node, as_=life.owner)) == ["NOT_RESPONSIBLE_UNIT"]
    assert codes(await life.complete(node, documents=[])) == ["EVIDENCE_MISSING"]
    done = await life.complete(node, on=date(2027, 1, 12))
    assert done["userErrors"] == []
    assert (done["node"]["state"], done["node"]["completedOn"]) == ("DONE", "2027-01-12")
    assert done["node"]["evidence"] == [{"proves": "批复", "title": "关于示例项目的批复", "number": "示例〔2027〕1号"}]
    told = [e for e in await api.events("zhongdian.schedule.node.completed.v1") if e["data"]["nodeId"] == node["id"]]
    assert [(e["data"]["workingDaysLate"], e["subject"]) for e in told] == [(0, str(life.project))]
    assert codes(await life.complete({**node, "version": 2})) == ["NODE_ALREADY_DONE"]
    assert codes(await life.complete(node)) == ["VERSION_CONFLICT"]


async def test_a_completion_sent_twice_with_one_key_is_one_completion(api):
    life = await opened(api)
    node, key = the_node(await life.plan(), "A"), str(new_id())
    first = await life.complete(node, idempotencyKey=key)
    again = await life.complete(node, idempotencyKey=key)
    assert first == again
    assert len(first["node"]["evidence"]) == 1


async def test_a_late_node_shows_late_and_is_completed_late(api):
    life = await opened(api)
    done = await life.plan(life.node("A", 5), targetOn="2027-01-15")
    node = the_node(done, "A")
    on_the_day = await life.look(STATES, on=date(2027, 1, 15))
    a_day_after = await life.look(STATES, on=date(2027, 1, 16))
    assert [d["nodes"]["edges"][0]["node"]["state"] for d in (on_the_day, a_day_after)] == ["DUE_TODAY", "LATE"]
    done = await life.complete(node, on=date(2027, 1, 19))
    assert (done["node"]["state"], done["node"]["workingDaysLate"], done["node"]["light"]["name"]) == (
        "DONE_LATE",
        2,
        "逾期完成",
    )


async def test_a_node_waits_for_its_factor_request_and_is_freed_by_the_grant_alone(api):
    life = await opened(api)
    node = the_node(await life.plan(life.node("A", 5, waitsFor="LAND_QUOTA")), "A")
    shown = (await life.look(STATES))["nodes"]["edges"][0]["node"]
    assert (shown["state"], shown["waiting"]) == ("WAITING", True)
    refused = await life.complete(node, on=date(2027, 2, 11))
    assert [(e["code"], e["article"]) for e in refused["userErrors"]] == [("WAITING_FOR_FACTOR", "第十五条")]
    for outcome, kind in (("GRANTED_IN_PART", "LAND_QUOTA"), ("REFUSED", "LAND_QUOTA"), ("GRANTED", "LOGGING")):
        await grant(life, node["id"], outcome=outcome, kind=kind)
        assert codes(await life.complete(node, on=date(2027, 2, 11))) == ["WAITING_FOR_FACTOR"]
    await grant(life, node["id"])
    early = await life.complete(node, on=date(2027, 2, 11), completedOn="2027-02-09")
    assert codes(early) == ["DONE_BEFORE_FACTOR"]
    done = await life.complete(node, on=date(2027, 2, 11))
    assert done["userErrors"] == []
    assert (done["node"]["waiting"], done["node"]["grantedOn"], done["node"]["state"]) == (False, "2027-02-10", "DONE")


async def test_a_grant_for_another_node_frees_nothing(api):
    life = await opened(api)
    done = await life.plan(life.node("A", 5, waitsFor="LAND_QUOTA"), life.node("B", 5, waitsFor="LAND_QUOTA"))
    await grant(life, the_node(done, "A")["id"])
    assert codes(await life.complete(the_node(done, "B"), on=date(2027, 2, 11))) == ["WAITING_FOR_FACTOR"]


async def test_a_completed_node_keeps_its_place_and_days_in_later_plans(api):
    life = await opened(api)
    first = await life.plan()
    await life.complete(the_node(first, "A"))
    rest = [life.node("B", 20, "A"), life.node("C", 5, "B")]
    without = [life.node("B", 20), life.node("C", 5, "B")]
    assert codes(await life.plan(*without, expectedVersion=1, reason="重排")) == ["DONE_NODE_LEFT_OUT"]
    second = await life.plan(life.node("A", 10), *rest, expectedVersion=1, reason="重排", targetOn="2027-12-30")
    assert second["userErrors"] == []
    assert plan_nodes(second)["A"]["dueOn"] == plan_nodes(first)["A"]["dueOn"]
    assert second["nodePlan"]["criticalPath"] == ["B", "C"]


async def test_a_preliminary_project_has_nodes_too(api):
    life = await opened(api, kind="PRELIMINARY")
    assert codes(await life.plan()) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"targetOn": "9999-12-31"},
        {"targetOn": "0001-01-01"},
        {"targetOn": "2027-02-30"},
        {"projectId": "nobody"},
        {"expectedVersion": 2_147_483_648},
        {"expectedVersion": -1},
        {"reason": "x" * 100_000},
        {"nodes": []},
        {"nodes": [None]},
    ],
    ids=lambda c: next(iter(c.items()))[0] + "=" + str(next(iter(c.values())))[:12],
)
async def test_bad_input_is_told_and_is_never_a_fault(api, changes):
    life = await opened(api)
    given = {
        "idempotencyKey": str(new_id()),
        "projectId": str(life.project),
        "targetOn": "2027-12-31",
        "nodes": [life.node("A")],
    } | changes
    document = "mutation($input: ScheduleBackwardsInput!) { scheduleBackwards(input: $input) { userErrors { code } } }"
    answer = await api.raw(document, {"input": given}, as_=life.authority, on=TODAY)
    told = [e["extensions"]["code"] for e in answer.get("errors", [])] or codes(answer["data"]["scheduleBackwards"])
    assert told
    assert "INTERNAL" not in told


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
async def test_a_node_cannot_be_completed_outside_of_living_memory(api, day):
    life = await opened(api)
    node = the_node(await life.plan(), "A")
    document = {"proves": "批复", "title": "批复", "datedOn": day}
    done = await life.complete(node, completedOn=day, documents=[document])
    assert codes(done)
    assert done["node"] is None


@pytest.mark.parametrize("role", [Role.LEADER, Role.INSPECTOR, Role.DISCIPLINE, Role.OPERATOR])
async def test_who_carries_nothing_out_completes_nothing(api, role):
    document = "mutation($input: CompleteNodeInput!) { completeNode(input: $input) { userErrors { code } } }"
    given = {"idempotencyKey": "k", "nodeId": str(PLAN_ID), "documents": [], "expectedVersion": 1}
    answer = await api.raw(document, {"input": given}, as_=person(role))
    assert [e["extensions"]["code"] for e in answer["errors"]] == ["FORBIDDEN"]


async def test_a_plan_of_two_thousand_nodes_is_planned_and_paged(api):
    life = await opened(api)
    nodes = [life.node(f"N{i}", 1 + i % 3, *([f"N{i - 100}"] if i >= 100 else [])) for i in range(2000)]
    done = await life.plan(*nodes)
    assert done["userErrors"] == []
    assert done["nodePlan"]["nodes"]["totalCount"] == 2000
    seen = await life.look("nodes(first: 200) { totalCount pageInfo { hasNextPage } edges { node { code } } }")
    assert (seen["nodes"]["totalCount"], seen["nodes"]["pageInfo"]["hasNextPage"]) == (2000, True)
    assert [e["node"]["code"] for e in seen["nodes"]["edges"]] == [f"N{i}" for i in range(200)]
