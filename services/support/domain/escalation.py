"""第十四条、第十七条：a limit that comes near or is over is told, rung by rung, each rung exactly once.

A rung stands so many working days before (−) or after (+) the last day of the limit, counted by the clock itself: days on
which it stood do not count. So a stop shifts the rungs that are still to come together with the limit, and those that
were told before it are not told again: at their lateness everybody was told. When a published calendar moves the limit,
a rung is told again for the new one only if it was told too early, measured by the new calendar; what was told at that
lateness or later holds. Nothing is told early, nothing while the clock stands, and after downtime everything that was
missed is told, with the day on which it should have been.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from services.law.workdays import WorkCalendar
from services.support.domain import clock
from services.support.domain.clock import Clock
from services.support.domain.kinds.model import Escalation


@dataclass(frozen=True, slots=True)
class Told:
    """A rung that was told: which one, for which limit, on which day."""

    days: int
    limit_on: date
    on: date


@dataclass(frozen=True, slots=True)
class Reached:
    """A rung that is to be told, for which limit, and the day on which it was reached."""

    rung: Escalation
    limit_on: date
    on: date


def to_tell(
    of: Clock, ladder: Iterable[Escalation], told: Iterable[Told], today: date, calendar: WorkCalendar
) -> tuple[Reached, ...]:
    """Return the rungs that are reached by today and were not told, in their order."""
    return tuple(reached for reached in _coming(of, ladder, told, calendar) if reached.on <= today)


def next_on(
    of: Clock, ladder: Iterable[Escalation], told: Iterable[Told], today: date, calendar: WorkCalendar
) -> date | None:
    """Return the next day after today on which something is to be told; None while nothing is foreseen."""
    days = [reached.on for reached in _coming(of, ladder, told, calendar) if reached.on > today]
    over = clock.passed_on(of, calendar)
    if over is not None and over > today and of.running:
        days.append(over)
    return min(days, default=None)


def first_on(of: Clock, ladder: Iterable[Escalation], calendar: WorkCalendar) -> date | None:
    """Return the first day on which a clock is to be looked at, whatever was told; None while nothing is foreseen."""
    return next_on(of, ladder, (), date.min, calendar)


def _coming(
    of: Clock, ladder: Iterable[Escalation], told: Iterable[Told], calendar: WorkCalendar
) -> tuple[Reached, ...]:
    due = clock.read(of, of.last_on, calendar).due_on
    if due is None or not of.running:
        return ()
    known = tuple(told)
    found = []
    for rung in ladder:
        on = clock.reached_on(of, rung.days, calendar)
        if on is not None and not any(_holds(of, rung, due, one, calendar) for one in known):
            found.append(Reached(rung, due, on))
    return tuple(found)


def _holds(of: Clock, rung: Escalation, due: date, told: Told, calendar: WorkCalendar) -> bool:
    """Whether what was told of a rung holds for the limit as it is now: the same limit, or told at that lateness or later."""
    if told.days != rung.days:
        return False
    return told.limit_on == due or clock.lateness_on(of, told.on, calendar) >= rung.days
