"""Node states as SQL, so that lists can be filtered by them. The rule is the domain's; a test compares the two."""

from __future__ import annotations

from sqlalchemy import ColumnElement, case

from services.schedule.domain.node.state import DayLine, NodeState
from services.schedule.store import tables
from services.schedule.store.nodes import waits


def state_of(line: DayLine) -> ColumnElement[str]:
    """Return the state of a node on the day as an expression over its columns."""
    node = tables.Node
    expression: ColumnElement[str] = case(
        (node.completed_on <= node.due_on, NodeState.DONE.value),
        (node.completed_on.is_not(None), NodeState.DONE_LATE.value),
        (node.due_on < line.today, NodeState.LATE.value),
        (waits(node), NodeState.WAITING.value),
        (node.due_on == line.today, NodeState.DUE_TODAY.value),
        (node.due_on <= line.soon_until, NodeState.DUE_SOON.value),
        (node.start_on > line.today, NodeState.NOT_STARTED.value),
        else_=NodeState.ON_TIME.value,
    )
    return expression
