"""第七条、第十二条：others are told of starts and completions as plans have them, and of exceptions in statistics (A19)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.schedule.adjusting import tell
from tests.schedule.life import Life, codes, opened
from tests.schedule.listing import nodes_of, site, start

STARTED = date(2027, 3, 20)


@pytest.fixture
async def api(service_api):
    return await service_api("schedule")


async def told(life: Life, type_: str = "milestone.set") -> list[dict[str, Any]]:
    events = await life.api.events(f"zhongdian.schedule.{type_}.v1")
    return [e["data"] for e in events if e["data"]["projectId"] == str(life.project)]


async def test_a_plan_tells_its_start_and_that_it_has_no_completion_and_the_start_when_it_is_reached(api):
    life = await site(api, STARTED)
    planned = {e["role"]: e for e in await told(life)}
    assert (planned["START"]["dueOn"], planned["START"]["completedOn"]) == ("2027-03-20", None)
    assert (planned["COMPLETION"]["nodeId"], planned["COMPLETION"]["dueOn"]) == (None, None)
    await start(life, STARTED)
    last = (await told(life))[-1]
    assert (last["role"], last["completedOn"]) == ("START", "2027-03-20")
    assert last["nodeId"] == planned["START"]["nodeId"]
    assert set(last) >= {"ownerId", "townId", "industryAuthorityId"}
    assert len(await told(life)) == 3, "the completion was not told again"


async def test_a_start_that_is_taken_back_is_told_as_not_reached(api):
    life = await site(api, STARTED)
    await start(life, STARTED)
    seen = await life.look("nodes(first: 50) { edges { node { id version name } } }", on=STARTED)
    (node,) = [n for n in nodes_of(seen["nodes"]) if n["name"] == "开工"]
    given = {"nodeId": node["id"], "expectedVersion": node["version"], "reason": "现场未实际开工"}
    done = await api.do("returnNode", "ReturnNodeInput", "node { id }", life.authority, date(2027, 3, 22), **given)
    assert codes(done) == []
    last = (await told(life))[-1]
    assert (last["role"], last["completedOn"], last["dueOn"]) == ("START", None, "2027-03-20")


async def test_a_node_that_is_marked_is_told(api):
    life = await opened(api)
    made = await life.plan(life.node("A", 10, name="场地平整"))
    (node,) = [e["node"]["node"] for e in made["nodePlan"]["nodes"]["edges"]]
    given = {
        "projectId": str(life.project),
        "role": "COMPLETION",
        "nodeId": node["id"],
        "reason": "以此为竣工",
        "expectedVersion": 0,
    }
    done = await api.do("markListNode", "MarkListNodeInput", "schedule { id }", life.authority, STARTED, **given)
    assert codes(done) == []
    last = (await told(life))[-1]
    assert (last["role"], last["nodeId"]) == ("COMPLETION", node["id"])


async def test_a_preliminary_project_is_told_of_when_it_is_converted_and_no_sooner(api):
    life = await opened(api, kind="PRELIMINARY", annualInvestment="500")
    made = await life.plan(life.node("A", 10), life.node("B", 0, "A", name="开工"))
    assert codes(made) == []
    assert await told(life) == []
    await tell(life, "converted", 4)
    start, completion = await told(life)
    due = {
        n["code"]: n["dueOn"] for n in nodes_of((await life.look("nodes { edges { node { code dueOn } } }"))["nodes"])
    }
    assert (start["role"], start["dueOn"], start["completedOn"]) == ("START", due["B"], None)
    assert (completion["role"], completion["nodeId"]) == ("COMPLETION", None)
    await tell(life, "converted", 4)
    assert len(await told(life)) == 2
    facts = {"projectId": str(life.project), "name": "示例涂料项目", "level": "DISTRICT", "category": "INDUSTRY"}
    units = {"ownerId": str(life.owner_unit), "townId": str(life.land_unit), "industryAuthorityId": None}
    for version in (2, 3):  # the second time only the version is another
        event = facts | units | {"version": version, "division": "430211"}
        await life.api.consume("zhongdian.reserve.project.changed.v1", event)
    assert [(e["role"], e["townId"]) for e in (await told(life))[2:]] == [
        ("START", str(life.land_unit)),
        ("COMPLETION", str(life.land_unit)),
    ]


async def test_an_exception_in_statistics_is_told_with_the_units_that_answer(api):
    life = await site(api, STARTED)
    await start(life, STARTED)
    given = {
        "projectId": str(life.project),
        "kind": "REPORTING",
        "reason": "统计平台升级",
        "approver": "批准人甲",
        "expectedVersion": 0,
    }
    kind, day = "ExceptStatisticsInput", date(2027, 4, 2)
    done = await api.do("exceptStatistics", kind, "entry { id }", life.authority, day, **given)
    assert codes(done) == []
    (event,) = await told(life, "statistics.excepted")
    assert (event["kind"], event["on"], event["entryId"]) == ("REPORTING", "2027-04-02", done["entry"]["id"])
