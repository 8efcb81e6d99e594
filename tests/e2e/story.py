"""The life of one project as front ends live it: who takes part, what has happened so far, and how they act through the gateway."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from services.law.credit_code import check_character
from services.law.parties import Role
from tests.harness.live import Live
from tests.harness.people import Person, person

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


@dataclass
class Story:
    """What has happened so far. Each chapter keeps here what the next ones need."""

    live: Live
    units: dict[str, UUID] = field(default_factory=dict)
    project: dict[str, Any] = field(default_factory=dict)
    plan: dict[str, Any] = field(default_factory=dict)
    nodes: dict[str, dict[str, Any]] = field(default_factory=dict)
    request: dict[str, Any] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    under_way: str | None = None

    def of(self, unit: str, *roles: Role) -> Person:
        """Return somebody of a unit, in the unit's own role or in those given."""
        return person(*(roles or tuple(Role(r) for r in UNITS[unit][2])), unit=self.units[unit], subject=f"e2e-{unit}")

    async def done(self, mutation: str, selection: str, who: Person, on: date, **given: Any) -> dict[str, Any]:
        """Have a command accepted; return its payload."""
        return await self.live.accepted(mutation, input_of(mutation), selection, who, on, **given)

    async def refused(self, mutation: str, selection: str, who: Person, on: date, **given: Any) -> dict[str, str]:
        """Have a command refused by the rules; return the codes with their clauses."""
        return await self.live.refused(mutation, input_of(mutation), selection, who, on, **given)

    async def register_units(self, on: date) -> None:
        for n, (key, (name, category, roles)) in enumerate(UNITS.items()):
            body = f"91430211MA4E2E{n:03d}"
            given = {"name": name, "category": category, "roles": roles, "creditCode": body + check_character(body)}
            done = await self.done("registerOrganization", "organization { id }", AUTHORITY, on, **given)
            self.units[key] = UUID(done["organization"]["id"])

    def application(self, **changes: Any) -> dict[str, Any]:
        """Return all that A4 asks of an application."""
        return {
            "name": "攸县松井汽车涂料建设项目",
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


def input_of(mutation: str) -> str:
    """Return the name of a mutation's input type."""
    return f"{mutation[0].upper()}{mutation[1:]}Input"


def seen(what: dict[str, Any], key: str) -> dict[str, Any]:
    """Return the arguments by which a person changes what they have seen."""
    return {key: what["id"], "expectedVersion": what["version"]}
