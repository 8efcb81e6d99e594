"""第十五条：the meeting is held, its attendance kept, and its minutes are frozen with a digest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from services.chassis.digest import canonical, sm3
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.law.text import clean_name
from services.support.domain.land.consultation import (
    CONSULTATION_UNKNOWN,
    Attendant,
    ConsultationState,
    check_attendance,
    check_close,
    check_open_yet,
)
from services.support.domain.land.rulebook import A15
from services.support.store import land_consultations, land_plans, tables
from services.support.usecases.land.minutes import content_of
from services.support.usecases.land.parties import party_of, units_known


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordMeeting:
    """The command; what is None stays as it is."""

    consultation_id: UUID
    expected_version: int
    held_on: date | None
    place: str | None
    chaired_by: str | None
    attendance: tuple[Attendant, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseConsultation:
    """The command."""

    consultation_id: UUID
    expected_version: int
    minutes: str


async def record_meeting(work: Work, command: RecordMeeting) -> UUID | Refusal:
    """Keep when and where it is held, who is in the chair and who came."""
    row = await _taken(work, command)
    if isinstance(row, Refusal):
        return row
    faults = list(check_open_yet(row.state, party=await party_of(work, row.division) is not None))
    attendance = command.attendance or ()
    known = await units_known(work, {who.unit_id for who in attendance if who.unit_id is not None})
    faults += check_attendance(attendance, known, row.month, command.held_on, work.today)
    texts = {}
    for label, field, value in (("地点", "place", command.place), ("主持人", "chairedBy", command.chaired_by)):
        kept = clean_name(value, label, field) if value is not None else None
        faults += [replace(kept, article=A15)] if isinstance(kept, Breach) else []
        texts[field] = kept
    if faults:
        return Refusal(tuple(faults))
    before = land_consultations.told(row)
    row.held_on = command.held_on or row.held_on
    row.place, row.chaired_by = texts["place"] or row.place, texts["chairedBy"] or row.chaired_by  # type: ignore[assignment]
    if command.attendance is not None:
        row.attendance = [
            {"name": who.name.strip(), "unit_id": str(who.unit_id) if who.unit_id else None, "present": who.present}
            for who in command.attendance
        ]
    return await _kept(work, "recordLandMeeting", row, before)


async def close_consultation(work: Work, command: CloseConsultation) -> UUID | Refusal:
    """Freeze the minutes with every decision; what is frozen never changes, what comes of decisions is added to them."""
    row = await _taken(work, command)
    if isinstance(row, Refusal):
        return row
    agenda = await land_consultations.items(work.session, row.id)
    undecided = [i.position for i in agenda if i.decision is None and i.dropped_reason is None]
    present = sum(1 for who in row.attendance if who["present"])
    said = check_close(command.minutes, row.held_on, undecided, present)
    closed = check_open_yet(row.state, party=await party_of(work, row.division) is not None)
    breaches = (*closed, *(said if isinstance(said, tuple) else ()))
    if breaches or isinstance(said, tuple):
        return Refusal(breaches)
    before = land_consultations.told(row)
    row.minutes = said
    content = await content_of(work.session, row, agenda)
    row.state, row.content, row.content_sm3 = ConsultationState.CLOSED, content, sm3(canonical(content))
    row.closed_at, row.closed_by_name = work.now, work.actor.name
    return await _kept(work, "closeLandConsultation", row, before)


async def _taken(work: Work, command: RecordMeeting | CloseConsultation) -> tables.LandConsultation | Refusal:
    row = await land_consultations.locked(work.session, command.consultation_id, work.actor)
    if row is None:
        return Refusal.of(CONSULTATION_UNKNOWN)
    lost = stale(row.version, command.expected_version)
    return Refusal.of(lost) if lost else row


async def _kept(work: Work, operation: str, row: tables.LandConsultation, before: dict[str, object]) -> UUID:
    row.version += 1
    await work.session.flush()
    told = land_consultations.told(row)
    said = {k: str(v) for k, v in told.items() if before[k] != v}
    await land_plans.add_step(work, row, operation, said=said)
    await work.audit(operation, f"land-consultation/{row.id}", before, told, division=row.division)
    return row.id
