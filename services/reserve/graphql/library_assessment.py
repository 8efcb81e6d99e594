"""How all projects of the library stand for the next one, and which entries nobody has touched for long (第五条、第六条)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import Date, Integer, Select, cast, func, select, true, union_all

from services.chassis.graphql import Connection, Info
from services.chassis.identity import Actor
from services.chassis.reads import Key, answer, derived, labelled, page, sql, table, through
from services.chassis.reads.finding import MORE, first_few, found
from services.law.parties import Role
from services.reserve.domain import rulebook
from services.reserve.domain.library.criteria import Verdict
from services.reserve.domain.terms import LIBRARY_NAMES, Category, Library, after
from services.reserve.graphql import enums
from services.reserve.graphql.arguments import After, Before, First, Last
from services.reserve.graphql.organization import Organization, unit
from services.reserve.graphql.project import Project
from services.reserve.store import tables
from services.reserve.store.tables.project import AUTHORITIES

LACKING = (Verdict.MISSING, Verdict.EXPIRED)
LONGEST = 36_500  # days that may be asked for: a hundred years


@strawberry.type(description="一个项目对下一级库的判定 / How a project stands for its next library on the business day")
@table(tables.Assessment)
class ProjectAssessment:
    ready: bool = strawberry.field(
        description="标准全部满足，今天可转入 / All criteria are met: the step is open today"
    )
    asked: int = strawberry.field(description="标准项数 / Number of criteria asked")
    met: int = strawberry.field(description="已满足项数 / Number of criteria met")
    missing: list[str] = strawberry.field(description="缺失的标准（代码）/ Codes of the criteria that are missing")
    expired: list[str] = strawberry.field(description="材料已过期的标准 / Criteria whose document has expired")
    expiring: list[str] = strawberry.field(description="材料临近届满的标准 / Criteria met by a document that ends soon")
    stale: bool = strawberry.field(description="是否久未更新 / Whether the entry is older than its library allows")
    updated_on: date = strawberry.field(description="最近更新（含确认）日期 / Day of the last update or confirmation")

    @derived("aim", description="目标库 / The next library")
    def next_library(self: Any) -> Library:
        return self.aim  # type: ignore[no-any-return]

    @derived("ends_on", description="所凭材料中最早的有效期止 / First last valid day of a document that counts")
    def next_expiry(self: Any) -> date | None:
        return None if self.ends_on == date.max else self.ends_on

    @derived("until", description="记录不变时判定将于何日改变 / The day on which time alone changes the verdict")
    def changes_on(self: Any) -> date | None:
        return None if self.until == date.max else self.until + timedelta(days=1)

    @derived("updated_on", description="距最近更新的天数 / Days since the last update")
    def days_since_update(self: Any, info: Info) -> int:
        return max(int((info.context.today - self.updated_on).days), 0)

    @derived("responsible_role", description="由谁负责更新 / In what role somebody has to keep it up to date")
    def responsible_role(self: Any) -> Role | None:
        return Role(self.responsible_role) if self.responsible_role else None

    @sql(description="负责更新的单位 / The unit that has to keep it up to date")
    def responsible_unit(self: Any) -> Organization | None:
        return answer(unit(self.responsible_id))

    @sql(description="项目 / The project")
    def project(self: Any) -> Project | None:
        return answer(select(tables.Project).where(tables.Project.id == self.project_id))


@strawberry.type(description="按目标库合计 / Projects by their next library")
@labelled
class AssessmentCount:
    next_library: Library = strawberry.field(description="目标库 / The next library")
    total: int = strawberry.field(description="项目数 / Projects")
    ready: int = strawberry.field(description="可转入 / Ready")
    expiring: int = strawberry.field(description="有材料临近届满 / With a document that ends soon")
    expired: int = strawberry.field(description="有材料已过期 / With a document that has expired")
    stale: int = strawberry.field(description="久未更新 / Not updated for long")

    @derived("next_library", description="目标库名称 / Name of the next library")
    def next_library_name(self: Any) -> str:
        return LIBRARY_NAMES[self.next_library]

    @derived("total", "ready", description="尚不可转入 / Not ready")
    def not_ready(self: Any) -> int:
        return int(self.total - self.ready)


@strawberry.type(description="按标准合计 / Projects by a criterion that is not simply met")
@labelled
class CriterionCount:
    next_library: Library = strawberry.field(description="目标库 / The next library")
    criterion: str = strawberry.field(description="标准代码 / Code of the criterion")
    missing: int = strawberry.field(description="缺失 / Missing in")
    expired: int = strawberry.field(description="已过期 / Expired in")
    expiring: int = strawberry.field(description="临近届满 / Ending soon in")

    @derived("next_library", "criterion", description="标准 / The criterion in words")
    def name(self: Any, info: Info) -> str:
        asked = rulebook.ENTRY_CRITERIA.on(info.context.today)[self.next_library]
        return next((c.name for c in asked if c.code == self.criterion), str(self.criterion))


@strawberry.enum(description="成熟度清单排序字段 / What assessments are sorted by")
class AssessmentSortField(Enum):
    NAME = "NAME"
    LACKING = "LACKING"
    NEXT_EXPIRY = "NEXT_EXPIRY"
    UPDATED_ON = "UPDATED_ON"


@strawberry.input(description="成熟度清单排序 / How assessments are sorted")
class AssessmentSort:
    field: AssessmentSortField = strawberry.field(
        default=AssessmentSortField.NAME, description="字段：名称、所缺项数、最早届满、最近更新 / Field"
    )
    direction: enums.SortDirection = strawberry.field(default=enums.SortDirection.ASC, description="方向 / Direction")


@strawberry.input(description="成熟度清单筛选条件，同时满足 / Conditions on assessments, all of which hold")
class AssessmentFilter:
    libraries: list[Library] | None = strawberry.field(default=None, description="现所在库之一 / Now in any of these")
    in_library: bool | None = strawberry.field(default=None, description="是否在库 / In some library, or in none")
    ready: bool | None = strawberry.field(default=None, description="可否转入下一级 / Ready for the next, or not")
    missing_criterion: str | None = strawberry.field(
        default=None, description="缺失或已过期的标准 / This criterion is missing or expired"
    )
    expiring_within_days: int | None = strawberry.field(
        default=None, description="所凭材料在若干天内届满 / A document that counts ends within so many days"
    )
    categories: list[Category] | None = strawberry.field(default=None, description="类别之一 / Any of these categories")
    owner_id: UUID | None = strawberry.field(default=None, description="项目业主 / Owner")
    town_id: UUID | None = strawberry.field(default=None, description="所属镇（街道）/ Town")
    industry_authority_id: UUID | None = strawberry.field(default=None, description="行业主管部门 / Industry authority")
    stale: bool | None = strawberry.field(default=None, description="是否久未更新 / Not updated for long, or fresh")


Filter = Annotated[AssessmentFilter | None, strawberry.argument(description="筛选 / Filter")]
Sort = Annotated[AssessmentSort | None, strawberry.argument(description="排序 / Sorting")]
StaleDays = Annotated[int | None, strawberry.argument(description="至少多少天未更新 / Not updated for so many days")]


@dataclass(frozen=True)
class _Asked:
    """The conditions of a list, over the rows of one day; values of a request, or binds."""

    by: AssessmentFilter
    today: Any
    caller: Actor

    def kept(self, row: Any) -> list[Any]:
        """What every row of the list fulfils."""
        lacking = [] if self.by.missing_criterion is None else [self._lacks(row)]
        return [row.since <= self.today, row.until >= self.today, *self._plain(row), *self._ending(row), *lacking]

    def narrowest(self, *sorted_by: str) -> tuple[Any, Select[Any]]:
        """Start with what may match few rows or nearly all of them; which it is turns out when it is carried out."""
        row: Any = tables.Assessment
        ways = self._ways(row)
        if not ways:
            return row, select(row)
        row, few = found(row, first_few(*ways), *(getattr(row, name) for name in sorted_by))
        return row, select(row).where(few)

    def _ways(self, row: Any) -> list[Select[Any]]:
        gap = tables.AssessmentGap
        of_a_unit = self.caller.unit is not None and not self.caller.acts_as(*AUTHORITIES)
        ways = [_own(row, self.caller)] if of_a_unit else []
        if self.by.missing_criterion is not None:
            its = gap.criterion == self.by.missing_criterion
            lacking = select(gap.assessment_id).where(its, gap.verdict.in_(LACKING))
            ways.append(lacking.order_by(gap.verdict, gap.assessment_id))
        if ending := self._ending(row):
            ways.append(select(row.id).where(*ending).order_by(row.ends_on))
        if self.by.stale:  # what will be stale one day has a row of that day already
            ways.append(select(row.id).where(row.stale, row.since <= self.today, *self._unit(row)).order_by(row.since))
        if plain := self._plain(row):
            ways.append(select(row.id).where(*plain).order_by(*self._order(row)))
        return ways

    def _unit(self, row: Any) -> list[Any]:
        """One of the units that many have something to do with, for there is an index of what is stale of each."""
        of = ((row.town_id, self.by.town_id), (row.industry_authority_id, self.by.industry_authority_id))
        return [column == unit for column, unit in of if unit is not None][:1]

    def _order(self, row: Any) -> list[Any]:
        """The order of the index that begins with what is asked for, which no other index gives."""
        by, traits = self.by, _traits(row)
        if any(unit is not None for unit in (by.owner_id, by.town_id, by.industry_authority_id)):
            return traits
        asked = (by.categories, by.libraries if by.in_library is None else by.in_library, by.ready)
        first = next((i for i, wanted in enumerate(asked) if wanted is not None), None)
        return [row.since] if first is None else traits[first:]

    def _plain(self, row: Any) -> list[Any]:
        by = self.by
        same = (
            (row.owner_id, by.owner_id),
            (row.town_id, by.town_id),
            (row.industry_authority_id, by.industry_authority_id),
            (row.ready, by.ready),
            (row.stale, by.stale),
        )
        conditions = [column == wanted for column, wanted in same if wanted is not None]
        if by.categories is not None:
            conditions.append(row.category.in_(by.categories))
        if by.libraries is not None or by.in_library is not None:
            conditions.append(row.aim.in_(_aims(by)))
        return conditions

    def _ending(self, row: Any) -> list[Any]:
        if self.by.expiring_within_days is None:
            return []
        days = through(self.by.expiring_within_days, _bounded, Integer())
        return [row.ends_on >= self.today, row.ends_on <= cast(self.today, Date).op("+")(days)]

    def _lacks(self, row: Any) -> Any:
        """Whether the criterion is missing: a value and not a row that exists, so that it is sought for each row."""
        gap = tables.AssessmentGap
        its = select(true()).where(gap.assessment_id == row.id, gap.criterion == self.by.missing_criterion)
        return its.where(gap.verdict.in_(LACKING)).limit(1).scalar_subquery()


def _own(row: Any, caller: Actor) -> Select[Any]:
    """Seek all that a unit may see, as `visible` says."""
    units = (row.town_id, row.industry_authority_id, row.owner_id)
    ways = [select(row.id).where(of == caller.unit).order_by(*_traits(row)).limit(MORE) for of in units]
    registered = select(row.id).where(row.registered_by_unit == caller.unit).order_by(row.sort_key, row.id)
    return select(union_all(*ways, registered.limit(MORE)).subquery())


def _traits(row: Any) -> list[Any]:
    """What many rows have in common, in the order of the indexes by it."""
    return [row.category, row.aim, row.ready, row.stale, row.id]


def _aims(by: AssessmentFilter) -> list[Library]:
    """The libraries that follow those asked for; a project in none is on its way to the first."""
    aims = list(Library) if by.libraries is None else [a for a in map(after, by.libraries) if a]
    if by.in_library is None:
        return aims
    return [a for a in aims if (a is not Library.FIVE_YEAR) is by.in_library]


def _bounded(days: int) -> int:
    return min(max(days, 0), LONGEST)


SORTED_BY = {
    AssessmentSortField.NAME: "sort_key",
    AssessmentSortField.LACKING: "lacking",
    AssessmentSortField.NEXT_EXPIRY: "ends_on",
    AssessmentSortField.UPDATED_ON: "updated_on",
}


def _listed(
    asked: _Asked, by: str, *, down: bool, also: Callable[[Any], list[Any]] = lambda _: []
) -> Connection[ProjectAssessment]:
    row, query = asked.narrowest(by)
    return page(
        query.where(*asked.kept(row), *also(row)),
        [Key(getattr(row, by), descending=down), Key(row.project_id, descending=down)],
    )


@strawberry.type
class LibraryAssessmentQueries:
    @sql(
        description="全库成熟度清单：各项目对下一级库的判定 / How the projects stand for their next library, on the business day"
    )
    def library_assessment(
        self: Any,
        info: Info,
        filter: Filter = None,
        sort: Sort = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[ProjectAssessment]:
        sorting = sort or AssessmentSort()
        asked = _Asked(filter or AssessmentFilter(), info.context.today, info.context.caller)
        return _listed(asked, SORTED_BY[sorting.field], down=sorting.direction is enums.SortDirection.DESC)

    @sql(description="按目标库合计 / Numbers by the next library, of the same projects")
    def library_assessment_counts(self: Any, info: Info, filter: Filter = None) -> list[AssessmentCount]:
        row: Any = tables.Assessment
        asked = _Asked(filter or AssessmentFilter(), info.context.today, info.context.caller)
        counted = {
            "total": true(),
            "ready": row.ready,
            "expiring": func.cardinality(row.expiring) > 0,
            "expired": func.cardinality(row.expired) > 0,
            "stale": row.stale,
        }
        numbers = [func.count().filter(which).label(name) for name, which in counted.items()]
        query = select(row.aim.label("next_library"), *numbers).where(*asked.kept(row))
        return answer(query.group_by(row.aim).order_by(row.aim))

    @sql(description="按标准合计缺项 / Numbers by criterion and how it stands, of the same projects")
    def library_gaps(self: Any, info: Info, filter: Filter = None) -> list[CriterionCount]:
        row, gap = tables.Assessment, tables.AssessmentGap
        asked = _Asked(filter or AssessmentFilter(), info.context.today, info.context.caller)
        of = {"missing": Verdict.MISSING, "expired": Verdict.EXPIRED, "expiring": Verdict.EXPIRING}
        numbers = [func.count().filter(gap.verdict == verdict).label(name) for name, verdict in of.items()]
        query = select(row.aim.label("next_library"), gap.criterion.label("criterion"), *numbers)
        query = query.join(gap, gap.assessment_id == row.id).where(*asked.kept(row))
        return answer(query.group_by(row.aim, gap.criterion).order_by(row.aim, gap.criterion))

    @sql(
        description="久未更新的在库项目，最久的在前 / Entries of the libraries not updated for long, the longest first (A6)"
    )
    def stale_projects(
        self: Any,
        info: Info,
        filter: Filter = None,
        for_days: StaleDays = None,
        first: First = None,
        after: After = None,
    ) -> Connection[ProjectAssessment]:
        by = replace(filter or AssessmentFilter(), stale=True)
        asked = _Asked(by, info.context.today, info.context.caller)

        def long_ago(row: Any) -> list[Any]:
            if for_days is None:
                return []
            return [row.updated_on <= cast(info.context.today, Date).op("-")(through(for_days, _bounded, Integer()))]

        return _listed(asked, "updated_on", down=False, also=long_ago)
