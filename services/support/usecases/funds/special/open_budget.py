"""第十六条（一）：take up the budget of a category for a year."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.support.domain.funds import special
from services.support.domain.funds.terms import SPECIAL
from services.support.store import funds
from services.support.usecases.funds.special.case import about, audit, finance_of


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFundBudget:
    """The command."""

    category: str
    year: int
    amount: Decimal
    document: str


async def open_budget(work: Work, command: OpenFundBudget) -> UUID | Refusal:
    """Open a budget in the division of the acting finance department."""
    division = await finance_of(work)
    if division is None:
        return Refusal.of(Breach("NOT_THE_BUREAU", "仅本区财政部门可以办理专项资金", SPECIAL))
    exists = await funds.of_year(work.session, division, command.category, command.year) is not None
    posted = special.open_budget(
        work.new_id(),
        division,
        command.category,
        command.year,
        command.amount,
        command.document,
        today=work.today,
        exists=exists,
    )
    if isinstance(posted, Refusal):
        return posted
    row = await funds.insert(work.session, posted.budget)
    await funds.post(work.session, row, posted, about(work))
    await audit(work, "openFundBudget", None, posted.budget, posted.entry.document)
    return row.id
