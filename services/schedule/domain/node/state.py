"""第八条（节点可见、进度可控）：the state of a node on a day, derived and never stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.law.workdays import WorkCalendar
from services.schedule.domain.rulebook import DUE_SOON_DAYS, LIGHTS, Light


class NodeState(StrEnum):
    """How a node stands; name and colour of each are in the rulebook (`LIGHTS`)."""

    NOT_STARTED = "NOT_STARTED"
    ON_TIME = "ON_TIME"
    WAITING = "WAITING"
    DUE_SOON = "DUE_SOON"
    DUE_TODAY = "DUE_TODAY"
    LATE = "LATE"
    DONE = "DONE"
    DONE_LATE = "DONE_LATE"
    ENDED = "ENDED"


@dataclass(frozen=True, slots=True)
class DayLine:
    """The days against which nodes are judged: today, and the last due day that counts as soon."""

    today: date
    soon_until: date


def day_line(today: date, calendar: WorkCalendar) -> DayLine:
    """第八条：a node is due soon in the last working days before its due day; how many, the rulebook says."""
    return DayLine(today, calendar.add(today, DUE_SOON_DAYS.on(today)))


def state(
    start_on: date,
    due_on: date,
    completed_on: date | None,
    *,
    waiting: bool,
    line: DayLine,
    ended_on: date | None = None,
) -> NodeState:
    """第八条：judge a node. The due day itself is not late. A late node shows as late even while it waits for its factor
    request, so that waiting never hides lateness; before that, waiting shows ahead of all else.

    第十一条：open nodes of a project that the plan has no more are due no longer, and so never late.
    """
    if completed_on is not None:
        return NodeState.DONE if completed_on <= due_on else NodeState.DONE_LATE
    if ended_on is not None or line.today > due_on:
        return NodeState.LATE if ended_on is None else NodeState.ENDED
    if waiting:
        return NodeState.WAITING
    if line.today == due_on:
        return NodeState.DUE_TODAY
    if due_on <= line.soon_until:
        return NodeState.DUE_SOON
    return NodeState.NOT_STARTED if line.today < start_on else NodeState.ON_TIME


def light(state: NodeState, today: date) -> Light:
    """第八条（挂图作战）：return the name and colour under which the state is shown on the day."""
    return LIGHTS.on(today)[state]


def working_days_late(due_on: date, day: date, calendar: WorkCalendar) -> int:
    """Count the working days after the due day up to the day; 0 on the due day and before it."""
    return max(0, calendar.between(due_on, day))


def slip(baseline_due_on: date | None, due_on: date, calendar: WorkCalendar) -> int | None:
    """Count by how many working days the due day has moved against the first plan: later is positive, earlier negative."""
    return None if baseline_due_on is None else calendar.between(baseline_due_on, due_on)
