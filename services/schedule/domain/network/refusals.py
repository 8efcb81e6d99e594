"""Why a network cannot be kept: what bounds it from the one side and what from the other, named, with what lacks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from services.law.breach import Breach
from services.schedule.domain.network.activity import DayUnit
from services.schedule.domain.network.bounds import Bounds, Open, bound_of
from services.schedule.domain.network.graph import A8
from services.schedule.domain.network.passes import Days, Network

FAULTS_NAMED = 10  # enough to mend; each further one costs a pass over the whole network


@dataclass(frozen=True, slots=True)
class Asked:
    """What was to be computed: the open nodes on their network between today and the target, and their earliest days."""

    given: Open
    network: Network
    bounds: Bounds
    early: Days
    target: date
    today: date

    def field(self, i: int, name: str) -> str:
        """Return the path of a node's field in the command."""
        return f"nodes.{self.given.at[i]}.{name}"


def not_working_days(given: Open, network: Network) -> list[Breach]:
    """A node that must lie on a day, and counts working days, cannot lie on a day on which nobody works."""
    faults = []
    for i, activity in enumerate(given.nodes):
        if activity.unit is not DayUnit.WORKING_DAY or (bound := activity.binding) is None:
            continue
        binding, on = bound
        if binding.not_earlier and binding.not_later and not network.axis.is_workday(on.toordinal()):
            message = f"节点{activity.label}{binding.says.format(on)}，而该日不是工作日，请改为工作日，或改按自然日计"
            faults.append(Breach("CONSTRAINT_NOT_WORKDAY", message, A8, f"nodes.{given.at[i]}.constraintOn"))
    return faults


def refusals(asked: Asked) -> list[Breach]:
    """第八条：the target and every constraint that cannot be kept, each with what stands against it; none: all can be kept."""
    return [*_of_target(asked), *_of_constraints(asked)]


def _of_target(asked: Asked) -> Iterator[Breach]:
    """Name the node whose latest first day lies deepest in the past, and the first target that could be kept.

    Today itself is still possible: a target is kept exactly when work that begins today can end by it.
    """
    worst = max(asked.network.graph.order, key=asked.early.finishes.__getitem__)
    possible = date.fromordinal(asked.early.finishes[worst])
    if possible <= asked.target:
        return
    start = _origin(asked, worst)
    over = _days(asked, asked.target, possible)
    if held := _held(asked, start):
        message = (
            f"目标日期{asked.target}无法实现：{held}，按现有工期和前置关系，节点{asked.given.nodes[worst].label}最早于{possible}"
            f"完成；可行的最早目标日期为{possible}（推后{over}），请改用该日或以后的日期，或调整该约束"
        )
    else:
        message = (
            f"目标日期{asked.target}无法实现：{_past(asked, None)}；"
            f"按现有工期和前置关系，可行的最早目标日期为{possible}（推后{over}），"
            "请改用该日或以后的日期，或缩短工期、调整前置关系"
        )
    yield Breach("TARGET_IMPOSSIBLE", message, A8, "targetOn")


def _of_constraints(asked: Asked) -> Iterator[Breach]:
    """Two constraints that contradict each other are both named; one that today forbids names what comes too late."""
    named = 0
    for i, activity in enumerate(asked.given.nodes):
        if (bound := activity.binding) is None or not bound[0].not_later:
            continue
        binding, on = bound
        earliest = (asked.early.starts if binding.start else asked.early.finishes)[i]
        if earliest <= on.toordinal():
            continue
        day, verb = date.fromordinal(earliest), "开始" if binding.start else "完成"
        over = _days(asked, on, day)
        if held := _held(asked, _origin(asked, i)):
            message = (
                f"{held}，与节点{activity.label}的约束“{binding.says.format(on)}”相互矛盾：按现有工期和前置关系，"
                f"后者最早于{day}{verb}（晚{over}），请调整其中之一，或缩短两者之间的工期"
            )
            yield Breach("CONSTRAINTS_CONTRADICT", message, A8, asked.field(i, "constraintOn"))
        else:
            message = (
                f"节点{activity.label}的约束“{binding.says.format(on)}”无法实现：{_past(asked, i)}；"
                f"按现有工期和前置关系，最早于{day}{verb}（推后{over}），"
                "请改用该日或以后的日期，或缩短工期、调整前置关系"
            )
            yield Breach("CONSTRAINT_IMPOSSIBLE", message, A8, asked.field(i, "constraintOn"))
        named += 1
        if named == FAULTS_NAMED:
            return


def _origin(asked: Asked, i: int) -> int:
    """Go back along the predecessors that fix the earliest days of a node, to the one that waits for none."""
    network = asked.network
    while True:
        place = network.at_or_after(i, asked.early.starts[i])
        if network.least_alone(i, asked.bounds) == place:
            return i
        i = next(e.predecessor for e in network.graph.into[i] if network.least(i, e, asked.early) == place)


def _held(asked: Asked, i: int) -> str:
    """Say what holds the node at the beginning of a chain; nothing where it is only that today is today."""
    network, activity = asked.network, asked.given.nodes[i]
    place = network.at_or_after(i, asked.early.starts[i])
    if network.at_or_after(i, asked.today.toordinal()) == place:
        return ""
    bound = activity.binding
    if bound and bound[0].not_earlier and _place(network, i, bound[0].start, bound[1].toordinal()) == place:
        return f"节点{activity.label}的约束“{bound[0].says.format(bound[1])}”"
    wait = next(w for w in asked.given.awaited[i] if _place(network, i, *bound_of(w, activity, network.axis)) == place)
    unit = "工作日" if wait.link.lag_unit is DayUnit.WORKING_DAY else "自然日"
    done = wait.predecessor
    return f"节点{activity.label}须在前置节点{done.label}办结（{done.done_on}）后间隔{wait.link.lag}个{unit}"


def _place(network: Network, i: int, start: bool, day: int) -> int:
    """Return the place at which a node begins that must not start, or must not finish, before a day."""
    return network.at_or_after(i, day) - (0 if start else network.length[i])


def _past(asked: Asked, only: int | None) -> str:
    """Say which node would have to start deepest in the past, and by how much, for the target or one node's own day."""
    network = asked.network
    late = network.latest(_narrowed(asked, only))
    first = min(network.graph.order, key=late.starts.__getitem__)
    start = date.fromordinal(late.starts[first])
    lacking = _days_from(asked, late.starts[first], asked.today.toordinal())
    label = asked.given.nodes[first].label
    return f"节点{label}最迟须于{start}开始，至今日（{asked.today}）已缺{lacking}"


def _narrowed(asked: Asked, only: int | None) -> Bounds:
    """Return the bounds as if only the target, or only a single node's own day, had to be kept."""
    size = len(asked.given.nodes)
    never = max(asked.early.finishes)  # until then all can be done, so it bounds nothing of interest
    bound = Bounds(asked.bounds.start_from, asked.bounds.finish_from, [never] * size, [never] * size)
    if only is None:
        bound.finish_by = [asked.target.toordinal()] * size
    elif own := asked.given.nodes[only].binding:
        (bound.start_by if own[0].start else bound.finish_by)[only] = own[1].toordinal()
    return bound


def _days(asked: Asked, after: date, until: date) -> str:
    """Say how many working days lie after one day up to another; where there are none but days, say those."""
    return _days_from(asked, after.toordinal() + 1, until.toordinal() + 1)


def _days_from(asked: Asked, start: int, end: int) -> str:
    working = asked.network.axis.worked(start, end)
    return f"{working}个工作日" if working else f"{end - start}个自然日（均为非工作日）"
