"""Investment done against what was planned: which amounts of each project count in a quarter (A19)."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from services.assessment.domain.fact.model import Fact, FactKind, Invested, Tasked, newest
from services.assessment.domain.period import Period, Year
from services.assessment.domain.score.in_plan import OutOn, out_of_plan
from services.assessment.domain.score.item import Amounts, ByRecord, Item


def progress(facts: ByRecord, period: Period, today: date) -> list[Item]:
    """第十九条：形象进度. Of each project and unit the latest month's report in the quarter; it has the year's amounts so far.

    Who reports nothing has done nothing: a project of whose quarter no month is verified counts with what its annual
    task plans until the quarter's end, and with what was verified of the year before.

    第十一条：of a project that the plan gave up only the months count that were over by then.
    """
    out = out_of_plan(facts)
    reports = sorted(
        (r for r in map(newest, facts[FactKind.PROGRESS_VERIFIED].values()) if not out(r.project, r.happened_on)),
        key=_month_age,
    )
    latest = {(f.unit_id, f.project): f for f in reports if period.first_day <= f.happened_on <= period.last_day}
    reported = {project for _, project in latest}
    of_year = [f for f in reports if f.happened_on.year == period.year]
    before = {f.project: f for f in of_year if f.happened_on < period.first_day}
    silent = []
    tasks = _tasks(facts, period)
    for project, task in tasks.items():
        through = _months_in_plan(project, out, period, today)
        planned = _plan(task).planned_up_to(through)
        if project not in reported and planned > _plan(task).planned_up_to(_eve(period)):
            silent.append(Item(task, amounts=Amounts(_so_far(before.get(project)), planned)))
    due = {p: _plan(t).planned_up_to(_months_in_plan(p, out, period, today)) for p, t in tasks.items()}
    return [Item(fact, amounts=_counting(fact, due, period)) for fact in latest.values()] + silent


def _counting(report: Fact, due: Mapping[UUID, Decimal], period: Period) -> Amounts:
    """The amounts so far. Of a year: beside all that its task planned, or who reports in spring only would be done by then."""
    amounts = _invested(report)
    planned = due.get(report.project, amounts.planned) if isinstance(period, Year) else amounts.planned
    return Amounts(amounts.done, max(amounts.planned, planned))


def _tasks(facts: ByRecord, period: Period) -> dict[UUID, Fact]:
    """第八条：the annual tasks of the quarter's year in force at its end, by project."""
    known: dict[UUID, list[Fact]] = defaultdict(list)
    for project, found in facts[FactKind.TASK_SET].items():
        known[project] += (f for f in found if f.recorded_on <= period.last_day and _plan(f).year == period.year)
    return {project: max(found, key=_task_age) for project, found in known.items() if found}


def _months_over(period: Period, today: date) -> int:
    """The last month of the quarter that is over by today; the eve of the quarter while none is."""
    over = today.month - 1 if today <= period.last_day else period.last_day.month
    return max(over, _eve(period))


def _months_in_plan(project: UUID, out: OutOn, period: Period, today: date) -> int:
    """The last month of the quarter that is over by today and on whose last day the plan had the project."""
    months = range(_months_over(period, today), _eve(period), -1)
    return next((m for m in months if not out(project, _last_day(period.year, m))), _eve(period))


def _last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _eve(period: Period) -> int:
    return period.first_day.month - 1


def _plan(task: Fact) -> Tasked:
    assert isinstance(task.what, Tasked)
    return task.what


def _task_age(task: Fact) -> tuple[int, tuple[datetime, UUID]]:
    return (_plan(task).version, task.age)


def _so_far(report: Fact | None) -> Decimal:
    return _invested(report).done if report else Decimal(0)


def _invested(report: Fact) -> Amounts:
    assert isinstance(report.what, Invested)
    return Amounts(report.what.done_so_far, report.what.planned_so_far)


def _month_age(fact: Fact) -> tuple[date, tuple[datetime, UUID]]:
    assert isinstance(fact.what, Invested)
    return (fact.what.month, fact.age)
