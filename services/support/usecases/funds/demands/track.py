"""第十六条（二）：note in the tracking log how a demand goes on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain.funds.demand import not_bureau
from services.support.domain.funds.findings import Findings
from services.support.domain.funds.terms import DEMANDS, DemandAction
from services.support.store.financing import Step
from services.support.usecases.funds.demands.case import conclude, take


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackFinancingDemand:
    """The command."""

    demand_id: UUID
    on: date
    note: str


async def track(work: Work, command: TrackFinancingDemand) -> UUID | Refusal:
    """Add a note of the department."""
    case = await take(work, command.demand_id, None)
    if isinstance(case, Refusal):
        return case
    found = Findings(DEMANDS)
    found.take(not_bureau(case.who))
    on = found.day(command.on, work.today, "on", case.row.submitted_on, "填报")
    note = found.text(command.note, "跟踪情况", "note", 2000)
    if found.refusal:
        return found.refusal
    return await conclude(work, "trackFinancingDemand", case, Step(action=DemandAction.TRACKED, on=on, note=note))
