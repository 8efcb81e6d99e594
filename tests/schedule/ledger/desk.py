"""The ledger of one project: who raises, hands out, settles, verifies and supervises (all fictitious)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.api import Api
from tests.harness.people import Person, person
from tests.schedule.life import Life, codes, opened

MONDAY = date(2027, 3, 1)  # working days follow it until the Qingming festival
ISSUE = (
    "issue { id version number state severity kind kindName layer timing dueOn originalDueOn firstDueOn doneOn endedOn "
    "workingDaysLate workingDaysLateOriginally workingDaysTaken onceLate returnedTimes reopenedTimes extendedTimes "
    "supervised supervisedBy supervisionLetter interviewOn responsiblePerson responsibleUnit { id } mergedInto { id number } }"
)


@dataclass
class Desk:
    """A project with its schedule, and the people around its ledger."""

    life: Life
    service: Person = field(default_factory=lambda: person(Role.PROJECT_SERVICE, unit=new_id()))
    inspector: Person = field(default_factory=lambda: person(Role.INSPECTOR, unit=new_id()))
    leader: Person = field(default_factory=lambda: person(Role.LEADER, unit=new_id()))

    @property
    def api(self) -> Api:
        return self.life.api

    @property
    def owner(self) -> Person:
        return self.life.owner

    @property
    def land(self) -> Person:
        return self.life.land

    async def raise_(self, as_: Person | None = None, on: date = MONDAY, **changes: Any) -> dict[str, Any]:
        given = {
            "projectId": str(self.life.project),
            "severity": "BLOCKAGE",
            "kind": "LAND_QUOTA",
            "title": "示例地块用地指标缺口",
            "description": "尚缺新增建设用地指标，请协调",
        }
        return await self.api.do("raiseIssue", "RaiseIssueInput", ISSUE, as_ or self.owner, on, **(given | changes))

    async def step(
        self, verb: str, issue: dict[str, Any], as_: Person, on: date = MONDAY, **given: Any
    ) -> dict[str, Any]:
        """Take a step; what its input is called follows from its verb."""
        kind = INPUTS.get(verb, f"{verb[0].upper()}{verb[1:]}Input")
        asked = {"issueId": issue["id"], "expectedVersion": issue["version"]}
        return await self.api.do(verb, kind, ISSUE, as_, on, **(asked | given))

    async def done(self, verb: str, issue: dict[str, Any], as_: Person, on: date = MONDAY, **given: Any) -> Any:
        """Take a step that is accepted; return the issue after it."""
        answer = await self.step(verb, issue, as_, on, **given)
        assert answer["userErrors"] == [], answer["userErrors"]
        return answer["issue"]

    async def raised(self, **changes: Any) -> dict[str, Any]:
        answer = await self.raise_(**changes)
        assert answer["userErrors"] == [], answer["userErrors"]
        return answer["issue"]

    def to(self, unit: UUID | None = None, **changes: Any) -> dict[str, Any]:
        return {"unitId": str(unit or self.life.land_unit)} | changes

    async def assigned(self, on: date = MONDAY, **changes: Any) -> dict[str, Any]:
        issue = await self.raised(on=on, **changes)
        return await self.done("assignIssue", issue, self.service, on, to=self.to())

    async def accepted(self, on: date = MONDAY, **changes: Any) -> dict[str, Any]:
        return await self.done("acceptIssue", await self.assigned(on, **changes), self.land, on)

    async def reported(self, issue: dict[str, Any], on: date = MONDAY, as_: Person | None = None) -> dict[str, Any]:
        return await self.done("reportIssueDone", issue, as_ or self.land, on, **report())

    async def closed(self, on: date = MONDAY, **changes: Any) -> dict[str, Any]:
        issue = await self.reported(await self.accepted(on, **changes), on)
        return await self.done("verifyIssue", issue, self.service, on)

    async def look(
        self, issue: dict[str, Any], selection: str, as_: Person | None = None, on: date = MONDAY
    ) -> dict[str, Any] | None:
        query = f"query($id: UUID!) {{ issue(id: $id) {{ {selection} }} }}"
        return (await self.api(query, {"id": issue["id"]}, as_=as_ or self.service, on=on))["issue"]

    async def listed(self, as_: Person | None = None, on: date = MONDAY, **filter: Any) -> list[str]:
        """The numbers of the list, in its order."""
        query = "query($f: IssueFilter) { issues(filter: $f, first: 100) { totalCount edges { node { number } } } }"
        given = {"projectId": str(self.life.project)} | filter
        found = (await self.api(query, {"f": given}, as_=as_ or self.service, on=on))["issues"]
        assert found["totalCount"] == len(found["edges"])
        return [e["node"]["number"] for e in found["edges"]]

    async def told(self, what: str) -> list[dict[str, Any]]:
        """The events of this project's issues."""
        events = await self.api.events(f"zhongdian.schedule.issue.{what}.v1")
        return [e["data"] for e in events if e["data"]["projectId"] == str(self.life.project)]


INPUTS = dict.fromkeys(
    ("withdrawIssue", "contestIssue", "returnIssue", "undoIssueMerger", "markIssueForInterview"), "IssueReasonInput"
)


def report(**changes: Any) -> dict[str, Any]:
    document = {"title": "关于示例地块指标的批复", "number": "示例〔2027〕5号", "datedOn": MONDAY.isoformat()}
    return {"text": "指标已落实", "documents": [document]} | changes


async def desk(api: Api) -> Desk:
    """Open a fresh project's desk."""
    return Desk(await opened(api))


__all__ = ["ISSUE", "MONDAY", "Desk", "codes", "desk", "report"]
