"""The reverse schedule of a network: latest and earliest dates, floats, critical path; or why it cannot be done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from services.law.breach import Breach, Refusal
from services.law.workdays import WorkCalendar
from services.schedule.domain.network.activity import Activity
from services.schedule.domain.network.axis import axis_around
from services.schedule.domain.network.bounds import Open, bounds, still_open
from services.schedule.domain.network.critical import critical, floats
from services.schedule.domain.network.graph import A8, Graph, connect
from services.schedule.domain.network.passes import Network, Span
from services.schedule.domain.network.refusals import Asked, not_working_days, refusals

# A chain of nodes longer than this is a slip of the pen, and would leave every calendar.
LONGEST_CHAIN_DAYS = 3660


class Timed(NamedTuple):
    """The computed days of one open node.

    total_float: by how many of its own days it can move without breaking a target or constraint. free_float: by how many
    without moving any other node's earliest days. A tuple, for a large network has tens of thousands of them.
    """

    code: str
    early: Span
    late: Span
    total_float: int
    critical: bool
    free_float: int


@dataclass(frozen=True, slots=True)
class Timetable:
    """The schedule of what is still open.

    rows: by the order of the plan. critical_path: one of the chains with the least room, first node first; where several
    are equally tight every node of them is marked critical. slack: working days for which that chain can still wait.
    """

    rows: tuple[Timed, ...]
    critical_path: tuple[str, ...]
    slack: int


def timetable(activities: Sequence[Activity], target: date, today: date, calendar: WorkCalendar) -> Timetable | Refusal:
    """第八条：由目标日期倒排各节点办理时限. Planned days are the latest ones; floats say what remains from today on.

    The target holds for every node; a node that may not end later than a day of its own has a target of its own. Days of
    constraints must lie within ten years of today: the days are laid out around them.
    """
    graph = connect(activities)
    given = still_open(activities)
    if isinstance(graph, Graph) and len(given.nodes) < len(activities):
        graph = connect(given.nodes)
    if isinstance(graph, Refusal):
        return graph
    if not given.nodes:
        return Refusal.of(Breach("NO_OPEN_NODE", "全部节点均已完成，没有需要倒排的节点", A8, "nodes"))
    if too_long := _too_long(given.nodes, graph):
        return Refusal.of(too_long)
    axis = axis_around([target, today, *_days_named(given)], calendar)
    return _laid(given, Network(given.nodes, graph, axis), target, today)


def _laid(given: Open, network: Network, target: date, today: date) -> Timetable | Refusal:
    if off := not_working_days(given, network):
        return Refusal(tuple(off))
    bound = bounds(given, target, today, network.axis)
    early = network.earliest(bound)
    if faults := refusals(Asked(given, network, bound, early, target, today)):
        return Refusal(tuple(faults))
    late = network.latest(bound)
    room = floats(network, bound, early, late)
    found = critical(network, bound, late, room.total, today)
    rows = tuple(
        Timed(a.code, early.span(i), late.span(i), room.total[i], i in found.marked, room.free[i])
        for i, a in enumerate(given.nodes)
    )
    return Timetable(rows, tuple(given.nodes[i].code for i in found.path), found.slack)


def _days_named(given: Open) -> Iterator[date]:
    """Return every day that the nodes name: those of constraints, and those on which awaited nodes were completed."""
    yield from (a.constraint_on for a in given.nodes if a.constraint_on is not None)
    for waits in given.awaited.values():
        yield from (w.predecessor.done_on for w in waits if w.predecessor.done_on is not None)


def _too_long(nodes: Sequence[Activity], graph: Graph) -> Breach | None:
    """Add durations and lags along the links; how the units differ does not matter for a slip of the pen."""
    begins = [0] * len(nodes)
    for i in graph.order:
        for edge in graph.into[i]:
            p = edge.predecessor
            moment = begins[p] + (nodes[p].duration if edge.from_finish else 0) + edge.lag
            begins[i] = max(begins[i], moment if edge.to_start else moment - nodes[i].duration)
    longest = max(range(len(nodes)), key=lambda i: begins[i] + nodes[i].duration)
    length = begins[longest] + nodes[longest].duration
    if length <= LONGEST_CHAIN_DAYS:
        return None
    message = (
        f"到节点{nodes[longest].label}为止的工期与间隔合计{length}天，超过{LONGEST_CHAIN_DAYS}天，请核对各节点工期"
    )
    return Breach("NETWORK_TOO_LONG", message, A8, "nodes")
