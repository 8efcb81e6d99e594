"""Applications for budget funds of higher levels and bonds: types, lists and totals."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import ColumnElement, Select, func, select

from services.chassis.documents.apart import turn
from services.chassis.graphql import ApiError, Connection, Info
from services.chassis.identity import Actor
from services.chassis.reads import Key, answer, derived, page, refer, sql, table
from services.chassis.reads.finding import whole
from services.chassis.visibility import visible_select
from services.law.breach import Breach
from services.support.domain.funds.rulebook import stage_name, stages_on
from services.support.domain.funds.terms import (
    APPLICATION_NAMES,
    ApplicationAction,
    ApplicationKind,
    ApplicationOrder,
    ApplicationState,
    Stage,
)
from services.support.graphql import fund_terms  # noqa: F401 - names the enums before they are used
from services.support.graphql.arguments import After, Before, First, Last
from services.support.graphql.attachments import SupportAttachment, files_of
from services.support.graphql.enums import RecordKind
from services.support.graphql.fund_statement import FundFile
from services.support.graphql.references import Project
from services.support.store import tables
from services.support.store.narrowing import at_least, has_words, in_order, narrowest, owned_by, searched
from services.support.store.tables.fund_applications import sees_applications
from services.support.usecases.funds.applications.sheet import applications_file


@strawberry.type(description="申报的一个步骤及其后的金额（万元）/ One step of an application with the amounts after it")
@table(tables.FundApplicationStep)
class FundApplicationStep:
    seq: int = strawberry.field(description="序号 / Number")
    action: ApplicationAction = strawberry.field(description="步骤 / What was done")
    stage: Stage = strawberry.field(description="此后环节 / Stage after it")
    state: ApplicationState = strawberry.field(description="此后状态 / State after it")
    on: date = strawberry.field(description="日期 / Day")
    amount: Decimal | None = strawberry.field(description="本步金额 / Amount of this step")
    document: str | None = strawberry.field(description="文件或凭证 / Document or voucher")
    reason: str | None = strawberry.field(description="理由或说明 / Reason or note")
    asked: Decimal = strawberry.field(description="此后申请 / Asked after it")
    granted: Decimal = strawberry.field(description="此后批准 / Granted after it")
    arrived: Decimal = strawberry.field(description="此后到位 / Arrived after it")
    paid: Decimal = strawberry.field(description="此后支付 / Paid after it")
    at: datetime = strawberry.field(description="时间 / When")
    actor_name: str = strawberry.field(description="经办人 / Who")


@strawberry.type(description="申报环节（按开立之日口径）/ A stage of a kind of application")
class FundStage:
    stage: Stage = strawberry.field(description="环节 / Stage")
    name: str = strawberry.field(description="名称 / Name")
    with_amount: bool = strawberry.field(description="是否须登记金额 / Whether reaching it needs an amount")
    with_document: bool = strawberry.field(description="是否须有文件 / Whether reaching it needs a document")


@strawberry.federation.type(
    keys=["id"], description="资金或债券申报（万元）/ An application for budget funds or bonds (A16.3)"
)
@table(tables.FundApplication)
class FundApplication:
    id: UUID = strawberry.field(description="编号 / Id")
    version: int = strawberry.field(description="版本，供 expectedVersion / Version for expectedVersion")
    kind: ApplicationKind = strawberry.field(description="种类 / Kind")
    year: int = strawberry.field(description="申报年度 / Year")
    title: str = strawberry.field(description="申报名称 / Title")
    authority: str = strawberry.field(description="受理机关 / Authority")
    stage: Stage = strawberry.field(description="环节 / Stage")
    state: ApplicationState = strawberry.field(description="状态 / State")
    asked: Decimal = strawberry.field(description="申请金额 / Asked")
    granted: Decimal = strawberry.field(description="批准金额 / Granted")
    arrived: Decimal = strawberry.field(description="到位金额 / Arrived")
    paid: Decimal = strawberry.field(description="支付金额 / Paid")
    grant_document: str | None = strawberry.field(description="批准文件 / Document of the grant")
    opened_on: date = strawberry.field(description="建立日期 / Day of opening")
    stepped_on: date = strawberry.field(description="最近一步的日期 / Day of the last step")
    returned_times: int = strawberry.field(description="被退回次数 / How often it was returned")

    @derived("kind", "stage", "opened_on", description="环节名称 / Name of the stage for its kind")
    def stage_name(self: Any) -> str:
        return stage_name(ApplicationKind(self.kind), Stage(self.stage), self.opened_on)

    @sql(description="项目 / The project")
    def project(self: Any) -> Project:
        return refer(id=self.project_id)

    @sql(description="附件（申报材料、批复等）/ Its files")
    def files(self: Any) -> list[SupportAttachment]:
        return answer(files_of(RecordKind.FUND_APPLICATION, self.id))

    @sql(description="办理记录，先后为序 / Every step, in order")
    def steps(self: Any, first: First = None, after: After = None) -> Connection[FundApplicationStep]:
        step = tables.FundApplicationStep
        return page(select(step).where(step.application_id == self.id), [Key(step.seq)])


@strawberry.input(description="申报筛选；各条件同时满足 / Filter of applications; all conditions together")
class FundApplicationFilter:
    kind: ApplicationKind | None = strawberry.field(default=None, description="种类 / Kind")
    year: int | None = strawberry.field(default=None, description="申报年度 / Year")
    stage: Stage | None = strawberry.field(default=None, description="环节 / Stage")
    state: ApplicationState | None = strawberry.field(default=None, description="状态 / State")
    project_id: UUID | None = strawberry.field(default=None, description="项目 / Project")
    asked_from: Decimal | None = strawberry.field(default=None, description="申请金额不低于 / Asked for at least")
    search: str | None = strawberry.field(
        default=None,
        description="在申报名称、受理机关、批准文件、项目名称中查找 / Text in title, authority, document, project",
    )


@strawberry.type(description="一个年度一种申报的合计（万元）/ Totals of a kind in a year")
class FundApplicationTotal:
    kind: ApplicationKind = strawberry.field(description="种类 / Kind")
    kind_name: str = strawberry.field(description="种类名称 / Name of the kind")
    year: int = strawberry.field(description="申报年度 / Year")
    applications: int = strawberry.field(description="项数 / Number of applications")
    asked: Decimal = strawberry.field(description="申请 / Asked")
    granted: Decimal = strawberry.field(description="批准 / Granted")
    arrived: Decimal = strawberry.field(description="到位 / Arrived")
    paid: Decimal = strawberry.field(description="支付 / Paid")


Filter = Annotated[FundApplicationFilter | None, strawberry.argument(description="筛选 / Filter")]


_BY_COLUMN = (ApplicationOrder.AMOUNT, ApplicationOrder.PROGRESS)
_KEYS: dict[ApplicationOrder, Callable[[Any], tuple[Any, ...]]] = {
    ApplicationOrder.NEWEST: lambda row: (row.id,),
    ApplicationOrder.OLDEST: lambda row: (row.id,),
    ApplicationOrder.AMOUNT: lambda row: (row.asked_order, row.id),
    ApplicationOrder.PROGRESS: lambda row: (row.stepped_on, row.id),
}


def matched(
    info: Info, by: FundApplicationFilter, order: ApplicationOrder = ApplicationOrder.NEWEST
) -> tuple[Any, Select[Any]]:
    """Select the applications that match, with the row that the query is of."""
    caller, application = info.context.caller, tables.FundApplication
    row, query = narrowest(application, _ways(caller, by, order), *_KEYS[order](application))
    conditions: list[ColumnElement[bool]] = [c == v for c, v in _equal(row, by) if v is not None]
    if order in _BY_COLUMN or not conditions:
        conditions.append(whole(row))
    if by.asked_from is not None:
        conditions += at_least(row.asked, row.asked_order, by.asked_from)
    if by.search is not None:
        conditions.append(has_words(row, caller, by.search, row.title, row.authority, row.grant_document))
    return row, query.where(*conditions)


def _equal(row: Any, by: FundApplicationFilter) -> list[tuple[Any, Any]]:
    return [
        (row.project_id, by.project_id),
        (row.stage, by.stage),
        (row.state, by.state),
        (row.kind, by.kind),
        (row.year, by.year),
    ]


def _ways(caller: Actor, by: FundApplicationFilter, order: ApplicationOrder) -> list[Select[Any] | None]:
    """Return where an owner's, what is searched for, and what has no index in the order asked for are found."""
    row = tables.FundApplication
    ways = [None if sees_applications(caller) else owned_by(row, caller)]
    if by.search is not None:
        ways.append(searched(row, tables.FundApplicationSearch, by.search))
    if order in _BY_COLUMN:
        ways += [in_order(row, column == value) for column, value in _equal(row, by) if value is not None]
    if by.asked_from is not None and order is not ApplicationOrder.AMOUNT:
        above = at_least(row.asked, row.asked_order, by.asked_from)
        ways.append(in_order(row, *above, whole(row), by=(row.asked_order,)))
    return ways


@strawberry.type
class FundApplicationQuery:
    @strawberry.field(description="一种申报的各环节（当日口径）/ Stages of a kind, as on the day")
    def fund_stages(
        self, info: Info, kind: Annotated[ApplicationKind, strawberry.argument(description="种类 / Kind")]
    ) -> list[FundStage]:
        return [
            FundStage(stage=s.stage, name=s.name, with_amount=s.with_amount, with_document=s.with_document)
            for s in stages_on(kind, info.context.today)
        ]

    @sql(description="一项申报 / One application; null when it is not there for the caller")
    def fund_application(
        self: Any, id: Annotated[UUID, strawberry.argument(description="编号 / Id")]
    ) -> FundApplication | None:
        return answer(select(tables.FundApplication).where(tables.FundApplication.id == id))

    @sql(description="资金和债券申报；业主限本单位项目 / Applications; owners see their own projects'")
    def fund_applications(
        self: Any,
        info: Info,
        filter: Filter = None,
        order: Annotated[ApplicationOrder | None, strawberry.argument(description="次序，缺省新的在前 / Order")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[FundApplication]:
        asked = order or ApplicationOrder.NEWEST
        row, query = matched(info, filter or FundApplicationFilter(), asked)
        return page(query, [Key(c, descending=asked is not ApplicationOrder.OLDEST) for c in _KEYS[asked](row)])

    @strawberry.field(
        description="导出申报（.xlsx），条件同列表；一次最多5000项 / Applications as a sheet, as the list has them"
    )
    async def export_fund_applications(self, info: Info, filter: Filter = None) -> FundFile:
        _, query = matched(info, filter or FundApplicationFilter())
        async with turn(), info.context.reading() as session:
            file = await applications_file(session, info.context.caller, query, info.context.today)
        if isinstance(file, Breach):
            raise ApiError("BAD_INPUT", file.message, reason=file.code)
        return FundFile.of(file)

    @strawberry.field(description="申报合计，按年度和种类 / Totals by year and kind, of what the caller sees")
    async def fund_application_totals(
        self,
        info: Info,
        year: Annotated[int | None, strawberry.argument(description="申报年度 / Year")] = None,
    ) -> list[FundApplicationTotal]:
        row = tables.FundApplication
        query = visible_select(row, info.context.caller).with_only_columns(
            row.kind,
            row.year,
            func.count(),
            func.sum(row.asked),
            func.sum(row.granted),
            func.sum(row.arrived),
            func.sum(row.paid),
        )
        if year is not None:
            query = query.where(row.year == year)
        async with info.context.reading() as session:
            grouped = query.group_by(row.kind, row.year).order_by(row.year.desc(), row.kind)
            counted = (await session.execute(grouped)).all()
        return [
            FundApplicationTotal(
                kind=kind,
                kind_name=APPLICATION_NAMES[kind],
                year=of,
                applications=n,
                asked=asked,
                granted=granted,
                arrived=arrived,
                paid=paid,
            )
            for kind, of, n, asked, granted, arrived, paid in counted
        ]
