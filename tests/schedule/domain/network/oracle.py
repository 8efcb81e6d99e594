"""A slow scheduler, written from the meaning of the words alone: it moves nodes day by day until nothing is violated."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from services.law.workdays import WorkCalendar
from services.schedule.domain.network.activity import Activity, ConstraintKind, DayUnit, Link

ONE = timedelta(days=1)
Spans = dict[str, tuple[date, date]]


class Oracle:
    """Knows the earliest and the latest days of a network, and whether a given placing keeps all that is asked."""

    def __init__(self, activities: Sequence[Activity], target: date, today: date, calendar: WorkCalendar) -> None:
        self.activities, self.target, self.today, self.calendar = activities, target, today, calendar
        self.by_code = {a.code: a for a in activities}

    def works(self, day: date, unit: DayUnit) -> bool:
        return unit is DayUnit.CALENDAR_DAY or self.calendar.is_workday(day)

    def ending(self, start: date, activity: Activity) -> date:
        """Work from the first day on until all days are worked."""
        day, left = start, activity.duration - 1
        while left > 0:
            day += ONE
            left -= self.works(day, activity.unit)
        return day

    def passed(self, after: date, until: date, unit: DayUnit) -> int:
        """Count the days between two moments, each the beginning of its day; negative when the second lies first."""
        if until < after:
            return -self.passed(until, after, unit)
        return sum(self.works(after + timedelta(days=n), unit) for n in range((until - after).days))

    def keeps(self, link: Link, before: tuple[date, date], after: tuple[date, date], follower: Activity) -> bool:
        """Whether enough days lie between the ends that a link ties; a milestone lies at the end of its day."""
        leader = self.by_code[link.predecessor]
        begins = before[0] + (ONE if leader.duration == 0 else timedelta(0))
        of_leader = before[1] + ONE if link.kind.startswith("FINISH") else begins
        starts = after[0] + (ONE if follower.duration == 0 else timedelta(0))
        of_follower = after[1] + ONE if link.kind.endswith("FINISH") else starts
        if link.lag and link.lag_unit is DayUnit.WORKING_DAY:
            return self.passed(of_leader, of_follower, link.lag_unit) >= link.lag
        of_leader += timedelta(days=link.lag)
        if DayUnit.CALENDAR_DAY in (leader.unit, follower.unit):
            return of_follower >= of_leader
        return self.passed(of_leader, of_follower, DayUnit.WORKING_DAY) >= 0  # on a free day nothing begins or ends

    def not_too_early(self, activity: Activity, span: tuple[date, date]) -> bool:
        if span[0] < self.today:
            return False
        on, kind = activity.constraint_on, activity.constraint
        if on is None or kind is None:
            return True
        if kind in (ConstraintKind.START_NO_EARLIER_THAN, ConstraintKind.MUST_START_ON):
            return span[0] >= on
        if kind in (ConstraintKind.FINISH_NO_EARLIER_THAN, ConstraintKind.MUST_FINISH_ON):
            return span[1] >= on
        return True

    def not_too_late(self, activity: Activity, span: tuple[date, date]) -> bool:
        if span[1] > self.target:
            return False
        on, kind = activity.constraint_on, activity.constraint
        if on is None or kind is None:
            return True
        if kind in (ConstraintKind.START_NO_LATER_THAN, ConstraintKind.MUST_START_ON):
            return span[0] <= on
        if kind in (ConstraintKind.FINISH_NO_LATER_THAN, ConstraintKind.MUST_FINISH_ON):
            return span[1] <= on
        return True

    def _at(self, code: str, start: date) -> tuple[date, date]:
        return start, self.ending(start, self.by_code[code])

    def _moved(self, spans: Spans, code: str, step: timedelta) -> None:
        day = spans[code][0] + step
        while not self.works(day, self.by_code[code].unit):
            day += step
        spans[code] = self._at(code, day)

    def _settled(self, spans: Spans, step: timedelta, faulty: Callable[[Spans], str | None]) -> Spans:
        while (code := faulty(spans)) is not None:
            self._moved(spans, code, step)
        return spans

    def _start(self, day: date, step: timedelta) -> Spans:
        spans: Spans = {}
        for a in self.activities:
            first = day
            while not self.works(first, a.unit):
                first += step
            spans[a.code] = self._at(a.code, first)
        return spans

    def earliest(self) -> Spans:
        """Begin everything today; whatever begins too early for something begins a day later, until nothing does."""

        def faulty(spans: Spans) -> str | None:
            for a in self.activities:
                if not self.not_too_early(a, spans[a.code]):
                    return a.code
                if any(not self.keeps(k, spans[k.predecessor], spans[a.code], a) for k in a.links):
                    return a.code
            return None

        return self._settled(self._start(self.today, ONE), ONE, faulty)

    def latest(self) -> Spans:
        """Begin everything on the target; whatever is too late for something begins a day earlier, until nothing is."""

        def faulty(spans: Spans) -> str | None:
            for a in self.activities:
                if not self.not_too_late(a, spans[a.code]):
                    return a.code
                for k in a.links:
                    if not self.keeps(k, spans[k.predecessor], spans[a.code], a):
                        return k.predecessor
            return None

        return self._settled(self._start(self.target, -ONE), -ONE, faulty)

    def faults(self, spans: Spans) -> list[str]:
        """Name whatever a placing breaks."""
        found = [a.code for a in self.activities if not self.not_too_early(a, spans[a.code])]
        found += [a.code for a in self.activities if not self.not_too_late(a, spans[a.code])]
        for a in self.activities:
            found += [a.code for k in a.links if not self.keeps(k, spans[k.predecessor], spans[a.code], a)]
        return found

    def delayed(self, spans: Spans, code: str, limits: Spans) -> int:
        """By how many of its own days a node can move on while all others stay and its own latest days hold."""
        moved, days = dict(spans), -1
        while not self.faults(moved) and moved[code][0] <= limits[code][0]:
            days += 1
            self._moved(moved, code, ONE)
        return days
