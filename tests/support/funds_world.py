"""A division whose finance and financial services departments work on money, for the tests of 第十六条."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.people import Person, person
from tests.support.world import District

DAY = date(2026, 3, 2)
BUDGET = "budget { id version approved carriedIn carriedOut budgeted committed paid available owed }"
COMMITMENT = "commitment { id version amount paid open payments { id amount voucherNumber reversedOn reversalReason } }"
DEMAND = "demand { id version number state amount drawn reason matches { id version state agreed signed drawn } }"
APPLICATION = "application { id version stage stageName state asked granted arrived paid returnedTimes }"
INSTITUTION = "institution { id version name active }"
ISSUE = "issue { id number ordinal demands total contentSm3 late withdrawals { number } }"
FACTS = {
    "amount": "5000",
    "purpose": "一期厂房建设",
    "termMonths": 60,
    "form": "BANK_LOAN",
    "collateral": "在建工程抵押",
}


@dataclass
class Money(District):
    """A district with the departments of 第十六条."""

    finance_unit: UUID = field(default_factory=new_id)
    financial_unit: UUID = field(default_factory=new_id)

    @property
    def finance(self) -> Person:
        return person(Role.FINANCE, unit=self.finance_unit, division=self.division).but(name="财政甲")

    @property
    def financial(self) -> Person:
        return person(Role.FINANCIAL_SERVICES, unit=self.financial_unit, division=self.division).but(name="金融乙")

    async def told(self) -> Money:
        await super().told()
        return await self.departments()

    async def departments(self) -> Money:
        """Let the two departments be known."""
        await self.unit(self.finance_unit, "区财政局（示例）", [Role.FINANCE])
        await self.unit(self.financial_unit, "区金融事务中心（示例）", [Role.FINANCIAL_SERVICES])
        return self

    async def do(
        self, mutation: str, shown: str, as_: Person | None = None, day: date = DAY, **values: Any
    ) -> dict[str, Any]:
        """Carry a command out; return its payload."""
        kind = f"{mutation[0].upper()}{mutation[1:]}Input"
        given = {"idempotencyKey": str(new_id()), **values}  # one of the values may be called "on"
        errors = "userErrors { code message field article }"
        document = f"mutation($input: {kind}!) {{ {mutation}(input: $input) {{ {shown} {errors} }} }}"
        return (await self.api(document, {"input": given}, as_=as_ or self.finance, on=day))[mutation]

    async def done(
        self, mutation: str, shown: str, as_: Person | None = None, day: date = DAY, **values: Any
    ) -> dict[str, Any]:
        """Carry a command out that is accepted; return what it answers with."""
        payload = await self.do(mutation, shown, as_, day, **values)
        assert payload["userErrors"] == [], payload
        return payload[shown.split(" ", 1)[0]]

    async def refused(
        self, mutation: str, shown: str, as_: Person | None = None, day: date = DAY, **values: Any
    ) -> set[str]:
        """Carry a command out that is refused; return the codes."""
        payload = await self.do(mutation, shown, as_, day, **values)
        assert payload[shown.split(" ", 1)[0]] is None, payload
        return {e["code"] for e in payload["userErrors"]}

    async def budget(
        self, amount: str = "1000", year: int = 2026, category: str = "CONSTRUCTION", day: date = DAY
    ) -> dict[str, Any]:
        facts = {"category": category, "year": year, "amount": amount, "document": "示例财预〔2026〕1号"}
        return await self.done("openFundBudget", BUDGET, day=day, **facts)

    def binding(self, budget: dict[str, Any], amount: str) -> dict[str, Any]:
        return {
            "budgetId": budget["id"],
            "projectId": str(self.project),
            "amount": amount,
            "basis": "CONTRACT",
            "basisNumber": "HT-2026-01",
            "document": "示例财建〔2026〕2号",
            "purpose": "一期厂房工程款",
            "payee": "示例建设有限公司",
        }

    async def committed(self, budget: dict[str, Any], amount: str = "300", day: date = DAY) -> dict[str, Any]:
        return await self.done("commitFunds", COMMITMENT, day=day, **self.binding(budget, amount))

    async def shown(self, budget: dict[str, Any]) -> dict[str, Any]:
        query = f"query($id: UUID!) {{ fundBudget(id: $id) {{ {BUDGET.removeprefix('budget { ')} }}"
        return (await self.api(query, {"id": budget["id"]}, as_=self.finance, on=DAY))["fundBudget"]

    async def demand(self, as_: Person | None = None, day: date = DAY, **facts: Any) -> dict[str, Any]:
        given = {"projectId": str(self.project), "facts": FACTS | facts}
        return await self.done("submitFinancingDemand", DEMAND, as_ or self.financial, day, **given)

    async def institution(self, name: str = "示例银行天元支行") -> dict[str, Any]:
        facts = {"name": name, "kind": "BANK", "products": "项目贷款"}
        return await self.done("registerFinancialInstitution", INSTITUTION, self.financial, **facts)

    async def application(self, kind: str = "SPECIAL_BOND", as_: Person | None = None, **facts: Any) -> dict[str, Any]:
        given = {
            "projectId": str(self.project),
            "kind": kind,
            "year": 2026,
            "title": "示例园区基础设施专项债",
            "authority": "示例省财政厅",
            "asked": "5000",
        }
        return await self.done("openFundApplication", APPLICATION, as_ or self.finance, **(given | facts))

    async def advanced(
        self, application: dict[str, Any], *stages: tuple[str, str | None], day: date = DAY
    ) -> dict[str, Any]:
        """Bring an application to later stages, each with an amount where it has one."""
        for to, amount in stages:
            given = {"applicationId": application["id"], "expectedVersion": application["version"], "to": to}
            more = {"on": str(day), "amount": amount, "document": f"示例发〔2026〕{to}"}
            application = await self.done("advanceFundApplication", APPLICATION, day=day, **given, **more)
        return application
