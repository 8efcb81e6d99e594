"""The year's issues (第十条): raised, handed out, settled in time or late, verified by somebody else, or left lying."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from tests.schedule.year.district import LAST, Works

if TYPE_CHECKING:
    from tests.schedule.year.running import Year

ISSUE = "issue { id version state }"
A_WEEK = 4
UNTIL = ("ASSIGNED", "ACCEPTED", "REPORTED_DONE", "CLOSED")


@dataclass
class Trouble:
    """An issue as it was last seen, and where it will get to."""

    unit: UUID
    works: Works
    goal: str
    id: str = ""
    version: int = 0
    state: str = ""


def raised(year: Year, on: date) -> list[Trouble]:
    """Choose what comes up in a week, and what will become of it."""
    random, troubles = year.district.random, []
    for works in random.sample(year.district.works, min(A_WEEK, len(year.district.works))):
        trouble = Trouble(random.choice(year.district.bureaus), works, random.choice((*UNTIL, "CLOSED", "CLOSED")))
        troubles.append(trouble)
        day = on
        for step in _steps(year, trouble):
            year.later[day].append(partial(step, day))
            day = min(LAST, day + timedelta(days=random.randint(1, 9)))
    return troubles


def _steps(year: Year, trouble: Trouble) -> list[Callable[[date], Awaitable[None]]]:
    """List the steps up to the goal, each on a day of its own."""

    async def take(verb: str, input_type: str, by: Any, on: date, **values: Any) -> None:
        known = {"issueId": trouble.id, "expectedVersion": trouble.version} if trouble.id else {}
        shown = (await year.do(verb, input_type, ISSUE, by, on, **known, **values))["issue"]
        trouble.id, trouble.version, trouble.state = shown["id"], shown["version"], shown["state"]

    async def raise_(on: date) -> None:
        said = {"severity": "DIFFICULTY", "kind": "FUNDS", "title": f"资金缺口{trouble.works.number}"}
        about = {"projectId": str(trouble.works.id), "description": "本月资金未到位"}
        await take("raiseIssue", "RaiseIssueInput", year.district.service, on, **said, **about)

    async def assign(on: date) -> None:
        to = {"unitId": str(trouble.unit), "workingDays": 10}
        await take("assignIssue", "AssignIssueInput", year.district.service, on, to=to)

    async def accept(on: date) -> None:
        await take("acceptIssue", "AcceptIssueInput", year.district.people_of(trouble.unit), on, person="责任人甲")

    async def report(on: date) -> None:
        proof = {"text": "资金已到位", "documents": [{"title": "到账凭证", "datedOn": str(on)}]}
        await take("reportIssueDone", "ReportIssueDoneInput", year.district.people_of(trouble.unit), on, **proof)

    async def verify(on: date) -> None:
        await take("verifyIssue", "VerifyIssueInput", year.district.authority, on)

    steps = [raise_, assign, accept, report, verify]
    return steps[: 2 + UNTIL.index(trouble.goal)]
