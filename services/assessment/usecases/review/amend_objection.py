"""A unit amends its objection before it is decided (A19)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from services.assessment.domain.events import ObjectionAmended
from services.assessment.domain.review.model import ObjectionStep
from services.assessment.domain.review.objection import Amendment, Raised, amend
from services.assessment.store import attachments, objections, periods, tables
from services.assessment.store.tables.objections import OBJECTION
from services.assessment.usecases.review.withdraw_objection import UNKNOWN
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendObjection:
    """Which objection in the version that the actor saw, and what it is to say; `None` leaves a text as it is."""

    objection_id: UUID
    expected_version: int
    grounds: str | None
    asks_for: str | None
    file_ids: Sequence[UUID]


async def amend_objection(work: Work, command: AmendObjection) -> UUID | Refusal:
    """Keep what it says now, and in its history what it said before; evidence is added, and none is taken away."""
    await periods.hold(work)
    row = await objections.find(work, command.objection_id)
    if row is None or row.unit_id != work.actor.unit:
        return Refusal.of(UNKNOWN)
    period = periods.state_of(await work.session.get_one(tables.Period, row.period_id))
    before = Raised(row.grounds, row.asks_for)
    asked = Amendment(before, command.grounds, command.asks_for, len(command.file_ids))
    decision = amend(row.status, asked, period, work.today)
    lost = stale(row.version, command.expected_version)
    faults = [lost] if lost else []
    faults += decision.breaches if isinstance(decision, Refusal) else ()
    files = await attachments.take(work, command.file_ids, faults)
    if faults or isinstance(decision, Refusal):
        return Refusal(tuple(faults))
    row.grounds, row.asks_for, row.version = decision.grounds, decision.asks_for, row.version + 1
    objections.note(work, row.id, ObjectionStep.AMENDED, None, before)
    await attachments.hang(work, files, OBJECTION, row.id)
    await work.record(
        ObjectionAmended(
            objection_id=row.id,
            result_id=row.result_id,
            unit_id=row.unit_id,
            year=row.year,
            quarter=row.quarter,
            period=str(period.period),
            division=row.division,
        )
    )
    said = {"grounds": before.grounds, "asksFor": before.asks_for}
    after = {"grounds": row.grounds, "asksFor": row.asks_for, "files": [f.sm3 for f in files]}
    await work.audit("amendObjection", f"objection/{row.id}", said, after)
    return row.id
