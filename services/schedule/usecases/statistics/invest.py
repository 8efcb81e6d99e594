"""第十二条：the investment that statistics report of a month is recorded, or corrected with a reason."""

from __future__ import annotations

from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.statistics.recording import RecordStatisticsInvestment, record_investment
from services.schedule.domain.statistics.terms import StatisticsAction, StatisticsKind
from services.schedule.store import schedules
from services.schedule.store.statistics import keeping
from services.schedule.usecases.asking import no_schedule, party


async def record_statistics_investment(work: Work, command: RecordStatisticsInvestment) -> UUID | Refusal:
    """Record the month's figure; the id is the figure's."""
    schedule = await schedules.of_project(work.session, work.actor, command.project_id)
    if schedule is None:
        return no_schedule()
    year, month = command.year, command.month
    row = await keeping.investment_of(work.session, schedule.id, year, month)
    if lost := stale(row.version if row else 0, command.expected_version):
        return Refusal.of(lost)
    entered = await keeping.row_of(work.session, schedule.id, StatisticsKind.ENTRY)
    current = row.amount if row else None
    decision = record_investment(
        schedules.state(schedule),
        entered.on_day if entered else None,
        current,
        party(work.actor),
        command,
        today=work.today,
    )
    if isinstance(decision, Refusal):
        return decision
    reason = (command.reason or "").strip() or None
    action = StatisticsAction.INVESTMENT_RECORDED if row is None else StatisticsAction.INVESTMENT_CORRECTED
    made = await keeping.save_investment(work, schedule, row, year, month, decision.state)
    said = {"amount": decision.state, "version": made.version}
    await keeping.step(work, schedule, action, said, year=year, month=month, reason=reason)
    subject = f"project/{schedule.project_id}/statistics/{year}-{month:02d}"
    before = None if current is None else {"amount": current}
    await work.audit("recordStatisticsInvestment", subject, before, said, reason=reason)
    return made.id
