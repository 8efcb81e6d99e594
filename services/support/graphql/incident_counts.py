"""Site incidents counted month by month (第十七条（五）)."""

from __future__ import annotations

from typing import Annotated, Any

import strawberry
from sqlalchemy import Integer, and_, cast, extract, func, literal_column, or_, select
from sqlalchemy.dialects.postgresql import JSON

from services.chassis.graphql import Info
from services.chassis.reads import derived, labelled, refer, sql, through
from services.chassis.visibility import visible_select
from services.support.domain.incident.terms import OPEN, IncidentSeverity, IncidentState
from services.support.store import tables


@strawberry.type(description="一个月报告的事件 / The incidents that were reported in one month")
class SiteIncidentMonth:
    month: int = strawberry.field(description="月份 / Month")
    reported: int = strawberry.field(description="报告数（撤回的不计）/ Reported; withdrawn ones do not count")
    urgent: int = strawberry.field(description="其中紧急 / Of those, urgent")
    open: int = strawberry.field(description="其中未了结 / Of those, open today")
    closed: int = strawberry.field(description="其中已办结 / Of those, closed")
    transferred: int = strawberry.field(description="其中已移送 / Of those, transferred")
    taken_up_late: int = strawberry.field(description="其中超时受理的 / Of those, taken up after the limit")
    reopened: int = strawberry.field(description="其中曾重新处置的 / Of those, opened again at least once")


@strawberry.type(description="某年治安事件统计 / The incidents of a year, as far as the caller sees them")
@labelled
class SiteIncidentStatistics:
    year: int = strawberry.field(description="年度 / Year")

    @derived("rows", description="按报告月份，没有事件的月份不列 / By month of report; months without any are left out")
    def months(self: Any) -> list[SiteIncidentMonth]:
        names = ("month", "reported", "urgent", "open", "closed", "transferred", "taken_up_late", "reopened")
        found = [SiteIncidentMonth(**dict(zip(names, row, strict=True))) for row in self.rows]
        return sorted(found, key=lambda month: month.month)


@strawberry.type
class IncidentCountQuery:
    @sql(description="某年治安事件按月统计 / The incidents of a year, month by month (A17.5)")
    def site_incident_statistics(
        self: Any, info: Info, year: Annotated[int, strawberry.argument(description="年度 / Year")]
    ) -> SiteIncidentStatistics:
        of = through(year, int, Integer())
        return refer(year=of, rows=_by_month(info, of))


def _by_month(info: Info, year: Any) -> Any:
    """Count as JSON, one row a month."""
    incident = tables.SiteIncident
    month = cast(extract("month", incident.reported_on), Integer)

    def count(*conditions: Any) -> Any:
        return func.count().filter(*conditions) if conditions else func.count()

    late = or_(
        incident.taken_up_at > incident.due_at,
        and_(incident.taken_up_at.is_(None), incident.ended_at > incident.due_at),
    )
    counted = (
        visible_select(incident, info.context.caller)
        .where(cast(extract("year", incident.reported_on), Integer) == year)
        .where(incident.state != IncidentState.WITHDRAWN)
        .with_only_columns(
            month.label("month"),
            count().label("reported"),
            count(incident.severity == IncidentSeverity.URGENT).label("urgent"),
            count(incident.state.in_(sorted(OPEN))).label("open"),
            count(incident.state == IncidentState.CLOSED).label("closed"),
            count(incident.state == IncidentState.TRANSFERRED).label("transferred"),
            count(late).label("late"),
            count(incident.reopened_times > literal_column("0")).label("reopened"),
        )
        .group_by(month)
        .subquery()
    )
    row = func.json_build_array(*counted.c, type_=JSON())
    one = select(row.label("row")).select_from(counted).subquery()
    gathered = func.coalesce(func.json_agg(one.c[0]), literal_column("'[]'::json"), type_=JSON())
    return select(gathered).scalar_subquery()
