"""第十六条（一）：raise or lower a budget by a document, with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain.funds import special
from services.support.store import funds
from services.support.usecases.funds.special.case import about, audit, take


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustFundBudget:
    """The command; a negative amount lowers."""

    budget_id: UUID
    expected_version: int
    amount: Decimal
    document: str
    reason: str


async def adjust(work: Work, command: AdjustFundBudget) -> UUID | Refusal:
    """Change what a year has."""
    taken = await take(work, command.budget_id, command.expected_version)
    if isinstance(taken, Refusal):
        return taken
    row, budget = taken
    posted = special.adjust(budget, command.amount, command.document, command.reason)
    if isinstance(posted, Refusal):
        return posted
    await funds.post(work.session, row, posted, about(work))
    await audit(work, "adjustFundBudget", budget, posted.budget, posted.entry.reason)
    return row.id
