"""Which node of a project is its start or its completion: the one that is marked so, else the one with the best name."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Select, Text, and_, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY, distinct_on

from services.schedule.domain.lists.rulebook import MILESTONE_NAMES
from services.schedule.domain.lists.terms import ListRole
from services.schedule.store import tables


def milestones(role: ListRole, today: date) -> Select[UUID, UUID, date, date | None]:
    """Select of each schedule its node of the role: schedule_id, id, due_on, completed_on. None of a plan without one."""
    node, mark = tables.Node, tables.ListMark
    names = literal(list(MILESTONE_NAMES.on(today)[role]), ARRAY(Text()))
    marked = and_(mark.schedule_id == node.schedule_id, mark.role == role)
    return (
        select(node.schedule_id, node.id, node.due_on, node.completed_on)
        .outerjoin(mark, marked)
        .where(node.current, (node.id == mark.node_id) | (node.name == func.any(names)))
        .order_by(
            node.schedule_id,
            (node.id == mark.node_id).desc().nulls_last(),  # what an official has marked goes before any name
            func.array_position(names, node.name).nulls_last(),
            node.due_on.desc(),
            node.id,
        )
        .ext(distinct_on(node.schedule_id))
    )
