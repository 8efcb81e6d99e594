"""第十七条（一）：the clock of a request, in working days from the day after receipt, stopped while a correction is awaited or
a special procedure takes place.

The counting itself is the law's (`services.law.workdays.StoppableClock`); here is when it starts, stands, goes on and
ends, and what can be read from it. Nothing that follows from the calendar is part of the state: it is derived each time,
so that a year published later corrects what was provisional.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise

from services.law.workdays import Stop, StoppableClock, WorkCalendar


class PauseKind(StrEnum):
    """Why a clock may stand: nothing else stops it."""

    CORRECTION = "CORRECTION"  # 退回补正
    SPECIAL_PROCEDURE = "SPECIAL_PROCEDURE"  # 特殊程序


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stands from the day of return to that of resubmission, for a reason on record.

    missing: what a correction must bring. procedure, basis, document: of a special procedure, its code among
    `RequestKind.stops`, its legal ground, and the number of the document that orders it.
    """

    since: date
    until: date | None
    reason: str
    kind: PauseKind = PauseKind.CORRECTION
    missing: tuple[str, ...] = ()
    procedure: str | None = None
    basis: str | None = None
    document: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The facts of a clock: receipt, limit, pauses, end."""

    received_on: date
    working_days: int
    warning_days: int
    pauses: tuple[Pause, ...] = ()
    ended_on: date | None = None

    def __post_init__(self) -> None:
        """Raise ValueError for facts that do not follow each other in time or for a pause within a pause."""
        days = [self.received_on]
        for pause in self.pauses:
            days += [pause.since, pause.until or date.max]
        if any(later < earlier for earlier, later in pairwise(days)):
            raise ValueError(f"the pauses of a clock must follow each other: {self.pauses}")
        if self.ended_on is not None and self.ended_on < self.last_on:
            raise ValueError(f"a clock cannot end on {self.ended_on}, before its last change on {self.last_on}")

    @property
    def last_on(self) -> date:
        """The day of the last change before the end."""
        last = self.pauses[-1] if self.pauses else None
        return (last.until or last.since) if last else self.received_on

    @property
    def standing(self) -> bool:
        """Whether a correction is awaited."""
        return bool(self.pauses) and self.pauses[-1].until is None and self.ended_on is None

    @property
    def running(self) -> bool:
        """Whether working days are counted."""
        return not self.standing and self.ended_on is None

    def stop(self, day: date, reason: str, missing: tuple[str, ...] = ()) -> Clock:
        """Stand still from this day for a correction; raise ValueError when the clock does not run."""
        return self.stand(Pause(day, None, reason, missing=missing))

    def stand(self, pause: Pause) -> Clock:
        """Stand still as an open pause says; raise ValueError when the clock does not run."""
        if not self.running:
            raise ValueError("only a running clock can be stopped")
        return replace(self, pauses=(*self.pauses, replace(pause, since=self._counted_from(pause.since))))

    def resume(self, day: date) -> Clock:
        """Count again from the day after this one; raise ValueError when the clock does not stand."""
        if not self.standing:
            raise ValueError("only a standing clock can be resumed")
        return replace(self, pauses=(*self.pauses[:-1], replace(self.pauses[-1], until=self._counted_from(day))))

    def end(self, day: date) -> Clock:
        """Count no more after this day; raise ValueError when the clock has ended."""
        if self.ended_on is not None:
            raise ValueError(f"the clock ended on {self.ended_on}")
        return replace(self, ended_on=self._counted_from(day))

    def _counted_from(self, day: date) -> date:
        """What is done in the evening after a request came in counts as done on its day of receipt (`domain/hours.py`)."""
        return max(day, self.received_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of time in which the clock ran or stood; working_days are those counted in it, none while it stood.

    pause: why it stood, with everything on record about it; None where it ran.
    """

    running: bool
    since: date
    until: date | None
    working_days: int
    reason: str | None = None
    pause: Pause | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a clock shows on a day.

    due_on: the last day of the limit, unknown while a correction is awaited.
    provisional: the due date rests on a year whose calendar is not published yet.
    warning: at most `warning_days` working days are left; overdue: the last one is over. Both only while it runs.
    late: working days beyond the limit, also after the end.
    """

    due_on: date | None
    provisional: bool
    used: int
    left: int
    late: int
    warning: bool
    overdue: bool


def read(clock: Clock, today: date, calendar: WorkCalendar) -> Reading:
    """Read a clock; once it has ended it shows what it showed on that day."""
    counted = _law_clock(clock, calendar)
    day = max(clock.received_on, min(today, clock.ended_on or today))
    due = counted.due
    overdue = clock.running and due is not None and due < last_workday(day, calendar)
    left = counted.left_on(day)
    return Reading(
        due_on=due,
        provisional=counted.provisional,
        used=counted.used_on(day),
        left=left,
        late=counted.late_on(day),
        warning=clock.running and not overdue and left <= clock.warning_days,
        overdue=overdue,
    )


def warn_on(clock: Clock, calendar: WorkCalendar) -> date | None:
    """Return the day from which a running clock warns; None while a correction is awaited."""
    due = _law_clock(clock, calendar).due
    return None if due is None else calendar.add(due, -clock.warning_days)


def reached_on(clock: Clock, days: int, calendar: WorkCalendar) -> date | None:
    """Return the day on which a clock is so many counted working days beyond its limit, before it when negative.

    0 is the limit's last day. None while the clock stands before that day, and for a day before the first counted one.
    """
    counted = clock.working_days + days
    if counted < 1:
        return None
    stops = [Stop(pause.since, pause.until) for pause in clock.pauses]
    return StoppableClock(clock.received_on, counted, stops, calendar).due


def lateness_on(clock: Clock, day: date, calendar: WorkCalendar) -> int:
    """Count the working days beyond the limit by a day; negative before the limit's last day."""
    return _law_clock(clock, calendar).used_on(max(clock.received_on, day)) - clock.working_days


def passed_on(clock: Clock, calendar: WorkCalendar) -> date | None:
    """Return the first working day after the limit, on which it is over; None while the limit is unknown."""
    due = _law_clock(clock, calendar).due
    return None if due is None else calendar.add(due, 1)


def passed(clock: Clock, today: date, calendar: WorkCalendar) -> bool:
    """Whether the limit is over on a day, or was when the clock ended; a stop after that does not undo it."""
    over = passed_on(clock, calendar)
    return over is not None and over <= min(today, clock.ended_on or today)


def last_workday(day: date, calendar: WorkCalendar) -> date:
    """Return the day, or the last workday before it: a limit that ended on Friday is overdue from Monday on."""
    return calendar.previous_on_or_before(day)


def segments(clock: Clock, today: date, calendar: WorkCalendar) -> tuple[Segment, ...]:
    """Tell the whole life of a clock; the working days of its parts add up to those used."""
    counted = _law_clock(clock, calendar)
    told: list[Segment] = []
    since = clock.received_on
    for pause in clock.pauses:
        days = counted.used_on(pause.since) - counted.used_on(since)
        told.append(Segment(running=True, since=since, until=pause.since, working_days=days))
        until = pause.until or clock.ended_on
        stood = Segment(running=False, since=pause.since, until=until, working_days=0, reason=pause.reason, pause=pause)
        told.append(stood)
        since = pause.until or date.max
    if since != date.max:
        end = max(since, min(today, clock.ended_on or today))
        days = counted.used_on(end) - counted.used_on(since)
        told.append(Segment(running=True, since=since, until=clock.ended_on, working_days=days))
    return tuple(told)


def _law_clock(clock: Clock, calendar: WorkCalendar) -> StoppableClock:
    """Set the law's clock. A pause that was open when a request was withdrawn stays open: nothing is due any more."""
    stops = [Stop(pause.since, pause.until) for pause in clock.pauses]
    return StoppableClock(clock.received_on, clock.working_days, stops, calendar)
