"""Node states as SQL, so that lists can be filtered by them. The rule is the domain's; a test compares the two."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Date, and_, literal_column, or_

from services.chassis.calendar import calendar
from services.chassis.reads.asking import through
from services.schedule.domain.node.state import NodeState, day_line
from services.schedule.store import tables
from services.schedule.store.nodes import waits

CLOSED = frozenset({NodeState.DONE, NodeState.DONE_LATE})


def in_states(states: Sequence[NodeState], today: Any, node: Any = tables.Node) -> ColumnElement[bool]:
    """Return the condition that a node is in one of the states on the day (a date, or an expression of one)."""
    soon_until = through(today, lambda day: day_line(day, calendar()).soon_until, Date())
    judged = _conditions(node, today, soon_until)
    # a literal, for SQLAlchemy drops what stands beside its own `false()`, binds and their refusals included
    condition = or_(literal_column("false", Boolean()), *(judged[s] for s in states))
    if CLOSED.isdisjoint(states):  # said once for all, so that the index of open nodes by their limit can serve
        return and_(node.completed_on.is_(None), condition)
    return condition


def _conditions(node: Any, today: Any, soon_until: Any) -> dict[NodeState, ColumnElement[bool]]:
    still_open, waiting = and_(node.completed_on.is_(None), node.ended_on.is_(None)), waits(node)
    under_way = and_(still_open, node.due_on > soon_until, ~waiting)
    return {
        NodeState.ENDED: and_(node.completed_on.is_(None), node.ended_on.is_not(None)),
        NodeState.DONE: node.completed_on <= node.due_on,
        NodeState.DONE_LATE: node.completed_on > node.due_on,
        NodeState.LATE: and_(still_open, node.due_on < today),
        NodeState.WAITING: and_(still_open, node.due_on >= today, waiting),
        NodeState.DUE_TODAY: and_(still_open, node.due_on == today, ~waiting),
        NodeState.DUE_SOON: and_(still_open, node.due_on > today, node.due_on <= soon_until, ~waiting),
        NodeState.NOT_STARTED: and_(under_way, node.start_on > today),
        NodeState.ON_TIME: and_(under_way, node.start_on <= today),
    }
