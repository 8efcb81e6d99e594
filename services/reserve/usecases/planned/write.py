"""第四条: change a list that is still with the unit."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.reserve.domain.planned import report as rules
from services.reserve.domain.planned.terms import A4
from services.reserve.domain.reading import Reading
from services.reserve.store.planned import reports
from services.reserve.usecases.planned.listing import Line, own, read, typed


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePlannedReport:
    """The whole list as it is to be."""

    report_id: UUID
    expected_version: int
    items: tuple[Line, ...] = ()
    nothing_reason: str | None = None
    remark: str | None = None


async def write(work: Work, command: ChangePlannedReport) -> UUID | Refusal:
    """Put the list together anew."""
    row = await own(work, command.report_id)
    if isinstance(row, Breach):
        return Refusal.of(row)
    before = await reports.state_of(work.session, row)
    reading = Reading(A4)
    reading.found(stale(row.version, command.expected_version))
    written = typed(command.items, command.nothing_reason, command.remark)
    content = await read(work, reading, written, row.unit_id, row.month)
    decision = reading.judged(rules.write(before, content))
    if isinstance(decision, Refusal):
        return decision
    await reports.save(work, row, before, decision.state)
    await reports.remember(work, "changePlannedReport", before, decision.state)
    return row.id
