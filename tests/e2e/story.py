"""The life of one project, told through the gateway by people in their roles. Each step keeps what the next one needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from services.law.credit_code import check_character
from services.law.parties import Role
from tests.harness.live import Live
from tests.harness.people import Person, person
from tests.harness.waiting import eventually

AUTHORITY = person(Role.INVESTMENT_AUTHORITY, subject="e2e-authority")
UNITS = {
    "owner": ("示例涂料制造有限公司", "OWNER", ["OWNER"]),
    "town": ("示例一镇", "TOWN", ["PLANNING_PARTY"]),
    "industry": ("示例工业主管局", "DEPARTMENT", ["INDUSTRY_AUTHORITY"]),
    "finance": ("示例财政局", "DEPARTMENT", ["FINANCE"]),
    "land": ("示例自然资源局", "DEPARTMENT", ["LAND"]),
    "funds": ("示例金融服务中心", "DEPARTMENT", ["FINANCIAL_SERVICES"]),
    "service": ("示例项目服务中心", "DEPARTMENT", ["PROJECT_SERVICE"]),
}
NAME = "攸县松井汽车涂料建设项目"
PROJECT = "project { id version library readiness { library ready criteria { code met remedy article } } }"
PLAN = "plan { id version status documentNumber total { annualInvestment } }"
REQUEST = "request { id version state documentNumber dueOn grantedQuantity clock { running provisional workingDaysUsed workingDaysLeft } }"
REPORT = "progressReport { id version status }"


@dataclass
class Story:
    """What has happened so far."""

    live: Live
    units: dict[str, UUID] = field(default_factory=dict)
    project: dict[str, Any] = field(default_factory=dict)
    plan: dict[str, Any] = field(default_factory=dict)
    nodes: dict[str, dict[str, Any]] = field(default_factory=dict)
    request: dict[str, Any] = field(default_factory=dict)

    def of(self, unit: str, *roles: Role) -> Person:
        """Return somebody of a unit, in the unit's own role or in those given."""
        return person(*(roles or tuple(Role(r) for r in UNITS[unit][2])), unit=self.units[unit], subject=f"e2e-{unit}")

    async def register_units(self, on: date) -> None:
        for n, (key, (name, category, roles)) in enumerate(UNITS.items()):
            body = f"91430211MA4E2E{n:03d}"
            given = {"name": name, "category": category, "roles": roles, "creditCode": body + check_character(body)}
            done = await self.live.accepted(
                "registerOrganization", "RegisterOrganizationInput", "organization { id }", AUTHORITY, on, **given
            )
            self.units[key] = UUID(done["organization"]["id"])

    def application(self, **changes: Any) -> dict[str, Any]:
        return {
            "name": NAME,
            "ownerId": str(self.units["owner"]),
            "townId": str(self.units["town"]),
            "industryAuthorityId": str(self.units["industry"]),
            "category": "INDUSTRY",
            "investmentMode": "ENTERPRISE",
            "approvalRoute": "FILING",
            "totalInvestment": "189000",
            "function": "汽车涂料研发与生产",
            "scale": "一期用地约130亩，建筑面积67906.4平方米；二期28704平方米",
            "content": "厂房、研发楼及配套",
            "constructionMode": "企业自建",
            "fundSources": [{"source": "企业自筹", "amount": "109000"}, {"source": "银行贷款", "amount": "80000"}],
            "startOn": "2027-03-01",
            "finishOn": "2027-12-31",
            "fundUse": "土建与设备",
            "benefit": "建成后形成汽车涂料产能",
        } | changes

    async def apply(self, on: date) -> None:
        done = await self.live.accepted(
            "registerProject", "RegisterProjectInput", PROJECT, self.of("owner"), on, **self.application()
        )
        self.project = done["project"]

    async def evidence(self, on: date, *kinds: str) -> None:
        given = [
            {
                "kind": kind,
                "title": f"{kind}材料",
                "issuer": "示例出具单位",
                "issuedOn": "2026-03-01",
                "documentNumber": f"示例〔2026〕{n}号",
            }
            for n, kind in enumerate(kinds, 1)
        ]
        self.project = (
            await self.live.accepted(
                "recordEvidence",
                "RecordEvidenceInput",
                PROJECT,
                self.of("owner"),
                on,
                **self._seen(self.project, "projectId"),
                evidence=given,
            )
        )["project"]

    async def convert(self, on: date, library: str) -> None:
        self.project = (
            await self.live.accepted(*self._conversion(on), **self._seen(self.project, "projectId"), toLibrary=library)
        )["project"]

    async def convert_refused(self, on: date, library: str) -> dict[str, str]:
        return await self.live.refused(
            *self._conversion(on), **self._seen(self.project, "projectId"), toLibrary=library
        )

    def _conversion(self, on: date) -> tuple[Any, ...]:
        return "convertProject", "ConvertProjectInput", PROJECT, AUTHORITY, on

    async def plan_step(self, mutation: str, on: date, as_: Person = AUTHORITY, **given: Any) -> None:
        seen = self._seen(self.plan, "planId") if self.plan else {}
        type_ = f"{mutation[0].upper()}{mutation[1:]}Input"
        self.plan = (await self.live.accepted(mutation, type_, PLAN, as_, on, **seen, **given))["plan"]

    async def plan_refused(self, mutation: str, on: date, **given: Any) -> dict[str, str]:
        type_ = f"{mutation[0].upper()}{mutation[1:]}Input"
        return await self.live.refused(mutation, type_, PLAN, AUTHORITY, on, **self._seen(self.plan, "planId"), **given)

    async def schedule_opened(self) -> dict[str, Any]:
        """Wait until the schedule has opened by event; ask through the federated graph."""
        query = "query($id: UUID!) { project(id: $id) { name schedule { year kind openedOn planItems { documentNumber annualInvestment } } } }"

        async def opened() -> dict[str, Any] | None:
            found = (await self.live(query, {"id": self.project["id"]}, as_=AUTHORITY))["project"]
            return found if found["schedule"] else None

        return await eventually(opened)

    def network(self) -> list[dict[str, Any]]:
        """Three nodes in a row; the land permit waits for the land quota."""

        def node(code: str, name: str, unit: str, days: int, *after: str, **more: Any) -> dict[str, Any]:
            return {
                "code": code,
                "name": name,
                "keyLink": f"{name}办结",
                "responsibleUnitId": str(self.units[unit]),
                "responsiblePerson": "测试员",
                "duration": days,
                "dependencies": [{"predecessor": p} for p in after],
                "requiredEvidence": [f"{name}文件"],
            } | more

        return [
            node("LAND", "用地手续", "land", 20, waitsFor="LAND_QUOTA"),
            node("PERMIT", "施工许可", "service", 20, "LAND"),
            node("BUILD", "主体施工", "owner", 120, "PERMIT"),
        ]

    async def schedule(self, on: date, target: str, **changes: Any) -> tuple[Any, ...]:
        selection = "nodePlan { version targetOn criticalPath nodes { edges { node { code startOn dueOn critical node { id version state waiting } } } } }"
        given = {"projectId": self.project["id"], "targetOn": target, "nodes": self.network()} | changes
        return ("scheduleBackwards", "ScheduleBackwardsInput", selection, AUTHORITY, on), given

    async def request_step(self, mutation: str, on: date, as_: Person, **given: Any) -> None:
        seen = self._seen(self.request, "requestId") if self.request else {}
        type_ = f"{mutation[0].upper()}{mutation[1:]}Input"
        self.request = (await self.live.accepted(mutation, type_, REQUEST, as_, on, **seen, **given))["request"]

    @staticmethod
    def _seen(what: dict[str, Any], key: str) -> dict[str, Any]:
        return {key: what["id"], "expectedVersion": what["version"]}
