"""The two passes over the network: latest days from the targets backwards, earliest days from today forwards.

Every bound that a dependency sets is told both ways, and the one is exactly the reverse of the other: what the forward
pass allows, the backward pass allows. So a plan is possible if and only if no node's latest day lies before its earliest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from services.schedule.domain.network.activity import Activity, DayUnit
from services.schedule.domain.network.axis import Axis
from services.schedule.domain.network.bounds import Bounds
from services.schedule.domain.network.graph import Edge, Graph


class Span(NamedTuple):
    """First and last day of a node; of a milestone both are its day."""

    start: date
    finish: date


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day of every node, as ordinals, by place in the plan."""

    starts: list[int]
    finishes: list[int]

    def span(self, i: int) -> Span:
        """Say the days of one node as dates."""
        return Span(date.fromordinal(self.starts[i]), date.fromordinal(self.finishes[i]))


class Network:
    """A network laid out on the days. Nodes are counted on their own days: their first day has a `place` among these."""

    def __init__(self, nodes: Sequence[Activity], graph: Graph, axis: Axis) -> None:
        """Take a network that `connect` found sound."""
        self.nodes, self.graph, self.axis = nodes, graph, axis
        self.working = [a.unit is DayUnit.WORKING_DAY for a in nodes]
        self.milestone = [a.duration == 0 for a in nodes]
        self.length = [max(a.duration - 1, 0) for a in nodes]  # from the first day to the last

    def at_or_after(self, i: int, day: int) -> int:
        """Return the place of the first of the node's own days from this one on."""
        return self.axis.rank[day - self.axis.base] if self.working[i] else day

    def at_or_before(self, i: int, day: int) -> int:
        """Return the place of the last of the node's own days up to this one."""
        return self.axis.rank[day + 1 - self.axis.base] - 1 if self.working[i] else day

    def day(self, i: int, place: int) -> int:
        """Return the day at a place among the node's own."""
        return self.axis.days[place] if self.working[i] else place

    def least(self, i: int, edge: Edge, days: Days) -> int:
        """第八条（正排）：the first place at which a node may begin, as one predecessor's days have it."""
        p, _, from_finish, to_start, lag, working = edge
        moment = days.finishes[p] + 1 if from_finish else days.starts[p] + self.milestone[p]
        if lag:
            moment = self.axis.shift(moment, lag, working=working)
        if to_start and not self.milestone[i]:
            return self.at_or_after(i, moment)
        if self.working[i] and self.working[p]:  # the end of a working day is the beginning of the next one
            return self.axis.rank[moment - self.axis.base] - 1 - self.length[i]
        return self.at_or_after(i, moment - 1) - self.length[i]

    def most(self, i: int, edge: Edge, days: Days) -> int:
        """第八条（倒排）：the last place at which a node may begin, as one successor's days have it."""
        _, s, from_finish, to_start, lag, working = edge
        begins = to_start and not self.milestone[s]
        moment = days.starts[s] if begins else days.finishes[s] + 1
        if self.working[i] and self.working[s] and not begins:
            moment = self.axis.days[self.axis.rank[moment - self.axis.base]]
        if lag:
            moment = self.axis.unshift(moment, lag, working=working)
        if from_finish or self.milestone[i]:
            return self.at_or_before(i, moment - 1) - self.length[i]
        return self.at_or_before(i, moment)

    def least_alone(self, i: int, bounds: Bounds) -> int:
        """Return the first place at which a node may begin by the bounds from outside."""
        by_finish = self.at_or_after(i, bounds.finish_from[i]) - self.length[i]
        return max(self.at_or_after(i, bounds.start_from[i]), by_finish)

    def most_alone(self, i: int, bounds: Bounds) -> int:
        """Return the last place at which a node may begin by the bounds from outside."""
        by_finish = self.at_or_before(i, bounds.finish_by[i]) - self.length[i]
        return min(self.at_or_before(i, bounds.start_by[i]), by_finish)

    def most_of(self, i: int, bounds: Bounds, days: Days) -> int:
        """Return the last place at which a node may begin when its successors have these days."""
        place = self.most_alone(i, bounds)
        for edge in self.graph.out_of[i]:
            place = min(place, self.most(i, edge, days))
        return place

    def latest(self, bounds: Bounds) -> Days:
        """第八条（倒排）：the last days on which each node may run so that every target is still kept."""
        days = self._blank()
        for i in reversed(self.graph.order):
            self._put(days, i, self.most_of(i, bounds, days))
        return days

    def earliest(self, bounds: Bounds) -> Days:
        """Return the first days on which each node can run when the work begins today."""
        days = self._blank()
        for i in self.graph.order:
            place = self.least_alone(i, bounds)
            for edge in self.graph.into[i]:
                place = max(place, self.least(i, edge, days))
            self._put(days, i, place)
        return days

    def _blank(self) -> Days:
        return Days([0] * len(self.nodes), [0] * len(self.nodes))

    def _put(self, days: Days, i: int, place: int) -> None:
        days.starts[i] = self.day(i, place)
        days.finishes[i] = self.day(i, place + self.length[i])
