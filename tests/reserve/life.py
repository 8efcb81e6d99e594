"""The people, units and steps of a project's life, as tests of reserve take them through GraphQL."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from services.law.credit_code import check_character
from services.law.parties import Role
from tests.harness.api import Api
from tests.harness.people import Person, person

TODAY = date(2026, 11, 24)
PROJECT = "project { id version library name totalInvestment }"
PLAN = "plan { id version status round documentNumber }"

INVESTMENT = person(Role.INVESTMENT_AUTHORITY)
FINANCE = person(Role.FINANCE)
LAND = person(Role.LAND)
FINANCIAL = person(Role.FINANCIAL_SERVICES)


def credit_code(number: int) -> str:
    """Make a valid fictitious credit code."""
    first = f"91430211MA{number:07d}"
    return first + check_character(first)


def documents(*kinds: str) -> list[dict[str, Any]]:
    """Make valid documents."""
    return [
        {
            "kind": k,
            "title": f"{k} 材料",
            "issuer": "某主管部门",
            "issuedOn": "2026-06-01",
            "documentNumber": f"株发改〔2026〕{n + 1}号",
        }
        for n, k in enumerate(kinds)
    ]


FIVE = ("PLANNING_CONFORMITY", "POLICY_CONFORMITY", "INDUSTRY_LAYOUT")
THREE = ("SPATIAL_PLANNING", "SCHEME", "NECESSITY", "LETTER_OF_INTENT")
ONE = ("LAND_ARRANGEMENT", "FUND_ARRANGEMENT", "FILING")


@dataclass
class Reserve:
    """A service with a small directory, and the steps that tests take."""

    api: Api
    owner_id: str = ""
    town_id: str = ""
    authority_id: str = ""

    async def escaped(self, document: str, variables: dict[str, Any], as_: Person) -> dict[str, Any]:
        """Send a request with everything beyond ASCII escaped, as lone surrogates have to be."""
        headers = {"authorization": self.api.issuer.header(as_), "content-type": "application/json"}
        body = json.dumps({"query": document, "variables": variables})
        answer = await self.api.http.post("/graphql", content=body, headers=headers)
        assert answer.status_code < 500, answer.text
        return answer.json()

    @property
    def owner(self) -> Person:
        return person(Role.OWNER, unit=UUID(self.owner_id))

    @property
    def town(self) -> Person:
        return person(Role.PLANNING_PARTY, unit=UUID(self.town_id))

    @property
    def authority(self) -> Person:
        return person(Role.INDUSTRY_AUTHORITY, unit=UUID(self.authority_id))

    async def do(
        self, mutation: str, selection: str, as_: Person, *, on: date = TODAY, **values: Any
    ) -> dict[str, Any]:
        """Run a mutation with its own input type."""
        input_type = mutation[0].upper() + mutation[1:] + "Input"
        return await self.api.do(mutation, input_type, selection, as_, on, **values)

    async def done(
        self, mutation: str, selection: str, as_: Person, *, on: date = TODAY, **values: Any
    ) -> dict[str, Any]:
        """Run a mutation that is accepted; return its object."""
        payload = await self.do(mutation, selection, as_, on=on, **values)
        assert payload["userErrors"] == [], payload["userErrors"]
        return payload[selection.split(maxsplit=1)[0]]

    async def refused(
        self, mutation: str, selection: str, as_: Person, *, on: date = TODAY, **values: Any
    ) -> list[dict[str, Any]]:
        """Run a mutation that is refused; return its reasons."""
        payload = await self.do(mutation, selection, as_, on=on, **values)
        assert payload[selection.split(maxsplit=1)[0]] is None
        assert payload["userErrors"]
        return payload["userErrors"]

    async def unit(self, name: str, category: str, *roles: Role, number: int) -> str:
        done = await self.done(
            "registerOrganization",
            "organization { id }",
            INVESTMENT,
            name=name,
            category=category,
            creditCode=credit_code(number),
            roles=list(roles),
        )
        return done["id"]

    def elements(self, **changes: Any) -> dict[str, Any]:
        """Give the elements of the Songjing project."""
        return {
            "name": "松井汽车涂料建设项目",
            "ownerId": self.owner_id,
            "level": "CITY",
            "category": "INDUSTRY",
            "investmentMode": "ENTERPRISE",
            "approvalRoute": "FILING",
            "totalInvestment": "189000",
            "townId": self.town_id,
            "industryAuthorityId": self.authority_id,
            "industryCode": "C2641",
            "function": "汽车涂料研发和生产基地",
            "scale": "一期用地约130亩",
            "content": "一期建筑面积67906.4平方米，二期28704平方米",
            "constructionMode": "新建",
            "fundSources": [{"source": "企业自筹", "amount": "89000"}, {"source": "银行贷款", "amount": "100000"}],
            "startOn": "2027-03-01",
            "finishOn": "2027-12-31",
            "fundUse": "厂房和设备",
            "benefit": "年产值30亿元",
            "longitude": "113.1",
            "latitude": "27.8",
        } | changes

    async def project(self, *steps: tuple[str, tuple[str, ...]], **changes: Any) -> dict[str, Any]:
        """Register a project and take it through the libraries named, each with its documents."""
        done = await self.done("registerProject", PROJECT, self.owner, **self.elements(**changes))
        for library, kinds in steps:
            done = await self.prove(done, *kinds)
            done = await self.done("convertProject", PROJECT, INVESTMENT, **at(done), toLibrary=library)
        return done

    async def prove(self, project: dict[str, Any], *kinds: str) -> dict[str, Any]:
        """Record documents."""
        return await self.done("recordEvidence", PROJECT, self.owner, **at(project), evidence=documents(*kinds))

    async def ready(self, name: str, **changes: Any) -> dict[str, Any]:
        """Make a project of the one-year library."""
        return await self.project(("FIVE_YEAR", FIVE), ("THREE_YEAR", THREE), ("ONE_YEAR", ONE), name=name, **changes)

    async def consult(self, plan: dict[str, Any], *, without: str | None = None) -> dict[str, Any]:
        """Have the four bodies agree."""
        bodies = {
            "INDUSTRY_AUTHORITY": self.authority,
            "FINANCE": FINANCE,
            "LAND": LAND,
            "FINANCIAL_SERVICES": FINANCIAL,
        }
        for body, who in bodies.items():
            if body != without:
                plan = await self.done("giveOpinion", PLAN, who, **of(plan), body=body, outcome="SUPPORT")
        return plan


def at(project: dict[str, Any]) -> dict[str, Any]:
    """Say which project, as it was seen."""
    return {"projectId": project["id"], "expectedVersion": project["version"]}


def of(plan: dict[str, Any]) -> dict[str, Any]:
    """Say which plan, as it was seen."""
    return {"planId": plan["id"], "expectedVersion": plan["version"]}


def codes(errors: list[dict[str, Any]]) -> list[str]:
    """Give the codes of a refusal."""
    return [e["code"] for e in errors]
