"""第十条：limits in working days, and how an issue stands against its limit on a day. The due day itself is not late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.law.breach import Breach
from services.law.workdays import WorkCalendar, deadline
from services.schedule.domain.ledger.rulebook import LIMITS, LONGEST_LIMIT, SUPERVISED_AFTER, WARNING_DAYS
from services.schedule.domain.ledger.terms import A10, IssueTiming, Layer, Severity


@dataclass(frozen=True, slots=True)
class DayLine:
    """The days against which issues are judged: today, and the last limit that counts as soon."""

    today: date
    soon_until: date


def day_line(today: date, calendar: WorkCalendar) -> DayLine:
    """第十条：an issue warns in the last working days before its limit; how many, the rulebook says."""
    return DayLine(today, calendar.add(today, WARNING_DAYS.on(today)))


def layers_for(severity: Severity, today: date) -> tuple[Layer, ...]:
    """Name the layers that take issues of this severity, the lowest first."""
    limits = LIMITS.on(today)
    return tuple(layer for layer in Layer if (severity, layer) in limits)


def limit_days(severity: Severity, layer: Layer, asked: int | None, today: date) -> int | Breach:
    """第十条（分层交办）：working days of an assignment, those asked for or the rulebook's of severity and layer."""
    default = LIMITS.on(today).get((severity, layer))
    if default is None:
        fit = "、".join(layer.value for layer in layers_for(severity, today))
        return Breach("LAYER_NOT_FOR_SEVERITY", f"该程度的问题不交由此层级办理，可选层级：{fit}", A10, "layer")
    most = LONGEST_LIMIT.on(today)
    if asked is not None and not 1 <= asked <= most:
        return Breach("LIMIT_INVALID", f"办理时限须为1至{most}个工作日", A10, "workingDays")
    return default if asked is None else asked


def limit(today: date, working_days: int, calendar: WorkCalendar) -> date:
    """Return the last day of a limit that runs from the day after the assignment."""
    return deadline(today, working_days, calendar)


def working_days_late(due_on: date | None, until: date, calendar: WorkCalendar) -> int:
    """Count the working days after the limit up to the day; 0 on the limit, before it, and without one.

    A day after the limit that is no working day is late already, though it counts as none.
    """
    return 0 if due_on is None else max(0, calendar.between(due_on, until))


def timing(due_on: date | None, done_on: date | None, ended_on: date | None, line: DayLine) -> IssueTiming:
    """第十条：judge an issue. What was done late stays late; what was withdrawn or merged is due no longer."""
    if done_on is not None and due_on is not None:
        return IssueTiming.DONE if done_on <= due_on else IssueTiming.DONE_LATE
    if ended_on is not None or due_on is None:
        return IssueTiming.NOT_ASSIGNED if ended_on is None else IssueTiming.ENDED
    if line.today > due_on:
        return IssueTiming.LATE
    if line.today == due_on:
        return IssueTiming.DUE_TODAY
    return IssueTiming.DUE_SOON if due_on <= line.soon_until else IssueTiming.ON_TIME


def supervised_before(today: date, calendar: WorkCalendar) -> date:
    """第十条（督办）：a limit before this day has passed long enough for the rule to put the issue under supervision."""
    last = calendar.previous_on_or_before(today)
    return calendar.add(last, 1 - SUPERVISED_AFTER.on(today))
