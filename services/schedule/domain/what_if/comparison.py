"""第八条：two plans side by side: by how many working days each node and the whole have slipped, and what is otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from services.law.workdays import WorkCalendar
from services.schedule.domain.network.activity import ConstraintKind, DayUnit, Link


class NodeChange(StrEnum):
    """What became of a node from one plan to the other."""

    ADDED = "ADDED"  # 新增
    REMOVED = "REMOVED"  # 删去
    CHANGED = "CHANGED"  # 内容变更（日期可能随之变动）
    MOVED = "MOVED"  # 内容未变，仅日期变动
    SAME = "SAME"  # 未变


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A node as a plan has it; without days where the plan cannot be kept."""

    code: str
    name: str
    responsible_unit_id: UUID
    responsible_person: str
    duration: int
    unit: DayUnit
    links: frozenset[Link]
    constraint: ConstraintKind | None
    constraint_on: date | None
    start_on: date | None
    due_on: date | None
    critical: bool | None
    completed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One plan: its target and its nodes in order."""

    target_on: date
    nodes: tuple[Placed, ...]

    @property
    def ends_on(self) -> date | None:
        """The last day of the plan: that of its last node; None where it has none, or cannot be kept."""
        known = [n.due_on for n in self.nodes if n.due_on is not None]
        return max(known) if known and len(known) == len(self.nodes) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeCompared:
    """A node in both plans; slips are in working days, later positive, None where one side has no day."""

    change: NodeChange
    before: Placed | None
    after: Placed | None
    start_slip: int | None
    due_slip: int | None
    links_added: tuple[Link, ...]
    links_removed: tuple[Link, ...]
    differs: tuple[str, ...]

    @property
    def shown(self) -> Placed:
        """The node as the newer plan has it, or as the older one had."""
        node = self.after or self.before
        assert node is not None, "one of the two plans has it"
        return node


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Two plans side by side. Nodes are in the newer plan's order, those that it has no more at the end."""

    before: Side
    after: Side
    target_slip: int
    end_slip: int | None
    nodes: tuple[NodeCompared, ...]

    def count(self, change: NodeChange) -> int:
        """Count the nodes of which this became."""
        return sum(n.change is change for n in self.nodes)


_DIFFERS = (
    "name",
    "responsible_unit_id",
    "responsible_person",
    "duration",
    "unit",
    "links",
    "constraint",
    "constraint_on",
)


def compared(before: Side, after: Side, calendar: WorkCalendar) -> Compared:
    """第八条：lay two plans side by side, node by node, by their codes."""
    was = {n.code: n for n in before.nodes}
    now = {n.code for n in after.nodes}
    nodes = [_compared(was.get(n.code), n, calendar) for n in after.nodes]
    nodes += [_compared(n, None, calendar) for n in before.nodes if n.code not in now]
    return Compared(
        before=before,
        after=after,
        target_slip=calendar.between(before.target_on, after.target_on),
        end_slip=_slip(before.ends_on, after.ends_on, calendar),
        nodes=tuple(nodes),
    )


def _compared(was: Placed | None, now: Placed | None, calendar: WorkCalendar) -> NodeCompared:
    differs: tuple[str, ...] = ()
    if was is not None and now is not None:
        differs = tuple(name for name in _DIFFERS if getattr(was, name) != getattr(now, name))
    old, new = (n.links if n else frozenset() for n in (was, now))
    return NodeCompared(
        change=_change(was, now, differs),
        before=was,
        after=now,
        start_slip=_slip(was.start_on, now.start_on, calendar) if was and now else None,
        due_slip=_slip(was.due_on, now.due_on, calendar) if was and now else None,
        links_added=_sorted(new - old) if was and now else (),
        links_removed=_sorted(old - new) if was and now else (),
        differs=differs,
    )


def _change(was: Placed | None, now: Placed | None, differs: Sequence[str]) -> NodeChange:
    if was is None:
        return NodeChange.ADDED
    if now is None:
        return NodeChange.REMOVED
    if differs:
        return NodeChange.CHANGED
    return NodeChange.SAME if (was.start_on, was.due_on) == (now.start_on, now.due_on) else NodeChange.MOVED


def _sorted(links: frozenset[Link]) -> tuple[Link, ...]:
    return tuple(sorted(links, key=lambda k: (k.predecessor, k.kind, k.lag)))


def _slip(before: date | None, after: date | None, calendar: WorkCalendar) -> int | None:
    return None if before is None or after is None else calendar.between(before, after)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actual:
    """A planned node and what became of it: slip in working days of the completion against the plan, later positive.

    For an open node slip is how far today is past the planned day, None while it is not.
    """

    planned: Placed
    due_now: date | None
    completed_on: date | None
    slip: int | None


def against_actual(plan: Side, now: Side, today: date, calendar: WorkCalendar) -> tuple[Actual, ...]:
    """第八条：planned against actual, for every node of a version of the plan."""
    stands = {n.code: n for n in now.nodes}
    rows = []
    for node in plan.nodes:
        its = stands.get(node.code)
        done = its.completed_on if its else None
        slip = _slip(node.due_on, done, calendar)
        if its is not None and done is None and node.due_on is not None and today > node.due_on:
            slip = calendar.between(node.due_on, today)
        rows.append(Actual(planned=node, due_now=its.due_on if its else None, completed_on=done, slip=slip))
    return tuple(rows)
