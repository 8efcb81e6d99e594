"""Monthly lists of planned projects in the API (第四条)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import strawberry
from sqlalchemy import select

from services.chassis.graphql import Connection, Info, UserError
from services.chassis.reads import Key, answer, derived, page, sql, table
from services.reserve.domain.planned import terms
from services.reserve.domain.planned.months import days_late, state
from services.reserve.domain.planned.terms import STATUS_NAMES, Change, ReportState, ReportStatus
from services.reserve.domain.terms import Category, Library
from services.reserve.graphql.arguments import After, First
from services.reserve.graphql.organization import Organization, unit
from services.reserve.graphql.project import Project
from services.reserve.store import tables
from services.reserve.store.planned.standing import in_on

strawberry.enum(
    terms.ReportStatus, name="PlannedReportStatus", description="月报办理状态 / Status of a monthly list (A4)"
)
strawberry.enum(
    terms.ReportState,
    name="PlannedReportState",
    description="月报时限状态 / How a monthly list stands with its due day",
)
strawberry.enum(
    terms.Change, name="PlannedChange", description="本月变化：新谋划、有变化、不再谋划 / What is new of it"
)


@strawberry.type(
    description="月报所列项目，数据为报送时的 / A project in a monthly list, with its figures as they were"
)
@table(tables.PlannedItem)
class PlannedReportItem:
    id: UUID = strawberry.field(description="标识 / Identifier")
    position: int = strawberry.field(description="序号 / Place in the list")
    project_id: UUID = strawberry.field(description="项目标识 / Identifier of the project")
    project_name: str = strawberry.field(description="报送时的项目名称 / Name at the time of reporting")
    category: Category = strawberry.field(description="类别 / Category")
    library: Library | None = strawberry.field(description="报送时所在库 / Library at the time of reporting")
    change: Change = strawberry.field(description="本月变化 / What is new")
    reason: str | None = strawberry.field(description="不再谋划的理由 / Why it was dropped")
    remark: str | None = strawberry.field(description="备注 / Remark")
    total_investment: Decimal = strawberry.field(description="报送时的总投资（万元）/ Total investment at that time")

    @sql(description="项目（无权查看时为空）/ The project, null when it is not the caller's to see")
    def project(self: Any) -> Project | None:
        return answer(select(tables.Project).where(tables.Project.id == self.project_id))

    @sql(description="报送时的属地镇（街道）/ Town at the time of reporting")
    def town(self: Any) -> Organization | None:
        return answer(unit(self.town_id))


def _items(report_id: Any, revision: Any) -> Any:
    item = tables.PlannedItem
    of_revision = select(item).where(item.report_id == report_id, item.revision == revision)
    return page(of_revision, [Key(item.position), Key(item.id)])


@strawberry.type(description="一次报送，冻结存档 / What was handed in at one time; frozen")
@table(tables.PlannedRevision)
class PlannedReportRevision:
    revision: int = strawberry.field(description="第几次报送 / The how manieth")
    digest: str = strawberry.field(description="SM3摘要 / SM3 digest of all that it says (GB/T 32905)")
    submitted_on: date = strawberry.field(description="报送日期 / Day")
    submitted_at: datetime = strawberry.field(description="报送时间 / When")
    submitted_by: str = strawberry.field(description="报送人 / Who")
    reason: str | None = strawberry.field(description="更正理由，非更正为空 / Why it was corrected; null unless it was")
    nothing_reason: str | None = strawberry.field(description="无可报项目的理由 / Why there was nothing to report")
    remark: str | None = strawberry.field(description="备注 / Remark")

    @sql(description="所列项目，按序号 / Projects in their order")
    def items(self: Any, first: First = None, after: After = None) -> Connection[PlannedReportItem]:
        return _items(self.report_id, self.revision)  # type: ignore[no-any-return]


@strawberry.type(description="月报办理记录 / One entry of a report's history")
@table(tables.PlannedStep)
class PlannedReportStep:
    id: UUID = strawberry.field(description="标识 / Identifier")
    version: int = strawberry.field(description="办理后的版本 / Version after it")
    at: datetime = strawberry.field(description="时间 / When")
    action: str = strawberry.field(description="操作 / Command")
    status: ReportStatus = strawberry.field(description="办理后的状态 / Status after it")
    actor_name: str = strawberry.field(description="办理人 / Who")
    roles: list[str] = strawberry.field(description="身份 / In what roles")
    note: str | None = strawberry.field(
        description="退回所缺内容、更正理由 / What was missing, or why it was corrected"
    )


@strawberry.type(description="月报提醒 / A reminder of a month's list")
@table(tables.PlannedReminder)
class PlannedReminder:
    id: UUID = strawberry.field(description="标识 / Identifier")
    unit_id: UUID = strawberry.field(description="被提醒单位 / Unit that was reminded")
    month: date = strawberry.field(description="月份（首日）/ Month, its first day")
    due_on: date = strawberry.field(description="到期日 / Due day")
    state: ReportState = strawberry.field(description="提醒时的状态 / How the list stood")
    days_late: int = strawberry.field(description="提醒时已逾期天数 / Days overdue at that time")
    reminded_on: date = strawberry.field(description="提醒日期 / Day")
    reminded_at: datetime = strawberry.field(description="提醒时间 / When")
    reminded_by: str = strawberry.field(description="提醒人 / Who")

    @sql(description="被提醒单位 / Unit that was reminded")
    def unit(self: Any) -> Organization | None:
        return answer(unit(self.unit_id))


@strawberry.type(description="一次提醒 / The reminders that were given at one time")
@table(tables.PlannedReminderRound)
class PlannedReminderRound:
    id: UUID = strawberry.field(description="标识 / Identifier")
    month: date = strawberry.field(description="月份（首日）/ Month, its first day")
    due_on: date = strawberry.field(description="到期日 / Due day")
    reminded_on: date = strawberry.field(description="提醒日期 / Day")
    reminded_by: str = strawberry.field(description="提醒人 / Who")

    @sql(description="本次发出的提醒，当日已提醒的不重复 / Reminders of this time; nobody is reminded twice a day")
    def reminders(self: Any, first: First = None, after: After = None) -> Connection[PlannedReminder]:
        reminder = tables.PlannedReminder
        return page(select(reminder).where(reminder.round_id == self.id), [Key(reminder.id)])


def _in_on(report: Any, _info: Info) -> Any:
    return in_on(report)


@strawberry.type(description="谋划项目月报 / A planning party's list of planned projects of one month (A4)")
@table(tables.PlannedReport)
class PlannedReport:
    id: UUID = strawberry.field(description="标识 / Identifier")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    division: str = strawberry.field(description="行政区划代码 / Code of the division")
    month: date = strawberry.field(description="月份（首日）/ Month, its first day")
    due_on: date = strawberry.field(description="到期日，当天不算逾期 / Due day, which itself is not late")
    status: ReportStatus = strawberry.field(description="办理状态 / Status")
    revision: int = strawberry.field(description="已报送次数 / How often it was handed in")
    first_submitted_on: date | None = strawberry.field(
        description="首次报送日期，时限按此计 / Day on which it first came in, by which it is on time or late"
    )
    submitted_on: date | None = strawberry.field(description="最近报送日期 / Day on which it last came in")
    nothing_reason: str | None = strawberry.field(description="无可报项目的理由 / Why there is nothing to report")
    remark: str | None = strawberry.field(description="备注 / Remark")
    missing: str | None = strawberry.field(
        description="最近一次退回所缺内容 / What was missing when it was last returned"
    )
    returned_on: date | None = strawberry.field(description="最近一次退回日期 / Day of the last return")
    accepted_on: date | None = strawberry.field(description="接收日期 / Day on which it was accepted")
    drafted_at: datetime = strawberry.field(description="起草时间 / When it was drafted")

    @derived("status", description="办理状态名称 / Name of the status")
    def status_name(self: Any) -> str:
        return STATUS_NAMES[self.status]

    @derived("due_on", in_on=_in_on, description="时限状态 / How it stands with its due day")
    def state(self: Any, info: Info) -> ReportState:
        return state(self.due_on, self.in_on, info.context.today)

    @derived("due_on", in_on=_in_on, description="逾期天数 / Days by which it came, or so far is, late")
    def days_late(self: Any, info: Info) -> int:
        return days_late(self.due_on, self.in_on, info.context.today)

    @sql(description="报送单位 / The planning party")
    def unit(self: Any) -> Organization | None:
        return answer(unit(self.unit_id))

    @sql(description="所列项目（起草、退回时为编辑中的）/ Projects, as handed in or as being worked on")
    def items(self: Any, first: First = None, after: After = None) -> Connection[PlannedReportItem]:
        return _items(self.id, self.content_revision)  # type: ignore[no-any-return]

    @sql(description="历次报送，旧的保持原样 / Everything that was handed in, the old as it was")
    def revisions(self: Any) -> list[PlannedReportRevision]:
        kept = tables.PlannedRevision
        return answer(select(kept).where(kept.report_id == self.id).order_by(kept.revision))

    @sql(description="办理记录，新的在前 / History, the newest first")
    def history(self: Any, first: First = None, after: After = None) -> Connection[PlannedReportStep]:
        step = tables.PlannedStep
        newest_first = [Key(step.id, descending=True)]  # ids are ordered by time
        return page(select(step).where(step.report_id == self.id), newest_first)

    @sql(description="提醒记录，新的在前 / Reminders, the newest first")
    def reminders(self: Any, first: First = None, after: After = None) -> Connection[PlannedReminder]:
        reminder = tables.PlannedReminder
        of_month = select(reminder).where(reminder.unit_id == self.unit_id, reminder.month == self.month)
        return page(of_month, [Key(reminder.id, descending=True)])


@strawberry.type(description="月报命令的结果 / Result of a command on a monthly list")
class PlannedReportPayload:
    report: PlannedReport | None = strawberry.field(description="变更后的月报 / The report as it is now")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


@strawberry.type(description="提醒命令的结果 / Result of reminding")
class RemindPlanningPartiesPayload:
    round: PlannedReminderRound | None = strawberry.field(description="本次提醒 / The reminders that were given")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")
