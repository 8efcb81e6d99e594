"""What the tests of the land area do to a district: a requisition department, accounts of its own years, plan facts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.people import Person, person
from tests.support.world import DAY, District

TRANSFER = "transfer { id version state note fromAccount { available } toAccount { available } }"
ACCOUNT = "account { id version allocated reserved committed available closedOn }"


@dataclass
class LandDistrict(District):
    """A district with a requisition department besides."""

    requisition: UUID = field(default_factory=new_id)

    @property
    def requisitioner(self) -> Person:
        return person(Role.REQUISITION, unit=self.requisition, division=self.division).but(name="科员戊")

    async def told(self) -> LandDistrict:
        await super().told()
        await self.unit(self.requisition, "区征地拆迁事务所（示例）", [Role.REQUISITION])
        return self

    async def planned(self, year: int, project: UUID | None = None, version: int = 1, *, removed: bool = False) -> None:
        """Tell that a year's plan has a project, or has it no more."""
        verb = "removed" if removed else "issued"
        facts = {"projectId": str(project or self.project), "year": year, "planVersion": version}
        await self.api.consume(f"zhongdian.reserve.plan-item.{verb}.v1", facts | {"division": self.division})

    async def another_project(self, name: str, **changes: Any) -> UUID:
        """Register one more project of the same owner."""
        project = new_id()
        event = self.project_event(projectId=project, name=name, **changes)
        await self.api.consume("zhongdian.reserve.project.registered.v1", event)
        return project

    async def quota(self, amount: str, year: int, kind: str = "NEW_CONSTRUCTION_LAND", on: date | None = None) -> Any:
        """Open an account in that year and allocate to it, when something is to be allocated."""
        opening = {"kind": kind, "year": year}
        day = on or date(min(year, 2100), 1, 10)
        opened = await self.api.do("openQuotaAccount", "OpenQuotaAccountInput", ACCOUNT, self.officer, day, **opening)
        assert opened["userErrors"] == [], opened
        account = opened["account"]
        return account if amount == "0" else (await self.booked(account, amount, day))["account"]

    async def booked(self, account: Any, amount: str, on: date = DAY, as_: Person | None = None) -> Any:
        """Book an allocation or a reduction; return the payload."""
        given = {"accountId": account["id"], "expectedVersion": account["version"], "amount": amount}
        command = ("allocateQuota", "AllocateQuotaInput", ACCOUNT, as_ or self.officer, on)
        return await self.api.do(*command, **given, basis="株政土字〔2026〕3号（示例）")

    async def asked(self, source: Any, target: Any, amount: str, as_: Person | None = None, **changes: Any) -> Any:
        """Ask for a transfer; return the payload."""
        given = {"fromAccountId": source["id"], "toAccountId": target["id"], "amount": amount}
        given |= {"reason": "年度间调剂", "basis": "株自然资〔2026〕8号（示例）"} | changes
        command = ("askQuotaTransfer", "AskQuotaTransferInput", TRANSFER, as_ or self.officer, DAY)
        return await self.api.do(*command, **given)

    async def decided(self, transfer: Any, as_: Person | None = None, *, approved: bool = True, **given: Any) -> Any:
        """Decide a transfer; return the payload."""
        command = ("decideQuotaTransfer", "DecideQuotaTransferInput", TRANSFER, as_ or self.colleague, DAY)
        seen = {"transferId": transfer["id"], "expectedVersion": transfer["version"], "approved": approved}
        return await self.api.do(*command, **seen | given)

    async def closed(self, account: Any, on: date, **given: Any) -> Any:
        """Close a year; return the payload."""
        seen = {"accountId": account["id"], "expectedVersion": await self.version(account)}
        command = ("closeQuotaYear", "CloseQuotaYearInput", ACCOUNT, self.officer, on)
        return await self.api.do(*command, **seen | given)

    async def version(self, account: Any) -> int:
        return (await self.of(account))["version"]

    async def of(self, account: Any) -> Any:
        """Read an account as it is, with its proof."""
        query = """query($r: [_Any!]!) { _entities(representations: $r) { ... on QuotaAccount {
            id version year allocated reserved committed available closedOn proof { holds faults entries } } } }"""
        found = await self.api(query, {"r": [{"__typename": "QuotaAccount", "id": account["id"]}]}, as_=self.officer)
        return found["_entities"][0]


def refused(payload: dict[str, Any]) -> dict[str, str | None]:
    """Return the codes of a refusal with their clauses."""
    assert payload["userErrors"], payload
    return {e["code"]: e["article"] for e in payload["userErrors"]}
