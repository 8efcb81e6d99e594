"""Which projects have no start or completion in their plan, so that no list of either can have them (第七条)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import strawberry
from sqlalchemy import Text, any_, or_, select, true
from sqlalchemy.dialects.postgresql import ARRAY

from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, page, sql, through
from services.chassis.visibility import visible_select
from services.schedule.domain.lists.rulebook import MILESTONE_NAMES
from services.schedule.domain.lists.terms import ListRole
from services.schedule.graphql.arguments import After, Before, First, Last
from services.schedule.graphql.schedule import Schedule
from services.schedule.store import tables
from services.schedule.store.lists.milestones import may_lack
from services.schedule.store.narrowing import narrowest

Role = Annotated[ListRole, strawberry.argument(description="开工或竣工 / Start or completion")]


@strawberry.type
class ListNodeQuery:
    @sql(
        description="已倒排而没有开工（竣工）节点的在建类项目，待标记 / "
        "Projects whose plan has no such node by name or mark, and so no list of it: to be marked (A7)"
    )
    def schedules_without_list_node(
        self: Any,
        info: Info,
        role: Role,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Schedule]:
        row, caller = tables.Schedule, info.context.caller
        few = select(row.id).where(may_lack(row, role)).order_by(row.opened_on)
        schedule, query = narrowest(row, caller, row.opened_on, few)
        query = query.where(may_lack(schedule, role), _has_one(schedule, role, info).is_(None))
        return page(query, [Key(schedule.opened_on, descending=True), Key(schedule.id, descending=True)])


def _has_one(schedule: Any, role: ListRole, info: Info) -> Any:
    """Its node of the role by the names of the day or by mark; null when it has none."""
    node, mark, caller = tables.Node, tables.ListMark, info.context.caller
    names = through(info.context.today, lambda day: _names(role, day), ARRAY(Text()))
    marked = visible_select(mark, caller).where(mark.schedule_id == node.schedule_id, mark.role == role)
    named = visible_select(node, caller).where(
        node.schedule_id == schedule.id,
        node.current,
        or_(node.name == any_(names), node.id == marked.with_only_columns(mark.node_id).scalar_subquery()),
    )
    return named.with_only_columns(true()).limit(1).scalar_subquery()


def _names(role: ListRole, day: date) -> list[str]:
    """The names in force on the day; before the first day nothing was, so the first are taken."""
    entries = MILESTONE_NAMES.entries
    return list(MILESTONE_NAMES.on(max(day, entries[0].since))[role])
