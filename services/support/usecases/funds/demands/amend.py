"""第十六条（二）：change a demand, or answer a return."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain.funds import demand
from services.support.domain.funds.demand import Asked
from services.support.domain.funds.terms import DemandAction
from services.support.store import financing
from services.support.usecases.funds.demands.case import conclude, take


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendFinancingDemand:
    """The command."""

    demand_id: UUID
    expected_version: int
    asked: Asked


async def amend(work: Work, command: AmendFinancingDemand) -> UUID | Refusal:
    """Replace what is asked; issues that are published keep what they said."""
    case = await take(work, command.demand_id, command.expected_version)
    if isinstance(case, Refusal):
        return case
    done = demand.amend(command.asked, case.who, case.row.drawn, work.today)
    if isinstance(done, Refusal):
        return done
    asked, case.row.state = done
    case.row.reason = None
    financing.set_facts(case.row, asked)
    step = financing.Step(action=DemandAction.AMENDED, on=work.today, amount=asked.amount)
    return await conclude(work, "amendFinancingDemand", case, step)
