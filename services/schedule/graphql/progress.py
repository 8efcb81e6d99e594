"""Progress reports in the API, with every step of their history (第九条)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Self
from uuid import UUID

import strawberry
from sqlalchemy import Select

from services.chassis.graphql import Connection, Info, Key, paged
from services.chassis.visibility import visible_select
from services.schedule.domain.progress.record import ReportStatus
from services.schedule.graphql.arguments import After, Before, First, Last
from services.schedule.graphql.references import Organization, Project
from services.schedule.store import tables


@strawberry.type(description="进度报告的一次报送、退回、更正或核实 / One step in the history of a progress report")
class ProgressStep:
    row: strawberry.Private[tables.ProgressStep]
    version: int = strawberry.field(description="版本 / Version")
    status: ReportStatus = strawberry.field(description="此后状态 / Status after it")
    done_investment: Decimal = strawberry.field(description="当月完成投资（万元）/ Investment done in the month")
    physical_percent: Decimal = strawberry.field(description="形象进度（%）/ Physical progress in per cent")
    physical_text: str = strawberry.field(description="形象进度说明 / Physical progress in words")
    difficulties: str | None = strawberry.field(description="困难问题 / Difficulties")
    reason: str | None = strawberry.field(description="退回理由 / Why it was returned")
    at: datetime = strawberry.field(description="时间 / When")
    by: str = strawberry.field(description="操作人 / Who")

    @classmethod
    def of(cls, row: tables.ProgressStep) -> Self:
        return cls(
            row=row,
            version=row.version,
            status=row.status,
            done_investment=row.done_investment,
            physical_percent=row.physical_percent,
            physical_text=row.physical_text,
            difficulties=row.difficulties,
            reason=row.reason,
            at=row.at,
            by=row.by,
        )

    @strawberry.field(description="操作人单位 / The unit of who did it")
    def by_unit(self) -> Organization | None:
        return Organization(id=self.row.by_unit_id) if self.row.by_unit_id else None


@strawberry.type(description="项目某月的进度报告 / The progress report of a project and month (A9)")
class ProgressReport:
    row: strawberry.Private[tables.ProgressReport]
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
    verified_on: date | None = strawberry.field(description="最近核实日期 / Day of the last verification")
    verified_investment: Decimal | None = strawberry.field(
        description="最近核实的当月完成投资（万元）/ Investment of the month as last verified"
    )

    @classmethod
    def of(cls, row: tables.ProgressReport) -> Self:
        return cls(
            row=row,
            id=row.id,
            version=row.version,
            year=row.year,
            month=row.month,
            status=row.status,
            done_investment=row.done_investment,
            physical_percent=row.physical_percent,
            physical_text=row.physical_text,
            difficulties=row.difficulties,
            reported_on=row.reported_on,
            return_reason=row.return_reason,
            verified_on=row.verified_on,
            verified_investment=row.verified_investment,
        )

    @classmethod
    async def load(cls, info: Info, id: UUID | None) -> Self | None:
        row = await info.context.load(tables.ProgressReport.id, id) if id else None
        return cls.of(row) if row else None

    @strawberry.field(description="项目 / The project")
    def project(self) -> Project:
        return Project(id=self.row.project_id)

    @strawberry.field(description="当月计划投资（万元），按现行任务 / Planned for the month by the task in force")
    async def planned_investment(self, info: Info) -> Decimal | None:
        task = tables.AnnualTask
        tasks = await info.context.load_many(task.schedule_id, self.row.schedule_id, task.version.desc())
        return next((t.months[self.month - 1] for t in tasks if t.year == self.year), None)

    @strawberry.field(description="各版本记录，先后为序 / Every version, in order")
    async def steps(self, info: Info, first: First = None, after: After = None) -> Connection[ProgressStep]:
        step = tables.ProgressStep
        query = visible_select(step, info.context.caller).where(step.report_id == self.id)
        return await paged(info, query, [Key(step.version)], ProgressStep.of, first=first, after=after)


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
LONGEST_WAITING_FIRST = [Key(tables.ProgressReport.reported_on), Key(tables.ProgressReport.id)]


def reports(info: Info, filter: ProgressReportFilter | None) -> Select[tables.ProgressReport]:
    """Start a query over the visible reports."""
    report, asked = tables.ProgressReport, filter or ProgressReportFilter()
    query = visible_select(report, info.context.caller)
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
    @strawberry.field(
        description="进度报告，报送早的在前（核实工作清单用 status: REPORTED）/ Progress reports, those that wait longest first"
    )
    async def progress_reports(
        self,
        info: Info,
        filter: Filter = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[ProgressReport]:
        query = reports(info, filter)
        return await paged(
            info, query, LONGEST_WAITING_FIRST, ProgressReport.of, first=first, after=after, last=last, before=before
        )
