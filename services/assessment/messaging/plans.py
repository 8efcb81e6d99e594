"""第十一条、第十二条、第十九条：plans of the year, starts and completions, and statistics become facts of who answers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.assessment.domain.fact.model import PLANNED, FactKind, Limited, Milestone, PlanItem, Settled
from services.assessment.domain.fact.rulebook import statistics_due
from services.assessment.messaging.foreign_matters import (
    InStatistics,
    MilestoneSet,
    OfPlan,
    PlanItemConverted,
    PlanItemIssued,
    PlanItemRemoved,
    PlanItemRevalued,
    StatisticsExcepted,
)
from services.assessment.messaging.handling import Handlers
from services.assessment.store import facts
from services.assessment.usecases.fact.record import record_for
from services.chassis.work import Work

START, ENTRY, REPORTING = "START", "ENTRY", "REPORTING"


async def _issued(work: Work, event: PlanItemIssued) -> None:
    what = PlanItem(event.plan_version, event.year, event.kind, event.annual_investment)
    await _of_plan(work, event, FactKind.PLAN_ITEM_SET, event.issued_on, what, event.units)


async def _converted(work: Work, event: PlanItemConverted) -> None:
    """第十一条：a preliminary project of the plan is a construction project from here on."""
    what = PlanItem(event.plan_version, event.year, event.kind, event.annual_investment, converted=True)
    await _of_plan(work, event, FactKind.PRELIMINARY_CONVERTED, event.converted_on, what, event.units)


async def _revalued(work: Work, event: PlanItemRevalued) -> None:
    what = PlanItem(event.plan_version, event.year, event.kind, event.annual_investment)
    units = await facts.answering(work.session, event.project_id, PLANNED)
    await _of_plan(work, event, FactKind.PLAN_ITEM_SET, event.issued_on, what, units)


async def _removed(work: Work, event: PlanItemRemoved) -> None:
    what = PlanItem(event.plan_version, event.year, event.kind, Decimal(0))
    units = await facts.answering(work.session, event.project_id, PLANNED)
    await _of_plan(work, event, FactKind.PLAN_ITEM_REMOVED, event.issued_on, what, units)


async def _of_plan(
    work: Work, event: OfPlan, kind: FactKind, on: date, what: PlanItem, units: Iterable[UUID | None]
) -> None:
    await record_for(work, kind, "reserve", event.project_id, event.project_id, on, what, units)


async def _milestone(work: Work, event: MilestoneSet) -> None:
    """第七条（二）（四）：how the start or completion stands; from the start on, statistics are due (第十二条)."""
    done_on, project = event.completed_on, event.project_id
    reached = FactKind.PROJECT_STARTED if event.role == START else FactKind.PROJECT_COMPLETED
    kind = FactKind.MILESTONE_SET if done_on is None else reached
    what = Milestone(event.role, event.due_on, done_on)
    await record_for(work, kind, "schedule", project, project, done_on or work.today, what, event.units)
    if event.role != START:
        return
    told = await facts.of_record(work.session, project, (FactKind.STATISTICS_DUE,))
    if done_on is None and not told:
        return
    due = {} if done_on is None else statistics_due(done_on)
    for code in (ENTRY, REPORTING):
        limit = Limited(1, due.get(code), code)
        kind, on = FactKind.STATISTICS_DUE, done_on or work.today
        await record_for(work, kind, "schedule", project, project, on, limit, event.units, code)


async def _entered(work: Work, event: InStatistics) -> None:
    await _in_statistics(work, event, FactKind.STATISTICS_ENTERED, ENTRY)


async def _reported(work: Work, event: InStatistics) -> None:
    await _in_statistics(work, event, FactKind.STATISTICS_REPORTED, REPORTING)


async def _in_statistics(work: Work, event: InStatistics, kind: FactKind, code: str) -> None:
    """第十二条：town, industry authority and owner answer, each for the whole; under an exception nobody was late."""
    late = 0 if event.excepted else event.days_late
    what = Settled(event.version, event.due_on, event.on, late, code)
    await record_for(work, kind, "schedule", event.entry_id, event.project_id, event.on, what, event.units)


async def _excepted(work: Work, event: StatisticsExcepted) -> None:
    """第十二条：the exception is about the project's limit, which its start has set."""
    what = Limited(event.version, None, event.kind)
    kind, project = FactKind.STATISTICS_EXCEPTED, event.project_id
    await record_for(work, kind, "schedule", project, project, event.on, what, event.units)


HANDLERS: Handlers = (
    ("zhongdian.reserve.plan-item.issued.v1", PlanItemIssued, _issued),
    ("zhongdian.reserve.plan-item.converted.v1", PlanItemConverted, _converted),
    ("zhongdian.reserve.plan-item.revalued.v1", PlanItemRevalued, _revalued),
    ("zhongdian.reserve.plan-item.removed.v1", PlanItemRemoved, _removed),
    ("zhongdian.schedule.milestone.set.v1", MilestoneSet, _milestone),
    ("zhongdian.schedule.statistics.entered.v1", InStatistics, _entered),
    ("zhongdian.schedule.statistics.reported.v1", InStatistics, _reported),
    ("zhongdian.schedule.statistics.excepted.v1", StatisticsExcepted, _excepted),
)
