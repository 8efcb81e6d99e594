"""Weekly updates in the API, every version of them, and the weeks that were missed (第九条)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import select

from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, answer, derived, page, refer, sql, table
from services.schedule.domain.ledger.rulebook import KINDS
from services.schedule.domain.ledger.terms import Severity
from services.schedule.graphql.arguments import After, Before, First, Last
from services.schedule.graphql.attachments import ScheduleAttachment
from services.schedule.graphql.progress import ProgressReport
from services.schedule.graphql.references import Organization, Project
from services.schedule.store import tables
from services.schedule.store.narrowing import narrowest


@strawberry.type(description="周更新所报的难点、堵点或卡点 / A difficulty, blockage or jam that a week reports (A10)")
class WeekDifficulty:
    severity: Severity = strawberry.field(description="难点、堵点、卡点 / How hard it is")
    kind: str = strawberry.field(description="类别代码（问题台账的类别）/ Kind, by the ledger's rulebook")
    kind_name: str = strawberry.field(description="类别名称 / Name of the kind")
    text: str = strawberry.field(description="说明 / In words")

    @classmethod
    def all_of(cls, written: list[dict[str, str]]) -> list[WeekDifficulty]:
        names = {k.code: k.name for entry in KINDS.entries for k in entry.value}
        return [
            cls(
                severity=Severity(d["severity"]),
                kind=d["kind"],
                kind_name=names.get(d["kind"], d["kind"]),
                text=d["text"],
            )
            for d in written
        ]


@strawberry.type(description="周更新的一个版本 / One version of a week's update")
@table(tables.WeeklyVersion)
class WeeklyVersion:
    version: int = strawberry.field(description="版本 / Version")
    done_investment: Decimal = strawberry.field(
        description="当月累计完成投资（万元）/ Investment done in the month so far"
    )
    physical_percent: Decimal = strawberry.field(description="形象进度（%）/ Physical progress in per cent")
    physical_text: str = strawberry.field(description="形象进度说明 / Physical progress in words")
    reason: str | None = strawberry.field(description="更正理由 / Why it was corrected")
    at: datetime = strawberry.field(description="时间 / When")
    by: str = strawberry.field(description="报送人 / Who")

    @derived("difficulties", description="难点、堵点、卡点 / Difficulties")
    def difficulties(self: Any) -> list[WeekDifficulty]:
        return WeekDifficulty.all_of(self.difficulties)

    @sql(description="报送人单位 / The unit of who reported it")
    def by_unit(self: Any) -> Organization | None:
        return refer(id=self.by_unit_id)


@strawberry.type(description="项目一周的更新（报送数，未经核实）/ A project's week as reported, not verified (A9)")
@table(tables.WeeklyUpdate)
class WeeklyUpdate:
    id: UUID = strawberry.field(description="标识 / Identity")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    week_on: date = strawberry.field(description="该周周一 / Monday of the week")
    year: int = strawberry.field(description="归属年度 / Year that it belongs to")
    month: int = strawberry.field(description="归属月份 / Month that it belongs to")
    done_investment: Decimal = strawberry.field(
        description="归属月份累计完成投资（万元）/ Investment done in the month so far (10,000 CNY)"
    )
    physical_percent: Decimal = strawberry.field(description="项目形象进度（%）/ Physical progress of the project")
    physical_text: str = strawberry.field(description="形象进度说明 / Physical progress in words")
    due_on: date | None = strawberry.field(
        description="截止日（该周最后一个工作日），全周放假为空 / Last day in time; null for a week that nobody owes"
    )
    late: bool = strawberry.field(description="是否逾期补报（以首次报送为准）/ Whether its first report was late")
    reported_on: date = strawberry.field(description="首次报送日期 / Day of the first report")
    reported_at: datetime = strawberry.field(description="首次报送时间 / Moment of the first report")
    reported_by: str = strawberry.field(description="首次报送人 / Who reported it first")

    @derived("difficulties", description="难点、堵点、卡点 / Difficulties")
    def difficulties(self: Any) -> list[WeekDifficulty]:
        return WeekDifficulty.all_of(self.difficulties)

    @sql(description="项目 / The project")
    def project(self: Any) -> Project:
        return refer(id=self.project_id)

    @sql(description="照片，先后为序 / Photos, in order")
    def photos(self: Any) -> list[ScheduleAttachment]:
        file = tables.Attachment
        return answer(select(file).where(file.update_id == self.id).order_by(file.position, file.id))

    @sql(description="归属月份的进度报告 / The report of the month that it belongs to")
    def month_report(self: Any) -> ProgressReport | None:
        report = tables.ProgressReport
        of_month = (report.schedule_id == self.schedule_id, report.year == self.year, report.month == self.month)
        return answer(select(report).where(*of_month))

    @sql(description="各版本，先后为序 / Every version, in order")
    def versions(self: Any, first: First = None, after: After = None) -> Connection[WeeklyVersion]:
        version = tables.WeeklyVersion
        return page(select(version).where(version.update_id == self.id), [Key(version.version)])


@strawberry.input(description="周更新的筛选；各条件同时满足 / Which weekly updates; all conditions together")
class WeeklyUpdateFilter:
    project_id: UUID | None = strawberry.field(default=None, description="项目 / Project")
    week_on: date | None = strawberry.field(default=None, description="该周周一 / Monday of the week")
    week_from: date | None = strawberry.field(default=None, description="不早于此周 / This week and later")
    week_until: date | None = strawberry.field(default=None, description="不晚于此周 / This week and earlier")
    late: bool | None = strawberry.field(default=None, description="是否逾期补报 / Whether it was late")
    mine: bool | None = strawberry.field(default=None, description="本人报送的 / Reported by the caller")


WeeklyUpdateFilterArgument = Annotated[
    WeeklyUpdateFilter | None, strawberry.argument(description="筛选 / Which weekly updates")
]


@strawberry.type
class WeekQuery:
    @sql(description="周更新，新的在前 / Weekly updates, the newest first")
    def weekly_updates(
        self: Any,
        info: Info,
        filter: WeeklyUpdateFilterArgument = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[WeeklyUpdate]:
        asked, caller = filter or WeeklyUpdateFilter(), info.context.caller
        row, query = narrowest(tables.WeeklyUpdate, caller, tables.WeeklyUpdate.week_on, None)
        if asked.project_id is not None:
            query = query.where(row.project_id == asked.project_id)
        if asked.week_on is not None:
            query = query.where(row.week_on == asked.week_on)
        if asked.week_from is not None:
            query = query.where(row.week_on >= asked.week_from)
        if asked.week_until is not None:
            query = query.where(row.week_on <= asked.week_until)
        if asked.late is not None:
            query = query.where(row.late if asked.late else ~row.late)
        if asked.mine is not None:
            own = row.reported_by_subject == caller.subject
            query = query.where(own if asked.mine else ~own)
        return page(query, [Key(row.week_on, descending=True), Key(row.id, descending=True)])
