"""The network as a graph: every code resolved, in an order in which each node comes after its predecessors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.schedule.domain.network.activity import ENDS, Activity, DayUnit, Link

A8 = Article(8)
CYCLES_NAMED = 10  # enough to mend; each further one costs a walk over the whole network


class Edge(NamedTuple):
    """A resolved dependency: positions of the two nodes in the plan, the ends that it ties, its lag in its own days.

    A tuple, for a large network has tens of thousands of them.
    """

    predecessor: int
    successor: int
    from_finish: bool
    to_start: bool
    lag: int
    working: bool


@dataclass(frozen=True, slots=True)
class Graph:
    """A network without faults. `order` lists positions, predecessors first; among equals the plan's own order."""

    order: tuple[int, ...]
    into: tuple[tuple[Edge, ...], ...]
    out_of: tuple[tuple[Edge, ...], ...]


def connect(activities: Sequence[Activity]) -> Graph | Refusal:
    """第八条：倒排计划的节点须首尾相接、前后有序. Refuse unknown predecessors, codes used twice and cycles, all at once."""
    position = {a.code: i for i, a in enumerate(activities)}
    breaches = [*_codes_used_twice(activities), *_unknown_predecessors(activities, position)]
    into: list[list[Edge]] = [[] for _ in activities]
    out_of: list[list[Edge]] = [[] for _ in activities]
    for i, activity in enumerate(activities):
        for link in _once(activity.links):
            if link.predecessor in position:
                working = link.lag_unit is DayUnit.WORKING_DAY
                edge = Edge(position[link.predecessor], i, *ENDS[link.kind], link.lag, working)
                into[i].append(edge)
                out_of[edge.predecessor].append(edge)
    order = _order(into, out_of)
    if len(order) < len(activities):
        breaches += [_cycle_breach([activities[i] for i in cycle]) for cycle in _cycles(order, into, out_of)]
    if breaches:
        return Refusal(tuple(breaches))
    return Graph(tuple(order), tuple(map(tuple, into)), tuple(map(tuple, out_of)))


def _once(links: Sequence[Link]) -> Iterable[Link]:
    """The same dependency written twice counts once."""
    return dict.fromkeys(links) if len(links) > 1 else links


def _codes_used_twice(activities: Sequence[Activity]) -> list[Breach]:
    first: dict[str, int] = {}
    breaches = []
    for i, activity in enumerate(activities):
        if first.setdefault(activity.code, i) != i:
            message = f"节点编号“{activity.code}”重复，与第{first[activity.code] + 1}个节点相同，请改用不同编号"
            breaches.append(Breach("NODE_CODE_REPEATED", message, A8, f"nodes.{i}.code"))
    return breaches


def _unknown_predecessors(activities: Sequence[Activity], position: dict[str, int]) -> list[Breach]:
    return [
        Breach(
            "PREDECESSOR_UNKNOWN",
            f"节点{activity.label}的前置节点“{link.predecessor}”不在本计划中，请补充该节点或删去此前置关系",
            A8,
            f"nodes.{i}.dependencies.{k}.predecessor",
        )
        for i, activity in enumerate(activities)
        for k, link in enumerate(activity.links)
        if link.predecessor not in position
    ]


def _order(
    into: Sequence[Sequence[Edge]], out_of: Sequence[Sequence[Edge]], removed: frozenset[int] = frozenset()
) -> list[int]:
    """Order all nodes that do not hang on a cycle; `removed` nodes hold nobody back."""
    open_links = [sum(e.predecessor not in removed for e in edges) for edges in into]
    order = [i for i, n in enumerate(open_links) if n == 0 and i not in removed]
    for i in order:  # grows while it is walked
        for edge in out_of[i]:
            open_links[edge.successor] -= 1
            if open_links[edge.successor] == 0 and edge.successor not in removed:
                order.append(edge.successor)
    return order


def _cycles(ordered: list[int], into: Sequence[Sequence[Edge]], out_of: Sequence[Sequence[Edge]]) -> list[list[int]]:
    """Name one cycle, break it, look for the next, until the rest can be ordered or enough are named."""
    cycles: list[list[int]] = []
    removed: frozenset[int] = frozenset()
    while len(ordered) + len(removed) < len(into) and len(cycles) < CYCLES_NAMED:
        cycle = _cycle(frozenset(range(len(into))) - removed - frozenset(ordered), into)
        cycles.append(cycle)
        removed |= frozenset(cycle)
        ordered = _order(into, out_of, removed)
    return cycles


def _cycle(unordered: frozenset[int], into: Sequence[Sequence[Edge]]) -> list[int]:
    """Walk back from an unordered node: each has an unordered predecessor, so the walk must meet itself."""
    walk: list[int] = []
    seen: dict[int, int] = {}
    at = min(unordered)
    while at not in seen:
        seen[at] = len(walk)
        walk.append(at)
        at = next(e.predecessor for e in into[at] if e.predecessor in unordered)
    cycle = walk[seen[at] :][::-1]
    start = cycle.index(min(cycle))
    return cycle[start:] + cycle[:start]


def _cycle_breach(cycle: list[Activity]) -> Breach:
    path = " → ".join(f"{a.code}（{a.name}）" if a.name else a.code for a in [*cycle, cycle[0]])
    return Breach("NETWORK_CYCLE", f"节点前后关系成环，无法倒排：{path}，请断开其中一处前置关系", A8, "nodes")
