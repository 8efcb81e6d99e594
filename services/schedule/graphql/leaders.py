"""The arrangement of leaders and projects in the API (第十三条)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import strawberry
from sqlalchemy import Date, Select, Text, cast, func, literal_column, select, true
from sqlalchemy.orm import aliased

from services.chassis.calendar import calendar
from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, column, derived, page, refer, sql, table
from services.chassis.visibility import condition, visible_select
from services.schedule.domain.leaders.reporting import owed, reports_due
from services.schedule.domain.leaders.terms import ArrangementState, LeaderReportState, LinkChoice
from services.schedule.domain.opening import ItemKind
from services.schedule.graphql.arguments import After, First
from services.schedule.graphql.references import Organization, Project
from services.schedule.store import tables

strawberry.enum(
    ArrangementState,
    name="LeaderArrangementState",
    description="安排状态：拟定中、已印发（现行）、已被新版取代、已作废 / Draft, in force, superseded, discarded (A13)",
)
strawberry.enum(
    LinkChoice,
    name="LeaderLinkChoice",
    description="对项目的安排：遴选提出待定、由区领导联系、不列入 / Proposed, linked with a leader, set aside (A13)",
)
strawberry.enum(
    LeaderReportState,
    description="向区领导报告的状态：未到期、应报送、逾期未报、已报送、逾期报送 / How a report to the leader stands; "
    "the limit's day is not late",
)


@strawberry.type(description="遴选理由 / Why the rule proposed a project")
class LeaderGround:
    code: str = strawberry.field(description="代码 / Code")
    text: str = strawberry.field(description="理由 / The reason, with figure and limit")


@strawberry.type(description="应向区领导报告的一个月 / A month's report that is due to the leader")
class LeaderReportDue:
    month: int = strawberry.field(description="月份 / Month")
    due_on: date = strawberry.field(description="报送期限 / Limit")
    state: LeaderReportState = strawberry.field(description="状态 / State of the day")
    working_days_late: int = strawberry.field(description="逾期工作日数 / Working days late")
    submitted_on: date | None = strawberry.field(description="首次报送日期 / Day of the first submission")


@strawberry.type(description="向区领导报告的一个版本 / One version of a month's report to a leader (A13)")
@table(tables.LeaderReport)
class LeaderReport:
    id: UUID = strawberry.field(description="标识 / Identity")
    year: int = strawberry.field(description="年度 / Year")
    month: int = strawberry.field(description="月份 / Month")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    project_name: str = strawberry.field(description="项目名称 / Name of the project")
    leader_name: str = strawberry.field(description="区领导 / Leader")
    due_on: date = strawberry.field(description="报送期限 / Limit")
    submitted_on: date = strawberry.field(description="报送日期 / Day of this version")
    first_submitted_on: date = strawberry.field(description="首次报送日期 / Day of the first version")
    working_days_late: int = strawberry.field(
        description="首次报送逾期工作日数 / Working days by which the first was late"
    )
    progress: str = strawberry.field(description="进展情况 / Progress")
    problems: str | None = strawberry.field(description="存在问题 / Problems")
    next_steps: str | None = strawberry.field(description="下步打算 / Next steps")
    reason: str | None = strawberry.field(description="更正理由 / Why it was corrected")
    submitted_at: datetime = strawberry.field(description="报送时间 / When")
    submitted_by: str = strawberry.field(description="报送人 / Who")

    @sql(description="项目 / The project")
    def project(self: Any) -> Project:
        return refer(id=self.project_id)

    @sql(description="服务责任单位 / The serving unit")
    def unit(self: Any) -> Organization:
        return refer(id=self.unit_id)


def _submitted(link: Any, info: Info) -> Any:
    """The days of the first versions of the year's reports, by month, as a text: `3:2027-04-02,4:2027-05-06`."""
    report = aliased(tables.LeaderReport)
    told = cast(report.month, Text).concat(literal_column("':'")).concat(cast(report.submitted_on, Text))
    firsts = select(func.string_agg(told, literal_column("','"), type_=Text())).where(
        report.project_id == link.project_id,
        report.year == link.year,
        report.version == literal_column("1"),
        condition(tables.LeaderReport, info.context.caller, report),
    )
    return firsts.scalar_subquery()


def _ended(link: Any, info: Info) -> Any:
    schedule = tables.Schedule
    row = visible_select(schedule, info.context.caller).where(schedule.project_id == link.project_id)
    return cast(row.with_only_columns(schedule.ended_on).scalar_subquery(), Date())


def _dues(link: Any, today: date) -> list[LeaderReportDue]:
    if link.linked_from is None:
        return []
    told = [one.split(":") for one in link.submitted.split(",")] if link.submitted else []
    submitted = {int(month): date.fromisoformat(day) for month, day in told}
    months = owed(link.year, link.linked_from, link.ended_on)
    found = reports_due(link.year, months, submitted, today, calendar())
    return [
        LeaderReportDue(
            month=d.month,
            due_on=d.due_on,
            state=d.state,
            working_days_late=d.working_days_late,
            submitted_on=d.submitted_on,
        )
        for d in found
    ]


@strawberry.type(description="安排中的一个项目 / A project in an arrangement (A13)")
@table(tables.LeaderLink)
class LeaderLink:
    id: UUID = strawberry.field(description="标识 / Identity")
    year: int = strawberry.field(description="年度 / Year")
    project_name: str = strawberry.field(description="项目名称 / Name of the project")
    kind: ItemKind = strawberry.field(description="项目性质 / As what the plan carries it")
    level: str = strawberry.field(description="级别 / Level")
    category: str = strawberry.field(description="类别 / Category")
    total_investment: Decimal = strawberry.field(description="总投资（万元）/ Total investment when it was drafted")
    annual_investment: Decimal = strawberry.field(description="年度计划投资（万元）/ Planned for the year, likewise")
    choice: LinkChoice = strawberry.field(description="安排 / What the arrangement does with it")
    reason: str | None = strawberry.field(
        description="不列入或另行列入的理由 / Why it is set aside, or taken in besides the rule"
    )
    leader_name: str | None = strawberry.field(description="联系区领导 / Leader")
    leader_title: str | None = strawberry.field(description="职务 / Title")
    linked_from: date | None = strawberry.field(description="联系起始日期 / Since when")
    in_force: bool = column("current", description="是否现行 / Whether it is in force")

    @derived(
        "grounds",
        description="遴选理由，未达标准而另行列入的为空 / Why it was proposed; empty when taken in besides the rule",
    )
    def grounds(self: Any) -> list[LeaderGround]:
        return [LeaderGround(code=g["code"], text=g["text"]) for g in self.grounds]

    @sql(description="项目 / The project")
    def project(self: Any) -> Project:
        return refer(id=self.project_id)

    @sql(
        description="现服务责任单位：印发时的单位已并入其他单位的，为并入后的单位 / "
        "The unit that serves the project now: the one of the document, or the unit that it was merged into (A4)"
    )
    def service_unit(self: Any) -> Organization | None:
        return refer(id=self.serving_unit_id)

    @sql(description="安排文件所载的服务责任单位 / The serving unit as the document has it, whatever it became")
    def service_unit_as_issued(self: Any) -> Organization | None:
        return refer(id=self.service_unit_id)

    @derived(
        "year",
        "linked_from",
        submitted=_submitted,
        ended_on=_ended,
        description="应报各月及其状态 / The months that are to be reported, and how they stand",
    )
    def reports_due(self: Any, info: Info) -> list[LeaderReportDue]:
        return _dues(self, info.context.today)

    @derived(
        "year",
        "linked_from",
        submitted=_submitted,
        ended_on=_ended,
        description="逾期未报的月数 / Months that are late",
    )
    def late_reports(self: Any, info: Info) -> int:
        return sum(d.state is LeaderReportState.LATE for d in _dues(self, info.context.today))

    @sql(description="年内报告的现行版本，新的月份在前 / The year's reports as they stand, the newest month first")
    def reports(self: Any, info: Info, first: First = None, after: After = None) -> Connection[LeaderReport]:
        report = tables.LeaderReport
        own = standing(info).where(report.project_id == self.project_id, report.year == self.year)
        return page(own, [Key(report.month, descending=True), Key(report.id)])


@strawberry.type(description="区领导联系重点项目计划安排的一版 / One edition of the year's arrangement (A13)")
@table(tables.LeaderArrangement)
class LeaderArrangement:
    id: UUID = strawberry.field(description="标识 / Identity")
    year: int = strawberry.field(description="年度 / Year")
    edition: int = strawberry.field(description="版次 / Edition")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    state: ArrangementState = strawberry.field(description="状态 / State")
    reason: str | None = strawberry.field(description="变更理由，首版为空 / Why it was changed; null for the first")
    drafted_on: date = strawberry.field(description="拟定日期 / Day of the draft")
    drafted_by: str = strawberry.field(description="拟定人 / Who drafted it")
    document_number: str | None = strawberry.field(description="文号 / Document number")
    issued_on: date | None = strawberry.field(description="印发日期 / Day of issue")
    issued_by: str | None = strawberry.field(description="印发人 / Who issued it")
    digest: str | None = strawberry.field(description="内容 SM3 杂凑值 / SM3 digest of what was issued")

    @derived("rule", description="遴选标准（拟定之日的）/ The rule of selection as it was on the day of the draft")
    def rule(self: Any) -> list[str]:
        return list(self.rule)

    @sql(description="项目，按次序 / Its projects in order")
    def links(self: Any, first: First = None, after: After = None) -> Connection[LeaderLink]:
        link = tables.LeaderLink
        return page(select(link).where(link.arrangement_id == self.id), [Key(link.position), Key(link.id)])


def standing(info: Info, row: Any = None, query: Select[Any] | None = None) -> Select[Any]:
    """Reports in their highest version; row: the table, or an alias of it that the query is of."""
    report, later = tables.LeaderReport if row is None else row, aliased(tables.LeaderReport)
    newer = select(true()).where(
        later.project_id == report.project_id,
        later.year == report.year,
        later.month == report.month,
        later.version > report.version,
        condition(tables.LeaderReport, info.context.caller, later),
    )
    found = select(report) if query is None else query
    return found.where(newer.limit(literal_column("1")).scalar_subquery().is_(None))
