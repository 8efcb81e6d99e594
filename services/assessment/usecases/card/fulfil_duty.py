"""A carded unit does what its card asks, and shows it (A21)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from services.assessment.domain.card.duty import NAMES, Fulfilment, fulfil
from services.assessment.domain.card.model import DutyStatus
from services.assessment.domain.events import DutyFulfilled
from services.assessment.domain.quarter import Quarter
from services.assessment.store import attachments, copies, duties, tables
from services.assessment.store.tables.duties import FULFILMENT
from services.chassis.calendar import calendar
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal

UNKNOWN = Breach("DUTY_UNKNOWN", "没有该义务，或不是贵单位的", field="dutyId")


@dataclass(frozen=True, slots=True, kw_only=True)
class FulfilDuty:
    """Which duty in which version; who spoke or signed; what was said or written."""

    duty_id: UUID
    expected_version: int
    person: str
    text: str
    file_ids: Sequence[UUID]


async def fulfil_duty(work: Work, command: FulfilDuty) -> UUID | Refusal:
    """Keep what the unit did beside what it did before; the authority is to look at it."""
    row = await duties.lock(work, command.duty_id)
    if row is None or not await _own(work, row):
        return Refusal.of(UNKNOWN)
    decision = fulfil(row.status, Fulfilment(command.person, command.text, len(command.file_ids)))
    lost = stale(row.version, command.expected_version)
    faults = [lost] if lost else []
    faults += decision.breaches if isinstance(decision, Refusal) else ()
    files = await attachments.take(work, command.file_ids, faults)
    if faults or isinstance(decision, Refusal):
        return Refusal(tuple(faults))
    assert work.actor.unit is not None
    late = calendar().between(row.due_on, work.today) if work.today > row.due_on else 0
    done = tables.DutyFulfilment(
        id=work.new_id(),
        division=row.division,
        duty_id=row.id,
        unit_id=work.actor.unit,
        person=decision.person,
        text=decision.text,
        at=work.now,
        days_late=late,
        fulfilled_by=work.actor.subject,
        fulfilled_by_name=work.actor.name,
    )
    work.session.add(done)
    before = {"status": row.status}
    row.status, row.fulfilled_on, row.version = DutyStatus.FULFILLED, work.today, row.version + 1
    await work.session.flush()
    await attachments.hang(work, files, FULFILMENT, done.id)
    await work.record(
        DutyFulfilled(
            duty_id=row.id,
            card_id=row.card_id,
            unit_id=row.unit_id,
            kind=row.kind,
            what=NAMES[row.kind],
            year=row.year,
            quarter=row.quarter,
            period=str(Quarter(row.year, row.quarter)),
            fulfilled_on=work.today,
            days_late=late,
            division=row.division,
        )
    )
    after = {"status": row.status, "person": done.person, "text": done.text, "files": [f.sm3 for f in files]}
    await work.audit("fulfilDuty", f"duty/{row.id}", before, after)
    return row.id


async def _own(work: Work, row: tables.CardDuty) -> bool:
    """第四条、第二十一条：whether the duty is the actor's unit's, or that of one that was merged into it since."""
    if work.actor.unit is None:
        return False
    if row.unit_id == work.actor.unit:
        return True
    survivors = await copies.survivors(work.session, row.division)
    return survivors.get(row.unit_id) == work.actor.unit
