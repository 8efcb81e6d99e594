"""Yearly plans in the API (第三条)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import Select, exists, select
from sqlalchemy.orm import aliased

from services.chassis.graphql import Connection, UserError
from services.chassis.reads import Key, answer, derived, page, sql, table
from services.chassis.reads.finding import found, sought
from services.reserve.domain import rulebook
from services.reserve.domain.plan.deliberation import next_body
from services.reserve.domain.plan.totals import by_category
from services.reserve.domain.terms import Category, ItemBasis, ItemKind, PlanStatus
from services.reserve.graphql import plan_needs as needs
from services.reserve.graphql.arguments import After, First
from services.reserve.graphql.organization import RecordedException, exempted
from services.reserve.graphql.plan_adjusted import PlanAdjusted
from services.reserve.graphql.plan_parts import (
    Consultation,
    PlanCategoryTotal,
    PlanDecisionStep,
    PlanDeliberation,
    PlanGroupTotal,
    PlanOpinion,
    RuleBody,
)
from services.reserve.graphql.project import Project
from services.reserve.graphql.seeking import named_so
from services.reserve.store import tables
from services.reserve.store.procedures import PLAN


@strawberry.type(description="计划项目 / An item of a yearly plan, with its figures as they were when it was listed")
@table(tables.PlanItem)
class PlanItem:
    id: UUID = strawberry.field(description="标识 / Identifier")
    project_id: UUID = strawberry.field(description="项目标识 / Identifier of the project")
    project_name: str = strawberry.field(description="列入时的项目名称 / Name when it was listed")
    kind: ItemKind = strawberry.field(description="新开工、续建或前期 / Kind")
    category: Category = strawberry.field(description="类别 / Category")
    basis: ItemBasis = strawberry.field(description="纳入依据 / Why it is listed")
    assessment: str | None = strawberry.field(
        description="评估意见 / Assessment of a project of major influence (A3.3)"
    )
    total_investment: Decimal = strawberry.field(description="总投资（万元）/ Total investment")
    annual_investment: Decimal = strawberry.field(description="年度投资（万元）/ Investment of the year")
    exception: RecordedException | None = derived(
        "exception_reason",
        "exception_approver",
        description="未入库而纳入的例外 / Exception of a project in no library",
    )(exempted)
    added_at: datetime = strawberry.field(description="列入时间 / When it was listed")

    @sql(description="项目（无权查看时为空）/ The project, null when it is not the caller's to see")
    def project(self: Any) -> Project | None:
        return answer(select(tables.Project).where(tables.Project.id == self.project_id))

    @sql(description="所在计划 / The plan")
    def plan(self: Any) -> Plan | None:
        return answer(_plan(self.plan_id))

    @sql(description="各部门现行意见 / The opinions in force")
    def opinions(self: Any) -> list[PlanOpinion]:
        given, later = tables.Opinion, aliased(tables.Opinion)
        again = later.item_id == given.item_id, later.body == given.body, later.id > given.id  # ids are ordered by time
        in_force = select(given).where(given.item_id == self.id, ~exists(select(later.id).where(*again)))
        return answer(in_force.order_by(given.id))


def _plan(id: Any) -> Select[Any]:
    return select(tables.Plan).where(tables.Plan.id == id)


Kinds = Annotated[list[ItemKind] | None, strawberry.argument(description="性质之一 / Any of these kinds")]
Categories = Annotated[list[Category] | None, strawberry.argument(description="类别之一 / Any of these categories")]
Search = Annotated[
    str | None, strawberry.argument(description="名称或其拼音首字母包含 / Part of the name, or of its pinyin initials")
]


@strawberry.type(description="年度重点项目计划 / The yearly plan of key projects (A3)")
@table(tables.Plan)
class Plan(PlanAdjusted):
    id: UUID = strawberry.field(description="标识 / Identifier")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    division: str = strawberry.field(description="行政区划代码 / Code of the division")
    year: int = strawberry.field(description="年度 / Year")
    status: PlanStatus = strawberry.field(description="状态 / Status")
    drafted_on: date = strawberry.field(
        description="起草日期，其时规则适用至下达 / Day of the draft, whose rules hold until the plan is issued"
    )
    support_areas: str | None = strawberry.field(description="支持领域 / Areas of support (A3.1)")
    selection_standard: str | None = strawberry.field(description="遴选标准 / Standards of selection (A3.1)")
    conditions: str | None = strawberry.field(description="申报条件 / Conditions of application (A3.1)")
    minimum_total_investment: Decimal | None = strawberry.field(
        description="最低总投资（万元）/ Smallest total investment"
    )
    major_decision: bool = strawberry.field(
        description="是否属于重大行政决策 / Whether it is a major administrative decision"
    )
    round: int = strawberry.field(description="审议轮次 / Round of deliberation")
    suggested_on: date | None = strawberry.field(description="建议名单形成日期 / Day of the suggested list")
    document_number: str | None = strawberry.field(description="发文字号 / Document number")
    issued_on: date | None = strawberry.field(description="下达日期 / Day of issue")

    @sql(description="计划项目（按名称拼音）/ Items, by the pinyin of their names")
    def items(
        self: Any,
        kinds: Kinds = None,
        categories: Categories = None,
        search: Search = None,
        first: First = None,
        after: After = None,
    ) -> Connection[PlanItem]:
        item: Any = tables.PlanItem
        query = select(item)
        if search is not None:
            item, named = found(item, sought(tables.PlanItemSearch, search), item.sort_key)
            query = select(item).where(named, named_so(item.project_name, item.initials, search))
        query = query.where(item.plan_id == self.id)
        if kinds is not None:
            query = query.where(item.kind.in_(kinds))
        if categories is not None:
            query = query.where(item.category.in_(categories))
        return page(query, [Key(item.sort_key), Key(item.id)])

    @derived(
        "drafted_on",
        figures=needs.figures,
        description="按类别汇总 / Totals by category; shares are of annual investment, rounded half up",
    )
    def totals(self: Any) -> list[PlanCategoryTotal]:
        sums = by_category(needs.read_figures(self.figures), rulebook.SHARE_PLACES.on(self.drafted_on))
        return [PlanCategoryTotal.of(s) for s in sums]

    @derived(
        groups=needs.by_town,
        description="按镇（街道）汇总，按名称 / Totals by town, by name; null for those without one",
    )
    def totals_by_town(self: Any) -> list[PlanGroupTotal]:
        return PlanGroupTotal.read(self.groups)

    @derived(
        groups=needs.by_level,
        description="按项目现级别汇总，无权查看的项目归入空 / Totals by the level that projects have now, null for projects "
        "that are not the caller's to see (A2, A22)",
    )
    def totals_by_level(self: Any) -> list[PlanGroupTotal]:
        return PlanGroupTotal.read(self.groups)

    @derived(sums=needs.sums, description="合计 / The plan in all")
    def total(self: Any) -> PlanCategoryTotal:
        return PlanCategoryTotal.of(needs.read_sums(self.sums))

    @derived(
        "drafted_on",
        opinions=needs.opinions_on(PLAN),
        description="会商会审进展 / How far the joint consultation is (A3.4)",
    )
    def consultation(self: Any) -> list[Consultation]:
        return Consultation.read(self.drafted_on, *needs.read_opinions(self.opinions))

    @sql(description="审议记录 / Deliberations")
    def deliberations(self: Any) -> list[PlanDeliberation]:
        held = tables.Deliberation
        return answer(select(held).where(held.plan_id == self.id).order_by(held.id))

    @derived(
        *needs.TURN,
        "status",
        meetings=needs.meetings_on(PLAN),
        description="下一个审议机构 / Whose turn it is to deliberate",
    )
    def next_deliberation(self: Any) -> RuleBody | None:
        body = next_body(needs.deliberated(self)) if self.status is PlanStatus.SUGGESTED else None
        return RuleBody.of(body) if body else None

    @sql(description="重大行政决策程序 / Steps of a major administrative decision that were done")
    def decision_steps(self: Any) -> list[PlanDecisionStep]:
        step = tables.DecisionStep
        return answer(select(step).where(step.plan_id == self.id).order_by(step.recorded_at, step.step))


@strawberry.type(description="计划命令的结果 / Result of a command on a plan")
class PlanPayload:
    plan: Plan | None = strawberry.field(description="变更后的计划 / The plan as it is now")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


@strawberry.type
class PlanQueries:
    @sql(description="年度计划，新的在前 / Yearly plans, the newest first")
    def plans(
        self: Any,
        year: Annotated[int | None, strawberry.argument(description="年度 / Year")] = None,
        statuses: Annotated[list[PlanStatus] | None, strawberry.argument(description="状态之一 / Any of these")] = None,
        first: First = None,
        after: After = None,
    ) -> Connection[Plan]:
        plan = tables.Plan
        query = select(plan) if year is None else select(plan).where(plan.year == year)
        query = query if statuses is None else query.where(plan.status.in_(statuses))
        return page(query, [Key(plan.year, descending=True), Key(plan.id, descending=True)])

    @sql(description="一个年度计划 / One yearly plan")
    def plan(self: Any, id: Annotated[UUID, strawberry.argument(description="标识 / Identifier")]) -> Plan | None:
        return answer(_plan(id))
