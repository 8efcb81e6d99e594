"""Schemes of a district on their way: drafted, revised, approved, tried, compared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.assessment.district import District, scheme

SCHEME = "scheme { id year version revision status title }"
JANUARY = date(2026, 1, 10)
STARTS = {"code": "STARTS", "name": "开工", "measure": "STARTS", "formula": "RATIO", "weight": "100"}


def content(year: int = 2026, **its: Any) -> dict[str, Any]:
    """All that a scheme says, as draftScheme takes it."""
    whole = scheme(year, **its)
    return {k: v for k, v in whole.items() if k not in {"expectedVersion", "approver", "document"}}


def yearly(year: int = 2026, **its: Any) -> dict[str, Any]:
    """A scheme that assesses the whole year as well."""
    whole = content(year, **its)
    return whole | {"groups": [rule | {"yearly": [STARTS]} for rule in whole["groups"]]}


@dataclass
class Schemes:
    """What the authority of a district does with its schemes."""

    district: District

    async def do(self, command: str, selection: str, on: date = JANUARY, **values: Any) -> dict[str, Any]:
        district = self.district
        type_ = f"{command[0].upper()}{command[1:]}Input"
        return await district.api.do(command, type_, selection, district.authority, on, **values)

    async def draft(self, year: int = 2026, *, on: date = JANUARY, **its: Any) -> dict[str, Any]:
        """Draft a scheme without any refusal."""
        done = await self.do("draftScheme", SCHEME, on, **content(year, **its))
        assert done["userErrors"] == []
        return done["scheme"]

    async def approve(self, drafted: dict[str, Any], *, on: date = JANUARY, **its: Any) -> dict[str, Any]:
        values = {
            "schemeId": drafted["id"],
            "expectedVersion": drafted["revision"],
            "approver": "分管负责人甲",
            "document": "示例考核办〔2026〕1号",
        } | its
        return await self.do("approveScheme", SCHEME, on, **values)

    async def revise(self, drafted: dict[str, Any], *, on: date = JANUARY, **its: Any) -> dict[str, Any]:
        values = {"schemeId": drafted["id"], "expectedVersion": drafted["revision"]} | content(drafted["year"]) | its
        return await self.do("reviseScheme", SCHEME, on, **values)

    async def withdraw(self, scheme: dict[str, Any], *, on: date = JANUARY, **its: Any) -> dict[str, Any]:
        values = {"schemeId": scheme["id"], "expectedVersion": scheme["revision"], "reason": "权重有误"} | its
        return await self.do("withdrawScheme", SCHEME, on, **values)

    async def read(self, scheme_id: str, selection: str, as_: Any = None) -> dict[str, Any] | None:
        query = f"query($id: UUID!) {{ scheme(id: $id) {{ {selection} }} }}"
        found = await self.district.api(query, {"id": scheme_id}, as_=as_ or self.district.authority)
        return found["scheme"]
