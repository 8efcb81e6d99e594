"""第十七条（一）：that a limit passed, or that a request ended late, is a fact: written once, never changed or removed.

Where a published calendar shows that a limit had not passed after all, that is one more fact, which says so; the first
one stays readable.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.law.workdays import WorkCalendar
from services.support.domain import clock
from services.support.domain.clock import Clock


class LateFact(StrEnum):
    """What was found."""

    LIMIT_PASSED = "LIMIT_PASSED"  # 期限届满未办结
    ENDED_LATE = "ENDED_LATE"  # 逾期办结
    VOIDED = "VOIDED"  # 年度日历公布后，该期限并未届满


@dataclass(frozen=True, slots=True)
class Late:
    """One fact: of which limit, since which day, by how many working days as far as was known then."""

    fact: LateFact
    due_on: date
    on: date
    working_days_late: int


def to_note(of: Clock, noted: Iterable[Late], today: date, calendar: WorkCalendar) -> tuple[Late, ...]:
    """Return the facts that a clock shows on a day and that are not on record."""
    known = {(one.fact, one.due_on) for one in noted}
    reading, over = clock.read(of, today, calendar), clock.passed_on(of, calendar)
    due = reading.due_on
    if due is None or over is None or not clock.passed(of, today, calendar):
        return ()
    found = [Late(LateFact.LIMIT_PASSED, due, over, max(reading.late, 1))]
    if of.ended_on is not None:
        found.append(Late(LateFact.ENDED_LATE, due, of.ended_on, reading.late))
    return tuple(one for one in found if (one.fact, one.due_on) not in known)


def to_void(of: Clock, noted: Iterable[Late], today: date, calendar: WorkCalendar) -> tuple[Late, ...]:
    """Return, after a calendar was published, what says of each limit on record as passed that by it this one did not pass."""
    facts = tuple(noted)
    due = clock.read(of, today, calendar).due_on if clock.passed(of, today, calendar) else None
    void = {one.due_on for one in facts if one.fact is LateFact.VOIDED}
    limits = {one.due_on for one in facts if one.fact is LateFact.LIMIT_PASSED} - void - {due}
    return tuple(Late(LateFact.VOIDED, limit, today, 0) for limit in sorted(limits))
