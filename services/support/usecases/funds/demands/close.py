"""第十六条（二）：close a demand that is met."""

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
class CloseFinancingDemand:
    """The command."""

    demand_id: UUID
    expected_version: int
    reason: str | None


async def close(work: Work, command: CloseFinancingDemand) -> UUID | Refusal:
    """End a demand with what was drawn down."""
    case = await take(work, command.demand_id, command.expected_version)
    if isinstance(case, Refusal):
        return case
    why = demand.close(case.who, case.row.amount, case.row.drawn, command.reason)
    if isinstance(why, Refusal):
        return why
    case.row.state, case.row.reason = DemandState.MET, why
    step = Step(action=DemandAction.MET, on=work.today, amount=case.row.drawn or None, note=why)
    return await conclude(work, "closeFinancingDemand", case, step)
