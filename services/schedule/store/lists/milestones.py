"""Which node of a project is its start or its completion: the one that is marked so, else the one with the best name.

Which projects have none is asked of all of them at once. So each schedule keeps whether its plan has one by a mark or by a
name that any entry of `MILESTONE_NAMES` has. Who has none by that may be asked by an index; whether a name counts on the
day is asked besides, for a later entry may add names or drop some.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Text, and_, func, literal, literal_column, or_, select, true
from sqlalchemy.dialects.postgresql import ARRAY, distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from services.schedule.domain.lists.rulebook import MILESTONE_NAMES
from services.schedule.domain.lists.terms import ListRole
from services.schedule.domain.opening import ItemKind
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


async def keep(session: AsyncSession, schedule: tables.Schedule) -> None:
    """Keep whether the plan of a locked schedule has a start and a completion, after its nodes or marks were written."""
    schedule.has_start = await _has_one(session, schedule.id, ListRole.START)
    schedule.has_completion = await _has_one(session, schedule.id, ListRole.COMPLETION)
    await session.flush()


async def _has_one(session: AsyncSession, schedule_id: UUID, role: ListRole) -> bool:
    node, mark = tables.Node, tables.ListMark
    names = {name for entry in MILESTONE_NAMES.entries for name in entry.value[role]}
    marked = select(mark.node_id).where(mark.schedule_id == schedule_id, mark.role == role)
    own = select(node.id).where(node.schedule_id == schedule_id, node.current)
    its = own.where(or_(node.name.in_(names), node.id.in_(marked)))
    return await session.scalar(its.limit(1)) is not None


def may_lack(schedule: Any, role: ListRole) -> Any:
    """The condition that a planned construction project may have no such node, as far as that is kept; sought by an index."""
    kept = schedule.has_start if role is ListRole.START else schedule.has_completion
    none: Any = literal_column("0")  # this and the kind as the index of those that lack one has them
    preliminary: Any = literal_column(f"'{ItemKind.PRELIMINARY.value}'")
    # a name that counted once, or will, is kept as one: while there is one entry, that cannot be
    unkept = ~kept if len(MILESTONE_NAMES.entries) == 1 else true()
    of_a_plan = (schedule.plan_version > none) & schedule.ended_on.is_(None) & (schedule.kind != preliminary)
    return unkept & of_a_plan
