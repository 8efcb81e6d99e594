"""第八条 through the endpoint: kinds of dependencies, lags, constraints, milestones, floats, and plans from templates."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any

import pytest
from sqlalchemy import update

from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.law.parties import Role
from services.schedule.store import tables
from tests.harness.people import person
from tests.schedule.life import TODAY, codes, opened

NODES = """nodes { edges { node { code duration milestone startOn dueOn totalFloat freeFloat critical constraint constraintOn
  responsiblePerson stage dependencies { predecessor kind lag lagUnit } } } }"""
KEPT = """nodePlans { version nodes(first: 50) { edges { node { code milestone freeFloat constraint constraintOn
  dependencies { predecessor kind lag lagUnit } } } } }"""
TEMPLATES = """query($on: Date) { nodeTemplates(on: $on) { code name since source items { code stage duration unit milestone approval
  basis waitsFor predecessors dependencies { predecessor kind lag lagUnit } } } }"""
FROM_TEMPLATE = "nodePlan { version criticalPath slackWorkingDays nodes(first: 60) { totalCount } }"


def by_code(seen: dict[str, Any]) -> dict[str, Any]:
    return {e["node"]["code"]: e["node"] for e in seen["nodes"]["edges"]}


def after(code: str, kind: str = "FINISH_TO_START", lag: int = 0, unit: str = "WORKING_DAY") -> dict[str, Any]:
    return {"predecessor": code, "kind": kind, "lag": lag, "lagUnit": unit}


async def test_links_lags_constraints_and_milestones_are_planned_and_shown(api):
    life = await opened(api)
    done = await life.plan(
        life.node("A", 10),
        life.node("M", 0, dependencies=[after("A")], constraint="FINISH_NO_LATER_THAN", constraintOn="2027-06-30"),
        life.node("B", 20, dependencies=[after("A", "START_TO_START", 3), after("A", "FINISH_TO_FINISH", -2)]),
        life.node("C", 5, dependencies=[after("B", lag=28, unit="CALENDAR_DAY")], unit="CALENDAR_DAY"),
    )
    assert done["userErrors"] == []
    found = by_code(await life.look(NODES))
    assert (found["M"]["milestone"], found["M"]["startOn"], found["M"]["dueOn"]) == (True, "2027-06-30", "2027-06-30")
    assert (found["M"]["constraint"], found["M"]["constraintOn"]) == ("FINISH_NO_LATER_THAN", "2027-06-30")
    assert (found["A"]["milestone"], found["A"]["constraint"], found["A"]["dueOn"]) == (False, None, "2027-06-30")
    assert found["B"]["dependencies"] == [after("A", "START_TO_START", 3), after("A", "FINISH_TO_FINISH", -2)]
    assert found["C"]["dependencies"] == [after("B", lag=28, unit="CALENDAR_DAY")]
    assert (found["C"]["startOn"], found["C"]["dueOn"]) == ("2027-12-27", "2027-12-31")
    assert found["B"]["dueOn"] == "2027-11-26"  # 28 days pass up to 26 December; the 28th of November is a Sunday
    assert found["A"]["freeFloat"] == 0 < found["A"]["totalFloat"]
    assert found["M"]["freeFloat"] == found["M"]["totalFloat"]


async def test_each_version_keeps_the_links_and_constraints_that_it_had(api):
    life = await opened(api)
    bound = {"constraint": "START_NO_EARLIER_THAN", "constraintOn": "2027-03-01"}
    await life.plan(life.node("A", 10, **bound), life.node("B", 0, dependencies=[after("A", lag=2)]))
    await life.plan(life.node("A", 10), life.node("B", 3, "A"), expectedVersion=1, reason="场地已提前交付")
    plans = (await life.look(KEPT))["nodePlans"]
    first, second = (by_code(p) for p in sorted(plans, key=lambda p: p["version"]))
    assert (first["A"]["constraint"], first["A"]["constraintOn"]) == ("START_NO_EARLIER_THAN", "2027-03-01")
    assert (first["B"]["milestone"], first["B"]["dependencies"]) == (True, [after("A", lag=2)])
    assert (second["A"]["constraint"], second["B"]["milestone"]) == (None, False)
    assert second["B"]["dependencies"] == [after("A")]


async def test_constraints_that_contradict_each_other_are_both_named_and_nothing_is_planned(api):
    life = await opened(api)
    done = await life.plan(
        life.node("A", 10, constraint="START_NO_EARLIER_THAN", constraintOn="2027-03-01"),
        life.node("B", 5, "A", constraint="FINISH_NO_LATER_THAN", constraintOn="2027-03-12"),
    )
    (error,) = done["userErrors"]
    assert (error["code"], error["field"], error["article"]) == (
        "CONSTRAINTS_CONTRADICT",
        "nodes.1.constraintOn",
        "第八条",
    )
    assert "“节点A”" in error["message"]
    assert "“节点B”" in error["message"]
    assert (await life.look("planVersion"))["planVersion"] == 0


async def test_what_is_wrong_with_lags_and_constraints_is_told_at_once(api):
    life = await opened(api)
    done = await life.plan(
        life.node("A", 5, constraint="MUST_START_ON"),
        life.node("B", 5, dependencies=[after("A", lag=1831)]),
        life.node("C", 5, constraint="MUST_FINISH_ON", constraintOn="2047-01-01"),
    )
    assert codes(done) == ["LAG_INVALID", "CONSTRAINT_INCOMPLETE", "CONSTRAINT_TOO_FAR"]
    assert [e["field"] for e in done["userErrors"]] == [
        "nodes.1.dependencies.0.lag",
        "nodes.0.constraintOn",
        "nodes.2.constraintOn",
    ]


async def test_a_milestone_is_completed_like_any_node_and_is_due_on_its_day(api):
    life = await opened(api)
    done = await life.plan(life.node("A", 5), life.node("M", 0, "A"), targetOn="2027-01-15")
    milestone = next(e["node"]["node"] for e in done["nodePlan"]["nodes"]["edges"] if e["node"]["code"] == "M")
    states = "nodes { edges { node { code state } } }"
    on_the_day = by_code(await life.look(states, on=date(2027, 1, 15)))["M"]["state"]
    assert (on_the_day, by_code(await life.look(states, on=date(2027, 1, 16)))["M"]["state"]) == ("DUE_TODAY", "LATE")
    completed = await life.complete(milestone, on=date(2027, 1, 15))
    assert (completed["userErrors"], completed["node"]["state"]) == ([], "DONE")


async def test_templates_are_shown_with_their_links_lags_and_rules(api):
    seen = await api(TEMPLATES, {"on": "2027-01-11"}, as_=person(Role.OWNER, unit=new_id()), on=TODAY)
    templates = {t["code"]: t for t in seen["nodeTemplates"]}
    assert list(templates) == [
        "GOVERNMENT",
        "MUNICIPAL_ROAD",
        "ENTERPRISE",
        "ENTERPRISE_RENOVATION",
        "SOCIAL_FACILITY",
        "ECOLOGY_WATER",
    ]
    items = {i["code"]: i for i in templates["GOVERNMENT"]["items"]}
    assert items["C4"]["dependencies"] == [after("C3", lag=20, unit="CALENDAR_DAY")]
    assert "二十日" in items["C4"]["basis"]
    assert (items["C9"]["milestone"], items["C9"]["approval"], items["A9"]["waitsFor"]) == (True, False, "LAND_QUOTA")
    assert "国办发〔2019〕11号" in templates["GOVERNMENT"]["source"]


async def from_template(life, as_=None, on=TODAY, **changes):
    given = {
        "projectId": str(life.project),
        "template": "GOVERNMENT",
        "targetOn": "2029-06-29",
        "responsible": [
            {"responsibleUnitId": str(life.owner_unit), "responsiblePerson": "业主甲"},
            {"stage": "立项用地规划许可", "responsibleUnitId": str(life.land_unit), "responsiblePerson": "用地乙"},
        ],
    }
    return await life.api.do(
        "scheduleFromTemplate",
        "ScheduleFromTemplateInput",
        FROM_TEMPLATE,
        as_ or life.authority,
        on,
        **(given | changes),
    )


async def test_thirty_nodes_are_planned_from_a_template_in_one_call(api):
    life = await opened(api)
    overrides = [
        {"code": "A6", "leftOut": True},
        {"code": "C11", "duration": 120, "constraint": "FINISH_NO_LATER_THAN", "constraintOn": "2028-12-29"},
    ]
    done = await from_template(life, as_=life.owner, overrides=overrides, moreNodes=[life.node("X1", 5, "D4")])
    assert done["userErrors"] == []
    assert done["nodePlan"]["nodes"]["totalCount"] >= 30
    found = by_code(await life.look(NODES.replace("nodes {", "nodes(first: 60) {", 1)))
    assert "A6" not in found
    assert (found["C11"]["duration"], found["C11"]["constraintOn"]) == (120, "2028-12-29")
    assert (found["A1"]["responsiblePerson"], found["C9"]["responsiblePerson"]) == ("用地乙", "业主甲")
    assert found["X1"]["dueOn"] == "2029-06-29"
    told = [e for e in await api.events("zhongdian.schedule.node.planned.v1") if e["subject"] == str(life.project)]
    assert len(told) == done["nodePlan"]["nodes"]["totalCount"]


async def test_what_a_template_does_not_know_and_items_without_a_unit_are_refused_and_nothing_is_planned(api):
    life = await opened(api)
    assert codes(await from_template(life, template="CASTLE")) == ["TEMPLATE_UNKNOWN"]
    assert codes(await from_template(life, responsible=[])) == ["RESPONSIBLE_MISSING"]
    stranger = [{"responsibleUnitId": str(new_id()), "responsiblePerson": "甲"}]
    assert set(codes(await from_template(life, responsible=stranger))) == {"UNIT_UNKNOWN"}
    assert codes(await from_template(life, targetOn="2027-06-30")) == ["TARGET_IMPOSSIBLE"]
    assert (await life.look("planVersion"))["planVersion"] == 0


async def test_a_plan_that_stands_is_drawn_up_anew_from_a_template_by_the_authority_for_a_reason(api):
    life = await opened(api)
    await from_template(life)
    assert codes(await from_template(life)) == ["VERSION_CONFLICT"]
    assert codes(await from_template(life, expectedVersion=1)) == ["REASON_MISSING"]
    assert codes(await from_template(life, as_=life.owner, expectedVersion=1, reason="推迟")) == ["PLAN_STANDS"]
    done = await from_template(life, expectedVersion=1, reason="目标调整", targetOn="2029-09-28")
    assert (done["userErrors"], done["nodePlan"]["version"]) == ([], 2)


async def test_a_plan_from_a_template_sent_twice_with_one_key_is_one_plan(api):
    life = await opened(api)
    key = str(new_id())
    assert await from_template(life, idempotencyKey=key) == await from_template(life, idempotencyKey=key)
    assert (await life.look("planVersion"))["planVersion"] == 1


@pytest.mark.parametrize("role", [Role.SPECIALIST, Role.LAND, Role.LEADER, Role.OPERATOR])
async def test_who_draws_up_no_plan_draws_up_none_from_a_template(api, role):
    document = (
        "mutation($input: ScheduleFromTemplateInput!) { scheduleFromTemplate(input: $input) { userErrors { code } } }"
    )
    given = {
        "idempotencyKey": "k",
        "projectId": str(new_id()),
        "template": "GOVERNMENT",
        "targetOn": "2029-06-29",
        "responsible": [],
    }
    answer = await api.raw(document, {"input": given}, as_=person(role))
    assert [e["extensions"]["code"] for e in answer["errors"]] == ["FORBIDDEN"]


async def test_a_node_that_was_planned_before_lags_were_kept_reads_as_one_without_and_is_planned_anew(api):
    life = await opened(api)
    await life.plan(life.node("A", 10), life.node("B", 5, "A"))
    node = tables.Node
    async with api.database.session(ALL_DIVISIONS) as session:
        of_before = {"links": [{"predecessor": "A", "kind": "FINISH_TO_START"}], "free_float": None}
        await session.execute(update(node).where(node.project_id == life.project, node.code == "B").values(of_before))
        await session.commit()
    seen = by_code(await life.look(NODES))["B"]
    assert (seen["dependencies"], seen["freeFloat"], seen["constraint"]) == ([after("A")], None, None)
    again = await life.plan(life.node("A", 10), life.node("B", 5, "A"), expectedVersion=1, reason="复核")
    assert again["userErrors"] == []
    assert by_code(await life.look(NODES))["B"]["freeFloat"] is not None


async def test_a_completed_node_stays_as_it_was_when_the_plan_is_drawn_up_anew_from_a_template(api):
    life = await opened(api)
    await from_template(life, template="ENTERPRISE_RENOVATION", targetOn="2027-12-31")
    first = by_code(await life.look("nodes(first: 60) { edges { node { id version code dueOn name } } }"))["A1"]
    done = await life.complete(
        first, documents=[{"proves": "备案证明", "title": "示例备案证明", "datedOn": TODAY.isoformat()}]
    )
    assert done["userErrors"] == []
    again = await from_template(
        life,
        template="ENTERPRISE_RENOVATION",
        targetOn="2027-11-30",
        expectedVersion=1,
        reason="提前投产",
        overrides=[{"code": "A1", "duration": 9, "name": "另一名称"}],
    )
    assert again["userErrors"] == []
    kept = by_code(await life.look("nodes(first: 60) { edges { node { id code dueOn name state } } }"))["A1"]
    assert {k: kept[k] for k in ("id", "dueOn", "name", "state")} == {
        "id": first["id"],
        "dueOn": first["dueOn"],
        "name": "项目备案",
        "state": "DONE",
    }


async def test_of_two_who_plan_from_a_template_at_once_one_wins(api):
    life = await opened(api)
    done = await asyncio.gather(from_template(life), from_template(life, as_=life.owner))
    assert sorted(codes(d) for d in done) in ([[], ["VERSION_CONFLICT"]], [[], ["CONFLICT"]])
    assert (await life.look("planVersion"))["planVersion"] == 1


async def test_what_is_planned_from_a_template_is_audited_under_its_own_name(api):
    life = await opened(api)
    await from_template(life)
    written = [row for row in await api.audit() if row.subject == f"project/{life.project}/plan"]
    assert [row.action for row in written] == ["scheduleFromTemplate"]


@pytest.mark.parametrize(
    "changes",
    [
        {"template": "x" * 100_000},
        {"template": ""},
        {"responsible": [{"stage": "", "responsibleUnitId": str(new_id()), "responsiblePerson": ""}]},
        {"overrides": [{"code": "A1", "duration": -5, "requiredEvidence": []}]},
        {"overrides": [{"code": "A1", "dependencies": [after("A1")]}]},
        {"overrides": [{"code": "A1", "constraint": "MUST_START_ON"}]},
        {"moreNodes": [None]},
        {"targetOn": "9999-12-31"},
    ],
    ids=lambda c: next(iter(c)),
)
async def test_bad_input_to_a_plan_from_a_template_is_told_and_is_never_a_fault(api, changes):
    life = await opened(api)
    given = {
        "idempotencyKey": str(new_id()),
        "projectId": str(life.project),
        "template": "GOVERNMENT",
        "targetOn": "2029-06-29",
        "responsible": [{"responsibleUnitId": str(life.owner_unit), "responsiblePerson": "甲"}],
    } | changes
    document = (
        "mutation($input: ScheduleFromTemplateInput!) { scheduleFromTemplate(input: $input) { userErrors { code } } }"
    )
    answer = await api.raw(document, {"input": given}, as_=life.authority, on=TODAY)
    told = [e["extensions"]["code"] for e in answer.get("errors", [])] or codes(answer["data"]["scheduleFromTemplate"])
    assert told
    assert "INTERNAL" not in told
