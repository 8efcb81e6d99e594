"""How all projects of the library stand for the next one, and which entries nobody has touched for long (第五条、第六条)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import strawberry
from sqlalchemy import Date, Integer, cast, func, select, true

from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, answer, derived, labelled, page, sql, table, through
from services.law.parties import Role
from services.reserve.domain import rulebook
from services.reserve.domain.library.criteria import Verdict
from services.reserve.domain.terms import LIBRARY_NAMES, Library
from services.reserve.graphql import enums
from services.reserve.graphql.arguments import After, Before, First, Last
from services.reserve.graphql.assessment_conditions import (
    Asked,
    AssessmentFilter,
    AssessmentSort,
    AssessmentSortField,
    Filter,
    Sort,
    StaleDays,
    bounded,
)
from services.reserve.graphql.organization import Organization, unit
from services.reserve.graphql.project import Project
from services.reserve.store import tables


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


SORTED_BY = {
    AssessmentSortField.NAME: "sort_key",
    AssessmentSortField.LACKING: "lacking",
    AssessmentSortField.NEXT_EXPIRY: "ends_on",
    AssessmentSortField.UPDATED_ON: "updated_on",
}


def _listed(
    asked: Asked, by: str, *, down: bool, also: Callable[[Any], list[Any]] = lambda _: []
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
        asked = Asked(filter or AssessmentFilter(), info.context.today, info.context.caller)
        return _listed(asked, SORTED_BY[sorting.field], down=sorting.direction is enums.SortDirection.DESC)

    @sql(description="按目标库合计 / Numbers by the next library, of the same projects")
    def library_assessment_counts(self: Any, info: Info, filter: Filter = None) -> list[AssessmentCount]:
        row: Any = tables.Assessment
        asked = Asked(filter or AssessmentFilter(), info.context.today, info.context.caller)
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
        asked = Asked(filter or AssessmentFilter(), info.context.today, info.context.caller)
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
        asked = Asked(by, info.context.today, info.context.caller)

        def long_ago(row: Any) -> list[Any]:
            if for_days is None:
                return []
            return [row.updated_on <= cast(info.context.today, Date).op("-")(through(for_days, bounded, Integer()))]

        return _listed(asked, "updated_on", down=False, also=long_ago)
