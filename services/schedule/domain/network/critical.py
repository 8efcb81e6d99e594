"""Floats and the critical path 关键线路 of a network that can be kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.schedule.domain.network.bounds import Bounds
from services.schedule.domain.network.passes import Days, Network


@dataclass(frozen=True, slots=True)
class Floats:
    """By how many of its own days each node can move: at all, and without moving any other node."""

    total: list[int]
    free: list[int]


@dataclass(frozen=True, slots=True)
class Critical:
    """marked: nodes without room. path: one chain of them, first node first. slack: its working days of room."""

    marked: frozenset[int]
    path: tuple[int, ...]
    slack: int


def floats(network: Network, bounds: Bounds, early: Days, late: Days) -> Floats:
    """Total float: from the earliest place to the latest. Free float: as far as all successors keep their earliest days."""
    total, free = [], []
    for i in range(len(network.nodes)):
        first = network.at_or_after(i, early.starts[i])
        total.append(network.at_or_after(i, late.starts[i]) - first)
        free.append(network.most_of(i, bounds, early) - first if total[i] else 0)
    return Floats(total, free)


def critical(network: Network, bounds: Bounds, late: Days, total: Sequence[int], today: date) -> Critical:
    """The chains with the least room, and every node that has no float at all.

    A chain begins where something holds it from outside: today, or a day before which a node must not begin or end. Its
    room is the working days from there to its latest first day; on it goes along the successors that alone fix its
    latest days. A node that is fixed to a day (必须于某日) begins no chain: that it cannot move tells nothing of the rest.

    Where all nodes and lags count working days these are exactly the nodes of least float, the fixed ones apart. Where
    working and calendar days mix, a weekend can give a node of the chain days of float; the chain is then still the one
    that fixes the start of the whole.
    """
    heads, slack = _heads(network, bounds, late, today.toordinal())
    marked, stack = set(heads), list(heads)
    while stack:
        fresh = [s for s in _driving(network, stack.pop(), late) if s not in marked]
        marked.update(fresh)
        stack.extend(fresh)
    path = [heads[0]]
    while driven := _driving(network, path[-1], late):
        path.append(driven[0])
    marked.update(i for i, days in enumerate(total) if days == 0)
    return Critical(frozenset(marked), tuple(path), slack)


def _heads(network: Network, bounds: Bounds, late: Days, today: int) -> tuple[list[int], int]:
    """Return the nodes at which the chains with the least room begin, and that room."""
    order, axis = network.graph.order, network.axis
    first = min(late.starts)
    rooms = {i: axis.worked(today, first) for i in order if late.starts[i] == first}
    for i in order:
        binding = network.nodes[i].binding
        if (max(bounds.start_from[i], bounds.finish_from[i]) > today) and not (
            binding and binding[0].not_earlier and binding[0].not_later
        ):
            held = network.day(i, network.least_alone(i, bounds))
            rooms[i] = min(rooms.get(i, axis.worked(held, late.starts[i])), axis.worked(held, late.starts[i]))
    slack = min(rooms.values())
    return [i for i in order if rooms.get(i) == slack], slack


def _driving(network: Network, i: int, late: Days) -> list[int]:
    """Return the successors that alone fix the latest days of a node: if they moved, it would move."""
    place = network.at_or_after(i, late.starts[i])
    return [e.successor for e in network.graph.out_of[i] if network.most(i, e, late) == place]
