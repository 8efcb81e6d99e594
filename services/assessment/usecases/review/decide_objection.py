"""The authority accepts or refuses an objection (A19)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.assessment.domain.events import ObjectionDecided
from services.assessment.domain.period import period_of
from services.assessment.domain.review.model import ObjectionStatus, ObjectionStep
from services.assessment.domain.review.objection import Decision, decide
from services.assessment.store import objections, periods
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal

UNKNOWN = Breach("OBJECTION_UNKNOWN", "没有该异议，或您无权办理", field="objectionId")


@dataclass(frozen=True, slots=True)
class DecideObjection:
    """Which objection in the version that the actor saw, whether it is accepted, and why."""

    objection_id: UUID
    expected_version: int
    accepted: bool
    reason: str


async def decide_objection(work: Work, command: DecideObjection) -> UUID | Refusal:
    """Decide it. What is accepted is carried out by a correction or a new computation before the period is published."""
    await periods.hold(work)
    row = await objections.find(work, command.objection_id)
    if row is None:
        return Refusal.of(UNKNOWN)
    raisers = await objections.authors(work.session, row)
    decision = decide(row.status, Decision(command.accepted, command.reason, work.actor.subject, raisers))
    lost = stale(row.version, command.expected_version)
    if lost or isinstance(decision, Refusal):
        others = decision.breaches if isinstance(decision, Refusal) else ()
        return Refusal((*([lost] if lost else []), *others))
    row.status = ObjectionStatus.ACCEPTED if command.accepted else ObjectionStatus.REFUSED
    row.version += 1
    row.settled_at, row.settled_by_name, row.reason = work.now, work.actor.name, decision
    objections.note(work, row.id, ObjectionStep(row.status.value), decision)
    await work.record(
        ObjectionDecided(
            objection_id=row.id,
            result_id=row.result_id,
            unit_id=row.unit_id,
            year=row.year,
            quarter=row.quarter,
            period=str(period_of(row.year, row.quarter)),
            outcome=row.status,
            reason=decision,
            division=row.division,
        )
    )
    before, after = {"status": ObjectionStatus.RAISED}, {"status": row.status}
    await work.audit("decideObjection", f"objection/{row.id}", before, after, reason=decision)
    return row.id
