"""第十六条（一）：take what a year has left into the next one."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain.funds import special
from services.support.domain.funds.special import Budget
from services.support.store import funds
from services.support.usecases.funds.special.case import Taken, about, audit, take


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryOverFunds:
    """The command."""

    budget_id: UUID
    expected_version: int
    amount: Decimal
    reason: str


async def carry_over(work: Work, command: CarryOverFunds) -> UUID | Refusal:
    """Move money to the budget of the next year, which begins with it where there was none."""
    taken = await take(work, command.budget_id, command.expected_version)
    if isinstance(taken, Refusal):
        return taken
    row, budget = taken
    next_row, following = await _following(work, budget)
    done = special.carry_over(budget, following, command.amount, command.reason, work.today)
    if isinstance(done, Refusal):
        return done
    out, in_ = done
    await funds.post(work.session, row, out, about(work, other_budget_id=following.id))
    await funds.post(work.session, next_row, in_, about(work, other_budget_id=budget.id))
    for before, posted in ((budget, out), (following, in_)):
        await audit(work, "carryOverFunds", before, posted.budget, posted.entry.reason)
    return row.id


async def _following(work: Work, budget: Budget) -> Taken:
    """Lock the next year's budget, or begin it; a refusal takes that back with everything."""
    id_ = await funds.of_year(work.session, budget.division, budget.category, budget.year + 1)
    known = await funds.locked(work.session, id_, work.actor) if id_ else None
    if known is not None:
        return known
    made = Budget(id=work.new_id(), division=budget.division, category=budget.category, year=budget.year + 1)
    return await funds.insert(work.session, made), made
