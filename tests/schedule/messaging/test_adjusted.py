"""第十一条：an adjusted plan reaches the schedules of its projects: taken out, given other figures, converted, taken in again."""

from __future__ import annotations

import asyncio
from datetime import date
from itertools import permutations
from typing import Any

import pytest
from sqlalchemy import select

from services.chassis.clock import new_id
from services.schedule.domain.node.state import NodeState
from services.schedule.store import tables
from tests.harness.api import Api
from tests.schedule.adjusting import AFTER, REMOVED_ON, tell
from tests.schedule.life import MONTHS, Life, codes, opened

STANDING = "state endedOn endedDocumentNumber endedReason kind year taskToSplit"
ITEMS = "planItems { planVersion change kind annualInvestment documentNumber reason inForce }"
NODES = "nodes { edges { node { code state endedOn workingDaysLate light { name } } } }"
TASK = "annualTask { version annualInvestment months state reason }"
LISTED = "{ scheduleNodes(filter: FILTER) { edges { node { code project { id } } } } }"


async def told(api: Api, life: Life, verb: str) -> list[dict[str, Any]]:
    events = await api.events(f"zhongdian.schedule.{verb}.v1")
    return [e["data"] for e in events if e["data"]["projectId"] == str(life.project)]


async def late_nodes(life: Life, filter: str, on: date = AFTER) -> list[str]:
    """The codes of the project's nodes in the department's list of all nodes."""
    answer = await life.api(LISTED.replace("FILTER", filter), as_=life.land, on=on)
    edges = answer["scheduleNodes"]["edges"]
    return [e["node"]["code"] for e in edges if e["node"]["project"]["id"] == str(life.project)]


async def under_way(api: Api) -> Life:
    """A project with a node done and two open: one late by July, one due in December; and its annual task."""
    life = await opened(api)
    assert (await life.set_task())["userErrors"] == []
    planned = await life.plan(life.node("A", 10), life.node("B", 5, "A"), life.node("C", 130, "B"))
    assert planned["userErrors"] == [], planned
    nodes = {e["node"]["code"]: e["node"]["node"] for e in planned["nodePlan"]["nodes"]["edges"]}
    assert codes(await life.complete(nodes["A"])) == []
    return life


async def test_a_removed_projects_schedule_ends_with_day_document_and_reason_and_stays_readable(api):
    life = await under_way(api)
    await tell(life, "removed", 9)
    seen = await life.look(f"{STANDING} {ITEMS} {TASK} {NODES}", on=AFTER)
    assert (seen["state"], seen["endedOn"], seen["endedDocumentNumber"], seen["endedReason"]) == (
        "ENDED",
        "2027-07-10",
        "株高发〔2027〕9号",
        "用地指标未落实",
    )
    assert [(i["planVersion"], i["change"], i["inForce"]) for i in seen["planItems"]] == [
        (9, "REMOVED", False),
        (1, "ISSUED", False),
    ]
    assert seen["annualTask"]["state"] == "ENDED"
    assert [e["node"]["state"] for e in seen["nodes"]["edges"]] == [NodeState.DONE, NodeState.ENDED, NodeState.ENDED]
    assert {e["node"]["light"]["name"] for e in seen["nodes"]["edges"]} == {"按期完成", "已终止"}
    (event,) = await told(api, life, "schedule.ended")
    assert (event["version"], event["year"], event["endedOn"]) == (1, 2027, "2027-07-10")
    (audited,) = [a for a in await api.audit() if a.action == "endSchedule" and str(life.project) in a.subject]
    assert audited.reason == "用地指标未落实"


async def test_open_nodes_of_a_removed_project_are_in_no_list_of_things_due_and_late_only_up_to_the_removal(api):
    life = await under_way(api)
    assert await late_nodes(life, "{}") == ["A", "B", "C"]
    assert await late_nodes(life, "{ states: [LATE] }") == ["B"]
    await tell(life, "removed", 9)
    assert await late_nodes(life, "{}") == ["A"]
    assert await late_nodes(life, "{ states: [LATE, DUE_SOON, DUE_TODAY, ON_TIME, NOT_STARTED, WAITING] }") == []
    assert await late_nodes(life, "{ states: [ENDED] }") == ["B", "C"]
    shown = [e["node"] for e in (await life.look(NODES, on=date(2027, 12, 31)))["nodes"]["edges"]]
    due = (await life.look("nodes { edges { node { code dueOn } } }"))["nodes"]["edges"]
    on_the_day = [e["node"] for e in (await life.look(NODES, on=REMOVED_ON))["nodes"]["edges"]]
    assert [n["workingDaysLate"] for n in shown] == [n["workingDaysLate"] for n in on_the_day], due
    assert shown[2]["workingDaysLate"] == 0


async def test_nothing_is_planned_completed_set_or_reported_on_a_schedule_that_ended(api):
    life = await under_way(api)
    open_node = (await life.look("nodes { edges { node { id version code } } }"))["nodes"]["edges"][1]["node"]
    await tell(life, "removed", 9)
    for done in (
        await life.plan(expectedVersion=1, reason="重排", on=AFTER),
        await life.complete(open_node, on=AFTER),
        await life.set_task(expectedVersion=1, reason="调整", on=AFTER),
        await life.report(month=7, on=AFTER),
    ):
        (error,) = [e for e in done["userErrors"] if e["code"] == "SCHEDULE_ENDED"]
        assert error["article"] == "第十一条"
        assert "株高发〔2027〕9号" in error["message"]


async def test_what_was_reported_before_the_removal_is_still_verified(api):
    life = await under_way(api)
    report = (await life.report())["progressReport"]
    await tell(life, "removed", 9)
    assert codes(await life.judge("verify", report, on=AFTER)) == []


async def test_a_project_taken_in_again_goes_on_with_its_open_nodes(api):
    life = await under_way(api)
    await tell(life, "removed", 9)
    await tell(life, "issued", 12)
    seen = await life.look(f"{STANDING} {NODES} {TASK}", on=date(2027, 9, 2))
    assert (seen["state"], seen["endedOn"], seen["annualTask"]["state"]) == ("RUNNING", None, "IN_FORCE")
    assert [e["node"]["state"] for e in seen["nodes"]["edges"]] == ["DONE", "LATE", "ON_TIME"]
    (resumed,) = await told(api, life, "schedule.resumed")
    assert (resumed["version"], resumed["resumedOn"]) == (2, "2027-09-01")


async def test_next_years_plan_lets_a_removed_project_go_on(api):
    life = await under_way(api)
    await tell(life, "removed", 9)
    await life.issue(planId=str(new_id()), year=2028, kind="CONTINUING", issuedOn="2028-01-04")
    seen = await life.look(f"{STANDING} old: annualTask(year: 2027) {{ state }}")
    assert (seen["state"], seen["kind"], seen["year"], seen["old"]) == (
        "RUNNING",
        "CONTINUING",
        2028,
        {"state": "ENDED"},
    )


async def test_schedules_are_listed_by_whether_they_ended_and_whether_a_task_is_to_be_split(api):
    ended, split, plain = await under_way(api), await under_way(api), await under_way(api)
    await tell(ended, "removed", 9)
    await tell(split, "revalued", 9)

    async def listed(filter: str) -> set[str]:
        answer = await api(
            f"{{ schedules(first: 100, filter: {{ {filter} }}) {{ edges {{ node {{ project {{ id }} }} }} }} }}",
            as_=plain.authority,
            on=AFTER,
        )
        mine = {str(life.project) for life in (ended, split, plain)}
        return {e["node"]["project"]["id"] for e in answer["schedules"]["edges"]} & mine

    assert await listed("ended: true") == {str(ended.project)}
    assert await listed("ended: false") == {str(split.project), str(plain.project)}
    assert await listed("taskToSplit: true") == {str(split.project)}
    assert await listed("taskToSplit: false, ended: false") == {str(plain.project)}
    assert await listed("year: 2027") == {str(split.project), str(plain.project)}


async def test_a_revalued_projects_task_follows_as_a_version_that_is_to_be_split_anew(api):
    life = await under_way(api)
    await tell(life, "revalued", 9)
    seen = await life.look(f"{STANDING} {TASK} annualTaskVersions {{ version state annualInvestment setBy }}", on=AFTER)
    task = seen["annualTask"]
    assert (task["version"], task["annualInvestment"], task["state"]) == (2, "60000.5", "TO_SPLIT")
    assert [float(m) for m in task["months"]] == [float(m) for m in MONTHS]
    assert "株高发〔2027〕9号" in task["reason"]
    assert "资金调整" in task["reason"]
    assert [(v["version"], v["state"]) for v in seen["annualTaskVersions"]] == [(2, "TO_SPLIT"), (1, "SUPERSEDED")]
    assert seen["taskToSplit"] is True
    (event,) = await told(api, life, "annual-task.revalued")
    assert (event["version"], event["annualInvestment"]) == (2, "60000.5")
    halves = ["5000"] * 11 + ["5000.5"]
    assert codes(await life.set_task(months=halves, expectedVersion=1, reason="按调整分月", on=AFTER)) == [
        "VERSION_CONFLICT"
    ]
    assert codes(await life.set_task(months=halves, expectedVersion=2, reason="按调整分月", on=AFTER)) == []
    seen = await life.look(f"{STANDING} {TASK}", on=AFTER)
    assert (seen["annualTask"]["version"], seen["annualTask"]["state"], seen["taskToSplit"]) == (3, "IN_FORCE", False)


async def test_other_totals_alone_leave_the_task_as_it_is(api):
    life = await under_way(api)
    await tell(life, "revalued", 9, annualInvestment="80000", totalInvestment="195000")
    seen = await life.look(f"{TASK} {ITEMS}")
    assert (seen["annualTask"]["version"], seen["annualTask"]["state"]) == (1, "IN_FORCE")
    assert (seen["planItems"][0]["change"], seen["planItems"][0]["reason"]) == ("REVALUED", "资金调整")


async def test_a_converted_project_is_given_a_task_and_reports_as_construction_projects_do(api):
    life = await opened(api, kind="PRELIMINARY", annualInvestment="500")
    assert codes(await life.set_task()) == ["PRELIMINARY_HAS_NO_TASK"]
    await tell(life, "converted", 4)
    seen = await life.look(f"{STANDING} {ITEMS}")
    assert (seen["kind"], seen["state"]) == ("NEW_START", "RUNNING")
    assert seen["planItems"][0]["documentNumber"] == "株高发〔2027〕1号"
    months = ["2500"] * 12
    assert codes(await life.set_task(months=months, on=date(2027, 4, 3))) == []
    assert codes(await life.report(month=4, on=date(2027, 4, 20))) == []


async def test_a_conversion_that_is_all_that_was_told_opens_the_schedule(api):
    life = Life(api)
    await life.tell_units()
    await tell(life, "converted", 4)
    assert (await life.look("kind openedOn"))["kind"] == "NEW_START"


async def kept(api: Api, life: Life) -> list[Any]:
    """All that the project's schedule is, but for identities and how often it was told."""
    item, schedule, task, node = tables.PlanItem, tables.Schedule, tables.AnnualTask, tables.Node
    of = schedule.project_id == life.project
    queries = [
        select(
            schedule.kind,
            schedule.year,
            schedule.opened_on,
            schedule.ended_on,
            schedule.ended_reason,
            schedule.split_due,
            schedule.owner_id,
        ).where(of),
        select(item.plan_version, item.change, item.kind, item.annual_investment, item.document_number, item.current)
        .join(schedule, schedule.id == item.schedule_id)
        .where(of)
        .order_by(item.plan_version),
        select(task.annual_investment)
        .join(schedule, schedule.id == task.schedule_id)
        .where(of)
        .order_by(task.version.desc())
        .limit(1),
        select(node.code, node.ended_on).where(node.project_id == life.project).order_by(node.code),
    ]
    return [list(map(tuple, await api.rows(q))) for q in queries]


LIVES: dict[str, list[tuple[str, int]]] = {
    "removed": [("converted", 4), ("revalued", 9), ("removed", 12)],
    "taken in again": [("removed", 9), ("issued", 12), ("revalued", 15)],
    "removed twice": [("removed", 9), ("issued", 12), ("removed", 15)],
}


@pytest.mark.parametrize("name", LIVES)
async def test_any_order_of_telling_leads_to_the_same_schedule_and_telling_again_changes_nothing(api, name):
    expected = None
    for order in permutations(LIVES[name]):
        life = await under_way(api)
        for verb, version in order:
            await tell(life, verb, version)
        state = await kept(api, life)
        state[0] = [row[:-1] for row in state[0]]  # the owner is each life's own
        expected = expected or state
        assert state == expected, order
        events = len(await api.events())
        for verb, version in order:
            await tell(life, verb, version)
        again = await kept(api, life)
        again[0] = [row[:-1] for row in again[0]]
        assert (again, len(await api.events())) == (state, events)
    assert await api.parked() == []


@pytest.mark.parametrize("first", ["issued", "revalued", "removed"])
async def test_what_is_told_before_the_plan_item_takes_effect_once_it_comes(api, first):
    life = Life(api)
    await life.tell_units()
    events: list[tuple[str, int]] = [("issued", 1), ("revalued", 5), ("removed", 9)]
    for verb, version in sorted(events, key=lambda e: e[0] != first):
        await tell(life, verb, version)
    seen = await life.look(f"{STANDING} {ITEMS}")
    assert (seen["state"], seen["endedReason"]) == ("ENDED", "用地指标未落实")
    assert [(i["change"], float(i["annualInvestment"])) for i in seen["planItems"]] == [
        ("ISSUED", 80000.0),
        ("REMOVED", 60000.5),
        ("REVALUED", 60000.5),
    ]


async def test_units_and_name_are_the_projects_own_where_it_was_told_of(api):
    life = await opened(api)
    owner = new_id()
    project = {
        "projectId": str(life.project),
        "name": "示例新名",
        "ownerId": str(owner),
        "townId": None,
        "industryAuthorityId": None,
        "level": "DISTRICT",
        "category": "INDUSTRY",
        "version": 3,
        "division": "430211",
    }
    await api.consume("zhongdian.reserve.project.changed.v1", project)
    await tell(life, "revalued", 9)
    (row,) = await api.rows(
        select(tables.Schedule.project_name, tables.Schedule.owner_id).where(tables.Schedule.project_id == life.project)
    )
    assert tuple(row) == ("示例新名", owner)


async def test_a_removal_that_comes_at_the_same_moment_as_the_item_ends_the_schedule(api):
    for _ in range(3):
        life = Life(api)
        await life.tell_units()
        await asyncio.gather(life.issue(), tell(life, "removed", 9))
        assert (await life.look("state"))["state"] == "ENDED"
    assert await api.parked() == []


async def test_a_task_that_is_set_while_the_project_is_removed_is_ended_or_refused(api):
    life = await opened(api)
    task, _ = await asyncio.gather(life.set_task(), tell(life, "removed", 9))
    assert codes(task) in ([], ["SCHEDULE_ENDED"])
    seen = await life.look("state annualTask { state }")
    assert seen == {"state": "ENDED", "annualTask": None if codes(task) else {"state": "ENDED"}}
