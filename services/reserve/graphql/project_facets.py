"""How many projects a list has by each trait, with the other conditions and without that trait's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any

import strawberry
from sqlalchemy import CTE, Integer, Select, Text, cast, func, literal_column, select
from sqlalchemy.dialects.postgresql import JSON

from services.chassis.graphql import ApiError, Info
from services.chassis.reads import derived, labelled, refer, sql, through
from services.chassis.visibility import narrowed, visible_select
from services.reserve.domain.sheets import writing
from services.reserve.domain.terms import LIBRARY_NAMES, Category, InvestmentMode, Level, Library
from services.reserve.graphql.project_queries import Filter, ProjectFilter, Search, matched
from services.reserve.store import tables

MOST_VALUES, FEWEST_VALUES = 200, 1
NONE = "无"
TRAITS = ("library", "category", "level", "investment_mode", "town_id", "industry_authority_id")


@strawberry.type(description="一个取值及其项目数 / A value and how many projects have it")
class ProjectFacetValue:
    value: str | None = strawberry.field(
        description="取值：枚举、单位标识或年度；为空即无 / Member of the enum, id of the unit or year; null for none"
    )
    name: str = strawberry.field(description="名称 / Name")
    projects: int = strawberry.field(description="项目数 / Number of projects")


@strawberry.type(description="一个分面 / The values of one trait")
class ProjectFacet:
    values: list[ProjectFacetValue] = strawberry.field(
        description="取值及项目数，单位按项目数由多到少 / Values; units with the most projects first"
    )
    others: int = strawberry.field(description="其余取值的项目数 / Projects with values beyond those shown")
    distinct: int = strawberry.field(description="取值个数（含未列出的）/ Number of values, those not shown too")


def _members(kind: Any, names: Callable[[Any], str]) -> Callable[[Any], ProjectFacet]:
    """Read the counts by members of an enum, in its order, and those that have none last."""

    def read(counts: Any) -> ProjectFacet:
        of = {value: projects for value, projects, *_ in counts}
        values = [ProjectFacetValue(value=m.value, name=names(m), projects=of[m.value]) for m in kind if m.value in of]
        values += [ProjectFacetValue(value=None, name=NONE, projects=of[None])] if None in of else []
        return ProjectFacet(values=values, others=0, distinct=len(values))

    return read


def _units(counts: Any, top: int) -> ProjectFacet:
    """Read the counts by unit: those with the most projects, and those of no unit besides."""
    named = sorted((c for c in counts if c[0] is not None), key=lambda c: (-c[1], c[3] or "", c[0]))
    values = [ProjectFacetValue(value=id_, name=name or "", projects=n) for id_, n, name, _ in named[:top]]
    values += [ProjectFacetValue(value=None, name=NONE, projects=n) for id_, n, *_ in counts if id_ is None]
    return ProjectFacet(values=values, others=sum(c[1] for c in named[top:]), distinct=len(counts))


_LIBRARIES = _members(Library, LIBRARY_NAMES.__getitem__)
_CATEGORIES = _members(Category, writing.CATEGORIES.__getitem__)
_LEVELS = _members(Level, writing.LEVELS.__getitem__)
_MODES = _members(InvestmentMode, writing.MODES.__getitem__)


@strawberry.type(
    description="项目分面计数：各分面按其余条件计数，不计自身条件 / "
    "Projects by trait, each counted with the other conditions but without its own"
)
@labelled
class ProjectFacets:
    total: int = strawberry.field(description="满足全部条件的项目数 / Projects that match all conditions")

    @derived("library", description="按所在库 / By library")
    def libraries(self: Any) -> ProjectFacet:
        return _LIBRARIES(self.library)

    @derived("category", description="按类别 / By category")
    def categories(self: Any) -> ProjectFacet:
        return _CATEGORIES(self.category)

    @derived("level", description="按级别 / By level")
    def levels(self: Any) -> ProjectFacet:
        return _LEVELS(self.level)

    @derived("investment_mode", description="按投资模式 / By who invests")
    def investment_modes(self: Any) -> ProjectFacet:
        return _MODES(self.investment_mode)

    @derived("town_id", "top", description="按镇（街道）/ By town")
    def towns(self: Any) -> ProjectFacet:
        return _units(self.town_id, self.top)

    @derived("industry_authority_id", "top", description="按行业主管部门 / By industry authority")
    def industry_authorities(self: Any) -> ProjectFacet:
        return _units(self.industry_authority_id, self.top)

    @derived(
        "plan_year",
        description="按列入的计划年度，新的在前；列入多个年度的项目逐年计 / "
        "By year of the plans that list them, the newest first; a project counts in each of its years",
    )
    def plan_years(self: Any) -> ProjectFacet:
        counts = sorted(self.plan_year, reverse=True)
        values = [ProjectFacetValue(value=str(year), name=f"{year}年度", projects=n) for year, n in counts]
        return ProjectFacet(values=values, others=0, distinct=len(values))


Top = Annotated[
    int,
    strawberry.argument(
        description=f"单位分面最多列出的单位数，{FEWEST_VALUES}–{MOST_VALUES} / Most units that a facet of units shows"
    ),
]


@strawberry.type
class ProjectFacetQueries:
    @sql(
        description="项目分面计数，条件与检索同项目列表 / Counts of the projects by trait; filter and search as in `projects`"
    )
    def project_facets(
        self: Any, info: Info, filter: Filter = None, search: Search = None, top: Top = 10
    ) -> ProjectFacets:
        asked = filter or ProjectFilter()
        counting = _Counting(info, asked, search)
        facets = {trait: counting.by(trait) for trait in TRAITS}
        shown: Any = through(top, _checked, Integer())
        return refer(total=counting.total(), top=shown, plan_year=counting.by_year(), **facets)


def _checked(top: int) -> int:
    if not FEWEST_VALUES <= top <= MOST_VALUES:
        raise ApiError(
            "BAD_INPUT", f"top 须为 {FEWEST_VALUES}–{MOST_VALUES} / top is from {FEWEST_VALUES} to {MOST_VALUES}"
        )
    return top


class _Counting:
    """Counts the projects once by all traits together: they are few then, and each facet is counted from those."""

    def __init__(self, info: Info, asked: ProjectFilter, search: Any) -> None:
        self.info, self.asked, self.search = info, asked, search
        others = replace(
            asked,
            libraries=None,
            in_library=None,
            categories=None,
            levels=None,
            investment_mode=None,
            town_id=None,
            industry_authority_id=None,
        )
        project, query = self._matched(others)
        traits = [getattr(project, trait) for trait in TRAITS]
        self.cells: CTE = self._by(query, traits).cte()

    def total(self) -> Any:
        """Count what matches all conditions."""
        number = func.coalesce(func.sum(self.cells.c.n), literal_column("0"))
        return select(cast(number, Integer)).where(*self._conditions(without=None)).scalar_subquery()

    def by(self, trait: str) -> Any:
        """Count by one trait, as JSON: value and number, for units their name and its place by pinyin too."""
        of = self.cells.c[trait]
        number = cast(func.sum(self.cells.c.n), Integer)
        counted = select(of.label("of"), number.label("n")).where(*self._conditions(without=trait)).group_by(of)
        counts = counted.subquery()
        if not trait.endswith("_id"):
            return _json(select(_pair(cast(counts.c.of, Text), counts.c.n)).select_from(counts))
        unit = tables.Organization  # looked up one by one: they are few of many
        its = visible_select(unit, self.info.context.caller).where(unit.id == counts.c.of)
        name, place = (its.with_only_columns(c).scalar_subquery() for c in (unit.name, unit.sort_key))
        return _json(select(_pair(cast(counts.c.of, Text), counts.c.n, name, place)).select_from(counts))

    def by_year(self) -> Any:
        """Count by the years of the plans that list the projects, which the year asked for does not narrow.

        Items are those that the caller may see; who sees an item knows its year, whether its plan is issued or not.
        """
        project, query = self._matched(replace(self.asked, plan_year=None))
        item, plan = tables.PlanItem, tables.Plan
        ids = query.with_only_columns(project.id, maintain_column_froms=True).subquery()
        listed = visible_select(item, self.info.context.caller).join(plan, plan.id == item.plan_id)
        listed = listed.join(ids, ids.c.id == item.project_id).group_by(plan.year)
        number = func.count(item.project_id.distinct())
        years = listed.with_only_columns(
            plan.year.label("of"), number.label("n"), maintain_column_froms=True
        ).subquery()
        return _json(select(_pair(years.c.of, years.c.n)).select_from(years))

    def _matched(self, by: ProjectFilter) -> tuple[Any, Select[Any]]:
        """Select what matches; the projects of a year are gathered once, and not sought for each that is looked at."""
        caller = self.info.context.caller
        project, query = matched(self.info, replace(by, plan_year=None), self.search)
        query = narrowed(query, caller)
        if by.plan_year is not None:
            item, plan = tables.PlanItem, tables.Plan
            listed = visible_select(item, caller).join(plan, plan.id == item.plan_id).where(plan.year == by.plan_year)
            query = query.where(project.id.in_(listed.with_only_columns(item.project_id, maintain_column_froms=True)))
        return project, query

    def _by(self, query: Select[Any], traits: list[Any]) -> Select[Any]:
        counted = query.with_only_columns(*traits, func.count().label("n"), maintain_column_froms=True)
        return counted.group_by(*traits)

    def _conditions(self, *, without: str | None) -> list[Any]:
        """The conditions on traits, over the counted rows; a facet's own one is left out."""
        cells, by = self.cells.c, self.asked
        found: list[tuple[str, Any]] = [
            (name, cells[name].in_(wanted))
            for name, wanted in (("library", by.libraries), ("category", by.categories), ("level", by.levels))
            if wanted is not None
        ]
        if by.in_library is not None:
            found.append(("library", cells.library.is_not(None) if by.in_library else cells.library.is_(None)))
        found += [
            (name, cells[name] == wanted)
            for name, wanted in (
                ("investment_mode", by.investment_mode),
                ("town_id", by.town_id),
                ("industry_authority_id", by.industry_authority_id),
            )
            if wanted is not None
        ]
        return [condition for name, condition in found if name != without]


def _pair(*values: Any) -> Any:
    return func.json_build_array(*values, type_=JSON())


def _json(rows: Select[Any]) -> Any:
    """Gather rows of one JSON value."""
    one = rows.subquery()
    return select(func.coalesce(func.json_agg(one.c[0]), literal_column("'[]'::json"), type_=JSON())).scalar_subquery()
