"""One project with its units and people, told to the service by events as the others would tell them (all fictitious)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.api import Api
from tests.harness.people import Person, person

ISSUED, TODAY, TARGET = date(2027, 1, 4), date(2027, 1, 11), date(2027, 12, 31)
MONTHS = ["6000"] * 11 + ["14000"]

PLAN = "nodePlan { id version targetOn planned: plannedOn reason slackWorkingDays criticalPath provisional nodes(first: 50) { totalCount edges { node { code startOn dueOn critical node { id version } } } } }"
NODE = "node { id version code state waiting grantedOn completedOn workingDaysLate dueOn evidence { proves title number } light { name colour } }"
TASK = "annualTask { id year version annualInvestment months reason setBy }"
REPORT = "progressReport { id version status doneInvestment physicalPercent returnReason verifiedOn verifiedInvestment plannedInvestment steps { totalCount edges { node { version status reason by doneInvestment } } } }"


@dataclass
class Life:
    """A project in the schedule, and who acts on it."""

    api: Api
    project: UUID = field(default_factory=new_id)
    owner_unit: UUID = field(default_factory=new_id)
    town_unit: UUID = field(default_factory=new_id)
    industry_unit: UUID = field(default_factory=new_id)
    land_unit: UUID = field(default_factory=new_id)
    authority: Person = field(default_factory=lambda: person(Role.INVESTMENT_AUTHORITY, unit=new_id()))

    @property
    def owner(self) -> Person:
        return person(Role.OWNER, unit=self.owner_unit)

    @property
    def specialist(self) -> Person:
        return person(Role.SPECIALIST, unit=self.town_unit)

    @property
    def town(self) -> Person:
        return person(Role.PLANNING_PARTY, unit=self.town_unit)

    @property
    def land(self) -> Person:
        return person(Role.LAND, unit=self.land_unit)

    async def tell_units(self) -> None:
        for unit, category in (
            (self.owner_unit, "OWNER"),
            (self.town_unit, "TOWN"),
            (self.industry_unit, "DEPARTMENT"),
            (self.land_unit, "DEPARTMENT"),
        ):
            await self.api.consume("zhongdian.reserve.organization.registered.v1", organization(unit, category))

    def item(self, **changes: Any) -> dict[str, Any]:
        return {
            "projectId": str(self.project),
            "planId": str(PLAN_ID),
            "planVersion": 1,
            "year": 2027,
            "documentNumber": "株高发〔2027〕1号",
            "projectName": "示例涂料项目",
            "kind": "NEW_START",
            "totalInvestment": "189000",
            "annualInvestment": "80000",
            "ownerId": str(self.owner_unit),
            "townId": str(self.town_unit),
            "industryAuthorityId": str(self.industry_unit),
            "issuedOn": ISSUED.isoformat(),
            "division": "430211",
        } | changes

    async def issue(self, **changes: Any) -> None:
        await self.api.consume("zhongdian.reserve.plan-item.issued.v1", self.item(**changes))

    def node(self, code: str, duration: int = 5, *after: str, **changes: Any) -> dict[str, Any]:
        return {
            "code": code,
            "name": f"节点{code}",
            "keyLink": "报批",
            "responsibleUnitId": str(self.land_unit),
            "responsiblePerson": "责任人甲",
            "duration": duration,
            "dependencies": [{"predecessor": a} for a in after],
            "requiredEvidence": ["批复"],
        } | changes

    async def plan(
        self, *nodes: dict[str, Any], as_: Person | None = None, on: date = TODAY, **changes: Any
    ) -> dict[str, Any]:
        given = {
            "projectId": str(self.project),
            "targetOn": TARGET.isoformat(),
            "nodes": list(nodes) or [self.node("A", 10), self.node("B", 20, "A"), self.node("C", 5, "B")],
        }
        return await self.api.do(
            "scheduleBackwards", "ScheduleBackwardsInput", PLAN, as_ or self.authority, on, **(given | changes)
        )

    async def set_task(self, as_: Person | None = None, on: date = TODAY, **changes: Any) -> dict[str, Any]:
        given = {"projectId": str(self.project), "year": 2027, "months": MONTHS}
        return await self.api.do(
            "setAnnualTask", "SetAnnualTaskInput", TASK, as_ or self.authority, on, **(given | changes)
        )

    async def complete(
        self, node: dict[str, Any], as_: Person | None = None, on: date = TODAY, **changes: Any
    ) -> dict[str, Any]:
        document = {
            "proves": "批复",
            "title": "关于示例项目的批复",
            "number": "示例〔2027〕1号",
            "datedOn": TODAY.isoformat(),
        }
        given = {"nodeId": node["id"], "expectedVersion": node["version"], "documents": [document]}
        return await self.api.do("completeNode", "CompleteNodeInput", NODE, as_ or self.land, on, **(given | changes))

    async def report(self, as_: Person | None = None, on: date = date(2027, 1, 29), **changes: Any) -> dict[str, Any]:
        given = {
            "projectId": str(self.project),
            "year": 2027,
            "month": 1,
            "doneInvestment": "5000",
            "physicalPercent": "6.5",
            "physicalText": "场平完成",
        }
        return await self.api.do(
            "reportProgress", "ReportProgressInput", REPORT, as_ or self.owner, on, **(given | changes)
        )

    async def judge(
        self, verb: str, report: dict[str, Any], as_: Person | None = None, on: date = date(2027, 2, 2), **changes: Any
    ) -> dict[str, Any]:
        """Verify, return or correct: `verify`, `return`, `correct`."""
        given = {"reportId": report["id"], "expectedVersion": report["version"]}
        kind = f"{verb.capitalize()}ProgressInput"
        return await self.api.do(f"{verb}Progress", kind, REPORT, as_ or self.authority, on, **(given | changes))

    async def request(self, step: str, version: int, node: str | None, **changes: Any) -> None:
        """Tell what happened to a factor request of a node, as the support service would; see REQUEST_FACTS."""
        told = {
            "requestId": str(REQUEST_ID),
            "requestVersion": version,
            "projectId": str(self.project),
            "nodeId": node,
            "kind": "LAND_QUOTA",
            "division": "430211",
        }
        await self.api.consume(f"zhongdian.support.request.{step}.v1", told | REQUEST_FACTS[step] | changes)

    async def look(self, selection: str, as_: Person | None = None, on: date = TODAY) -> dict[str, Any] | None:
        """Ask for the project's schedule as the gateway would."""
        start = "query($r: [_Any!]!) { _entities(representations: $r) { ... on Project { schedule { "
        query = f"{start}{selection} }} }} }} }}"
        representation = {"__typename": "Project", "id": str(self.project)}
        answer = await self.api(query, {"r": [representation]}, as_=as_ or self.authority, on=on)
        return answer["_entities"][0]["schedule"]


PLAN_ID, REQUEST_ID = new_id(), new_id()
REQUEST_FACTS: dict[str, dict[str, Any]] = {
    "submitted": {"dueOn": "2027-02-19"},
    "returned": {"dueOn": None},
    "resubmitted": {"dueOn": "2027-02-26"},
    "withdrawn": {},
    "suspended": {"dueOn": None},
    "resumed": {"dueOn": "2027-03-05"},
    "not-accepted": {},
    "due-corrected": {"dueOn": "2027-03-01"},
    "overdue": {"dueOn": "2027-02-19"},
    "review-decided": {"outcome": "GRANTED", "documentNumber": "示例复〔2027〕1号", "on": "2027-03-08"},
    "decided": {
        "outcome": "GRANTED",
        "documentNumber": "示例函〔2027〕3号",
        "dueOn": "2027-02-26",
        "decidedOn": "2027-02-10",
    },
}


def organization(unit: UUID, category: str = "DEPARTMENT", version: int = 1, **changes: Any) -> dict[str, Any]:
    return {
        "organizationId": str(unit),
        "name": f"示例单位{str(unit)[-4:]}",
        "category": category,
        "creditCode": "91430211MA00000000",
        "parentId": None,
        "roles": [],
        "version": version,
        "division": "430211",
    } | changes


async def opened(api: Api, **changes: Any) -> Life:
    """Open a schedule for a fresh project with fresh units."""
    life = Life(api)
    await life.tell_units()
    await life.issue(**changes)
    return life


def codes(done: dict[str, Any]) -> list[str]:
    return [e["code"] for e in done["userErrors"]]
