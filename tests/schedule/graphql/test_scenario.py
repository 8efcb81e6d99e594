"""第八条（倒排） through the endpoint: what-if scenarios and comparisons of plans."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest

from services.chassis.clock import new_id
from services.law.parties import Role
from services.schedule.domain.what_if.rulebook import OPEN_SCENARIOS
from tests.harness.people import person
from tests.schedule.life import TARGET, TODAY, codes, opened

SCENARIO = (
    "scenario { id version name source state baseVersion baseInForce targetOn endsOn feasible slackWorkingDays criticalPath notes "
    "closedReason unit { id } adoptedPlan { version reason } faults { code field } "
    "nodes(first: 50) { edges { node { code name startOn dueOn duration critical constraint dependencies { predecessor kind lag } } } } "
    "steps { edges { node { version action changes reason by } } } "
    "comparison { targetSlip totalSlip added removed changed moved same nodes { code change dueSlip startSlip differs } } }"
)


async def do(life, verb, as_=None, on=TODAY, **given):
    kind = f"{verb.capitalize()}ScenarioInput"
    return await life.api.do(f"{verb}Scenario", kind, SCENARIO, as_ or life.authority, on, **given)


async def create(life, *edits, as_=None, on=TODAY, **changes):
    given = {"projectId": str(life.project), "name": "提前一季度", "edits": list(edits)} | changes
    return await do(life, "create", as_, on, **given)


async def edit(life, scenario, *edits, as_=None, on=TODAY, **changes):
    given = {"scenarioId": scenario["id"], "expectedVersion": scenario["version"], "edits": list(edits)} | changes
    return await do(life, "edit", as_, on, **given)


async def close(life, verb, scenario, as_=None, on=TODAY, **changes):
    given = {"scenarioId": scenario["id"], "expectedVersion": scenario["version"]} | changes
    return await do(life, verb, as_, on, **given)


def nodes_of(done):
    return {e["node"]["code"]: e["node"] for e in done["scenario"]["nodes"]["edges"]}


def duration(code, days):
    return {"changeNode": {"code": code, "duration": days}}


async def test_a_scenario_is_a_copy_that_changes_nothing_of_the_plan(api):
    life = await opened(api)
    planned = await life.plan()
    done = await create(life)
    scenario = done["scenario"]
    assert codes(done) == []
    assert (scenario["source"], scenario["state"], scenario["baseVersion"], scenario["baseInForce"]) == (
        "PLAN",
        "OPEN",
        1,
        True,
    )
    plan = {e["node"]["code"]: e["node"] for e in planned["nodePlan"]["nodes"]["edges"]}
    assert {c: n["dueOn"] for c, n in nodes_of(done).items()} == {c: n["dueOn"] for c, n in plan.items()}
    assert scenario["comparison"]["same"] == 3
    assert (scenario["comparison"]["totalSlip"], scenario["comparison"]["nodes"]) == (0, [])
    done = await edit(life, scenario, duration("C", 15))
    assert (await life.look("planVersion nodes { totalCount }")) == {"planVersion": 1, "nodes": {"totalCount": 3}}


async def test_every_kind_of_change_is_computed_and_compared(api):
    life = await opened(api)
    await life.plan()
    done = await create(
        life,
        duration("C", 15),
        {"addNode": {"node": life.node("D", 2, "B"), "behind": "B"}},
        {"removeNode": {"code": "A"}},
        {"setLink": {"successor": "C", "dependency": {"predecessor": "B", "kind": "FINISH_TO_FINISH", "lag": 3}}},
        {"removeLink": {"successor": "C", "predecessor": "B", "kind": "FINISH_TO_START"}},
        {"changeNode": {"code": "D", "constraint": "FINISH_NO_LATER_THAN", "constraintOn": "2027-12-17"}},
        {"targetOn": "2027-12-30"},
    )
    assert codes(done) == []
    nodes = nodes_of(done)
    assert list(nodes) == ["B", "D", "C"]
    assert nodes["B"]["dependencies"] == []  # it waited for A, which waited for nothing
    assert nodes["C"]["dependencies"] == [{"predecessor": "B", "kind": "FINISH_TO_FINISH", "lag": 3}]
    assert nodes["D"]["dueOn"] == "2027-12-17"
    told = done["scenario"]["comparison"]
    assert (told["added"], told["removed"], told["changed"]) == (1, 1, 2)
    assert (told["targetSlip"], told["totalSlip"]) == (-1, -1)
    by_code = {n["code"]: n for n in told["nodes"]}
    assert (by_code["A"]["change"], by_code["A"]["dueSlip"]) == ("REMOVED", None)
    assert by_code["C"]["differs"] == ["办理时限", "前置关系"]
    assert (by_code["C"]["startSlip"], by_code["C"]["dueSlip"]) == (-11, -1)
    step = done["scenario"]["steps"]["edges"][0]["node"]
    assert (step["action"], len(step["changes"])) == ("CREATED", 7)


async def test_changes_that_do_not_fit_are_named_together(api):
    life = await opened(api)
    await life.plan()
    done = await create(
        life,
        duration("Z", 1),
        {"addNode": {"node": life.node("A")}},
        {"addNode": {"node": life.node("N"), "behind": "Z"}},
        {"removeNode": {"code": "Z"}},
        {"setLink": {"successor": "C", "dependency": {"predecessor": "Z"}}},
        {"removeLink": {"successor": "C", "predecessor": "A"}},
    )
    assert [(e["code"], e["field"]) for e in done["userErrors"]] == [
        ("NODE_UNKNOWN", "edits.0.changeNode.code"),
        ("NODE_CODE_REPEATED", "edits.1.addNode.node.code"),
        ("NODE_UNKNOWN", "edits.2.addNode.behind"),
        ("NODE_UNKNOWN", "edits.3.removeNode.code"),
        ("NODE_UNKNOWN", "edits.4.setLink.predecessor"),
        ("LINK_UNKNOWN", "edits.5.removeLink.predecessor"),
    ]
    assert codes(await create(life, {}, {"targetOn": "2027-12-30", "removeNode": {"code": "A"}})) == [
        "EDIT_AMBIGUOUS",
        "EDIT_AMBIGUOUS",
    ]
    assert codes(await create(life, duration("A", -1))) == ["DURATION_INVALID"]
    looped = {"setLink": {"successor": "A", "dependency": {"predecessor": "C"}}}
    assert codes(await create(life, looped)) == ["NETWORK_CYCLE"]
    assert codes(await create(life, name=" ")) == ["TEXT_MISSING"]
    scenario = (await create(life))["scenario"]
    assert codes(await edit(life, scenario)) == ["NOTHING_TO_CHANGE"]
    assert (await edit(life, scenario, name="另一方案"))["scenario"]["name"] == "另一方案"


async def test_what_cannot_be_kept_is_an_answer_and_cannot_be_adopted(api):
    life = await opened(api)
    await life.plan()
    done = await create(life, {"targetOn": "2027-01-29"})
    scenario = done["scenario"]
    assert (codes(done), scenario["feasible"], scenario["endsOn"], scenario["slackWorkingDays"]) == (
        [],
        False,
        None,
        None,
    )
    assert scenario["faults"] == [{"code": "TARGET_IMPOSSIBLE", "field": "targetOn"}]
    assert (scenario["comparison"]["totalSlip"], scenario["comparison"]["targetSlip"] < 0) == (None, True)
    assert codes(await close(life, "adopt", scenario, reason="提前")) == ["TARGET_IMPOSSIBLE"]
    done = await edit(life, scenario, {"targetOn": TARGET.isoformat()})
    assert (done["scenario"]["feasible"], done["scenario"]["faults"]) == (True, [])


async def test_an_adopted_scenario_is_the_next_version_of_the_plan(api):
    life = await opened(api)
    await life.plan()
    scenario = (await create(life, duration("C", 15)))["scenario"]
    assert codes(await close(life, "adopt", scenario)) == ["REASON_MISSING"]
    assert codes(await close(life, "adopt", scenario | {"version": 9}, reason="分期")) == ["VERSION_CONFLICT"]
    key = str(new_id())
    done = await close(life, "adopt", scenario, reason="分期实施", idempotencyKey=key)
    assert codes(done) == []
    adopted = done["scenario"]
    assert (adopted["state"], adopted["adoptedPlan"]) == ("ADOPTED", {"version": 2, "reason": "分期实施"})
    assert [e["node"]["action"] for e in adopted["steps"]["edges"]] == ["CREATED", "ADOPTED"]
    assert (await close(life, "adopt", scenario, reason="分期实施", idempotencyKey=key))["scenario"]["version"] == 2
    seen = await life.look(
        "planVersion nodes { edges { node { code duration } } } scenarios(state: ADOPTED) { totalCount }"
    )
    assert {e["node"]["code"]: e["node"]["duration"] for e in seen["nodes"]["edges"]}["C"] == 15
    assert (seen["planVersion"], seen["scenarios"]["totalCount"]) == (2, 1)
    ask = "query($id: UUID!) { scenario(id: $id) { comparison(withVersion: 2) { same added removed changed moved } } }"
    told = await api(ask, {"id": adopted["id"]}, as_=life.authority, on=TODAY)
    assert told["scenario"]["comparison"] == {"same": 3, "added": 0, "removed": 0, "changed": 0, "moved": 0}
    for again in (
        await edit(life, adopted, duration("C", 1)),
        await close(life, "adopt", adopted, reason="再"),
        await close(life, "discard", adopted),
        await close(life, "rebase", adopted),
    ):
        assert codes(again) == ["SCENARIO_CLOSED"]


async def test_a_scenario_whose_base_is_superseded_says_so_and_is_adopted_only_when_renewed(api):
    life = await opened(api)
    await life.plan()
    scenario = (await create(life, duration("C", 15), duration("B", 25)))["scenario"]
    others = [life.node("A", 12), life.node("B", 22, "A"), life.node("C", 5, "B"), life.node("E", 3, "C")]
    assert codes(await life.plan(*others, expectedVersion=1, reason="增加节点")) == []
    done = await edit(life, scenario, name="仍依第一版")
    assert (done["scenario"]["baseInForce"], done["scenario"]["baseVersion"]) == (False, 1)
    scenario = done["scenario"]
    assert codes(await close(life, "adopt", scenario, reason="分期")) == ["SCENARIO_BASE_SUPERSEDED"]
    done = await close(life, "rebase", scenario)
    renewed = done["scenario"]
    assert codes(done) == []
    assert (renewed["baseInForce"], renewed["baseVersion"]) == (True, 2)
    assert {c: n["duration"] for c, n in nodes_of(done).items()} == {"A": 12, "B": 25, "C": 15, "E": 3}
    assert renewed["notes"] == ["节点“B”的办理时限：现行计划也有变更，以情景为准"]
    assert codes(await close(life, "adopt", renewed, reason="分期")) == []


async def test_what_was_completed_meanwhile_stays_as_it_was(api):
    life = await opened(api)
    planned = await life.plan()
    scenario = (await create(life, duration("A", 12)))["scenario"]
    node = next(e["node"]["node"] for e in planned["nodePlan"]["nodes"]["edges"] if e["node"]["code"] == "A")
    assert codes(await life.complete(node)) == []
    assert codes(await edit(life, scenario, duration("B", 5))) == ["DONE_NODE_CHANGED"]
    assert codes(await edit(life, scenario, {"removeNode": {"code": "A"}})) == ["DONE_NODE_LEFT_OUT"]
    done = await close(life, "rebase", scenario)
    assert nodes_of(done)["A"]["duration"] == 10
    rows = await life.look("plannedAndActual { code plannedDueOn completedOn slip }", on=date(2027, 12, 31))
    actual = {r["code"]: r for r in rows["plannedAndActual"]}
    assert (actual["A"]["completedOn"], actual["A"]["slip"] < 0) == ("2027-01-11", True)
    assert (actual["B"]["completedOn"], actual["B"]["slip"] > 0, actual["C"]["slip"]) == (None, True, None)


async def test_scenarios_are_for_the_unit_that_made_them_and_the_authority(api):
    life = await opened(api)
    await life.plan()
    own = (await create(life, as_=life.owner))["scenario"]
    assert own["unit"] == {"id": str(life.owner_unit)}
    ask = "query($id: UUID!) { scenario(id: $id) { name } }"
    for who, sees in ((life.owner, True), (life.authority, True), (life.town, False)):
        found = (await api(ask, {"id": own["id"]}, as_=who, on=TODAY))["scenario"]
        assert (found is not None) is sees
    seen = await life.look(
        "scenarios { totalCount edges { node { nodes { totalCount } steps { totalCount } } } }", as_=life.town
    )
    assert seen["scenarios"] == {"totalCount": 0, "edges": []}
    assert codes(await edit(life, own, duration("C", 1), as_=life.town)) == ["SCENARIO_UNKNOWN"]
    assert codes(await close(life, "adopt", own, as_=life.owner, reason="提前")) == ["PLAN_STANDS"]
    assert codes(await close(life, "adopt", own, reason="采纳业主方案")) == []
    assert codes(await create(life, as_=person(Role.OWNER, unit=new_id()))) == ["SCHEDULE_UNKNOWN"]
    answer = await api.raw(ask, {"id": own["id"]}, as_=life.land, on=TODAY)
    assert [e["extensions"]["code"] for e in answer["errors"]] == ["FORBIDDEN"]


async def test_a_first_plan_is_tried_out_before_there_is_one(api):
    life = await opened(api)
    assert codes(await create(life, as_=life.owner)) == ["TARGET_MISSING", "NO_PLAN_TO_COPY"]
    nodes = [life.node("A", 5), life.node("B", 5, "A")]
    done = await create(life, as_=life.owner, nodes=nodes, targetOn="2027-12-31")
    scenario = done["scenario"]
    assert (scenario["source"], scenario["baseVersion"], scenario["comparison"]) == ("NODES", 0, None)
    adopted = await close(life, "adopt", scenario, as_=life.owner)
    assert (codes(adopted), adopted["scenario"]["adoptedPlan"]["version"]) == ([], 1)


@pytest.mark.parametrize("verb", ["adopt", "discard"])
async def test_a_unit_tries_only_so_many_at_once(api, verb):
    life = await opened(api)
    await life.plan()
    most = OPEN_SCENARIOS.on(TODAY)
    made = [(await create(life, as_=life.owner))["scenario"] for _ in range(most)]
    assert codes(await create(life, as_=life.owner)) == ["TOO_MANY_SCENARIOS"]
    assert codes(await create(life)) == []  # another unit's are counted apart
    assert codes(await close(life, verb, made[0], reason="比较后决定")) == []
    assert codes(await create(life, as_=life.owner)) == []


async def test_of_two_who_change_or_adopt_at_once_one_wins(api):
    life = await opened(api)
    await life.plan()
    scenario = (await create(life))["scenario"]
    done = await asyncio.gather(edit(life, scenario, duration("A", 3)), edit(life, scenario, duration("A", 4)))
    assert sorted(codes(d) for d in done) in ([[], ["VERSION_CONFLICT"]], [[], ["CONFLICT"]])
    one, two = (await create(life))["scenario"], (await create(life))["scenario"]
    done = await asyncio.gather(*(close(life, "adopt", s, reason="采用") for s in (one, two)))
    assert sorted(codes(d) for d in done) in ([[], ["SCENARIO_BASE_SUPERSEDED"]], [[], ["CONFLICT"]])
    assert (await life.look("planVersion"))["planVersion"] == 2


async def test_versions_of_a_plan_are_compared_by_default_the_baseline_and_the_one_in_force(api):
    life = await opened(api)
    await life.plan()
    later = [life.node("A", 10), life.node("B", 20, "A"), life.node("C", 3, "B", name="改名"), life.node("D", 2, "C")]
    await life.plan(*later, expectedVersion=1, reason="增加验收", targetOn="2028-01-07")
    asked = "targetSlip totalSlip added removed changed moved same endsBefore endsAfter nodes { code change dueSlip before { dueOn } after { dueOn name responsibleUnit { id } } linksAdded { predecessor } }"
    seen = await life.look(
        f"comparePlans {{ {asked} }} back: comparePlans(fromVersion: 2, toVersion: 1) {{ {asked} }} "
        "same: comparePlans(fromVersion: 2, allNodes: true) { same nodes { code } } none: comparePlans(toVersion: 7) { same }"
    )
    forth, back = seen["comparePlans"], seen["back"]
    assert (forth["added"], forth["removed"], forth["changed"], forth["moved"]) == (1, 0, 1, 2)
    assert forth["totalSlip"] == -back["totalSlip"] == forth["targetSlip"] > 0
    assert [n["code"] for n in forth["nodes"]] == ["A", "B", "C", "D"]
    assert next(n for n in back["nodes"] if n["code"] == "D")["change"] == "REMOVED"
    assert seen["same"] == {"same": 4, "nodes": [{"code": c} for c in "ABCD"]}
    assert seen["none"] is None
