"""The curves of many projects added up, for the authority: by town, category, kind, unit (第八条)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Annotated
from uuid import UUID

import strawberry

from services.chassis.graphql import ApiError, Info
from services.schedule.domain.annual import curve
from services.schedule.domain.opening import ItemKind
from services.schedule.graphql.annual import InvestmentCurveMonth
from services.schedule.store import curves
from services.schedule.store.curves import Which, Yearly

_YEARS = (2004, 2200)


class CurveGrouping(StrEnum):
    """What curves are added up by."""

    TOWN = "TOWN"
    CATEGORY = "CATEGORY"
    LEVEL = "LEVEL"
    KIND = "KIND"
    OWNER = "OWNER"
    INDUSTRY_AUTHORITY = "INDUSTRY_AUTHORITY"


strawberry.enum(
    CurveGrouping,
    name="InvestmentCurveGrouping",
    description="曲线合计的分组：镇（街道）、类别、级别、性质、业主、行业主管部门 / What curves are added up by",
)
_KEYS: dict[CurveGrouping, Callable[[Yearly], object]] = {
    CurveGrouping.TOWN: lambda of: of.town_id,
    CurveGrouping.CATEGORY: lambda of: of.category,
    CurveGrouping.LEVEL: lambda of: of.level,
    CurveGrouping.KIND: lambda of: of.kind.value,
    CurveGrouping.OWNER: lambda of: of.owner_id,
    CurveGrouping.INDUSTRY_AUTHORITY: lambda of: of.industry_authority_id,
}
_UNITS = (CurveGrouping.TOWN, CurveGrouping.OWNER, CurveGrouping.INDUSTRY_AUTHORITY)


@strawberry.type(description="一组项目的年度投资曲线合计 / The curves of a group of projects, added up (A8, A9)")
class InvestmentCurveGroup:
    key: str | None = strawberry.field(description="分组标识或代码，未填或不分组为空 / Identity or code of the group")
    name: str | None = strawberry.field(description="分组名称（单位）/ Name of the unit")
    projects: int = strawberry.field(description="建设项目数 / Construction projects of the year's plan")
    projects_with_task: int = strawberry.field(description="其中已下达年度投资任务的 / Of these with an annual task")
    annual_investment: Decimal = strawberry.field(description="现行任务合计（万元）/ Sum of the tasks in force")
    months: list[InvestmentCurveMonth] = strawberry.field(description="逐月合计 / Month by month")


@strawberry.input(description="投资曲线的筛选；各条件同时满足 / Which projects; all conditions together")
class InvestmentCurveFilter:
    town_id: UUID | None = strawberry.field(default=None, description="镇（街道）/ Town")
    owner_id: UUID | None = strawberry.field(default=None, description="业主 / Owner")
    industry_authority_id: UUID | None = strawberry.field(default=None, description="行业主管部门 / Industry authority")
    level: str | None = strawberry.field(default=None, description="级别（如 CITY）/ Level")
    category: str | None = strawberry.field(default=None, description="类别（如 INDUSTRY）/ Category")
    kinds: list[ItemKind] | None = strawberry.field(default=None, description="项目性质 / Kinds")
    project_ids: list[UUID] | None = strawberry.field(default=None, description="仅这些项目 / Only these projects")


@strawberry.type
class AnnualCurvesQuery:
    @strawberry.field(
        description="多个项目的年度投资曲线合计：每个项目每月对照其该月末现行的任务版本，再相加；不分组时为一组 / "
        "Curves added up over projects: each month of each project against its task in force at the month's end"
    )
    async def investment_curves(
        self,
        info: Info,
        year: Annotated[
            int | None, strawberry.argument(description="年度，默认今年 / Year, by default this one")
        ] = None,
        by: Annotated[CurveGrouping | None, strawberry.argument(description="分组 / What to add up by")] = None,
        filter: Annotated[
            InvestmentCurveFilter | None, strawberry.argument(description="筛选 / Which projects")
        ] = None,
    ) -> list[InvestmentCurveGroup]:
        asked = info.context.today.year if year is None else year
        if not _YEARS[0] <= asked <= _YEARS[1]:
            raise ApiError("BAD_INPUT", f"年度须为{_YEARS[0]}至{_YEARS[1]} / the year is out of range")
        which = Which(**vars(filter)) if filter else Which()
        async with info.context.reading() as session:
            known = await curves.of_all(session, info.context.caller, asked, which)
            groups = _grouped(known, by)
            units = [UUID(k) for k in groups if k is not None] if by in _UNITS else []
            names = await curves.names_of(session, info.context.caller, units)
        shown = [_group(key, names, of, asked, info) for key, of in groups.items()]
        return sorted(shown, key=lambda g: (g.key is None, -g.annual_investment, g.key or ""))


def _grouped(known: Sequence[Yearly], by: CurveGrouping | None) -> dict[str | None, list[Yearly]]:
    groups: dict[str | None, list[Yearly]] = {} if by else {None: []}
    for of in known:
        key = _KEYS[by](of) if by else None
        groups.setdefault(None if key is None else str(key), []).append(of)
    return groups


def _group(
    key: str | None, names: dict[UUID, str], of: Sequence[Yearly], year: int, info: Info
) -> InvestmentCurveGroup:
    today = info.context.today
    tasks = [curves.read_tasks(one.tasks, year) for one in of]
    drawn = [
        curve.curve(year, its, curves.read_reports(one.reports, year), today)
        for one, its in zip(of, tasks, strict=True)
    ]
    newest = [max(its, key=lambda t: t.version) for its in tasks if its]
    return InvestmentCurveGroup(
        key=key,
        name=names.get(UUID(key)) if names and key else None,
        projects=len(of),
        projects_with_task=len(newest),
        annual_investment=sum((t.annual_investment for t in newest), Decimal(0)),
        months=[InvestmentCurveMonth.of(p) for p in curve.summed(drawn, today)],
    )
