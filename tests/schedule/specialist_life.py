"""What tests do with contact persons, weeks and verification, on top of one project's life (all fictitious)."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.law.parties import Role
from tests.harness.people import Person, person
from tests.schedule.life import TODAY, Life

SPECIALIST = "specialist { id version subject name phone state fromOn toOn reason openPoints replacesId unit { id } }"
WEEK = (
    "weeklyUpdate { id version weekOn year month doneInvestment physicalPercent physicalText dueOn late reportedOn "
    "difficulties { severity kind kindName text } monthReport { id version status doneInvestment physicalPercent weekOn "
    "differsFromWeek } versions { totalCount edges { node { version doneInvestment reason by } } } }"
)
JUDGED = "node { id version state completedOn verifiedOn evidence { title } }"


def contact(life: Life, subject: str = "p-101", **changes: Any) -> dict[str, Any]:
    return {"subject": subject, "name": "专员甲", "phone": "0731-0000 0101", "unitId": str(life.town_unit)} | changes


def named(life: Life, subject: str = "p-101") -> Person:
    """The person whom `contact` names."""
    return person(Role.SPECIALIST, unit=life.town_unit, subject=subject)


async def appoint(life: Life, as_: Person | None = None, on: date = TODAY, **changes: Any) -> dict[str, Any]:
    given = {"projectId": str(life.project)} | contact(life) | changes
    who = as_ or life.authority
    return await life.api.do("appointSpecialist", "AppointSpecialistInput", SPECIALIST, who, on, **given)


async def hand_over(
    life: Life,
    current: dict[str, Any],
    subject: str = "p-102",
    as_: Person | None = None,
    on: date = TODAY,
    **changes: Any,
) -> dict[str, Any]:
    given = {
        "specialistId": current["id"],
        "expectedVersion": current["version"],
        **contact(life, subject, name="专员乙"),
        "reason": "岗位调整",
        "openPoints": "施工许可尚在办理",
    }
    who = as_ or life.authority
    return await life.api.do("handOverSpecialist", "HandOverSpecialistInput", SPECIALIST, who, on, **(given | changes))


async def update_week(life: Life, as_: Person | None = None, on: date = TODAY, **changes: Any) -> dict[str, Any]:
    given = {"projectId": str(life.project), "doneInvestment": "1200", "physicalPercent": "3", "text": "场平完成三成"}
    who = as_ or life.owner
    return await life.api.do("updateWeek", "UpdateWeekInput", WEEK, who, on, **(given | changes))


async def correct_week(
    life: Life, week: dict[str, Any], as_: Person | None = None, on: date = TODAY, **changes: Any
) -> dict[str, Any]:
    given = {
        "updateId": week["id"],
        "expectedVersion": week["version"],
        "doneInvestment": "1100",
        "physicalPercent": "2.5",
        "text": "场平完成两成半",
        "reason": "多计一笔",
    }
    who = as_ or life.owner
    return await life.api.do("correctWeek", "CorrectWeekInput", WEEK, who, on, **(given | changes))


async def judge_node(
    life: Life, verb: str, node: dict[str, Any], as_: Person | None = None, on: date = TODAY, **changes: Any
) -> dict[str, Any]:
    """Verify or return the completion of a node: `verify`, `return`."""
    given = {"nodeId": node["id"], "expectedVersion": node["version"]} | changes
    kind = f"{verb.capitalize()}NodeInput"
    return await life.api.do(f"{verb}Node", kind, JUDGED, as_ or life.authority, on, **given)
