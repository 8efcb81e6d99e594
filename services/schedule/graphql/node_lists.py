"""Lists of nodes: of one schedule, or of all that the caller sees."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import Select, select

from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, answer, containing, page, sql
from services.chassis.reads.finding import sought, whole
from services.schedule.domain.node.state import NodeState
from services.schedule.graphql.arguments import After, Before, First, Last
from services.schedule.graphql.node import ScheduleNode
from services.schedule.store import tables
from services.schedule.store.narrowing import narrowest
from services.schedule.store.states import in_states


@strawberry.input(description="节点的筛选；各条件同时满足 / Which nodes; all conditions together")
class ScheduleNodeFilter:
    states: list[NodeState] | None = strawberry.field(default=None, description="状态 / States of the day")
    responsible_unit_id: UUID | None = strawberry.field(default=None, description="责任单位 / Responsible unit")
    stage: str | None = strawberry.field(default=None, description="阶段 / Stage")
    critical: bool | None = strawberry.field(default=None, description="是否关键 / Whether on a critical path")
    due_from: date | None = strawberry.field(default=None, description="期限不早于 / Due on or after")
    due_until: date | None = strawberry.field(default=None, description="期限不晚于 / Due on or before")
    search: str | None = strawberry.field(default=None, description="节点名称含 / Words in the name")


Filter = Annotated[ScheduleNodeFilter | None, strawberry.argument(description="筛选 / Which nodes")]
BY_POSITION = [Key(tables.Node.position), Key(tables.Node.id)]


def in_plan(query: Select[Any], node: Any, info: Info, filter: ScheduleNodeFilter | None) -> Select[Any]:
    """Keep the nodes of the plans in force that the filter asks for."""
    asked, query = filter or ScheduleNodeFilter(), query.where(node.current)
    if asked.states is not None:
        query = query.where(in_states(asked.states, info.context.today, node))
    if asked.responsible_unit_id is not None:
        query = query.where(node.responsible_unit_id == asked.responsible_unit_id)
    if asked.stage is not None:
        query = query.where(node.stage == asked.stage)
    if asked.critical is not None:
        query = query.where(node.critical == asked.critical)
    if asked.due_from is not None:
        query = query.where(node.due_on >= asked.due_from)
    if asked.due_until is not None:
        query = query.where(node.due_on <= asked.due_until)
    return query if asked.search is None else query.where(containing(node.name, asked.search))


@strawberry.type
class NodeQuery:
    @sql(description="按标识查节点，不存在或无权查看为空 / One node; null when it is not there for the caller")
    def node(
        self: Any, id: Annotated[UUID, strawberry.argument(description="节点标识 / Identity of the node")]
    ) -> ScheduleNode | None:
        return answer(select(tables.Node).where(tables.Node.id == id))

    @sql(
        description="现行计划中的节点，期限近的在前（责任单位的任务清单）/ Nodes of all plans in force, the earliest limit first"
    )
    def schedule_nodes(
        self: Any,
        info: Info,
        filter: Filter = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[ScheduleNode]:
        few = sought(tables.NodeSearch, filter.search) if filter and filter.search is not None else None
        node, query = narrowest(tables.Node, info.context.caller, tables.Node.due_on, few)
        if filter is None or filter.states is None:
            query = query.where(
                node.ended_on.is_(None)
            )  # what has ended is due no longer; asked for by its state it shows
        asked = filter or ScheduleNodeFilter()
        if asked.stage is None and asked.responsible_unit_id is None:  # these have indexes of their own
            query = query.where(whole(node))
        return page(in_plan(query, node, info, filter), [Key(node.due_on), Key(node.id)])
