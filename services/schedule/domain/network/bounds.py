"""What bounds a node from outside of the network: today, the target, its own constraint, a lag that still runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from services.schedule.domain.network.activity import ENDS, Activity, DayUnit, Link
from services.schedule.domain.network.axis import Axis


@dataclass(frozen=True, slots=True)
class Awaited:
    """A completed predecessor whose lag still runs, seen from the node that waits."""

    predecessor: Activity
    link: Link


@dataclass(frozen=True, slots=True)
class Open:
    """The nodes that are not completed. at: their places in the plan. awaited: by place among the open ones."""

    nodes: Sequence[Activity]
    at: Sequence[int]
    awaited: dict[int, tuple[Awaited, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class Bounds:
    """Days by node: on which it may start and finish at the earliest and at the latest.

    A milestone has one day for both.
    """

    start_from: list[int]
    finish_from: list[int]
    start_by: list[int]
    finish_by: list[int]


def still_open(activities: Sequence[Activity]) -> Open:
    """What is done needs no more days and holds nobody back; only a positive lag from its last day still runs."""
    if not any(a.done for a in activities):
        return Open(activities, range(len(activities)))
    done = {a.code: a for a in activities if a.done}
    nodes: list[Activity] = []
    at: list[int] = []
    awaited: dict[int, tuple[Awaited, ...]] = {}
    for i, activity in enumerate(activities):
        if activity.done:
            continue
        waits = tuple(
            Awaited(done[link.predecessor], link)
            for link in activity.links
            if link.lag > 0
            and ENDS[link.kind].from_finish
            and link.predecessor in done
            and done[link.predecessor].done_on is not None
        )
        if waits:
            awaited[len(nodes)] = waits
        nodes.append(replace(activity, links=tuple(k for k in activity.links if k.predecessor not in done)))
        at.append(i)
    return Open(nodes, at, awaited)


def bounds(given: Open, target: date, today: date, axis: Axis) -> Bounds:
    """第八条：nothing lies in the past, and nothing ends after the target; constraints narrow that for single nodes."""
    size = len(given.nodes)
    begin, end = today.toordinal(), target.toordinal()
    made = Bounds([begin] * size, [begin] * size, [end] * size, [end] * size)
    for i, activity in enumerate(given.nodes):
        if (bound := activity.binding) is None:
            continue
        binding, on = bound[0], bound[1].toordinal()
        if binding.not_earlier:
            low = made.start_from if binding.start else made.finish_from
            low[i] = max(low[i], on)
        if binding.not_later:
            high = made.start_by if binding.start else made.finish_by
            high[i] = min(high[i], on)
    for i, waits in given.awaited.items():
        for wait in waits:
            start, day = bound_of(wait, given.nodes[i], axis)
            low = made.start_from if start else made.finish_from
            low[i] = max(low[i], day)
    return made


def bound_of(wait: Awaited, activity: Activity, axis: Axis) -> tuple[bool, int]:
    """Say whether a lag that still runs bounds the start or the finish of the node, and from which day on that may be."""
    assert wait.predecessor.done_on is not None, "a lag runs from a known day"
    ended = wait.predecessor.done_on.toordinal() + 1
    moment = axis.shift(ended, wait.link.lag, working=wait.link.lag_unit is DayUnit.WORKING_DAY)
    if ENDS[wait.link.kind].to_start and activity.duration > 0:
        return True, moment
    return False, moment - 1
