"""City-level projects in the API: what the city was told, and which weekly indicators are beyond their limits (第九条)."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import strawberry

from services.chassis.graphql import Connection, Info, UserError
from services.chassis.reads import Key, derived, fetch, page, refer, sql, table
from services.schedule.domain.city.indicators import Known, elapsed, measure
from services.schedule.domain.city.terms import Indicator, PushKind, PushStatus
from services.schedule.domain.opening import ItemKind
from services.schedule.graphql.arguments import COMMAND, After, Before, First, Last
from services.schedule.graphql.missed import missed_of
from services.schedule.graphql.performing import perform
from services.schedule.graphql.references import Project
from services.schedule.store import tables
from services.schedule.store.indicators import Figures, of_city_projects
from services.schedule.store.narrowing import narrowest
from services.schedule.usecases.city.resend import ResendCityPush, resend_city_push


@strawberry.type(description="向市重点项目管理系统的一条推送 / A message to the city's key-project system (A9)")
@table(tables.CityPush)
class CityPush:
    id: UUID = strawberry.field(description="标识 / Identity")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    kind: PushKind = strawberry.field(description="内容 / What it is about")
    subject_id: UUID = strawberry.field(description="所涉报告、周更新或节点 / The report, week or node")
    number: int = strawberry.field(
        description="同一事项的第几条，市系统以大者为准 / Which message on it; the city keeps the highest"
    )
    status: PushStatus = strawberry.field(description="状态 / Status")
    tries: int = strawberry.field(description="已尝试次数 / How often it was tried")
    told_at: datetime = strawberry.field(description="产生时间 / When it came up")
    next_at: datetime = strawberry.field(
        description="下次推送时间，待推送时有效 / When it is tried next, while it waits"
    )
    delivered_at: datetime | None = strawberry.field(description="送达时间 / When it arrived")
    last_error: str | None = strawberry.field(description="最近一次未达的原因 / Why the last try failed")

    @derived("body", description="推送的数据（JSON）/ What is said, as JSON")
    def content(self: Any) -> str:
        return json.dumps(self.body, ensure_ascii=False, sort_keys=True)

    @sql(description="项目 / The project")
    def project(self: Any) -> Project:
        return refer(id=self.project_id)


@strawberry.input(description="推送的筛选 / Which pushes")
class CityPushFilter:
    status: PushStatus | None = strawberry.field(default=None, description="状态 / Status")
    kind: PushKind | None = strawberry.field(default=None, description="内容 / What it is about")
    project_id: UUID | None = strawberry.field(default=None, description="项目 / Project")


@strawberry.type(
    description="一项指标：数值、上限、是否越限及缘由 / An indicator: value, limit, and why it is beyond it or not"
)
class CityIndicator:
    kind: Indicator = strawberry.field(description="指标 / Which")
    value: Decimal | None = strawberry.field(description="数值，无从计算为空 / Value, null where it cannot be measured")
    threshold: Decimal = strawberry.field(
        description="上限，等于上限不算越限 / Limit; exactly the limit is not beyond it"
    )
    beyond: bool = strawberry.field(description="是否越限 / Whether it is beyond")
    why: str = strawberry.field(description="缘由 / Why")


@strawberry.type(description="一个市级重点项目的每周监测指标 / The weekly indicators of a city-level project (A9)")
class CityIndicators:
    project_id: UUID = strawberry.field(description="项目 / Project")
    project_name: str = strawberry.field(description="项目名称 / Name")
    level: str = strawberry.field(description="级别 / Level")
    year: int = strawberry.field(description="年度 / Year")
    annual_investment: Decimal | None = strawberry.field(description="年度投资任务（万元）/ Annual task (10,000 CNY)")
    verified_investment: Decimal = strawberry.field(description="本年已核实完成（万元）/ Verified in the year")
    reported_investment: Decimal = strawberry.field(
        description="本年报送（万元）/ Reported in the year, verified or not"
    )
    elapsed_percent: Decimal = strawberry.field(description="时间进度（%）/ Share of the year that has passed")
    beyond: int = strawberry.field(description="越限指标数 / How many are beyond")
    indicators: list[CityIndicator] = strawberry.field(description="各项指标 / All of them")


@strawberry.type
class CityQuery:
    @sql(description="向市系统的推送，新的在前 / Messages to the city, the newest first")
    def city_pushes(
        self: Any,
        info: Info,
        filter: Annotated[CityPushFilter | None, strawberry.argument(description="筛选 / Which pushes")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[CityPush]:
        asked, caller = filter or CityPushFilter(), info.context.caller
        row, query = narrowest(tables.CityPush, caller, tables.CityPush.id, None)
        if asked.status is not None:
            query = query.where(row.status == asked.status)
        if asked.kind is not None:
            query = query.where(row.kind == asked.kind)
        if asked.project_id is not None:
            query = query.where(row.project_id == asked.project_id)
        return page(query, [Key(row.id, descending=True)])

    @strawberry.field(
        description="市级及以上重点项目的每周监测指标，越限多的在前 / Weekly indicators of city-level projects, the worst first"
    )
    async def city_indicators(
        self,
        info: Info,
        year: Annotated[
            int | None, strawberry.argument(description="年度，默认今年 / Year, this one by default")
        ] = None,
        beyond: Annotated[
            bool | None, strawberry.argument(description="只列越限的 / Only those beyond a limit")
        ] = None,
    ) -> list[CityIndicators]:
        today = info.context.today
        of = today.year if year is None else year
        async with info.context.reading() as session:
            found = await of_city_projects(session, info.context.caller, of, today)
        shown = [_shown(figures, of, today) for figures in found]
        kept = [s for s in shown if beyond is None or (s.beyond > 0) == beyond]
        return sorted(kept, key=lambda s: -s.beyond)


def _shown(figures: Figures, year: int, today: date) -> CityIndicators:
    missed = missed_of(figures.carried, figures.weeks, figures.people, today)
    verified = figures.verified or Decimal(0)
    known = Known(
        annual=figures.annual,
        verified=verified,
        verified_ever=(figures.verified_ever or Decimal(0)) if figures.kind is ItemKind.NEW_START else None,
        total=figures.total,
        percent=figures.percent,
        missed_weeks=sum(week["week_on"].year == year for week in missed),
        late_nodes=figures.late_nodes,
    )
    measured = measure(known, today, year)
    return CityIndicators(
        project_id=figures.project_id,
        project_name=figures.project_name,
        level=figures.level,
        year=year,
        annual_investment=figures.annual,
        verified_investment=verified,
        reported_investment=figures.reported or Decimal(0),
        elapsed_percent=elapsed(today, year),
        beyond=sum(m.beyond for m in measured),
        indicators=[
            CityIndicator(kind=m.indicator, value=m.value, threshold=m.threshold, beyond=m.beyond, why=m.why)
            for m in measured
        ],
    )


@strawberry.input(description="重新推送 / Send a push again (A9)")
class ResendCityPushInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Made by the caller, once a click")
    push_id: UUID = strawberry.field(description="推送 / Push")
    expected_version: int = strawberry.field(description="所见推送的版本 / Version of the push that was seen")


@strawberry.type(description="重新推送的结果 / Result of sending a push again")
class CityPushPayload:
    city_push: CityPush | None = strawberry.field(description="推送 / The push as it is now")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


@strawberry.type
class CityMutation:
    @strawberry.mutation(
        description="重新推送未达或须再推的一条 / Send what did not arrive, or has to arrive again (A9)"
    )
    async def resend_city_push(self, info: Info, input: Annotated[ResendCityPushInput, COMMAND]) -> CityPushPayload:
        command = ResendCityPush(push_id=input.push_id, expected_version=input.expected_version)
        done = await perform(info, "resendCityPush", input, command, resend_city_push)
        return CityPushPayload(city_push=await fetch(info, CityPush, done.id), user_errors=done.user_errors)
