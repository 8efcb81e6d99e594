"""第十六条（二）：book how the talks with an institution go on."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.support.domain.funds import match
from services.support.domain.funds.match import Move
from services.support.domain.funds.terms import DEMANDS, DemandAction
from services.support.store import financing
from services.support.store.financing import Step
from services.support.usecases.funds.demands.case import conclude, take


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveFinancingMatch:
    """The command."""

    match_id: UUID
    expected_version: int
    move: Move


async def move_match(work: Work, command: MoveFinancingMatch) -> UUID | Refusal:
    """Move a match; the demand answers."""
    row = await financing.match_locked(work.session, command.match_id, work.actor)
    if row is None:
        return Refusal.of(Breach("MATCH_UNKNOWN", "没有这项对接，或您无权查看", DEMANDS, "matchId"))
    lost = stale(row.version, command.expected_version)
    if lost:
        return Refusal.of(lost)
    case = await take(work, row.demand_id, None)
    if isinstance(case, Refusal):
        return case
    said = command.move
    after = match.move(financing.match_of(row), said, case.who, work.today)
    if isinstance(after, Refusal):
        return after
    row.state, row.moved_on, row.agreed, row.signed = after.state, after.moved_on, after.agreed, after.signed
    row.reason, row.version = after.reason, row.version + 1
    step = Step(
        action=DemandAction.MATCH_MOVED,
        on=said.on,
        match_id=row.id,
        match_state=after.state,
        amount=said.amount,
        document=said.document,
        note=after.reason,
    )
    return await conclude(work, "moveFinancingMatch", case, step)
