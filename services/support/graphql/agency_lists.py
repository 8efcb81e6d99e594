"""Lists of agencies, of their items and supervisions, the district's list of items, and the statistics (第十四条)."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import func, select

from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, answer, containing, page, sql
from services.chassis.reads.finding import whole
from services.chassis.visibility import visible_select
from services.support.domain.agency.rulebook import ALL_ROUTES, items_on
from services.support.domain.agency.terms import CaseState, ItemState, Level, Route, Stage
from services.support.graphql.agency import AgencyCase, AgencyItem, AgencySupervision
from services.support.graphql.agency_times import candidate, late, unfollowed
from services.support.graphql.arguments import After, Before, First, Last
from services.support.store import tables

_TENTH = Decimal("0.1")


@strawberry.input(description="代办筛选，同时满足 / Which agencies; all conditions together")
class AgencyFilter:
    states: list[CaseState] | None = strawberry.field(default=None, description="状态之一 / Any of these states")
    project_id: UUID | None = strawberry.field(default=None, description="项目 / Project")
    mine: bool | None = strawberry.field(
        default=None, description="本人为代办员的 / The caller is the agent, or is not"
    )
    search: str | None = strawberry.field(default=None, description="项目名称中查找 / Text in the project's name")


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
    search: str | None = strawberry.field(default=None, description="事项名称中查找 / Text in the item's name")


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
ItemFilter = Annotated[AgencyItemFilter | None, strawberry.argument(description="筛选 / Filter")]


@strawberry.type
class AgencyQuery:
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
        case, by = tables.AgencyCase, filter or AgencyFilter()
        query = select(case)
        if by.states is None and by.project_id is None and by.mine is not True:
            query = query.where(whole(case))
        if by.states is not None:
            query = query.where(case.state.in_(by.states))
        if by.project_id is not None:
            query = query.where(case.project_id == by.project_id)
        if by.mine is not None:
            own = info.context.caller.subject
            query = query.where(case.agent_subject == own if by.mine else case.agent_subject.is_distinct_from(own))
        if by.search is not None:
            project = tables.Project
            named = visible_select(project, info.context.caller).where(
                project.id == case.project_id, containing(project.name, by.search)
            )
            query = query.where(named.exists())
        return page(query, [Key(case.id, descending=True)])

    @sql(description="代办事项列表，按代办和序号 / Items of agencies, agency by agency")
    def agency_items(
        self: Any,
        info: Info,
        filter: ItemFilter = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[AgencyItem]:
        item, by = tables.AgencyItem, filter or AgencyItemFilter()
        ids = ((item.case_id, by.case_id), (item.project_id, by.project_id), (item.bureau_id, by.bureau_id))
        query = select(item).where(*(column == of for column, of in ids if of is not None))
        if by.states is None and all(of is None for _, of in ids):
            query = query.where(whole(item))
        for column, members in ((item.state, by.states), (item.stage, by.stages), (item.level, by.levels)):
            if members is not None:
                query = query.where(column.in_(members))
        asked = ((by.overdue, late), (by.supervision_candidate, candidate), (by.follow_up_missing, unfollowed))
        for wanted, condition in asked:
            if wanted is not None:
                holds = condition(item, info)
                query = query.where(holds if wanted else holds.is_not(True))
        if by.followed_by_me is not None:
            own = item.follower_subject.is_not_distinct_from(info.context.caller.subject)
            query = query.where(own if by.followed_by_me else ~own)
        if by.search is not None:
            query = query.where(containing(item.name, by.search))
        return page(query, [Key(item.case_id), Key(item.position), Key(item.id)])

    @sql(description="联合督办列表，新的在前 / Joint supervisions, the newest first")
    def agency_supervisions(
        self: Any,
        open: Annotated[bool | None, strawberry.argument(description="是否未办结 / Not closed, or closed")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[AgencySupervision]:
        its = tables.AgencySupervision
        query = select(its).where(whole(its))
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
