"""第十六条（二）：book what an institution has paid out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.support.domain.funds import match
from services.support.domain.funds.terms import DEMANDS, DemandAction
from services.support.store import financing
from services.support.store.financing import Step
from services.support.usecases.funds.demands.case import conclude, take


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFinancingDraw:
    """The command; a negative amount corrects."""

    match_id: UUID
    expected_version: int
    amount: Decimal
    on: date
    document: str
    reason: str | None


async def draw(work: Work, command: RecordFinancingDraw) -> UUID | Refusal:
    """Add to what was drawn down, of the match and of its demand."""
    row = await financing.match_locked(work.session, command.match_id, work.actor)
    if row is None:
        return Refusal.of(Breach("MATCH_UNKNOWN", "没有这项对接，或您无权查看", DEMANDS, "matchId"))
    lost = stale(row.version, command.expected_version)
    if lost:
        return Refusal.of(lost)
    case = await take(work, row.demand_id, None)
    if isinstance(case, Refusal):
        return case
    before = financing.match_of(row)
    after = match.draw(
        before, command.amount, command.on, command.document, command.reason, who=case.who, today=work.today
    )
    if isinstance(after, Refusal):
        return after
    row.drawn, row.state, row.moved_on, row.version = after.drawn, after.state, after.moved_on, row.version + 1
    case.row.drawn += after.drawn - before.drawn
    step = Step(
        action=DemandAction.DRAWN if command.amount > 0 else DemandAction.DRAW_CORRECTED,
        on=command.on,
        match_id=row.id,
        match_state=after.state,
        amount=after.drawn - before.drawn,
        document=command.document.strip(),
        note=command.reason,
    )
    return await conclude(work, "recordFinancingDraw", case, step)
