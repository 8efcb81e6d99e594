"""Yearly plans in the API (第三条)."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Self
from uuid import UUID

import strawberry

from services.chassis.graphql import Connection, Info, Key, UserError, paged
from services.chassis.visibility import visible_select
from services.reserve.domain import rulebook
from services.reserve.domain.plan.deliberation import next_body
from services.reserve.domain.plan.totals import CategoryTotal, Figures, by_category
from services.reserve.domain.terms import (
    Category,
    ItemBasis,
    ItemKind,
    PlanStatus,
)
from services.reserve.graphql.lists import containing
from services.reserve.graphql.organization import RecordedException
from services.reserve.graphql.plan_parts import (
    Consultation,
    PlanCategoryTotal,
    PlanDecisionStep,
    PlanDeliberation,
    PlanOpinion,
    RuleBody,
    consultation_of,
)
from services.reserve.graphql.project import Project
from services.reserve.store import plans, tables


@strawberry.type(description="计划项目 / An item of a yearly plan, with its figures as they were when it was listed")
class PlanItem:
    row: strawberry.Private[tables.PlanItem]
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
    exception: RecordedException | None = strawberry.field(
        description="未入库而纳入的例外 / Exception of a project in no library"
    )
    added_at: datetime = strawberry.field(description="列入时间 / When it was listed")

    @classmethod
    def of(cls, row: tables.PlanItem) -> Self:
        return cls(
            row=row,
            id=row.id,
            project_id=row.project_id,
            project_name=row.project_name,
            kind=row.kind,
            category=row.category,
            basis=row.basis,
            assessment=row.assessment,
            total_investment=row.total_investment,
            annual_investment=row.annual_investment,
            exception=RecordedException.of(row.exception_reason, row.exception_approver),
            added_at=row.added_at,
        )

    @strawberry.field(description="项目（无权查看时为空）/ The project, null when it is not the caller's to see")
    async def project(self, info: Info) -> Project | None:
        return await Project.load(info, self.project_id)

    @strawberry.field(description="所在计划 / The plan")
    async def plan(self, info: Info) -> Annotated["Plan", strawberry.lazy("services.reserve.graphql.plan")] | None:
        return await Plan.load(info, self.row.plan_id)

    @strawberry.field(description="各部门现行意见 / The opinions in force")
    async def opinions(self, info: Info) -> list[PlanOpinion]:
        rows = await info.context.load_many(tables.Opinion.item_id, self.id, tables.Opinion.id)
        latest = {r.body: r for r in rows}
        return [PlanOpinion.of(r) for r in latest.values()]


@strawberry.type(description="年度重点项目计划 / The yearly plan of key projects (A3)")
class Plan:
    row: strawberry.Private[tables.Plan]
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

    @classmethod
    def of(cls, row: tables.Plan) -> Self:
        return cls(
            row=row,
            id=row.id,
            version=row.version,
            division=row.division,
            year=row.year,
            status=row.status,
            drafted_on=row.drafted_on,
            support_areas=row.support_areas,
            selection_standard=row.selection_standard,
            conditions=row.conditions,
            minimum_total_investment=row.minimum_total_investment,
            major_decision=row.major_decision,
            round=row.round,
            suggested_on=row.suggested_on,
            document_number=row.document_number,
            issued_on=row.issued_on,
        )

    @classmethod
    async def load(cls, info: Info, id: UUID | None) -> Self | None:
        row = await info.context.load(tables.Plan.id, id) if id else None
        return cls.of(row) if row else None

    @strawberry.field(description="计划项目（按名称拼音）/ Items, by the pinyin of their names")
    async def items(
        self,
        info: Info,
        kinds: Annotated[
            list[ItemKind] | None, strawberry.argument(description="性质之一 / Any of these kinds")
        ] = None,
        categories: Annotated[
            list[Category] | None, strawberry.argument(description="类别之一 / Any of these categories")
        ] = None,
        search: Annotated[str | None, strawberry.argument(description="名称包含 / Part of the name")] = None,
        first: Annotated[int | None, strawberry.argument(description="前若干项 / Page size")] = None,
        after: Annotated[str | None, strawberry.argument(description="在此游标之后 / After this cursor")] = None,
    ) -> Connection[PlanItem]:
        table = tables.PlanItem
        query = visible_select(table, info.context.caller).where(table.plan_id == self.id)
        if kinds is not None:
            query = query.where(table.kind.in_(kinds))
        if categories is not None:
            query = query.where(table.category.in_(categories))
        if search and search.strip():
            query = query.where(containing(table.project_name, search))
        return await paged(info, query, [Key(table.sort_key), Key(table.id)], PlanItem.of, first=first, after=after)

    @strawberry.field(description="按类别汇总 / Totals by category; shares are of annual investment, rounded half up")
    async def totals(self, info: Info) -> list[PlanCategoryTotal]:
        sums = by_category(await self._figures(info), rulebook.SHARE_PLACES.on(self.drafted_on))
        return [PlanCategoryTotal.of(s) for s in sums]

    @strawberry.field(description="合计 / The plan in all")
    async def total(self, info: Info) -> PlanCategoryTotal:
        figures = await self._figures(info)
        whole = sum((f.annual_investment for f in figures), Decimal(0))
        total = sum((f.total_investment for f in figures), Decimal(0))
        return PlanCategoryTotal.of(CategoryTotal(None, len(figures), total, whole, None))

    @strawberry.field(description="会商会审进展 / How far the joint consultation is (A3.4)")
    async def consultation(self, info: Info) -> list[Consultation]:
        async with info.context.reading() as session:
            state = await plans.state_of(session, self.row)
        return consultation_of(state)

    @strawberry.field(description="审议记录 / Deliberations")
    async def deliberations(self, info: Info) -> list[PlanDeliberation]:
        rows = await info.context.load_many(tables.Deliberation.plan_id, self.id, tables.Deliberation.id)
        return [PlanDeliberation.of(r, self.drafted_on) for r in rows]

    @strawberry.field(description="下一个审议机构 / Whose turn it is to deliberate")
    async def next_deliberation(self, info: Info) -> RuleBody | None:
        if self.status is not PlanStatus.SUGGESTED:
            return None
        async with info.context.reading() as session:
            body = next_body(await plans.state_of(session, self.row))
        return RuleBody.of(body) if body else None

    @strawberry.field(description="重大行政决策程序 / Steps of a major administrative decision that were done")
    async def decision_steps(self, info: Info) -> list[PlanDecisionStep]:
        table = tables.DecisionStep
        return [PlanDecisionStep.of(r) for r in await info.context.load_many(table.plan_id, self.id, table.recorded_at)]

    async def _figures(self, info: Info) -> list[Figures]:
        table = tables.PlanItem
        query = visible_select(table, info.context.caller).where(table.plan_id == self.id)
        async with info.context.reading() as session:
            rows = await session.scalars(query)
            return [Figures(r.category, r.total_investment, r.annual_investment) for r in rows.all()]


@strawberry.type(description="计划命令的结果 / Result of a command on a plan")
class PlanPayload:
    plan: Plan | None = strawberry.field(description="变更后的计划 / The plan as it is now")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


@strawberry.type
class PlanQueries:
    @strawberry.field(description="年度计划，新的在前 / Yearly plans, the newest first")
    async def plans(
        self,
        info: Info,
        year: Annotated[int | None, strawberry.argument(description="年度 / Year")] = None,
        statuses: Annotated[list[PlanStatus] | None, strawberry.argument(description="状态之一 / Any of these")] = None,
        first: Annotated[int | None, strawberry.argument(description="前若干项 / Page size")] = None,
        after: Annotated[str | None, strawberry.argument(description="在此游标之后 / After this cursor")] = None,
    ) -> Connection[Plan]:
        table = tables.Plan
        query = visible_select(table, info.context.caller)
        if year is not None:
            query = query.where(table.year == year)
        if statuses is not None:
            query = query.where(table.status.in_(statuses))
        keys = [Key(table.year, descending=True), Key(table.id, descending=True)]
        return await paged(info, query, keys, Plan.of, first=first, after=after)

    @strawberry.field(description="一个年度计划 / One yearly plan")
    async def plan(
        self, info: Info, id: Annotated[UUID, strawberry.argument(description="标识 / Identifier")]
    ) -> Plan | None:
        return await Plan.load(info, id)
