"""第四条: send a list back to its unit, with what is missing."""

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
class ReturnPlannedReport:
    """Which report, and what is missing of it."""

    report_id: UUID
    expected_version: int
    missing: str


async def give_back(work: Work, command: ReturnPlannedReport) -> UUID | Refusal:
    """Return the report; what was handed in stays on record."""
    row = await reports.lock(work, command.report_id)
    if row is None:
        return Refusal.of(reports.UNKNOWN)
    before = await reports.state_of(work.session, row)
    reading = Reading(A4)
    reading.found(stale(row.version, command.expected_version))
    missing = reading.text(command.missing, "所缺内容", "missing")
    decision = reading.judged(rules.give_back(before, missing, work.today))
    if isinstance(decision, Refusal):
        return decision
    await reports.save(work, row, before, decision.state, missing=missing, returned_on=work.today)
    await work.record(*decision.events)
    await reports.remember(work, "returnPlannedReport", before, decision.state, missing)
    reports.tell(work, decision.state)
    return row.id
