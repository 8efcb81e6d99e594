"""A leader with a project, a project outside the plan and a site, for tests that ask whatever the schema allows."""

from __future__ import annotations

from datetime import date

from services.law.parties import Role
from tests.harness.people import person
from tests.schedule.graphql.test_outside_plan import add, project
from tests.schedule.graphql.test_site import organize, post
from tests.schedule.leading import answer, draft, issue, leader, link, problem, report, set_aside
from tests.schedule.life import Life


async def with_map(life: Life) -> dict[str, str]:
    """Live through it; return the arguments that its queries need."""
    api = life.api
    await api.consume("zhongdian.reserve.project.registered.v1", project(life, name="示例涂料项目"))
    outside = Life(api)
    await outside.tell_units()
    await api.consume("zhongdian.reserve.project.registered.v1", project(outside, name="示例计划外项目"))
    assert (await add(outside, on=date(2027, 1, 20), reason="地图先行调度"))["userErrors"] == []
    marked = {"projectId": str(life.project), "year": 2027, "reason": "链主带动上下游"}
    done = await api.do(
        "markDriving", "MarkDrivingInput", "drivingMark { id }", life.authority, date(2027, 1, 12), **marked
    )
    assert done["userErrors"] == []
    drafted = (await draft(life))["leaderArrangement"]
    linked = await link(
        life, drafted, leader={"subject": "leader-1", "name": "示例区领导甲", "title": "区委常委副区长"}
    )
    now = linked["leaderArrangement"]
    for edge in drafted["links"]["edges"]:
        other = edge["node"]["project"]["id"]
        if other != str(life.project):
            now = (await set_aside(life, now, projectId=other, reason="另行安排不列入"))["leaderArrangement"]
    issued = await issue(life, now)
    assert issued["userErrors"] == [], issued
    assert (await report(life, 1, date(2027, 2, 1), progress="场平桩基同步"))["userErrors"] == []
    service = person(Role.PROJECT_SERVICE, unit=life.town_unit)
    raised = await problem(life, on=date(2027, 2, 1), as_=service, title="向领导反映缺口", description="请领导协调缺口")
    assert raised["userErrors"] == [], raised
    answered = await answer(life, raised["leaderProblem"], leader(), date(2027, 2, 1), text="一周内拿出方案来")
    assert answered["userErrors"] == [], answered
    posts = [
        post("1", None, "OWNER", duty="现场总指挥"),
        post("2", "1", "CONTRACTOR", duty="项目施工经理"),
        post("3", "1", "SUPERVISOR", duty="驻地总监代表"),
    ]
    assert (await organize(life, posts))["userErrors"] == []
    return {
        "Query.leaderArrangement": f'id: "{drafted["id"]}"',
        "Query.siteOrganizations": f'projectId: "{life.project}"',
        "Query.warMapBoard": "by: LEADER",
    }
