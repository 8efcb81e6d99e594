"""Guides and applications of tests, each in a year of its own: a division has one guide in force a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.harness.people import Person
from tests.reserve.life import INVESTMENT, Reserve

GUIDE = "guide { id version number status digest }"
APPLICATION = "application { id version status }"
WHOLE = {
    "supportAreas": ["先进硬质材料"],
    "selectionStandards": ["带动作用强"],
    "conditions": ["符合全区产业布局"],
}


@dataclass
class Season:
    """The season of applications for one year: November of the year before."""

    reserve: Reserve
    year: int

    @property
    def today(self) -> date:
        return self.day(24)

    def day(self, number: int, month: int = 11) -> date:
        return date(self.year - 1, month, number)

    async def done(self, mutation: str, selection: str, as_: Person, *, on: date | None = None, **values: Any) -> Any:
        return await self.reserve.done(mutation, selection, as_, on=on or self.today, **values)

    async def refused(
        self, mutation: str, selection: str, as_: Person, *, on: date | None = None, **values: Any
    ) -> Any:
        return await self.reserve.refused(mutation, selection, as_, on=on or self.today, **values)

    async def drafted(self, **changes: Any) -> dict[str, Any]:
        window = {"opensOn": str(self.day(1)), "closesOn": str(self.day(30))}
        return await self.done("draftGuide", GUIDE, INVESTMENT, year=self.year, **(WHOLE | window | changes))

    async def published(self, **changes: Any) -> dict[str, Any]:
        return await self.done("publishGuide", GUIDE, INVESTMENT, **guide_of(await self.drafted(**changes)))

    def asked(self, **changes: Any) -> dict[str, Any]:
        return {
            "channel": "INVESTMENT_AUTHORITY",
            "kind": "NEW_START",
            "annualInvestment": "80000",
            "statement": "补齐产业链",
        } | changes

    async def begun(self, project: dict[str, Any], as_: Person | None = None, **changes: Any) -> dict[str, Any]:
        asked = self.asked(**changes) | {"projectId": project["id"], "year": self.year}
        return await self.done("createApplication", APPLICATION, as_ or self.reserve.owner, **asked)

    async def submitted(self, project: dict[str, Any], **changes: Any) -> dict[str, Any]:
        begun = await self.begun(project, **changes)
        return await self.done("submitApplication", APPLICATION, self.reserve.owner, **this(begun))

    async def passed(self, project: dict[str, Any], **changes: Any) -> dict[str, Any]:
        made = await self.submitted(project, **changes)
        return await self.done("preReviewApplication", APPLICATION, INVESTMENT, **this(made), passed=True)

    async def seen(self, made: dict[str, Any], selection: str, as_: Person = INVESTMENT, on: date | None = None) -> Any:
        query = f"query($id: UUID!) {{ application(id: $id) {{ {selection} }} }}"
        return (await self.reserve.api(query, {"id": made["id"]}, as_=as_, on=on or self.today))["application"]


def this(application: dict[str, Any]) -> dict[str, Any]:
    """Say which application, as it was seen."""
    return {"applicationId": application["id"], "expectedVersion": application["version"]}


def guide_of(guide: dict[str, Any]) -> dict[str, Any]:
    """Say which guide, as it was seen."""
    return {"guideId": guide["id"], "expectedVersion": guide["version"]}
