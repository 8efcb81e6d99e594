"""Lists of agencies, of their items and supervisions, the district's list of items, and the statistics (第十四条)."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import Select, func, select

from services.chassis.graphql import ApiError, Connection, Info
from services.chassis.identity import Actor
from services.chassis.reads import Key, answer, page, sql
from services.chassis.reads.finding import MORE, whole
from services.chassis.visibility import visible_select
from services.support.domain.agency.rulebook import ALL_ROUTES, items_on
from services.support.domain.agency.terms import CaseState, ItemState, Level, Route, Stage
from services.support.graphql.agency import AgencyCase, AgencySupervision
from services.support.graphql.agency_item_lists import AgencyItemQuery, own_agencies
from services.support.graphql.arguments import After, Before, First, Last
from services.support.store import tables
from services.support.store.narrowing import has_words, in_order, narrowest, searched

_TENTH = Decimal("0.1")


@strawberry.input(description="代办筛选，同时满足 / Which agencies; all conditions together")
class AgencyFilter:
    states: list[CaseState] | None = strawberry.field(default=None, description="状态之一 / Any of these states")
    project_id: UUID | None = strawberry.field(default=None, description="项目 / Project")
    mine: bool | None = strawberry.field(
        default=None, description="本人为代办员的 / The caller is the agent, or is not"
    )
    search: str | None = strawberry.field(default=None, description="项目名称中查找 / Text in the project's name")


@strawberry.type(description="区代办事项清单的一项（当日有效）/ An item of the district's list on the day (A14)")
class AgencyItemRule:
    code: str = strawberry.field(description="代码 / Code")
    name: str = strawberry.field(description="名称 / Name")
    stage: Stage = strawberry.field(description="阶段 / Stage")
    level: Level = strawberry.field(description="审批层级 / Whose authority decides")
    role: str = strawberry.field(description="责任部门职责代码 / Role of the responsible bureau")
    working_days: int = strawberry.field(description="标准时限（工作日）/ Standard limit")
    materials: list[str] = strawberry.field(description="申报材料 / What must be handed in")
    after: list[str] = strawberry.field(description="前置事项代码 / Codes of what must be settled first")
    routes: list[Route] = strawberry.field(description="适用的审批方式 / Routes that have it")
    request_kind: str | None = strawberry.field(description="对应的要素保障事项代码 / The kind of request it maps to")


@strawberry.type(description="一个事项的办理统计 / How long one item takes")
class AgencyItemStatistics:
    code: str = strawberry.field(description="事项代码 / Code")
    name: str = strawberry.field(description="事项名称 / Name")
    done: int = strawberry.field(description="期间办结数 / Done in the span")
    late: int = strawberry.field(description="其中超过时限的 / Of those, beyond their limit")
    mean_working_days: Decimal | None = strawberry.field(
        description="平均用时（工作日，四舍五入至一位小数）/ Mean working days"
    )
    longest_working_days: int | None = strawberry.field(description="最长用时 / The longest")


Filter = Annotated[AgencyFilter | None, strawberry.argument(description="筛选 / Filter")]


@strawberry.type
class AgencyQuery(AgencyItemQuery):
    @sql(description="一项代办：全部事项、下一步、进度；无权查看为空 / One agency with all its items (A14)")
    def agency_case(
        self: Any, id: Annotated[UUID, strawberry.argument(description="代办标识 / Identifier")]
    ) -> AgencyCase | None:
        return answer(select(tables.AgencyCase).where(tables.AgencyCase.id == id))

    @sql(description="代办列表，新的在前 / Agencies, the newest first")
    def agency_cases(
        self: Any,
        info: Info,
        filter: Filter = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[AgencyCase]:
        by, caller = filter or AgencyFilter(), info.context.caller
        case, query = narrowest(tables.AgencyCase, _cases(caller, by))
        one_state = by.states is not None and len(by.states) == 1
        if by.project_id is None and by.mine is not True and not one_state:
            query = query.where(whole(case))
        if by.states is not None:
            query = query.where(case.state.in_(by.states))
        if by.project_id is not None:
            query = query.where(case.project_id == by.project_id)
        if by.mine is not None:
            own = caller.subject
            query = query.where(case.agent_subject == own if by.mine else case.agent_subject.is_distinct_from(own))
        if by.search is not None:
            query = query.where(has_words(case, caller, by.search))
        return page(query, [Key(case.id, descending=True)])

    @sql(description="联合督办列表，新的在前 / Joint supervisions, the newest first")
    def agency_supervisions(
        self: Any,
        info: Info,
        open: Annotated[bool | None, strawberry.argument(description="是否未办结 / Not closed, or closed")] = None,
        bureau_id: Annotated[UUID | None, strawberry.argument(description="责任单位 / Responsible bureau")] = None,
        project_id: Annotated[UUID | None, strawberry.argument(description="项目 / Project")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[AgencySupervision]:
        row, caller = tables.AgencySupervision, info.context.caller
        still_open = in_order(row, row.closed_on.is_(None)) if open else None
        own = None if caller.unit is None else in_order(row, row.bureau_id == caller.unit)
        its, query = narrowest(row, [own_agencies(row, caller, own), still_open])
        named = [c == v for c, v in ((its.bureau_id, bureau_id), (its.project_id, project_id)) if v is not None]
        query = query.where(*named or [whole(its)])
        if open is not None:
            query = query.where(its.closed_on.is_(None) if open else its.closed_on.is_not(None))
        return page(query, [Key(its.id, descending=True)])

    @strawberry.field(description="区代办事项清单（当日有效）/ The district's list of items on the day")
    def agency_item_rules(
        self,
        info: Info,
        route: Annotated[Route | None, strawberry.argument(description="审批方式 / Route; all when absent")] = None,
    ) -> list[AgencyItemRule]:
        listed = items_on(info.context.caller.division, info.context.today)
        return [
            AgencyItemRule(
                code=r.code,
                name=r.name,
                stage=r.stage,
                level=r.level,
                role=r.role.value,
                working_days=r.working_days,
                materials=list(r.materials),
                after=list(r.after),
                routes=[x for x in Route if x in r.routes],
                request_kind=r.request_kind,
            )
            for r in listed
            if (route or next(iter(ALL_ROUTES & r.routes))) in r.routes
        ]

    @strawberry.field(
        description="期间办结事项的用时，按事项，限本人有权查看的 / How long items took that were done in a span"
    )
    async def agency_statistics(
        self,
        info: Info,
        from_on: Annotated[date, strawberry.argument(description="起始日（含）/ First day")],
        until_on: Annotated[date, strawberry.argument(description="截止日（含）/ Last day")],
    ) -> list[AgencyItemStatistics]:
        if until_on < from_on:
            raise ApiError("BAD_INPUT", "截止日不能早于起始日 / the last day must not precede the first")
        item = tables.AgencyItem
        limit = func.coalesce(item.promised_days, item.working_days)
        done = visible_select(item, info.context.caller).where(
            item.state == ItemState.DONE, item.ended_on >= from_on, item.ended_on <= until_on
        )
        counted = done.with_only_columns(
            item.code,
            func.min(item.name),
            func.count(),
            func.count().filter(item.working_days_taken > limit),
            func.avg(item.working_days_taken),
            func.max(item.working_days_taken),
        )
        async with info.context.reading() as session:
            rows = (await session.execute(counted.group_by(item.code).order_by(item.code))).all()
        return [
            AgencyItemStatistics(
                code=code,
                name=name,
                done=n,
                late=late_,
                mean_working_days=None if mean is None else Decimal(mean).quantize(_TENTH, ROUND_HALF_UP),
                longest_working_days=most,
            )
            for code, name, n, late_, mean, most in rows
        ]


def _cases(caller: Actor, by: AgencyFilter) -> list[Select[Any] | None]:
    """Return where a unit's agencies, what is searched for and what is of several states are found."""
    case, item = tables.AgencyCase, tables.AgencyItem
    ways: list[Select[Any] | None] = []
    # a bureau's are those that it has an item of
    of_items = select(item.case_id).where(item.bureau_id == caller.unit).distinct().order_by(item.case_id).limit(MORE)
    ways.append(own_agencies(case, caller, of_items))
    if by.search is not None:
        ways.append(searched(case, None, by.search))
    if by.states is not None and len(by.states) != 1:
        ways.append(in_order(case, case.state.in_(by.states), by=(case.state,)))
    return ways
