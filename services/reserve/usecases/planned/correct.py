"""第四条: correct a list that was handed in, on record."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
class CorrectPlannedReport:
    """The whole list as it should have been, and why it was not."""

    report_id: UUID
    expected_version: int
    reason: str
    items: tuple[Line, ...] = ()
    nothing_reason: str | None = None
    remark: str | None = None


async def correct(work: Work, command: CorrectPlannedReport) -> UUID | Refusal:
    """Hand a new revision in; the authority looks at it again, and the old one stays readable."""
    row = await own(work, command.report_id)
    if isinstance(row, Breach):
        return Refusal.of(row)
    before = await reports.state_of(work.session, row)
    reading = Reading(A4)
    reading.found(stale(row.version, command.expected_version))
    reason = reading.text(command.reason, "更正理由", "reason")
    written = typed(command.items, command.nothing_reason, command.remark)
    content = await read(work, reading, written, row.unit_id, row.month)
    digest = reports.digest_of(replace(before, content=content), work.today)
    decision = reading.judged(rules.correct(before, content, reason, digest, work.today))
    if isinstance(decision, Refusal):
        return decision
    await reports.save(work, row, before, decision.state, submitted_on=work.today, accepted_on=None)
    await reports.freeze(work, decision.state, digest, reason)
    await work.record(*decision.events)
    await reports.remember(work, "correctPlannedReport", before, decision.state, reason)
    reports.tell(work, decision.state)
    return row.id
