"""第十二条“原则上”：entry or reporting is put off by an exception."""

from __future__ import annotations

from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.statistics.recording import Entry, ExceptStatistics, except_
from services.schedule.domain.statistics.terms import StatisticsAction
from services.schedule.store import schedules
from services.schedule.store.statistics import keeping
from services.schedule.usecases.asking import no_schedule


async def except_statistics(work: Work, command: ExceptStatistics) -> UUID | Refusal:
    """Record the exception; the id is that of the record."""
    schedule = await schedules.of_project(work.session, work.actor, command.project_id)
    if schedule is None:
        return no_schedule()
    row = await keeping.row_of(work.session, schedule.id, command.kind)
    if lost := stale(row.version if row else 0, command.expected_version):
        return Refusal.of(lost)
    current = keeping.state(row) if row else Entry(id=work.new_id(), kind=command.kind)
    decision = except_(schedules.state(schedule), current, command, today=work.today)
    if isinstance(decision, Refusal):
        return decision
    made = decision.state
    await keeping.save(work, schedule, row, made, StatisticsAction.EXCEPTED, made.exception_reason)
    await work.record(*decision.events)
    subject = f"project/{schedule.project_id}/statistics/{command.kind.value}"
    before = keeping.facts(current) if row else None
    await work.audit("exceptStatistics", subject, before, keeping.facts(made), reason=made.exception_reason)
    return made.id
