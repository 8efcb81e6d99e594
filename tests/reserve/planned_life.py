"""Planning parties and their monthly lists, as tests take them through GraphQL."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from services.law.parties import Role
from tests.harness.api import Api
from tests.harness.people import Person, person
from tests.reserve.life import INVESTMENT, Reserve, credit_code

REPORT = "report { id version status state daysLate revision dueOn firstSubmittedOn }"
ROUND = "round { id month reminders(first: 100) { edges { node { unitId state daysLate } } } }"
NOVEMBER, DECEMBER = "2026-11-01", "2026-12-01"
BEGAN = date(2026, 10, 10)  # when the units of the tests were entered
OWN = "query($m: Date!, $s: [PlannedReportState!], $c: [UnitCategory!]) { expectedReports(month: $m, states: $s, categories: $c, first: 200) { totalCount edges { node { unitId month dueOn state daysLate status partySince explanation unit { name } report { id } } } } }"
SHOWN = "query($id: UUID!) { plannedReport(id: $id) { status statusName state daysLate revision nothingReason remark missing returnedOn acceptedOn submittedOn unit { name } items { totalCount edges { node { position projectName totalInvestment change reason remark category library town { name } project { id } } } } revisions { revision digest reason submittedOn nothingReason items { edges { node { projectId projectName totalInvestment change } } } } history { edges { node { action status actorName note } } } reminders { edges { node { state } } } } }"


@dataclass
class Planning(Reserve):
    """Reserve with planning parties that were entered before November."""

    other_id: str = ""
    names: dict[str, str] = field(default_factory=dict)

    @property
    def other(self) -> Person:
        return acting(self.other_id)

    async def party(self, name: str, category: str, role: Role, number: int, *, on: date = BEGAN) -> str:
        """Enter a unit on a day."""
        done = await self.done(
            "registerOrganization",
            "organization { id }",
            INVESTMENT,
            on=on,
            name=name,
            category=category,
            creditCode=credit_code(number),
            roles=[role],
        )
        return str(done["id"])

    async def draft(self, who: Person, *, on: date, month: str = NOVEMBER, **content: Any) -> dict[str, Any]:
        """Draft a list."""
        given = content or {"nothingReason": "本月无新增变化"}
        return await self.done("draftPlannedReport", REPORT, who, on=on, month=month, **given)

    async def submit(self, who: Person, report: dict[str, Any], *, on: date) -> dict[str, Any]:
        """Hand a list in."""
        return await self.done("submitPlannedReport", REPORT, who, on=on, **seen(report))

    async def shown(self, report: dict[str, Any], who: Person = INVESTMENT, *, on: date) -> dict[str, Any]:
        """Look at a report."""
        return (await self.api(SHOWN, {"id": report["id"]}, as_=who, on=on))["plannedReport"]

    async def expected(self, month: str, who: Person = INVESTMENT, *, on: date, **by: Any) -> dict[str, Any]:
        """Say how the lists of a month stand, of the units of this test alone."""
        answer = await self.api(OWN, {"m": month, **by}, as_=who, on=on)
        found = [e["node"] for e in answer["expectedReports"]["edges"]]
        return {self.names[n["unitId"]]: n for n in found if n["unitId"] in self.names}


_numbers = itertools.count(10, 10)


async def planning(api: Api) -> Planning:
    """Enter an owner, a town, an industry authority and another town that no other test has."""
    made, n = Planning(api), next(_numbers)
    made.owner_id = await made.party(f"松井新材料{n}公司", "OWNER", Role.OWNER, n + 1)
    made.town_id = await made.party(f"某某街道{n}", "TOWN", Role.PLANNING_PARTY, n + 2)
    made.authority_id = await made.party(f"行业主管{n}", "DEPARTMENT", Role.INDUSTRY_AUTHORITY, n + 3)
    made.other_id = await made.party(f"某某镇{n}", "TOWN", Role.PLANNING_PARTY, n + 4)
    made.names = {made.town_id: "town", made.authority_id: "authority", made.other_id: "other"}
    return made


def seen(report: dict[str, Any]) -> dict[str, Any]:
    """Say which report, as it was seen."""
    return {"reportId": report["id"], "expectedVersion": report["version"]}


def line(project: dict[str, Any], change: str = "NEW", **more: Any) -> dict[str, Any]:
    """Write one project of a list."""
    return {"projectId": project["id"], "change": change, **more}


def acting(unit: str, role: Role = Role.PLANNING_PARTY) -> Person:
    """Someone who acts for a unit."""
    return person(role, unit=UUID(unit))
