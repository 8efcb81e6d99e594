"""The reverse schedule of a network: latest and earliest dates, float, critical path; or why it cannot be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from services.law.breach import Breach, Refusal
from services.law.workdays import WorkCalendar
from services.schedule.domain.network.activity import Activity
from services.schedule.domain.network.days import ONE_DAY, room
from services.schedule.domain.network.graph import A8, Graph, connect
from services.schedule.domain.network.passes import Span, driving, earliest, latest

# A chain of nodes longer than this is a slip of the pen, and would leave every calendar.
LONGEST_CHAIN_DAYS = 3660


@dataclass(frozen=True, slots=True)
class Timed:
    """The computed days of one open node. `total_float` is counted in the node's own days."""

    code: str
    early: Span
    late: Span
    total_float: int
    critical: bool


@dataclass(frozen=True, slots=True)
class Timetable:
    """The schedule of what is still open.

    rows: by the order of the plan. critical_path: one longest chain, first node first; where several are equally long
    every node of them is marked critical. slack: working days for which the critical path can still wait today.
    """

    rows: tuple[Timed, ...]
    critical_path: tuple[str, ...]
    slack: int


def timetable(activities: Sequence[Activity], target: date, today: date, calendar: WorkCalendar) -> Timetable | Refusal:
    """第八条：由目标日期倒排各节点办理时限. Planned days are the latest ones; floats say what remains from today on."""
    nodes, graph = activities, connect(activities)
    if isinstance(graph, Graph) and any(a.done for a in activities):
        nodes = _still_open(activities)
        graph = connect(nodes)
    if isinstance(graph, Refusal):
        return graph
    if not nodes:
        return Refusal.of(Breach("NO_OPEN_NODE", "全部节点均已完成，没有需要倒排的节点", A8, "nodes"))
    if too_long := _too_long(nodes, graph):
        return Refusal.of(too_long)
    late, early = latest(nodes, graph, target, calendar), earliest(nodes, graph, today, calendar)
    if impossible := _impossible(nodes, graph, target, late, early, today, calendar):
        return Refusal.of(impossible)
    critical, path = _critical(nodes, graph, late, calendar)
    rows = tuple(
        Timed(a.code, early[i], late[i], room(early[i].start, late[i].start, a.unit, calendar), i in critical)
        for i, a in enumerate(nodes)
    )
    slack = calendar.between(early[path[0]].start, late[path[0]].start)
    return Timetable(rows, tuple(nodes[i].code for i in path), slack)


def _still_open(activities: Sequence[Activity]) -> list[Activity]:
    done = {a.code for a in activities if a.done}
    return [
        replace(a, links=tuple(link for link in a.links if link.predecessor not in done))
        for a in activities
        if not a.done
    ]


def _too_long(nodes: Sequence[Activity], graph: Graph) -> Breach | None:
    length = [0] * len(nodes)
    for i in graph.order:
        length[i] = nodes[i].duration + max((length[e.predecessor] for e in graph.into[i]), default=0)
    longest = max(range(len(nodes)), key=length.__getitem__)
    if length[longest] <= LONGEST_CHAIN_DAYS:
        return None
    message = (
        f"到节点{nodes[longest].label}为止的工期合计{length[longest]}天，超过{LONGEST_CHAIN_DAYS}天，请核对各节点工期"
    )
    return Breach("NETWORK_TOO_LONG", message, A8, "nodes")


def _impossible(
    nodes: Sequence[Activity],
    graph: Graph,
    target: date,
    late: Sequence[Span],
    early: Sequence[Span],
    today: date,
    calendar: WorkCalendar,
) -> Breach | None:
    """Name the node whose latest first day lies deepest in the past, and the first target that could be kept.

    Today itself is still possible: a target is kept exactly when work that begins today can end by it.
    """
    first = min(graph.order, key=lambda i: late[i].start)
    start, possible = late[first].start, max(span.finish for span in early)
    if start >= today:
        return None
    lacking = _days(start - ONE_DAY, today - ONE_DAY, calendar)  # from `start` on, before today
    message = (
        f"目标日期{target}无法实现：节点{nodes[first].label}最迟须于{start}开始，至今日（{today}）已缺{lacking}；"
        f"按现有工期和前置关系，可行的最早目标日期为{possible}（推后{_days(target, possible, calendar)}），"
        "请改用该日或以后的日期，或缩短工期、调整前置关系"
    )
    return Breach("TARGET_IMPOSSIBLE", message, A8, "targetOn")


def _days(after: date, until: date, calendar: WorkCalendar) -> str:
    """Say how many working days lie between; where there are none but days, say those."""
    working = calendar.between(after, until)
    return f"{working}个工作日" if working else f"{(until - after).days}个自然日（均为非工作日）"


def _critical(
    nodes: Sequence[Activity], graph: Graph, late: Sequence[Span], calendar: WorkCalendar
) -> tuple[frozenset[int], tuple[int, ...]]:
    """The longest chains: from the nodes that must start first, along the successors that fix their last days.

    Where all nodes count the same kind of days these are exactly the nodes with the least float. Where working and
    calendar days mix, a weekend can give a node of the chain a day of float; the chain is then still the one that
    fixes the start of the whole.
    """
    drives = driving(nodes, graph, late, calendar)
    earliest_start = min(span.start for span in late)
    heads = [i for i in graph.order if late[i].start == earliest_start]
    marked = set(heads)
    stack = list(heads)
    while stack:
        fresh = [s for s in drives[stack.pop()] if s not in marked]
        marked.update(fresh)
        stack.extend(fresh)
    path = [heads[0]]
    while drives[path[-1]]:
        path.append(drives[path[-1]][0])
    return frozenset(marked), tuple(path)
