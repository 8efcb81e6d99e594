"""第十六条（一）：bring back what was carried over."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.support.domain.funds import special
from services.support.domain.funds.terms import SPECIAL
from services.support.store import funds
from services.support.usecases.funds.special.case import about, audit, take


@dataclass(frozen=True, slots=True, kw_only=True)
class ReverseFundCarryOver:
    """The command. seq: the number of the entry that carried over."""

    budget_id: UUID
    expected_version: int
    seq: int
    reason: str


async def reverse_carry_over(work: Work, command: ReverseFundCarryOver) -> UUID | Refusal:
    """Reverse a carry-over in both years."""
    taken = await take(work, command.budget_id, command.expected_version)
    if isinstance(taken, Refusal):
        return taken
    row, budget = taken
    found = await funds.carried(work.session, budget.id, command.seq)
    known = await funds.locked(work.session, found[1], work.actor) if found else None
    if found is None or known is None:
        return Refusal.of(Breach("CARRY_OVER_UNKNOWN", "台账中没有这笔结转", SPECIAL, "seq"))
    next_row, following = known
    done = special.reverse_carry_over(budget, following, found[0], command.reason)
    if isinstance(done, Refusal):
        return done
    out, in_ = done
    await funds.post(work.session, row, out, about(work, other_budget_id=following.id))
    await funds.post(work.session, next_row, in_, about(work, other_budget_id=budget.id))
    for before, posted in ((budget, out), (following, in_)):
        await audit(work, "reverseFundCarryOver", before, posted.budget, posted.entry.reason)
    return row.id
