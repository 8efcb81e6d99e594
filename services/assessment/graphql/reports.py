"""Issued review packs and year's results, with the source of every figure (A19)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import Integer, exists, func, select

from services.assessment.domain.period import WHOLE_YEAR
from services.assessment.domain.report.figures import FigureScope
from services.assessment.graphql.arguments import After, Before, First, Last
from services.assessment.graphql.attachments import AssessmentAttachment, files_of
from services.assessment.store import tables
from services.assessment.store.tables.reports import REPORT
from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, answer, page, sql, table
from services.chassis.reads.finding import whole
from services.chassis.visibility import condition

if TYPE_CHECKING:
    from services.assessment.graphql.periods import AssessmentPeriod

PeriodOf = Annotated["AssessmentPeriod", strawberry.lazy("services.assessment.graphql.periods")]
strawberry.enum(
    FigureScope,
    name="ReportFigureScope",
    description="数据范围：全区、考核组、单位 / All of the district, a group, a unit",
)


@strawberry.type(
    description="考核材料的一项数据：算法、来源记录和可重查的查询 / A figure: its rule, its rows, its query"
)
@table(tables.AssessmentReportFigure)
class AssessmentReportFigure:
    position: int = strawberry.field(description="次序 / Its place")
    code: str = strawberry.field(description="代码，如 AVERAGE、SCORE、POINTS:指标代码 / Code")
    scope: FigureScope = strawberry.field(description="范围 / Of what it is")
    scope_key: str = strawberry.field(description="考核组或单位标识，全区为空 / Group or unit; empty for all")
    scope_name: str = strawberry.field(description="范围名称 / Name of what it is of")
    label: str = strawberry.field(description="名称 / What it says")
    value: Decimal = strawberry.field(description="值（已四舍五入）/ Value, rounded half up")
    places: int = strawberry.field(description="小数位数 / Decimal places")
    unit: str = strawberry.field(description="计量单位 / Unit")
    query: str = strawberry.field(description="可重查该数据的 GraphQL 查询 / The query that shows it again")
    computed_as: str = strawberry.field(description="算法 / How it is worked out")
    row_count: int = strawberry.field(description="来源记录数 / How many rows it is of")
    rows_sm3: str = strawberry.field(description="来源记录及取值的 SM3 摘要 / SM3 digest of the rows and their values")


@strawberry.type(
    description="已印发的季度讲评材料或年度结果，印发后不变 / An issued review pack or year's result, never changed (A19)"
)
@table(tables.AssessmentReport)
class AssessmentReport:
    id: UUID = strawberry.field(description="标识 / Identity")
    division: str = strawberry.field(description="行政区划代码 / Division (GB/T 2260)")
    year: int = strawberry.field(description="年度 / Year")
    ordinal: int = strawberry.field(description="本期第几次印发 / Which one of its period, from 1")
    number: str = strawberry.field(description="文号 / Document number")
    title: str = strawberry.field(description="标题 / Title")
    remarks: str = strawberry.field(description="讲评意见 / What the review says besides the figures")
    period_version: int = strawberry.field(description="所据考核期的版本 / Version of the period that it tells of")
    period_digest: str = strawberry.field(description="所据计算的摘要（SHA-256）/ Digest of the computation")
    content_sm3: str = strawberry.field(description="内容的 SM3 摘要 / SM3 digest of all that it says")
    issued_on: date = strawberry.field(description="印发日期 / Day of issue")
    issued_at: datetime = strawberry.field(description="印发时间 / When")
    issued_by: str = strawberry.field(description="经办人 / Who issued it")

    @sql(description="季度（1–4），全年为空 / Quarter, 1 to 4; null of the whole year")
    def quarter(self: Any) -> int | None:
        return answer(func.nullif(self.quarter, WHOLE_YEAR, type_=Integer()))

    @sql(
        description="是否仍是现状：此后结果、季讲评日有变动，或又印发的为否 / "
        "Whether it still tells how things are: not once the period changed or another was issued"
    )
    def current(self: Any, info: Info) -> bool:
        period, other = tables.Period, tables.AssessmentReport
        newest = select(func.max(other.ordinal)).where(other.period_id == self.period_id).scalar_subquery()
        unchanged = exists().where(period.id == self.period_id, period.version == self.period_version)
        return answer((newest == self.ordinal) & unchanged.where(condition(period, info.context.caller)))

    @sql(description="考核期 / The period")
    def period(self: Any) -> PeriodOf | None:
        return answer(select(tables.Period).where(tables.Period.id == self.period_id))

    @sql(description="印发的文件（Word、PDF、Excel 各一），由 /files 下载 / Its files, downloaded from /files")
    def files(self: Any) -> list[AssessmentAttachment]:
        return answer(files_of(REPORT, self.id))

    @sql(description="所载数据及来源 / Its figures and where each comes from")
    def figures(
        self: Any,
        code: Annotated[str | None, strawberry.argument(description="代码 / Code")] = None,
        scope: Annotated[FigureScope | None, strawberry.argument(description="范围 / Scope")] = None,
        scope_key: Annotated[str | None, strawberry.argument(description="考核组或单位标识 / Group or unit")] = None,
        first: First = None,
        after: After = None,
    ) -> Connection[AssessmentReportFigure]:
        row = tables.AssessmentReportFigure
        query = select(row).where(row.report_id == self.id)
        for column, value in ((row.code, code), (row.scope, scope), (row.scope_key, scope_key)):
            query = query if value is None else query.where(column == value)
        return page(query, [Key(row.position)])


@strawberry.input(description="考核材料的筛选 / Which reports")
class AssessmentReportFilter:
    year: int | None = strawberry.field(default=None, description="年度 / Year")
    quarter: int | None = strawberry.field(default=None, description="季度（1–4）/ Quarter, 1 to 4")
    whole_year: bool | None = strawberry.field(
        default=None, description="只要年度结果（或只要季度材料）/ Only the year's results, or only quarters'"
    )


@strawberry.type
class ReportQueries:
    @sql(description="已印发的考核材料，最近的在前 / Issued reports, newest first")
    def assessment_reports(
        self: Any,
        filter: Annotated[AssessmentReportFilter | None, strawberry.argument(description="筛选 / Conditions")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[AssessmentReport]:
        row, asked = tables.AssessmentReport, filter or AssessmentReportFilter()
        query = select(row)
        query = query.where(whole(row)) if asked.year is None else query.where(row.year == asked.year)
        query = query if asked.quarter is None else query.where(row.quarter == func.nullif(asked.quarter, WHOLE_YEAR))
        if asked.whole_year is not None:
            query = query.where(row.quarter == WHOLE_YEAR if asked.whole_year else row.quarter != WHOLE_YEAR)
        return page(query, [Key(row.issued_at, descending=True), Key(row.id, descending=True)])

    @sql(description="一份考核材料，不存在为空 / One report; null when there is none")
    def assessment_report(
        self: Any, id: Annotated[UUID, strawberry.argument(description="标识 / Identity")]
    ) -> AssessmentReport | None:
        return answer(select(tables.AssessmentReport).where(tables.AssessmentReport.id == id))
