"""第十六条（一）：give back what a project does not need."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain.funds import special
from services.support.store import funds
from services.support.usecases.funds.special.case import about, audit, take_commitment


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseFunds:
    """The command."""

    commitment_id: UUID
    expected_version: int
    amount: Decimal
    reason: str


async def release(work: Work, command: ReleaseFunds) -> UUID | Refusal:
    """Return what is not paid to the budget of its year."""
    taken = await take_commitment(work, command.commitment_id, command.expected_version)
    if isinstance(taken, Refusal):
        return taken
    row, budget, bound, commitment = taken
    done = special.release(budget, commitment, command.amount, command.reason)
    if isinstance(done, Refusal):
        return done
    posted, after = done
    bound.amount, bound.version = after.amount, bound.version + 1
    await funds.post(work.session, row, posted, about(work, commitment))
    await audit(work, "releaseFunds", budget, posted.budget, posted.entry.reason)
    return commitment.id
