"""第十六条（二）：keep an appraisal of assets."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain.funds import demand
from services.support.domain.funds.demand import Appraisal
from services.support.domain.funds.terms import DemandAction
from services.support.store import tables
from services.support.store.financing import Step
from services.support.usecases.funds.demands.case import conclude, take


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraiseFinancingDemand:
    """The command. What is kept stays; a new appraisal stands beside it."""

    demand_id: UUID
    appraisal: Appraisal


async def appraise(work: Work, command: AppraiseFinancingDemand) -> UUID | Refusal:
    """Add an appraisal to a demand."""
    case = await take(work, command.demand_id, None)
    if isinstance(case, Refusal):
        return case
    kept = demand.appraise(command.appraisal, case.who, work.today)
    if isinstance(kept, Refusal):
        return kept
    row = case.row
    work.session.add(
        tables.FinancingAppraisal(id=work.new_id(), demand_id=row.id, division=row.division, **asdict(kept))
    )
    step = Step(
        action=DemandAction.APPRAISED,
        on=kept.appraised_on,
        amount=kept.value,
        document=kept.document,
        note=kept.asset,
    )
    return await conclude(work, "appraiseFinancingDemand", case, step)
