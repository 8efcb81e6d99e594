"""第九条：the investment authority verifies a report."""

from __future__ import annotations

from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.progress.record import facts
from services.schedule.domain.progress.verification import VerifyProgress, verify
from services.schedule.store import reports, schedules
from services.schedule.usecases.asking import party
from services.schedule.usecases.city.push import push
from services.schedule.usecases.progress.judged import judged


async def verify_progress(work: Work, command: VerifyProgress) -> UUID | Refusal:
    """Verify the month against its task; the id is the report's."""
    found = await judged(work, command.report_id, command.expected_version)
    if isinstance(found, Refusal):
        return found
    schedule, row = found
    task = await schedules.task_of(work.session, schedule.id, row.year)
    assert task is not None, "a month is only reported against a task, and tasks are never taken away"
    current = reports.state(row)
    before = await reports.verified_before(work.session, row)
    after = await reports.verified_after(work.session, row)
    decision = verify(schedules.state(schedule), task, current, before, after, party(work.actor), today=work.today)
    if isinstance(decision, Refusal):
        return decision
    await reports.save(work.session, schedule.id, row, decision.state, by=work.actor, at=work.now)
    await work.record(*decision.events)
    await push(work, schedule, *decision.events)
    await work.audit("verifyProgress", f"progress/{row.id}", facts(current), facts(decision.state))
    return row.id
