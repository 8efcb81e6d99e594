"""The two passes over the network: latest dates from the target backwards, earliest dates from today forwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from services.law.workdays import WorkCalendar
from services.schedule.domain.network.activity import Activity, LinkKind
from services.schedule.domain.network.days import ONE_DAY, finish_for, not_after, not_before, start_for
from services.schedule.domain.network.graph import Graph


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day of a node."""

    start: date
    finish: date


# What a dependency asks of the predecessor's last day when the successor's latest days are known, and of the
# successor's first day when the predecessor's earliest days are known. A new kind of dependency is one entry in each.
LATEST_FINISH: dict[LinkKind, Callable[[Span], date]] = {
    LinkKind.FINISH_TO_START: lambda successor: successor.start - ONE_DAY,
}
EARLIEST_START: dict[LinkKind, Callable[[Span], date]] = {
    LinkKind.FINISH_TO_START: lambda predecessor: predecessor.finish + ONE_DAY,
}


def latest(activities: Sequence[Activity], graph: Graph, target: date, calendar: WorkCalendar) -> list[Span]:
    """第八条（倒排）：the last days on which each node may run so that the whole still ends on the target date."""
    spans = [Span(target, target)] * len(activities)
    for i in reversed(graph.order):
        bound = min((LATEST_FINISH[e.kind](spans[e.successor]) for e in graph.out_of[i]), default=target)
        finish = not_after(min(bound, target), activities[i].unit, calendar)
        spans[i] = Span(start_for(finish, activities[i], calendar), finish)
    return spans


def earliest(activities: Sequence[Activity], graph: Graph, today: date, calendar: WorkCalendar) -> list[Span]:
    """Return the first days on which each node can run when the work begins today."""
    spans = [Span(today, today)] * len(activities)
    for i in graph.order:
        bound = max((EARLIEST_START[e.kind](spans[e.predecessor]) for e in graph.into[i]), default=today)
        start = not_before(max(bound, today), activities[i].unit, calendar)
        spans[i] = Span(start, finish_for(start, activities[i], calendar))
    return spans


def driving(
    activities: Sequence[Activity], graph: Graph, late: Sequence[Span], calendar: WorkCalendar
) -> list[list[int]]:
    """Return for each node the successors that alone fix its latest last day: if they moved, it would move."""

    def holds(i: int, successor: Span, kind: LinkKind) -> bool:
        return not_after(LATEST_FINISH[kind](successor), activities[i].unit, calendar) == late[i].finish

    return [[e.successor for e in edges if holds(i, late[e.successor], e.kind)] for i, edges in enumerate(graph.out_of)]
