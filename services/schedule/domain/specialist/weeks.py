"""第九条（每周及时更新项目信息）：weeks, until when each is to be reported, and which of them were missed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from services.law.workdays import WorkCalendar
from services.schedule.domain.listing import PlanChange
from services.schedule.domain.opening import ItemKind
from services.schedule.domain.specialist.rulebook import WEEK_BELONGS, WEEK_ENDS

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Carried:
    """What one version of a plan did with the project, on its day."""

    year: int
    plan_id: UUID
    plan_version: int
    change: PlanChange
    kind: ItemKind
    on: date


@dataclass(frozen=True, slots=True)
class Span:
    """Days on which a plan carried the project as a construction project, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Owed:
    """A week that is owed: its Monday, and the last day on which it is in time."""

    week_on: date
    due_on: date


def monday_of(day: date) -> date:
    """Return the Monday of the week.

    >>> str(monday_of(date(2027, 1, 10)))
    '2027-01-04'
    """
    return day - timedelta(days=day.weekday())


def due_on(week_on: date, calendar: WorkCalendar) -> date | None:
    """第九条：the last working day of the week; None for a week that is wholly a holiday, which nobody owes."""
    due = calendar.previous_on_or_before(week_on + timedelta(days=WEEK_ENDS.on(week_on)))
    return due if due >= week_on else None


def month_of(week_on: date) -> tuple[int, int]:
    """Say of which month and year the figures of a week are.

    >>> month_of(date(2027, 3, 29)), month_of(date(2026, 12, 28))
    ((2027, 4), (2026, 12))
    """
    day = week_on + timedelta(days=WEEK_BELONGS.on(week_on))
    return day.year, day.month


def running(carried: Iterable[Carried]) -> tuple[Span, ...]:
    """Say when the plans carried the project as a construction project: from the day of the document, up to the day before
    it was taken out, else to the end of the plan's year. A week is owed within these days alone.
    """
    years: dict[int, list[Carried]] = {}
    for one in carried:
        years.setdefault(one.year, []).append(one)
    spans: list[Span] = []
    for span in (span for year in sorted(years) for span in _of_year(year, years[year])):
        if spans and span.first <= spans[-1].last + timedelta(days=1):
            spans[-1] = Span(spans[-1].first, span.last)  # the next year's plan goes on where this year's ends
        else:
            spans.append(span)
    return tuple(spans)


def _of_year(year: int, told: Sequence[Carried]) -> list[Span]:
    spans, since = [], None
    for one in sorted(told, key=lambda c: (c.on, c.plan_version)):
        carries = one.change is not PlanChange.REMOVED and one.kind.construction
        if carries and since is None:
            since = max(one.on, date(year, 1, 1))
        elif not carries and since is not None:
            spans.append(Span(since, one.on - timedelta(days=1)))
            since = None
    if since is not None:
        spans.append(Span(since, date(year, 12, 31)))
    return [span for span in spans if span.first <= span.last]


def owed(spans: Iterable[Span], until: date, calendar: WorkCalendar) -> tuple[Owed, ...]:
    """List the weeks owed whose last day has passed before `until`; the project runs from Monday to that day."""
    weeks: dict[date, Owed] = {}
    for span in spans:
        week = span.first if span.first.weekday() == 0 else monday_of(span.first) + WEEK
        while week < until:
            due = due_on(week, calendar)
            if due is not None and due <= span.last and due < until:
                weeks[week] = Owed(week, due)
            week += WEEK
            if week > span.last:
                break
    return tuple(weeks[w] for w in sorted(weeks))


def missed(
    spans: Iterable[Span], updated: Collection[date], finished_on: date | None, today: date, calendar: WorkCalendar
) -> tuple[Owed, ...]:
    """第九条：the weeks owed that nobody has reported, until today. After the week that reported 100 per cent none is owed."""
    return tuple(
        week
        for week in owed(spans, today, calendar)
        if week.week_on not in updated and (finished_on is None or week.week_on < finished_on)
    )
