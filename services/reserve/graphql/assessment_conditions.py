"""What assessments are asked by: the conditions of their lists, and where a list begins so that few rows are looked at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import Date, Integer, Select, cast, select, true, union_all

from services.chassis.identity import Actor
from services.chassis.reads import through
from services.chassis.reads.finding import MORE, first_few, found
from services.reserve.domain.library.criteria import Verdict
from services.reserve.domain.terms import Category, Library, after
from services.reserve.graphql import enums
from services.reserve.store import tables
from services.reserve.store.tables.project import AUTHORITIES

LACKING = (Verdict.MISSING, Verdict.EXPIRED)
LONGEST = 36_500  # days that may be asked for: a hundred years


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
class Asked:
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
        days = through(self.by.expiring_within_days, bounded, Integer())
        return [row.ends_on >= self.today, row.ends_on <= cast(self.today, Date).op("+")(days)]

    def _lacks(self, row: Any) -> Any:
        """Whether the criterion is missing: a value and not a row that exists, so that it is sought for each row."""
        gap = tables.AssessmentGap
        its = select(true()).where(gap.assessment_id == row.id, gap.criterion == self.by.missing_criterion)
        # with the row alone: a list that joins gaps itself (`libraryGaps`) counts others than the one that is asked for
        return its.where(gap.verdict.in_(LACKING)).limit(1).correlate(row).scalar_subquery()


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


def bounded(days: int) -> int:
    """Keep a number of days within what dates can hold."""
    return min(max(days, 0), LONGEST)
