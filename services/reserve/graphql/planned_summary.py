"""The lists of a month added up for the investment authority (第四条)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Self
from uuid import UUID

import strawberry
from sqlalchemy import JSON, Select, Text, and_, cast, func, select

from services.chassis.graphql import Info
from services.chassis.reads import derived, labelled, refer, sql
from services.chassis.visibility import narrowed, visible_select
from services.reserve.domain.planned import summary
from services.reserve.domain.planned.summary import Figures, Part
from services.reserve.domain.planned.terms import HANDED_IN, Change, ReportState, ReportStatus
from services.reserve.domain.terms import Category, Library
from services.reserve.graphql.planned_lists import Month
from services.reserve.store import tables
from services.reserve.store.planned.standing import days_of, expected, in_states, timeliness_of


@strawberry.type(description="项目数和总投资（万元）/ Number of projects and their total investment")
class PlannedFigures:
    projects: int = strawberry.field(description="项目数 / Number of projects")
    total_investment: Decimal = strawberry.field(description="总投资（万元）/ Total investment")

    @classmethod
    def of(cls, figures: Figures) -> Self:
        return cls(projects=figures.projects, total_investment=figures.total_investment)


@strawberry.type(description="一组项目的汇总 / One group of projects added up")
class PlannedGroup:
    category: Category | None = strawberry.field(
        description="类别，不按类别分组时为空 / Category, where it makes the group"
    )
    library: Library | None = strawberry.field(description="所在库，未入库为空 / Library, where it makes the group")
    town_id: UUID | None = strawberry.field(description="属地镇（街道），未定为空 / Town, where it makes the group")
    town_name: str | None = strawberry.field(description="属地名称 / Name of the town")
    all: PlannedFigures = strawberry.field(description="全部所列项目 / All projects listed, dropped ones too")
    newly_planned: PlannedFigures = strawberry.field(description="新谋划 / Newly planned")
    changed: PlannedFigures = strawberry.field(description="有变化 / Changed")
    dropped: PlannedFigures = strawberry.field(description="不再谋划 / Dropped")

    @classmethod
    def of(cls, parts: Iterable[Part], **names: Any) -> Self:
        sums = summary.added(parts)
        return cls(
            **{"category": None, "library": None, "town_id": None, "town_name": None} | names,
            all=PlannedFigures.of(summary.whole(sums)),
            newly_planned=PlannedFigures.of(sums[Change.NEW]),
            changed=PlannedFigures.of(sums[Change.CHANGED]),
            dropped=PlannedFigures.of(sums[Change.DROPPED]),
        )


@strawberry.type(description="报送情况 / How the planning parties stand")
class PlannedParties:
    expected: int = strawberry.field(description="应报单位数 / Parties that owe the list")
    on_time: int = strawberry.field(description="按时报送 / On time")
    late: int = strawberry.field(description="逾期报送 / Late")
    missing: int = strawberry.field(description="逾期未报 / Missing")
    due_soon: int = strawberry.field(description="即将到期 / Due soon")
    not_due: int = strawberry.field(description="未到期 / Not due yet")
    returned: int = strawberry.field(description="其中退回待补正 / Of those, with the unit for correction")


def _parts(month: Any, info: Info) -> Any:
    """Bring the figures of the lists that are in, by everything that is told apart; amounts as text keep their digits."""
    item, report, town, caller = tables.PlannedItem, tables.PlannedReport, tables.Organization, info.context.caller
    alike = (item.category, item.library, item.town_id, town.name, item.change)
    rows = (
        narrowed(select(item.category), caller)
        .with_only_columns(
            *alike, func.count().label("projects"), cast(func.sum(item.total_investment), Text).label("total")
        )
        .join(report, and_(report.id == item.report_id, report.content_revision == item.revision))
        .outerjoin(town, town.id == item.town_id)
        .where(report.month == month.month, report.status.in_(HANDED_IN))
        .group_by(*alike)
    )
    found = rows.subquery()
    each = func.json_build_array(*found.c)
    return select(func.json_agg(each, type_=JSON())).select_from(found).scalar_subquery()


def _read(brought: Sequence[Sequence[Any]] | None) -> list[Part]:
    return [
        Part(
            category=Category(category),
            library=Library(library) if library else None,
            town_id=UUID(town_id) if town_id else None,
            town=town,
            change=Change(change),
            figures=Figures(projects, Decimal(total)),
        )
        for category, library, town_id, town, change, projects, total in brought or ()
    ]


_STATES = {
    "on_time": ReportState.ON_TIME,
    "late": ReportState.LATE,
    "missing": ReportState.MISSING,
    "due_soon": ReportState.DUE_SOON,
    "not_due": ReportState.NOT_DUE,
}


def _parties(month: Any, info: Info) -> Any:
    """Count who owes the list, by how they stand."""
    report, today = tables.PlannedReport, info.context.today
    owed = narrowed(expected(month.month, month.due_on, month.joined_by), info.context.caller)
    came = timeliness_of(report)
    counts = [func.count().filter(in_states([s], came, month.due_on, today)) for s in _STATES.values()]
    returned = func.count().filter(report.status == ReportStatus.RETURNED)
    row = func.json_build_array(func.count(), *counts, returned, type_=JSON())
    return owed.with_only_columns(row).scalar_subquery()


def _reports(month: Any, info: Info) -> Any:
    """Count the lists that are in, those of units that owe none included."""
    report = tables.PlannedReport
    in_ = visible_select(report, info.context.caller).where(report.month == month.month, report.status.in_(HANDED_IN))
    counted: Select[Any] = in_.with_only_columns(func.count(report.id))
    return counted.scalar_subquery()


def _groups(parts: list[Part], by: Callable[[Part], Any], order: Callable[[Any], Any]) -> list[tuple[Any, list[Part]]]:
    groups = summary.grouped(parts, by)
    return [(key, groups[key]) for key in sorted(groups, key=order)]


@strawberry.type(description="某月谋划项目汇总 / The lists of one month added up, exactly (A4)")
@labelled
class PlannedSummary:
    month: date = strawberry.field(description="月份（首日）/ Month, its first day")
    due_on: date = strawberry.field(description="到期日 / Due day")
    joined_by: date = strawberry.field(
        description="此日（含）前成为策划主体的应报 / Who became a party by this day owes the list"
    )

    @derived(reports=_reports, description="计入的月报数（已报送、已补正、已接收）/ Reports that are counted in")
    def reports(self: Any) -> int:
        return int(self.reports)

    @derived(parties=_parties, description="报送情况 / How the planning parties stand")
    def parties(self: Any) -> PlannedParties:
        owed, *counts, returned = self.parties
        return PlannedParties(expected=owed, returned=returned, **dict(zip(_STATES, counts, strict=True)))

    @derived(parts=_parts, description="合计 / Everything added up")
    def total(self: Any) -> PlannedGroup:
        return PlannedGroup.of(_read(self.parts))

    @derived(parts=_parts, description="按类别 / By category")
    def by_category(self: Any) -> list[PlannedGroup]:
        order = list(Category).index
        return [PlannedGroup.of(p, category=c) for c, p in _groups(_read(self.parts), lambda p: p.category, order)]

    @derived(parts=_parts, description="按所在库 / By library")
    def by_library(self: Any) -> list[PlannedGroup]:
        def order(library: Library | None) -> int:
            return -1 if library is None else list(Library).index(library)

        return [PlannedGroup.of(p, library=of) for of, p in _groups(_read(self.parts), lambda p: p.library, order)]

    @derived(parts=_parts, description="按属地，未定的在后 / By town, those without one last")
    def by_town(self: Any) -> list[PlannedGroup]:
        def order(town: tuple[UUID | None, str | None]) -> tuple[bool, str, str]:
            return town[0] is None, town[1] or "", str(town[0])

        groups = _groups(_read(self.parts), lambda p: (p.town_id, p.town), order)
        return [PlannedGroup.of(p, town_id=id_, town_name=name) for (id_, name), p in groups]


@strawberry.type
class PlannedSummaryQueries:
    @sql(description="某月谋划项目汇总 / The lists of a month added up (A4)")
    def planned_summary(self: Any, month: Month) -> PlannedSummary:
        first, due, joined = days_of(month)
        return refer(month=first, due_on=due, joined_by=joined)
