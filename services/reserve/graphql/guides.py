"""Yearly guides in the API (第三条（一）)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import select

from services.chassis.graphql import Connection, Info, UserError
from services.chassis.reads import Key, answer, derived, page, sql, table
from services.reserve.domain.applications.rulebook import GUIDE_ELEMENTS
from services.reserve.domain.applications.terms import GuideStatus
from services.reserve.domain.terms import Category, Library
from services.reserve.graphql import application_terms
from services.reserve.graphql.arguments import After, First
from services.reserve.store import tables

__all__ = ["application_terms"]  # the enums, declared before the types that use them


@strawberry.type(
    description="年度申报指南的一个版本；发布后冻结，更正另发新版本，一年一个现行版本 / "
    "A version of the yearly guide; frozen once published, corrected by a new version, one in force a year (A3.1)"
)
@table(tables.Guide)
class Guide:
    id: UUID = strawberry.field(description="标识 / Identifier")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    division: str = strawberry.field(description="行政区划代码 / Code of the division")
    year: int = strawberry.field(description="年度 / Year")
    number: int = strawberry.field(description="该年度第几版 / Which version of the year's guide it is")
    status: GuideStatus = strawberry.field(description="状态 / Status")
    support_areas: list[str] = strawberry.field(description="支持领域 / Areas of support")
    selection_standards: list[str] = strawberry.field(description="遴选标准 / Standards of selection")
    conditions: list[str] = strawberry.field(description="申报条件（文字）/ Conditions in words")
    minimum_total_investment: Decimal | None = strawberry.field(
        description="最低总投资（万元，含本数）/ Smallest total investment, which suffices"
    )
    categories: list[Category] = strawberry.field(
        description="支持的项目类别，空为不限 / Categories that are supported; empty for all"
    )
    required_elements: list[str] = strawberry.field(
        description="须登记的项目要素代码 / Codes of the elements that a project has to state"
    )
    libraries: list[Library] = strawberry.field(
        description="项目须在其一的库，空为不限 / Libraries, one of which the project is in; empty for any or none"
    )
    opens_on: date | None = strawberry.field(description="申报开始日（含）/ First day of applications")
    closes_on: date | None = strawberry.field(description="申报截止日（含）/ Last day of applications")
    correction_reason: str | None = strawberry.field(description="更正理由 / Why it corrects an earlier version")
    published_on: date | None = strawberry.field(description="发布日期 / Day of publication")
    published_by: str | None = strawberry.field(description="发布人 / Who published it")
    digest: str | None = strawberry.field(description="发布内容的 SM3 摘要 / SM3 digest of what was published")
    withdrawn_on: date | None = strawberry.field(description="撤销日期 / Day of withdrawal")
    withdrawn_by: str | None = strawberry.field(description="撤销人 / Who withdrew it")
    withdrawn_reason: str | None = strawberry.field(description="撤销理由 / Why it was withdrawn")
    drafted_at: datetime = strawberry.field(description="起草时间 / When it was drafted")
    drafted_by: str = strawberry.field(description="起草人 / Who drafted it")

    @derived("required_elements", description="须登记的项目要素 / Names of the elements that a project has to state")
    def required_element_names(self: Any, info: Info) -> list[str]:
        names = dict(GUIDE_ELEMENTS.on(info.context.today))
        return [names.get(code, code) for code in self.required_elements]

    @derived("status", "opens_on", "closes_on", description="今天能否申报 / Whether applications are taken today")
    def open(self: Any, info: Info) -> bool:
        within = self.opens_on is not None and self.opens_on <= info.context.today <= (self.closes_on or self.opens_on)
        return within and self.status == GuideStatus.PUBLISHED


@strawberry.type(description="申报指南命令的结果 / Result of a command on a guide")
class GuidePayload:
    guide: Guide | None = strawberry.field(description="变更后的指南 / The guide as it is now")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


@strawberry.type
class GuideQueries:
    @sql(description="申报指南各版本，新的在前 / Versions of yearly guides, the newest first (A3.1)")
    def guides(
        self: Any,
        year: Annotated[int | None, strawberry.argument(description="年度 / Year")] = None,
        statuses: Annotated[
            list[GuideStatus] | None, strawberry.argument(description="状态之一 / Any of these")
        ] = None,
        first: First = None,
        after: After = None,
    ) -> Connection[Guide]:
        guide = tables.Guide
        query = select(guide) if year is None else select(guide).where(guide.year == year)
        query = query if statuses is None else query.where(guide.status.in_(statuses))
        return page(query, [Key(c, descending=True) for c in (guide.year, guide.number, guide.id)])

    @sql(description="一个版本的申报指南 / One version of a guide")
    def guide(self: Any, id: Annotated[UUID, strawberry.argument(description="标识 / Identifier")]) -> Guide | None:
        return answer(select(tables.Guide).where(tables.Guide.id == id))
