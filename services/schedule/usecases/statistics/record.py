"""第十二条：a project's entry or reporting in statistics is recorded, or what was recorded is corrected."""

from __future__ import annotations

from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.statistics.recording import Entry, RecordStatisticsEntry, record
from services.schedule.domain.statistics.terms import StatisticsAction
from services.schedule.store import schedules
from services.schedule.store.statistics import keeping
from services.schedule.usecases.asking import no_schedule, party


async def record_statistics_entry(
    work: Work, command: RecordStatisticsEntry, import_id: UUID | None = None
) -> UUID | Refusal:
    """Record it; the id is the record's. import_id: of the statistics office's answer that says it."""
    schedule = await schedules.of_project(work.session, work.actor, command.project_id)
    if schedule is None:
        return no_schedule()
    row = await keeping.row_of(work.session, schedule.id, command.kind)
    if lost := stale(row.version if row else 0, command.expected_version):
        return Refusal.of(lost)
    current = keeping.state(row) if row else Entry(id=work.new_id(), kind=command.kind)
    known = await keeping.known(work.session, schedule, command.number, work.today)
    decision = record(schedules.state(schedule), current, known, party(work.actor), command, today=work.today)
    if isinstance(decision, Refusal):
        return decision
    corrected = current.on is not None
    action = StatisticsAction.CORRECTED if corrected else StatisticsAction.RECORDED
    reason = (command.reason or "").strip() or None
    await keeping.save(work, schedule, row, decision.state, action, reason, import_id)
    await work.record(*decision.events)
    before = keeping.facts(current) if row else None
    subject = f"project/{schedule.project_id}/statistics/{command.kind.value}"
    await work.audit("recordStatisticsEntry", subject, before, keeping.facts(decision.state), reason=reason)
    return decision.state.id
