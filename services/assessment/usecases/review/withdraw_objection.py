"""A unit withdraws its objection before it is decided (A19)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.assessment.domain.events import ObjectionWithdrawn
from services.assessment.domain.period import period_of
from services.assessment.domain.review.model import ObjectionStatus, ObjectionStep
from services.assessment.domain.review.objection import LONGEST_GROUNDS, not_open
from services.assessment.store import objections, periods
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.law.text import clean_text

UNKNOWN = Breach("OBJECTION_UNKNOWN", "没有该异议，或不是贵单位提出的", field="objectionId")


@dataclass(frozen=True, slots=True)
class WithdrawObjection:
    """Which objection in the version that the actor saw, and why, if the unit says so."""

    objection_id: UUID
    expected_version: int
    reason: str | None


async def withdraw_objection(work: Work, command: WithdrawObjection) -> UUID | Refusal:
    """Withdraw it; it stays on record, and the unit may raise another while the window is open."""
    await periods.hold(work)
    row = await objections.find(work, command.objection_id)
    if row is None or row.unit_id != work.actor.unit:
        return Refusal.of(UNKNOWN)
    lost = stale(row.version, command.expected_version)
    reason = clean_text(command.reason or "", "撤回理由", "reason", LONGEST_GROUNDS)
    breaches = [*([lost] if lost else []), *not_open(row.status)]
    if breaches or isinstance(reason, Breach):
        return Refusal((*breaches, *([reason] if isinstance(reason, Breach) else [])))
    row.status, row.version = ObjectionStatus.WITHDRAWN, row.version + 1
    row.settled_at, row.settled_by_name, row.reason = work.now, work.actor.name, reason or None
    objections.note(work, row.id, ObjectionStep.WITHDRAWN, reason or None)
    await work.record(
        ObjectionWithdrawn(
            objection_id=row.id,
            result_id=row.result_id,
            unit_id=row.unit_id,
            year=row.year,
            quarter=row.quarter,
            period=str(period_of(row.year, row.quarter)),
            division=row.division,
        )
    )
    before, after = {"status": ObjectionStatus.RAISED}, {"status": row.status}
    await work.audit("withdrawObjection", f"objection/{row.id}", before, after, reason=reason or None)
    return row.id
