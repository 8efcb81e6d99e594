"""The list of items of agencies, agency by agency or by their limits (第十四条)."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import ColumnElement, Select, func

from services.chassis.graphql import Connection, Info
from services.chassis.identity import Actor
from services.chassis.reads import Key, page, sql
from services.chassis.reads.finding import whole
from services.support.domain.agency.terms import ItemState, Level, Stage
from services.support.graphql.agency import AgencyItem
from services.support.graphql.agency_times import candidate, late, unfollowed
from services.support.graphql.arguments import After, Before, First, Last
from services.support.store import tables
from services.support.store.narrowing import has_words, in_order, narrowest, owned_by, searched, together
from services.support.store.tables.agency import OVERSEEING


@strawberry.input(description="代办事项筛选，同时满足 / Which items; all conditions together")
class AgencyItemFilter:
    states: list[ItemState] | None = strawberry.field(default=None, description="状态之一 / Any of these states")
    stages: list[Stage] | None = strawberry.field(default=None, description="阶段之一 / Any of these stages")
    levels: list[Level] | None = strawberry.field(default=None, description="审批层级之一 / Any of these levels")
    case_id: UUID | None = strawberry.field(default=None, description="所属代办 / Of one agency")
    project_id: UUID | None = strawberry.field(default=None, description="项目 / Project")
    bureau_id: UUID | None = strawberry.field(default=None, description="责任单位 / Responsible bureau")
    overdue: bool | None = strawberry.field(default=None, description="是否逾期 / Late, or not")
    supervision_candidate: bool | None = strawberry.field(
        default=None, description="是否联合督办候选（逾期且未在督办）/ Late enough to be supervised, and is not"
    )
    follow_up_missing: bool | None = strawberry.field(
        default=None, description="是否久未跟踪 / Not followed for too long, or not"
    )
    followed_by_me: bool | None = strawberry.field(default=None, description="由本人跟踪的 / Followed by the caller")
    search: str | None = strawberry.field(
        default=None, description="事项名称、批复文号、项目名称中查找 / Text in name, document number or project"
    )


@strawberry.enum(name="AgencyItemSort", description="代办事项排序 / Orders of items of agencies")
class ItemSort(Enum):
    AGENCY = strawberry.enum_value("AGENCY", description="按代办和序号 / Agency by agency, in their order")
    DUE = strawberry.enum_value(
        "DUE", description="办理中的按到期先后，其余在后 / What is under way by its limit, the rest last"
    )


ItemFilter = Annotated[AgencyItemFilter | None, strawberry.argument(description="筛选 / Filter")]


@strawberry.type
class AgencyItemQuery:
    @sql(
        description="代办事项列表，按代办和序号，或按到期先后 / Items of agencies, agency by agency or by their limits"
    )
    def agency_items(
        self: Any,
        info: Info,
        filter: ItemFilter = None,
        sort: Annotated[ItemSort, strawberry.argument(description="排序 / Order")] = ItemSort.AGENCY,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[AgencyItem]:
        by, its = filter or AgencyItemFilter(), tables.AgencyItem
        item, query = narrowest(its, _ways(info, by, sort), *_keys(its, sort)[:-1])
        return page(query.where(*_conditions(item, info, by, sort)), [Key(column) for column in _keys(item, sort)])


def own_agencies(model: Any, caller: Actor, named: Select[Any] | None) -> Select[Any] | None:
    """Seek what is of the caller's projects or names the caller's unit; None for those who see all, or nothing by it."""
    owned = None if caller.acts_as(*OVERSEEING) else owned_by(model, caller)
    return owned if owned is None or named is None else together(named, owned)


def _keys(item: Any, sort: ItemSort) -> list[Any]:
    return [item.due_order, item.id] if sort is ItemSort.DUE else [item.case_id, item.position, item.id]


def _ids(item: Any, by: AgencyItemFilter) -> list[tuple[Any, Any]]:
    asked = ((item.case_id, by.case_id), (item.project_id, by.project_id), (item.bureau_id, by.bureau_id))
    return [(column, of) for column, of in asked if of is not None]


def _members(item: Any, by: AgencyItemFilter) -> list[tuple[Any, list[Any]]]:
    asked: tuple[tuple[Any, list[Any] | None], ...] = (
        (item.state, list(by.states) if by.states is not None else None),
        (item.level, list(by.levels) if by.levels is not None else None),
        (item.stage, list(by.stages) if by.stages is not None else None),
    )
    return [(column, members) for column, members in asked if members is not None]


def _conditions(item: Any, info: Info, by: AgencyItemFilter, sort: ItemSort) -> list[ColumnElement[bool]]:
    ids, members = _ids(item, by), _members(item, by)
    conditions: list[ColumnElement[bool]] = [column == of for column, of in ids]
    conditions += [column.in_(found) for column, found in members]
    if sort is ItemSort.DUE or not (ids or any(len(found) == 1 for _, found in members)):
        conditions.append(whole(item))
    asked = ((by.overdue, late), (by.supervision_candidate, candidate), (by.follow_up_missing, unfollowed))
    for wanted, condition in asked:
        if wanted is not None:
            holds = condition(item, info)
            conditions.append(holds if wanted else holds.is_not(True))
    if by.followed_by_me is not None:
        own, whose = info.context.caller.subject, item.follower_subject
        conditions.append(whose == own if by.followed_by_me else whose.is_distinct_from(own))
    if by.search is not None:
        conditions.append(has_words(item, info.context.caller, by.search, item.name, item.document_number))
    return conditions


def _ways(info: Info, by: AgencyItemFilter, sort: ItemSort) -> list[Select[Any] | None]:
    """Return where a unit's items, what is searched for, and what no index has in the order of the list are found."""
    item, caller = tables.AgencyItem, info.context.caller
    order = (item.case_id, item.position)
    ways = [own_agencies(item, caller, in_order(item, item.bureau_id == caller.unit, by=order))]
    if by.search is not None:
        ways.append(searched(item, tables.AgencyItemSearch, by.search))
    if by.overdue or by.supervision_candidate:
        ways.append(in_order(item, late(item, info), by=(item.due_on,)))
    if by.follow_up_missing:
        ways.append(in_order(item, unfollowed(item, info), by=(func.coalesce(item.followed_on, item.submitted_on),)))
    if by.followed_by_me:
        ways.append(in_order(item, item.follower_subject == caller.subject, by=order))
    if sort is ItemSort.DUE:
        ways += [in_order(item, column == of, by=order) for column, of in _ids(item, by)]
    for column, members in _members(item, by):
        if len(members) != 1 or sort is ItemSort.DUE:
            ways.append(in_order(item, column.in_(members), by=(column, *order)))
    return ways
