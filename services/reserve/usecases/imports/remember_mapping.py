"""Remember what a sender calls a column, and forget it again; what was remembered when stays on record."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.reserve.domain.importing import decide as rules
from services.reserve.domain.reading import Reading
from services.reserve.domain.sheets.columns import Column, Subject
from services.reserve.store import importing, tables


@dataclass(frozen=True, slots=True, kw_only=True)
class RememberMapping:
    """A heading's words and what they mean in such sheets of the sender."""

    subject: Subject
    heading: str
    element: Column


async def remember_mapping(work: Work, command: RememberMapping) -> UUID | Refusal:
    """Remember a heading for the actor's unit, in place of what it meant before."""
    reading, table = Reading(), tables.HeadingMapping
    heading = rules.read_heading(reading, command.heading, command.element, command.subject)
    own = table.unit_id.is_(None) if work.actor.unit is None else table.unit_id == work.actor.unit
    same = select(table).where(
        table.division == work.actor.division,
        own,
        table.subject == command.subject,
        table.heading == heading,
        table.ended_at.is_(None),
    )
    before = await work.session.scalar(same.with_for_update())
    if before is not None and before.element is command.element:
        reading.found(Breach("NOTHING_CHANGED", "该列标题已按此对应", field="element"))
    if reading.breaches:
        return Refusal(tuple(reading.breaches))
    if before is not None:
        _end(work, before)
        await work.session.flush()
    made = tables.HeadingMapping(
        id=work.new_id(),
        division=work.actor.division,
        unit_id=work.actor.unit,
        subject=command.subject,
        heading=heading,
        element=command.element,
        remembered_at=work.now,
        asked_by=work.actor.subject,
        remembered_by=work.actor.name,
        ended_at=None,
        ended_by=None,
    )
    work.session.add(made)
    await work.session.flush()
    was = {"heading": heading, "element": before.element} if before else None
    after = {"heading": heading, "element": made.element}
    await work.audit("rememberMapping", f"headingMapping/{made.id}", was, after)
    return made.id


def _end(work: Work, row: tables.HeadingMapping) -> None:
    row.ended_at, row.ended_by = work.now, work.actor.name


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetMapping:
    """Which mapping."""

    mapping_id: UUID


async def forget_mapping(work: Work, command: ForgetMapping) -> UUID | Refusal:
    """Forget a heading of the actor's unit; files that were imported by it stay as they are."""
    table = tables.HeadingMapping
    own = table.unit_id.is_(None) if work.actor.unit is None else table.unit_id == work.actor.unit
    mine = (table.id == command.mapping_id, table.division == work.actor.division, own)
    row = await work.session.scalar(select(table).where(*mine).with_for_update())
    if row is None:
        return Refusal.of(importing.MAPPING_UNKNOWN)
    if row.ended_at is not None:
        return Refusal.of(Breach("MAPPING_ENDED", "该对应关系已不再使用", field="mappingId"))
    _end(work, row)
    await work.session.flush()
    await work.audit(
        "forgetMapping", f"headingMapping/{row.id}", {"heading": row.heading, "element": row.element}, None
    )
    return row.id
