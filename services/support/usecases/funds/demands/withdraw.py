"""第十六条（二）：take a demand back."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain.funds import demand
from services.support.domain.funds.terms import DemandAction, DemandState
from services.support.store.financing import Step
from services.support.usecases.funds.demands.case import conclude, take


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawFinancingDemand:
    """The command."""

    demand_id: UUID
    expected_version: int
    reason: str


async def withdraw(work: Work, command: WithdrawFinancingDemand) -> UUID | Refusal:
    """End a demand that is no longer asked for."""
    case = await take(work, command.demand_id, command.expected_version)
    if isinstance(case, Refusal):
        return case
    why = demand.withdraw(case.who, command.reason)
    if isinstance(why, Refusal):
        return why
    case.row.state, case.row.reason = DemandState.WITHDRAWN, why
    step = Step(action=DemandAction.WITHDRAWN, on=work.today, note=why)
    return await conclude(work, "withdrawFinancingDemand", case, step)
