"""Progress reports in the API, with every step of their history (第九条)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import JSON, Select, Text, cast, func, select

from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, answer, derived, page, refer, sql, table
from services.chassis.visibility import visible_select
from services.schedule.domain.progress.record import ReportStatus
from services.schedule.graphql.arguments import After, Before, First, Last
from services.schedule.graphql.references import Organization, Project
from services.schedule.store import tables
from services.schedule.store.narrowing import narrowest


@strawberry.type(description="进度报告的一次报送、退回、更正或核实 / One step in the history of a progress report")
@table(tables.ProgressStep)
class ProgressStep:
    version: int = strawberry.field(description="版本 / Version")
    status: ReportStatus = strawberry.field(description="此后状态 / Status after it")
    done_investment: Decimal = strawberry.field(description="当月完成投资（万元）/ Investment done in the month")
    physical_percent: Decimal = strawberry.field(description="形象进度（%）/ Physical progress in per cent")
    physical_text: str = strawberry.field(description="形象进度说明 / Physical progress in words")
    difficulties: str | None = strawberry.field(description="困难问题 / Difficulties")
    reason: str | None = strawberry.field(description="退回理由 / Why it was returned")
    at: datetime = strawberry.field(description="时间 / When")
    by: str = strawberry.field(description="操作人 / Who")

    @sql(description="操作人单位 / The unit of who did it")
    def by_unit(self: Any) -> Organization | None:
        return refer(id=self.by_unit_id)


def _newest_week(report: Any, info: Info) -> Any:
    """What the newest week of the month says, as text: JSON has no exact numbers."""
    week = tables.WeeklyUpdate
    of_month = (week.schedule_id == report.schedule_id, week.year == report.year, week.month == report.month)
    said = func.json_build_array(cast(week.done_investment, Text), cast(week.physical_percent, Text), type_=JSON())
    newest = visible_select(week, info.context.caller).where(*of_month).order_by(week.week_on.desc()).limit(1)
    return newest.with_only_columns(said).scalar_subquery()


@strawberry.federation.type(
    keys=["id"], description="项目某月的进度报告 / The progress report of a project and month (A9)"
)
@table(tables.ProgressReport)
class ProgressReport:
    id: UUID = strawberry.field(description="标识 / Identity")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    year: int = strawberry.field(description="年度 / Year")
    month: int = strawberry.field(description="月份 / Month, 1 to 12")
    status: ReportStatus = strawberry.field(description="状态 / Status")
    done_investment: Decimal = strawberry.field(
        description="当月完成投资（万元）/ Investment done in the month (10,000 CNY)"
    )
    physical_percent: Decimal = strawberry.field(
        description="形象进度（%）/ Physical progress of the project in per cent"
    )
    physical_text: str = strawberry.field(description="形象进度说明 / Physical progress in words")
    difficulties: str | None = strawberry.field(description="困难问题 / Difficulties")
    reported_on: date = strawberry.field(description="最近报送日期 / Day of the last report")
    return_reason: str | None = strawberry.field(description="退回理由 / Why it was returned")
    week_on: date | None = strawberry.field(
        description="取自哪一周的更新（周一），直接报送的为空 / Week whose figures it took over; null when reported itself"
    )
    verified_on: date | None = strawberry.field(description="最近核实日期 / Day of the last verification")
    verified_investment: Decimal | None = strawberry.field(
        description="最近核实的当月完成投资（万元）/ Investment of the month as last verified"
    )

    @sql(description="项目 / The project")
    def project(self: Any) -> Project:
        return refer(id=self.project_id)

    @sql(description="当月计划投资（万元），按现行任务 / Planned for the month by the task in force")
    def planned_investment(self: Any, info: Info) -> Decimal | None:
        task = tables.AnnualTask
        in_force = (
            visible_select(task, info.context.caller)
            .where(task.schedule_id == self.schedule_id, task.year == self.year)
            .order_by(task.version.desc())
            .limit(1)
        )
        return answer(in_force.with_only_columns(task.months[self.month]).scalar_subquery())

    @derived(
        "done_investment",
        "physical_percent",
        week=_newest_week,
        description=(
            "与本月最近一周的更新不一致：退回后、核实关闭后或直接报送后所报的周与本报告有出入 / "
            "Whether the newest week of the month says otherwise: reported after a return, the closing, or a direct report"
        ),
    )
    def differs_from_week(self: Any) -> bool:
        return self.week is not None and [Decimal(said) for said in self.week] != [
            self.done_investment,
            self.physical_percent,
        ]

    @sql(description="各版本记录，先后为序 / Every version, in order")
    def steps(self: Any, first: First = None, after: After = None) -> Connection[ProgressStep]:
        step = tables.ProgressStep
        return page(select(step).where(step.report_id == self.id), [Key(step.version)])


@strawberry.input(description="进度报告的筛选 / Which progress reports")
class ProgressReportFilter:
    status: ReportStatus | None = strawberry.field(default=None, description="状态 / Status")
    project_id: UUID | None = strawberry.field(default=None, description="项目 / Project")
    year: int | None = strawberry.field(default=None, description="年度 / Year")
    month: int | None = strawberry.field(default=None, description="月份 / Month")


Filter = Annotated[ProgressReportFilter | None, strawberry.argument(description="筛选 / Which reports")]
BY_MONTH = [
    Key(tables.ProgressReport.year, descending=True),
    Key(tables.ProgressReport.month, descending=True),
    Key(tables.ProgressReport.id),
]


def narrowed(query: Select[Any], report: Any, filter: ProgressReportFilter | None) -> Select[Any]:
    """Keep the reports that the filter asks for."""
    asked = filter or ProgressReportFilter()
    for column, value in (
        (report.status, asked.status),
        (report.project_id, asked.project_id),
        (report.year, asked.year),
        (report.month, asked.month),
    ):
        query = query if value is None else query.where(column == value)
    return query


@strawberry.type
class ProgressQuery:
    @sql(
        description="进度报告，报送早的在前（核实工作清单用 status: REPORTED）/ Progress reports, those that wait longest first"
    )
    def progress_reports(
        self: Any,
        info: Info,
        filter: Filter = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[ProgressReport]:
        report, query = narrowest(tables.ProgressReport, info.context.caller, tables.ProgressReport.reported_on, None)
        return page(narrowed(query, report, filter), [Key(report.reported_on), Key(report.id)])
