"""Lists of arrangements, linked projects and reports to leaders in the API (第十三条)."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import Integer, func, literal_column, select, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import aliased

from services.chassis.calendar import calendar
from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, answer, containing, page, sql
from services.chassis.reads.asking import through
from services.chassis.reads.finding import whole
from services.chassis.visibility import condition
from services.schedule.domain.leaders.reporting import overdue
from services.schedule.domain.leaders.terms import ArrangementState
from services.schedule.graphql.arguments import After, Before, First, Last
from services.schedule.graphql.leaders import LeaderArrangement, LeaderLink, LeaderReport, standing
from services.schedule.store import tables
from services.schedule.store.narrowing import of_projects


@strawberry.input(description="安排的筛选 / Which arrangements")
class LeaderArrangementFilter:
    year: int | None = strawberry.field(default=None, description="年度 / Year")
    state: ArrangementState | None = strawberry.field(default=None, description="状态 / State")


@strawberry.input(description="区领导联系项目的筛选 / Which linked projects")
class LeaderLinkFilter:
    year: int | None = strawberry.field(default=None, description="年度，默认全部 / Year, by default all")
    mine: bool | None = strawberry.field(
        default=None, description="为真时仅本人联系的项目（区领导）/ Where true, those linked with the caller"
    )
    leader: str | None = strawberry.field(default=None, description="区领导用户标识 / Subject of the leader")
    service_unit_id: UUID | None = strawberry.field(default=None, description="服务责任单位 / Serving unit")
    project_id: UUID | None = strawberry.field(default=None, description="项目 / Project")
    late: bool | None = strawberry.field(
        default=None, description="为真时仅有逾期未报的 / Where true, those with a report that is late"
    )
    search: str | None = strawberry.field(default=None, description="项目名称含 / Words in the name")


ArrangementFilter = Annotated[
    LeaderArrangementFilter | None, strawberry.argument(description="筛选 / Which arrangements")
]
LinkFilter = Annotated[LeaderLinkFilter | None, strawberry.argument(description="筛选 / Which projects")]


def _late(link: Any, info: Info) -> Any:
    """A month since the link whose limit is over, of a project that goes on, without a report."""
    months = through(info.context.today, lambda day: overdue(day, calendar()), ARRAY(Integer()))
    month = func.unnest(months).column_valued("overdue")
    report, schedule, hundred = aliased(tables.LeaderReport), aliased(tables.Schedule), literal_column("100", Integer())
    caller = info.context.caller
    reported = select(true()).where(
        report.project_id == link.project_id,
        report.year * hundred + report.month == month,
        condition(tables.LeaderReport, caller, report),
    )
    # both lie two selects deep, where SQLAlchemy would bring the link in anew: they are about the row of the list
    reported = reported.correlate_except(report)
    ended = (
        select(schedule.ended_on)
        .where(schedule.project_id == link.project_id, condition(tables.Schedule, caller, schedule))
        .correlate_except(schedule)
        .scalar_subquery()
    )
    year, month_of = func.extract("year", link.linked_from), func.extract("month", link.linked_from)
    until = func.extract("year", ended) * hundred + func.extract("month", ended)
    owing = select(true()).where(
        month // hundred == link.year,
        month >= year * hundred + month_of,
        func.coalesce(month <= until, true()),
        reported.limit(literal_column("1")).scalar_subquery().is_(None),
    )
    return owing.limit(literal_column("1")).scalar_subquery().is_not(None)


@strawberry.type
class LeaderQuery:
    @sql(description="区领导联系重点项目安排，新的在前 / The arrangements, the newest first (A13)")
    def leader_arrangements(
        self: Any,
        info: Info,
        filter: ArrangementFilter = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[LeaderArrangement]:
        row, asked = tables.LeaderArrangement, filter or LeaderArrangementFilter()
        query = select(row)
        query = query if asked.year is None else query.where(row.year == asked.year)
        query = query if asked.state is None else query.where(row.state == asked.state)
        keys = [Key(row.year, descending=True), Key(row.edition, descending=True), Key(row.id)]
        return page(query, keys)

    @sql(description="按标识查安排，无权查看为空 / One arrangement; null when it is not there for the caller")
    def leader_arrangement(
        self: Any, id: Annotated[UUID, strawberry.argument(description="安排标识 / Identity")]
    ) -> LeaderArrangement | None:
        return answer(select(tables.LeaderArrangement).where(tables.LeaderArrangement.id == id))

    @sql(
        description="现行的区领导联系项目（区领导用 mine 查本人联系的）/ Projects that are linked now; a leader asks `mine`"
    )
    def leader_links(
        self: Any,
        info: Info,
        filter: LinkFilter = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[LeaderLink]:
        asked, caller, row = filter or LeaderLinkFilter(), info.context.caller, tables.LeaderLink
        in_order = (row.year.desc(), row.position, row.id)
        serves = select(row.id).where(row.serving_unit_id == caller.unit, row.current).order_by(*in_order)
        link, query = of_projects(row, caller, row.year, row.position, units=[serves])
        query = query.where(link.current)
        named = (asked.leader, asked.service_unit_id, asked.project_id, asked.mine)
        query = query.where(whole(link)) if all(value is None for value in named) else query
        for its, value in (
            (link.year, asked.year),
            (link.leader_subject, asked.leader),
            (link.serving_unit_id, asked.service_unit_id),
            (link.project_id, asked.project_id),
        ):
            query = query if value is None else query.where(its == value)
        if asked.mine is not None and asked.mine:
            query = query.where(link.leader_subject == caller.subject)
        if asked.late is not None:
            late = _late(link, info)
            query = query.where(late if asked.late else ~late)
        if asked.search is not None:
            query = query.where(containing(link.project_name, asked.search))
        return page(query, [Key(link.year, descending=True), Key(link.position), Key(link.id)])

    @sql(description="向区领导的报告（现行版本），新报送的在前 / Reports to leaders as they stand, the newest first")
    def leader_reports(
        self: Any,
        info: Info,
        mine: Annotated[
            bool | None, strawberry.argument(description="仅报给本人的（区领导）/ Those made to the caller")
        ] = None,
        year: Annotated[int | None, strawberry.argument(description="年度 / Year")] = None,
        month: Annotated[int | None, strawberry.argument(description="月份 / Month")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[LeaderReport]:
        row = tables.LeaderReport
        report, seen = of_projects(row, info.context.caller, row.submitted_on, served=True)
        query = standing(info, report, seen)
        query = query.where(whole(report)) if year is None and mine is None else query
        query = query if year is None else query.where(report.year == year)
        query = query if month is None else query.where(report.month == month)
        if mine is not None and mine:
            query = query.where(report.leader_subject == info.context.caller.subject)
        return page(query, [Key(report.submitted_on, descending=True), Key(report.id, descending=True)])
