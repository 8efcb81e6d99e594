"""Editions 版次 of issued plans in the API, and what was converted between two of them (第三条、第十一条)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import JSON, Text, cast, func, select

from services.chassis.digest import sm3
from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, answer, derived, page, sql, table
from services.chassis.visibility import visible_select
from services.reserve.domain import rulebook
from services.reserve.domain.plan.totals import by_category
from services.reserve.domain.terms import Category, ItemBasis, ItemKind
from services.reserve.graphql.arguments import After, First
from services.reserve.graphql.plan_needs import read_figures, read_sums
from services.reserve.graphql.plan_parts import PlanCategoryTotal
from services.reserve.graphql.project import Project
from services.reserve.store import tables

Kinds = Annotated[list[ItemKind] | None, strawberry.argument(description="性质之一 / Any of these kinds")]
Categories = Annotated[list[Category] | None, strawberry.argument(description="类别之一 / Any of these categories")]


@strawberry.type(description="一个版次中的计划项目 / An item as an edition has it")
@table(tables.PlanEditionItem)
class PlanEditionItem:
    id: UUID = strawberry.field(description="标识 / Identifier")
    project_id: UUID = strawberry.field(description="项目标识 / Identifier of the project")
    project_name: str = strawberry.field(description="项目名称 / Name")
    kind: ItemKind = strawberry.field(description="新开工、续建或前期 / Kind")
    category: Category = strawberry.field(description="类别 / Category")
    basis: ItemBasis = strawberry.field(description="纳入依据 / Why it is listed")
    total_investment: Decimal = strawberry.field(description="总投资（万元）/ Total investment")
    annual_investment: Decimal = strawberry.field(description="年度投资（万元）/ Investment of the year")

    @sql(description="项目现状（无权查看时为空）/ The project now, null when it is not the caller's to see")
    def project(self: Any) -> Project | None:
        return answer(select(tables.Project).where(tables.Project.id == self.project_id))


@strawberry.type(description="版次全文 / The whole edition, word for word, of which the digest is")
@table(tables.PlanEditionText)
class PlanEditionContent:
    text: str = strawberry.field(
        description="规范化JSON：项目、汇总、各部门意见、审议、调整和实时转 / Canonical JSON with all that was decided on"
    )
    digest: str = strawberry.field(description="SM3摘要 / SM3 digest (GB/T 32905)")

    @derived("text", "digest", description="全文与摘要相符 / Whether the text still has its digest")
    def intact(self: Any) -> bool:
        return sm3(str(self.text).encode()) == str(self.digest)


@strawberry.type(
    description="实时转：前期项目转为建设项目 / A preliminary project that became a construction project (A11)"
)
@table(tables.PlanConversion)
class PlanConversion:
    id: UUID = strawberry.field(description="标识 / Identifier")
    edition: int = strawberry.field(
        description="其时版次，本记录为其附件 / Edition in force, to which this is an annex"
    )
    project_id: UUID = strawberry.field(description="项目标识 / Identifier of the project")
    project_name: str = strawberry.field(description="项目名称 / Name")
    from_kind: ItemKind = strawberry.field(description="原性质 / Kind before")
    kind: ItemKind = strawberry.field(description="现性质 / Kind after")
    annual_investment_before: Decimal = strawberry.field(
        description="原年度投资（万元）/ Investment of the year before"
    )
    annual_investment: Decimal = strawberry.field(description="现年度投资（万元）/ Investment of the year after")
    note: str | None = strawberry.field(description="说明 / Note")
    converted_on: date = strawberry.field(description="转化日期 / Day")
    converted_by: str = strawberry.field(description="办理人 / By whom")


def _figures(edition: Any, info: Info) -> Any:
    item = tables.PlanEditionItem
    amounts = cast(item.total_investment, Text), cast(item.annual_investment, Text)
    each = func.json_agg(func.json_build_array(item.category, *amounts), type_=JSON())
    its = visible_select(item, info.context.caller).where(item.edition_id == edition.id)
    return its.with_only_columns(each).scalar_subquery()


def _sums(edition: Any, info: Info) -> Any:
    item = tables.PlanEditionItem
    added = (cast(func.coalesce(func.sum(c), 0), Text) for c in (item.total_investment, item.annual_investment))
    its = visible_select(item, info.context.caller).where(item.edition_id == edition.id)
    return its.with_only_columns(func.json_build_array(func.count(item.id), *added, type_=JSON())).scalar_subquery()


@strawberry.type(description="计划版次 / What was issued under one document number; it stays as it is for ever")
@table(tables.PlanEdition)
class PlanEdition:
    id: UUID = strawberry.field(description="标识 / Identifier")
    plan_id: UUID = strawberry.field(description="计划标识 / Identifier of the plan")
    year: int = strawberry.field(description="年度 / Year")
    number: int = strawberry.field(description="版次：1为下达，其后为历次调整 / 1 is the issue, then the adjustments")
    document_number: str = strawberry.field(description="发文字号 / Document number")
    issued_on: date = strawberry.field(description="下达日期 / Day of issue")
    digest: str = strawberry.field(description="全文的SM3摘要 / SM3 digest of the whole edition")
    adjustment_id: UUID | None = strawberry.field(description="所据调整，首版为空 / The adjustment that made it")
    recorded_at: datetime = strawberry.field(description="记录时间 / When it was recorded")
    recorded_by: str = strawberry.field(description="记录人 / Who recorded it")

    @sql(description="项目（按名称拼音）/ Items, by the pinyin of their names")
    def items(
        self: Any, kinds: Kinds = None, categories: Categories = None, first: First = None, after: After = None
    ) -> Connection[PlanEditionItem]:
        item = tables.PlanEditionItem
        query = select(item).where(item.edition_id == self.id)
        query = query if kinds is None else query.where(item.kind.in_(kinds))
        query = query if categories is None else query.where(item.category.in_(categories))
        return page(query, [Key(item.sort_key), Key(item.id)])

    @derived("drafted_on", figures=_figures, description="按类别汇总 / Totals by category")
    def totals(self: Any) -> list[PlanCategoryTotal]:
        sums = by_category(read_figures(self.figures), rulebook.SHARE_PLACES.on(self.drafted_on))
        return [PlanCategoryTotal.of(s) for s in sums]

    @derived(sums=_sums, description="合计 / The edition in all")
    def total(self: Any) -> PlanCategoryTotal:
        return PlanCategoryTotal.of(read_sums(self.sums))

    @sql(description="附件：该版次之后的实时转 / The annex: conversions while it was in force")
    def conversions(self: Any) -> list[PlanConversion]:
        made = tables.PlanConversion
        of = made.plan_id == self.plan_id, made.edition == self.number
        return answer(select(made).where(*of).order_by(made.id))

    @sql(description="全文（仅主管部门可见）/ The whole edition, for authorities")
    def content(self: Any) -> PlanEditionContent | None:
        text = tables.PlanEditionText
        return answer(select(text).where(text.edition_id == self.id))


@strawberry.type
class PlanEditionQueries:
    @sql(description="计划的一个版次 / One edition of a plan")
    def plan_edition(
        self: Any,
        plan_id: Annotated[UUID, strawberry.argument(description="计划 / Plan")],
        number: Annotated[int, strawberry.argument(description="版次 / Number of the edition")],
    ) -> PlanEdition | None:
        edition = tables.PlanEdition
        return answer(select(edition).where(edition.plan_id == plan_id, edition.number == number))
