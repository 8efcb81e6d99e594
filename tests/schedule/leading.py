"""The arrangement of leaders and projects, as tests go through it (all people and numbers fictitious)."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.api import Api
from tests.harness.people import Person, person
from tests.schedule.graphql.test_outside_plan import project
from tests.schedule.life import Life

DRAFTED, ISSUED_ON = date(2027, 1, 12), date(2027, 1, 20)
NUMBER = "株高管办发〔2027〕3号"
LINKS = "links(first: 50) { edges { node { id projectName choice reason leaderName leaderTitle linkedFrom inForce grounds { code text } project { id } serviceUnit { id } } } }"
ARRANGEMENT = (
    f"leaderArrangement {{ id year edition version state reason rule documentNumber issuedOn digest {LINKS} }}"
)
REPORT = (
    "leaderReport { id version year month dueOn submittedOn firstSubmittedOn workingDaysLate progress problems reason }"
)
PROBLEM = "leaderProblem { id version severity kind title raisedOn answeredOn issueId leaderName answers { text answeredBy } }"
_divisions = count(1)


async def planned(api: Api, division: str, **changes: Any) -> Life:
    """A project of the year's plan that reserve has told, in a division of its own: a year has one arrangement there."""
    life = Life(api, authority=person(Role.INVESTMENT_AUTHORITY, unit=new_id(), division=division))
    told = {k: v for k, v in changes.items() if k in {"level", "category"}}
    for unit, category in ((life.owner_unit, "OWNER"), (life.town_unit, "TOWN"), (life.land_unit, "DEPARTMENT")):
        from tests.schedule.life import organization

        await api.consume(
            "zhongdian.reserve.organization.registered.v1", organization(unit, category, division=division)
        )
    name = changes.pop("name", "示例涂料项目")
    given = project(life, name=name, division=division, **told)
    await api.consume("zhongdian.reserve.project.registered.v1", given)
    plan = {k: v for k, v in changes.items() if k not in told}
    await life.issue(projectName=name, division=division, **plan)
    return life


def fresh_division() -> str:
    return f"4302{next(_divisions) + 20:02d}"


def leader(subject: str = "leader-1", division: str = "430211") -> Person:
    return person(Role.LEADER, subject=subject, division=division)


async def draft(life: Life, on: date = DRAFTED, as_: Person | None = None, **changes: Any) -> dict[str, Any]:
    given = {"year": 2027} | changes
    return await life.api.do(
        "draftLeaderArrangement", "DraftLeaderArrangementInput", ARRANGEMENT, as_ or life.authority, on, **given
    )


async def link(life: Life, arrangement: dict[str, Any], on: date = DRAFTED, **changes: Any) -> dict[str, Any]:
    given = {
        "arrangementId": arrangement["id"],
        "projectId": str(life.project),
        "leader": {"subject": "leader-1", "name": "示例区领导", "title": "副区长"},
        "serviceUnitId": str(life.town_unit),
        "expectedVersion": arrangement["version"],
    }
    return await life.api.do("linkLeader", "LinkLeaderInput", ARRANGEMENT, life.authority, on, **(given | changes))


async def set_aside(life: Life, arrangement: dict[str, Any], **changes: Any) -> dict[str, Any]:
    given = {
        "arrangementId": arrangement["id"],
        "projectId": str(life.project),
        "reason": "已近竣工",
        "expectedVersion": arrangement["version"],
    }
    return await life.api.do(
        "setAsideLeaderProject",
        "SetAsideLeaderProjectInput",
        ARRANGEMENT,
        life.authority,
        DRAFTED,
        **(given | changes),
    )


async def issue(life: Life, arrangement: dict[str, Any], on: date = ISSUED_ON, **changes: Any) -> dict[str, Any]:
    given = {
        "arrangementId": arrangement["id"],
        "documentNumber": NUMBER,
        "expectedVersion": arrangement["version"],
    }
    return await life.api.do(
        "issueLeaderArrangement",
        "IssueLeaderArrangementInput",
        ARRANGEMENT,
        life.authority,
        on,
        **(given | changes),
    )


async def linked(api: Api, **changes: Any) -> Life:
    """A project that an issued arrangement links with leader-1 and its town."""
    life = await planned(api, fresh_division(), **changes)
    drafted = (await draft(life))["leaderArrangement"]
    made = await link(life, drafted)
    assert made["userErrors"] == [], made
    done = await issue(life, made["leaderArrangement"])
    assert done["userErrors"] == [], done
    return life


async def report(life: Life, month: int, on: date, as_: Person | None = None, **changes: Any) -> dict[str, Any]:
    given = {"projectId": str(life.project), "year": 2027, "month": month, "progress": "场平完成，桩基施工"}
    who = as_ or person(Role.PLANNING_PARTY, unit=life.town_unit, division=life.authority.division)
    return await life.api.do("submitLeaderReport", "SubmitLeaderReportInput", REPORT, who, on, **(given | changes))


async def problem(life: Life, on: date = date(2027, 3, 2), as_: Person | None = None, **changes: Any) -> dict[str, Any]:
    given = {
        "projectId": str(life.project),
        "severity": "JAM",
        "kind": "LAND_QUOTA",
        "title": "用地指标缺口",
        "description": "尚缺用地指标，请协调",
    }
    who = as_ or person(Role.PLANNING_PARTY, unit=life.town_unit, division=life.authority.division)
    return await life.api.do("raiseLeaderProblem", "RaiseLeaderProblemInput", PROBLEM, who, on, **(given | changes))


async def answer(
    life: Life, raised: dict[str, Any], as_: Person, on: date = date(2027, 3, 4), **changes: Any
) -> dict[str, Any]:
    given = {"problemId": raised["id"], "text": "请自然资源局一周内提出方案", "expectedVersion": raised["version"]}
    return await life.api.do("answerLeaderProblem", "AnswerLeaderProblemInput", PROBLEM, as_, on, **(given | changes))
