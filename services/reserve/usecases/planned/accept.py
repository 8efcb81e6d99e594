"""第四条: take a list over."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal
from services.reserve.domain.planned import report as rules
from services.reserve.domain.planned.terms import A4
from services.reserve.domain.reading import Reading
from services.reserve.store.planned import reports


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptPlannedReport:
    """Which report, as it was seen."""

    report_id: UUID
    expected_version: int


async def accept(work: Work, command: AcceptPlannedReport) -> UUID | Refusal:
    """Accept the report."""
    row = await reports.lock(work, command.report_id)
    if row is None:
        return Refusal.of(reports.UNKNOWN)
    before = await reports.state_of(work.session, row)
    reading = Reading(A4)
    reading.found(stale(row.version, command.expected_version))
    decision = reading.judged(rules.accept(before, work.today))
    if isinstance(decision, Refusal):
        return decision
    await reports.save(work, row, before, decision.state, accepted_on=work.today)
    await work.record(*decision.events)
    await reports.remember(work, "acceptPlannedReport", before, decision.state)
    reports.tell(work, decision.state)
    return row.id
