"""Lists of monthly reports: those that are there, those that are owed, reminders (第四条)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import and_, literal_column, select

from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, answer, derived, labelled, page, sql
from services.law.parties import UnitCategory
from services.reserve.domain.planned.months import days_late, first_owed, state
from services.reserve.domain.planned.terms import ReportState, ReportStatus
from services.reserve.graphql import enums
from services.reserve.graphql.arguments import After, Before, First, Last
from services.reserve.graphql.organization import Organization, unit
from services.reserve.graphql.planned_report import PlannedReminder, PlannedReport
from services.reserve.store import tables
from services.reserve.store.planned.standing import days_of, expected, in_states, of_month, timeliness_of

Month = Annotated[date, strawberry.argument(description="月份，其中任一天 / Month, by any of its days")]
States = Annotated[
    list[ReportState] | None, strawberry.argument(description="时限状态之一 / In any of these states today")
]


@strawberry.type(
    description="应报月报：谁应报、报否 / A month's list that a planning party owes, whether it is there or not"
)
@labelled
class ExpectedReport:
    unit_id: UUID = strawberry.field(description="策划主体 / The planning party")
    month: date = strawberry.field(description="月份（首日）/ Month, its first day")
    due_on: date = strawberry.field(description="到期日，当天不算逾期 / Due day, which itself is not late")

    @derived("due_on", "in_on", description="时限状态 / How it stands today")
    def state(self: Any, info: Info) -> ReportState:
        return state(self.due_on, self.in_on, info.context.today)

    @derived("due_on", "in_on", description="逾期天数 / Days by which it came, or so far is, late")
    def days_late(self: Any, info: Info) -> int:
        return days_late(self.due_on, self.in_on, info.context.today)

    @derived("status", description="办理状态，尚未起草为空 / Status of the report, null while there is none")
    def status(self: Any) -> ReportStatus | None:
        return self.status  # type: ignore[no-any-return]

    @derived("since", description="自何日起为策划主体 / Since when it is a planning party")
    def party_since(self: Any) -> date:
        return self.since  # type: ignore[no-any-return]

    @derived("since", description="应报的依据 / Why it owes the list")
    def explanation(self: Any) -> str:
        first = first_owed(self.since)
        return f"{self.since}起为策划主体，自{first:%Y年%m月}起按月报送（第四条）"

    @sql(description="策划主体 / The planning party")
    def unit(self: Any) -> Organization | None:
        return answer(unit(self.unit_id))

    @sql(description="月报，尚未起草为空 / The report, null while there is none")
    def report(self: Any) -> PlannedReport | None:
        report = tables.PlannedReport
        return answer(select(report).where(report.unit_id == self.unit_id, report.month == self.month))

    @sql(description="提醒记录，新的在前 / Reminders, the newest first")
    def reminders(self: Any, first: First = None, after: After = None) -> Connection[PlannedReminder]:
        reminder = tables.PlannedReminder
        of_month = select(reminder).where(reminder.unit_id == self.unit_id, reminder.month == self.month)
        return page(of_month, [Key(reminder.id, descending=True)])


@strawberry.input(description="月报筛选条件，同时满足 / Conditions on monthly lists, all of which hold")
class PlannedReportFilter:
    month: date | None = strawberry.field(default=None, description="月份，其中任一天 / Month, by any of its days")
    unit_id: UUID | None = strawberry.field(default=None, description="报送单位 / Planning party")
    statuses: list[ReportStatus] | None = strawberry.field(default=None, description="办理状态之一 / Any of these")
    states: list[ReportState] | None = strawberry.field(
        default=None, description="时限状态之一 / In any of these states today"
    )


@strawberry.type
class PlannedQueries:
    @sql(description="谋划项目月报，按到期日 / Monthly lists of planned projects, by due day (A4)")
    def planned_reports(
        self: Any,
        info: Info,
        filter: Annotated[PlannedReportFilter | None, strawberry.argument(description="筛选 / Filter")] = None,
        direction: Annotated[
            enums.SortDirection, strawberry.argument(description="方向，缺省新的在前 / Direction, the latest first")
        ] = enums.SortDirection.DESC,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[PlannedReport]:
        report, asked = tables.PlannedReport, filter or PlannedReportFilter()
        query, down = select(report), direction is enums.SortDirection.DESC
        if asked.month is not None:
            query = query.where(report.month == of_month(asked.month))
        if asked.unit_id is not None:
            query = query.where(report.unit_id == asked.unit_id)
        if asked.statuses is not None:
            query = query.where(report.status.in_(asked.statuses))
        if asked.states is not None:
            query = query.where(in_states(asked.states, report.timeliness, report.due_on, info.context.today))
        return page(query, [Key(report.due_on, descending=down), Key(report.id, descending=down)])

    @sql(description="一份月报 / One monthly list")
    def planned_report(
        self: Any, id: Annotated[UUID, strawberry.argument(description="标识 / Identifier")]
    ) -> PlannedReport | None:
        return answer(select(tables.PlannedReport).where(tables.PlannedReport.id == id))

    @sql(description="某月应报的策划主体，按拼音 / Who owes a month's list, by the pinyin of their names (A4)")
    def expected_reports(
        self: Any,
        info: Info,
        month: Month,
        states: States = None,
        categories: Annotated[
            list[UnitCategory] | None,
            strawberry.argument(description="单位类别之一 / Units of any of these categories"),
        ] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[ExpectedReport]:
        owner, query = tables.Organization, expected(*days_of(month))
        if states is not None:
            came, due = timeliness_of(tables.PlannedReport), query.selected_columns.due_on
            query = query.where(in_states(states, came, due, info.context.today))
        if categories is not None:
            query = query.where(owner.category.in_(categories))
        party = tables.PlanningParty
        return page(query, [Key(party.sort_key), Key(party.unit_id)])

    @sql(description="本单位收到的月报提醒，新的在前 / Reminders to the caller's unit, the newest first")
    def my_reminders(self: Any, info: Info, first: First = None, after: After = None) -> Connection[PlannedReminder]:
        reminder, mine = tables.PlannedReminder, info.context.caller.unit
        own = literal_column("false") if mine is None else and_(reminder.unit_id == mine)
        return page(select(reminder).where(own), [Key(reminder.id, descending=True)])
