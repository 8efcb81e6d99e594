"""第十六条（二）：the department puts a demand on the list, or returns it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain.funds import demand
from services.support.domain.funds.terms import DemandAction
from services.support.store.financing import Step
from services.support.usecases.funds.demands.case import conclude, take


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFinancingDemand:
    """The command."""

    demand_id: UUID
    expected_version: int
    accept: bool
    reason: str | None


async def review(work: Work, command: ReviewFinancingDemand) -> UUID | Refusal:
    """Accept or return."""
    case = await take(work, command.demand_id, command.expected_version)
    if isinstance(case, Refusal):
        return case
    done = demand.review(case.who, accept=command.accept, reason=command.reason)
    if isinstance(done, Refusal):
        return done
    case.row.state, why = done
    case.row.reason = None if command.accept else why
    action = DemandAction.ACCEPTED if command.accept else DemandAction.RETURNED
    return await conclude(work, "reviewFinancingDemand", case, Step(action=action, on=work.today, note=why))
