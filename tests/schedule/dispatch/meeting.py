"""What the tests of dispatch do: rounds opened, difficulties treated (all fictitious)."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from services.law.parties import Role
from tests.harness.people import Person
from tests.schedule.life import Life

MONDAY = date(2027, 2, 1)
ROUND = "dispatchRound { id version weekOn state agenda minutes left attendance { name present } difficulties(first: 50) { totalCount edges { node { id version grade text source outcome carriedFromId notedOn project { id } } } } steps { edges { node { action by changed { name value } } } } }"
DIFFICULTY = "dispatchDifficulty { id version outcome issue { id source sourceId severity } decision decisionPerson decisionUntil doneOn late reason treatedOn round { id version } steps { edges { node { action reason } } } }"
_divisions = count(1)


def district() -> str:
    """A division of its own for each test: a week has one round in each."""
    return f"4302110{next(_divisions):03d}"


def service(life: Life) -> Person:
    """The district's project service."""
    return Person("p-service", "示例服务员", (Role.PROJECT_SERVICE,), life.authority.unit, life.authority.division)


async def open_round(life: Life, week: date = MONDAY, as_: Person | None = None, on: date | None = None, **more: Any):
    given = {"weekOn": week.isoformat()} | more
    return await life.api.do(
        "openDispatchRound", "OpenDispatchRoundInput", ROUND, as_ or service(life), on or week, **given
    )


async def on_round(
    life: Life, verb: str, input_type: str, of: dict[str, Any], on: date = MONDAY, as_=None, **more: Any
):
    given = {"roundId": of["id"], "expectedVersion": of["version"]} | more
    selection = DIFFICULTY if verb == "addDispatchDifficulty" else ROUND
    return await life.api.do(verb, input_type, selection, as_ or service(life), on, **given)


async def on_difficulty(
    life: Life, verb: str, input_type: str, of: dict[str, Any], on: date = MONDAY, as_=None, **more: Any
):
    given = {"difficultyId": of["id"], "expectedVersion": of["version"]} | more
    return await life.api.do(verb, input_type, DIFFICULTY, as_ or service(life), on, **given)


async def hold(life: Life, of: dict[str, Any], on: date = MONDAY, **more: Any) -> dict[str, Any]:
    given = {
        "minutes": "研究了各项难点，逐项明确责任单位和时限。",
        "attendance": [{"name": "参会人员甲", "present": True}, {"name": "参会人员乙", "present": False}],
        "heldOn": on.isoformat(),
        "place": "示例会议室",
        "chairedBy": "主持人甲",
    } | more
    return await on_round(life, "recordDispatchMeeting", "RecordDispatchMeetingInput", of, on, **given)


def difficulties(done: dict[str, Any]) -> list[dict[str, Any]]:
    return [e["node"] for e in done["dispatchRound"]["difficulties"]["edges"]]
