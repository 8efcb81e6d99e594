"""第四条: hand a month's list in to the investment authority."""

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
from services.reserve.usecases.planned.listing import own, read


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitPlannedReport:
    """Which report, as it was seen."""

    report_id: UUID
    expected_version: int


async def submit(work: Work, command: SubmitPlannedReport) -> UUID | Refusal:
    """Freeze the list with the projects' figures of this moment, and hand it in."""
    row = await own(work, command.report_id)
    if isinstance(row, Breach):
        return Refusal.of(row)
    before = await reports.state_of(work.session, row)
    reading = Reading(A4)
    reading.found(stale(row.version, command.expected_version))
    current = replace(before, content=await read(work, reading, before.content, row.unit_id, row.month))
    digest = reports.digest_of(current, work.today)
    decision = reading.judged(rules.submit(current, digest, work.today))
    if isinstance(decision, Refusal):
        return decision
    await reports.save(work, row, before, decision.state, submitted_on=work.today)
    await reports.freeze(work, decision.state, digest, None)
    await work.record(*decision.events)
    await reports.remember(work, "submitPlannedReport", before, decision.state)
    reports.tell(work, decision.state)
    return row.id
