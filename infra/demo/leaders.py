"""Leaders and their projects (A13), a project beside the plan (A8), and a plan that is only being tried out."""

from __future__ import annotations

from datetime import date
from typing import Any

from infra.demo.district import District
from infra.demo.project import PLAN_YEAR, DemoProject, Stage
from infra.issuer import Person
from services.law.parties import Role

LINKED = 4  # projects that a leader looks after; the others that the rule proposes are set aside with a reason
_DRAFTED_ON, _ISSUED_ON = date(2027, 1, 15), date(2027, 1, 20)
_REPORTED_ON = {1: date(2027, 2, 2), 2: date(2027, 3, 2), 3: date(2027, 4, 2)}
_NOT_REPORTED = {(1, 3)}  # which of them, which month
_RAISED_ON, _ANSWERED_ON, _AGAIN_ON = date(2027, 3, 15), date(2027, 3, 17), date(2027, 4, 8)
_OUTSIDE_ON, _TRIED_ON = date(2027, 3, 8), date(2027, 4, 8)
_LINKS = "leaderArrangement { id links(first: 100) { edges { node { project { id } } } } }"


async def issue_arrangement(district: District) -> None:
    """The year's arrangement: every project that the rule proposes is linked or set aside, then it is issued."""
    clerk, about = district.officer("reform"), str(PLAN_YEAR)
    done = await district.door.do("draftLeaderArrangement", about, clerk, _DRAFTED_ON, _LINKS, year=PLAN_YEAR)
    arrangement = done["leaderArrangement"]
    proposed = {e["node"]["project"]["id"] for e in arrangement["links"]["edges"]}
    projects = [p for p in district.projects if str(district.ids[p.key]) in proposed]
    linked = {p.key for p in linked_projects(projects)}
    for version, project in enumerate(projects, start=1):
        given: dict[str, Any] = {
            "arrangementId": arrangement["id"],
            "projectId": district.ids[project.key],
            "expectedVersion": version,
        }
        if project.key in linked:
            await _link(district, clerk, project, given)
        else:
            reason = "由区政府常务会议统一调度，不另行安排联系"
            told = "leaderArrangement { id }"
            await district.door.do(
                "setAsideLeaderProject", project.key, clerk, _DRAFTED_ON, told, reason=reason, **given
            )
    issued: dict[str, Any] = {"arrangementId": arrangement["id"], "documentNumber": f"示例办发〔{PLAN_YEAR}〕3号"}
    told = "leaderArrangement { id }"
    version = len(projects) + 1
    await district.door.do("issueLeaderArrangement", about, clerk, _ISSUED_ON, told, expectedVersion=version, **issued)


def linked_projects(projects: list[DemoProject]) -> list[DemoProject]:
    """Return those that are linked: the Songjing project where it is proposed, and the first others."""
    first = [p for p in projects if p.key == "songjing"]
    return [*first, *(p for p in projects if p.key != "songjing")][:LINKED]


async def _link(district: District, clerk: Person, project: DemoProject, given: dict[str, Any]) -> None:
    person = district.face(Role.LEADER)
    leader = {"subject": person.subject, "name": person.name, "title": "示例副区长"}
    unit, told = district.units[project.town], "leaderArrangement { id }"
    district.led.append(project)
    await district.door.do(
        "linkLeader", project.key, clerk, _DRAFTED_ON, told, leader=leader, serviceUnitId=unit, **given
    )


async def keep_contact(district: District) -> None:
    """Serving units report month by month; owners ask their leader, who has answered one of two."""
    for at, project in enumerate(district.led):
        town = district.officer(project.town)
        for month, on in _REPORTED_ON.items():
            if (at, month) in _NOT_REPORTED:
                continue
            await district.door.do(
                "submitLeaderReport",
                f"{project.key} {month}",
                town,
                on,
                "leaderReport { id }",
                projectId=district.ids[project.key],
                year=PLAN_YEAR,
                month=month,
                progress=f"{month}月按计划推进，征地拆迁和用地手续正常办理",
                nextSteps="下月完成方案审查并启动施工准备",
            )
    for at, (project, on) in enumerate(zip(district.led, (_RAISED_ON, _AGAIN_ON), strict=False)):
        problem = await _ask(district, project, on)
        if at == 0:
            text = "请自然资源和规划分局本月内拿出规划调整意见，项目服务中心跟进"
            given: dict[str, Any] = {"problemId": problem, "text": text, "expectedVersion": 1}
            leader, told = district.face(Role.LEADER), "leaderProblem { id }"
            await district.door.do("answerLeaderProblem", project.key, leader, _ANSWERED_ON, told, **given)


async def _ask(district: District, project: DemoProject, on: date) -> str:
    done = await district.door.do(
        "raiseLeaderProblem",
        project.key,
        district.officer(project.owner),
        on,
        "leaderProblem { id }",
        projectId=district.ids[project.key],
        severity="JAM",
        kind="PROCEDURES",
        title="控规局部调整",
        description="项目西侧防护绿地与厂区出入口冲突，需局部调整控规，请区领导协调",
    )
    return str(done["leaderProblem"]["id"])


async def beside_the_plan(district: District) -> None:
    """A project that no plan has yet is on the war map too."""
    project = next((p for p in district.projects if p.stage in {Stage.ONE_YEAR, Stage.THREE_YEAR}), None)
    if project is not None:
        given: dict[str, Any] = {"projectId": district.ids[project.key], "reason": "招商新落地，先行挂图调度（演示）"}
        clerk, told = district.officer("service"), "schedule { id }"
        await district.door.do("addOutsidePlan", project.key, clerk, _OUTSIDE_ON, told, **given)


async def try_out(district: District) -> None:
    """The Songjing project's owner looks what a shorter time of building would do; the plan in force stays."""
    project = next(p for p in district.projects if p.key == "songjing")
    edits = [{"changeNode": {"code": "D1", "duration": 170}}, {"changeNode": {"code": "B2", "duration": 6}}]
    given: dict[str, Any] = {"projectId": district.ids[project.key], "name": "主体压缩十天（试算）", "edits": edits}
    owner, told = district.officer(project.owner), "scenario { id }"
    await district.door.do("createScenario", project.key, owner, _TRIED_ON, told, **given)
