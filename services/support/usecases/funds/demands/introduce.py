"""第十六条（二）：bring a demand and an institution together."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.support.domain.funds import match
from services.support.domain.funds.terms import DEMANDS, DemandAction, MatchState
from services.support.store import financing, tables
from services.support.store.financing import Step
from services.support.usecases.funds.demands.case import conclude, take


@dataclass(frozen=True, slots=True, kw_only=True)
class IntroduceInstitution:
    """The command."""

    demand_id: UUID
    institution_id: UUID
    note: str | None


async def introduce(work: Work, command: IntroduceInstitution) -> UUID | Refusal:
    """Open a match."""
    case = await take(work, command.demand_id, None)
    if isinstance(case, Refusal):
        return case
    row = case.row
    institution = await work.session.get(tables.FinancialInstitution, command.institution_id)
    if institution is None or institution.division != row.division:
        return Refusal.of(Breach("INSTITUTION_UNKNOWN", "名录中没有这家机构", DEMANDS, "institutionId"))
    talking = await financing.talking(work.session, row.id, institution.id)
    note = match.introduce(case.who, active=institution.active, talking=talking, note=command.note)
    if isinstance(note, Refusal):
        return note
    made = tables.FinancingMatch(
        id=work.new_id(),
        division=row.division,
        version=1,
        demand_id=row.id,
        institution_id=institution.id,
        state=MatchState.INTRODUCED,
        introduced_on=work.today,
        moved_on=work.today,
        agreed=None,
        signed=None,
        drawn=Decimal(0),
        reason=note,
    )
    work.session.add(made)
    step = Step(
        action=DemandAction.INTRODUCED,
        on=work.today,
        match_id=made.id,
        match_state=made.state,
        note=institution.name,
    )
    return await conclude(work, "introduceInstitution", case, step)
