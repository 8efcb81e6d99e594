"""What reserve tells of a project by later versions of an issued plan: taken out, other figures, converted, taken in again."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.schedule.life import Life

REMOVED_ON, AFTER = date(2027, 7, 10), date(2027, 7, 12)


def change(life: Life, verb: str, version: int, **changes: Any) -> tuple[str, dict[str, Any]]:
    """What reserve tells of the project by a version of the plan that is issued."""
    own = {k: v for k, v in life.item(planVersion=version).items() if not k.endswith("Investment")}
    figures = {"totalInvestment": "189000", "annualInvestment": "60000.5"}
    facts: dict[str, Any] = {
        "removed": {"documentNumber": "株高发〔2027〕9号", "reason": "用地指标未落实", "issuedOn": str(REMOVED_ON)},
        "revalued": {
            "documentNumber": "株高发〔2027〕9号",
            "reason": "资金调整",
            "issuedOn": str(REMOVED_ON),
            **figures,
        },
        "converted": {"convertedOn": "2027-04-02", "annualInvestment": "30000", "totalInvestment": "189000"},
        "issued": life.item() | {"issuedOn": "2027-09-01", "documentNumber": "株高发〔2027〕12号"},
    }[verb]
    return f"zhongdian.reserve.plan-item.{verb}.v1", own | facts | {"planVersion": version} | changes


async def tell(life: Life, verb: str, version: int, **changes: Any) -> None:
    await life.api.consume(*change(life, verb, version, **changes))
