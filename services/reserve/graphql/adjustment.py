"""Adjustments of issued plans in the API (第十一条)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from services.chassis.graphql import Connection, UserError
from services.chassis.reads import Key, answer, derived, page, sql, table
from services.reserve.domain.adjustment.effect import effect
from services.reserve.domain.adjustment.state import AdjustmentStatus, ChangeKind
from services.reserve.domain.adjustment.written import read_effect
from services.reserve.domain.plan.deliberation import next_body
from services.reserve.domain.terms import Category, ItemBasis, ItemKind
from services.reserve.graphql import adjustment_needs as needs
from services.reserve.graphql.adjustment_parts import (
    AdjustmentCondition,
    AdjustmentDecisionStep,
    AdjustmentDeliberation,
    AdjustmentEffect,
    AdjustmentOpinion,
)
from services.reserve.graphql.arguments import After, First
from services.reserve.graphql.organization import RecordedException, exempted
from services.reserve.graphql.plan_needs import TURN, deliberated, meetings_on, opinions_on, read_opinions
from services.reserve.graphql.plan_parts import Consultation, RuleBody
from services.reserve.graphql.project import Project
from services.reserve.store import tables
from services.reserve.store.procedures import ADJUSTMENT

Changes = Annotated[list[ChangeKind] | None, strawberry.argument(description="事项之一 / Any of these")]
Statuses = Annotated[list[AdjustmentStatus] | None, strawberry.argument(description="状态之一 / Any of these")]


@strawberry.type(description="调整事项：调入、调出或调整投资 / One project's change")
@table(tables.AdjustmentChange)
class AdjustmentChange:
    id: UUID = strawberry.field(description="标识 / Identifier")
    project_id: UUID = strawberry.field(description="项目标识 / Identifier of the project")
    project_name: str = strawberry.field(description="项目名称 / Name")
    change: ChangeKind = strawberry.field(description="事项 / What is done")
    kind: ItemKind = strawberry.field(description="新开工、续建或前期 / Kind")
    category: Category = strawberry.field(description="类别 / Category")
    basis: ItemBasis = strawberry.field(description="纳入依据 / Why it is listed")
    assessment: str | None = strawberry.field(description="评估意见 / Assessment of a project of major influence")
    total_investment: Decimal = strawberry.field(description="总投资（万元）/ Total investment, as it would be")
    annual_investment: Decimal = strawberry.field(
        description="年度投资（万元）/ Investment of the year, as it would be"
    )
    total_before: Decimal | None = strawberry.field(description="拟定时计划内总投资 / Total in the plan until now")
    annual_before: Decimal | None = strawberry.field(
        description="拟定时计划内年度投资 / Investment of the year in the plan until now"
    )
    reason: str | None = strawberry.field(description="理由 / Why")
    exception: RecordedException | None = derived(
        "exception_reason",
        "exception_approver",
        description="未入库而纳入的例外 / Exception of a project in no library",
    )(exempted)
    drafted_at: datetime = strawberry.field(description="拟定时间 / When it was drafted")
    drafted_by: str = strawberry.field(description="拟定人 / Who drafted it")

    @sql(description="项目（无权查看时为空）/ The project, null when it is not the caller's to see")
    def project(self: Any) -> Project | None:
        return answer(select(tables.Project).where(tables.Project.id == self.project_id))

    @sql(description="各部门现行意见 / The opinions in force")
    def opinions(self: Any) -> list[AdjustmentOpinion]:
        given, later = tables.AdjustmentOpinion, aliased(tables.AdjustmentOpinion)
        again = later.change_id == given.change_id, later.body == given.body, later.id > given.id  # by time
        in_force = select(given).where(given.change_id == self.id, ~exists(select(later.id).where(*again)))
        return answer(in_force.order_by(given.id))

    @derived(
        "change",
        *needs.PROPOSED,
        "conditions",
        standing=needs.standing,
        description="调入条件逐项判定；下达或取消后为其时判定 / Conditions of an addition, as judged when it was decided",
    )
    def conditions(self: Any) -> list[AdjustmentCondition]:
        if self.change is not ChangeKind.ADD:
            return []
        judged = needs.read_conditions(self) if self.conditions is None else self.conditions
        return [AdjustmentCondition.read(c) for c in judged]


@strawberry.type(description="年中调整 / An adjustment of an issued plan (A11)")
@table(tables.Adjustment)
class Adjustment:
    id: UUID = strawberry.field(description="标识 / Identifier")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    division: str = strawberry.field(description="行政区划代码 / Code of the division")
    plan_id: UUID = strawberry.field(description="计划标识 / Identifier of the plan")
    year: int = strawberry.field(description="年度 / Year")
    edition: int = strawberry.field(description="所调整的版次 / Edition that was in force when it was drafted")
    status: AdjustmentStatus = strawberry.field(description="状态 / Status")
    drafted_on: date = strawberry.field(
        description="起草日期，其时规则适用至下达 / Day of the draft, whose rules hold until it is issued"
    )
    drafted_by: str = strawberry.field(description="起草人 / Who drafted it")
    major_decision: bool = strawberry.field(
        description="是否属于重大行政决策 / Whether it is a major administrative decision"
    )
    exception: RecordedException | None = derived(
        "exception_reason",
        "exception_approver",
        description="非年中或再次调整的例外 / Exception for another season or another time",
    )(exempted)
    round: int = strawberry.field(description="审议轮次 / Round of deliberation")
    suggested_on: date | None = strawberry.field(description="建议名单形成日期 / Day of the suggested list")
    document_number: str | None = strawberry.field(description="发文字号 / Document number")
    issued_on: date | None = strawberry.field(description="下达日期 / Day of issue")
    cancelled_reason: str | None = strawberry.field(description="取消理由 / Why it was cancelled")

    @derived(brought=needs.plan_version, description="计划的版本，用于 expectedPlanVersion / Version of the plan")
    def plan_version(self: Any) -> int | None:
        return None if self.brought is None else int(self.brought)

    @sql(description="调整事项（按名称拼音）/ Changes, by the pinyin of their names")
    def changes(
        self: Any, changes: Changes = None, first: First = None, after: After = None
    ) -> Connection[AdjustmentChange]:
        change = tables.AdjustmentChange
        query = select(change).where(change.adjustment_id == self.id)
        query = query if changes is None else query.where(change.change.in_(changes))
        return page(query, [Key(change.sort_key), Key(change.id)])

    @derived(
        "effect",
        base=needs.base,
        moves=needs.moves,
        description="影响测算，按类别，最后为合计；下达或取消后为其时测算 / Effect by category and in all (last)",
    )
    def effect(self: Any) -> list[AdjustmentEffect]:
        if self.effect is not None:
            return [AdjustmentEffect.of(read_effect(line)) for line in self.effect]
        lines = effect(needs.read_base(self.base), needs.read_moves(self.moves))
        return [AdjustmentEffect.of(line) for line in lines]

    @derived(
        "drafted_on", opinions=opinions_on(ADJUSTMENT), description="会商会审进展 / How far the joint consultation is"
    )
    def consultation(self: Any) -> list[Consultation]:
        return Consultation.read(self.drafted_on, *read_opinions(self.opinions))

    @sql(description="审议记录 / Deliberations")
    def deliberations(self: Any) -> list[AdjustmentDeliberation]:
        held = tables.AdjustmentDeliberation
        return answer(select(held).where(held.adjustment_id == self.id).order_by(held.id))

    @derived(*TURN, "status", meetings=meetings_on(ADJUSTMENT), description="下一个审议机构 / Whose turn it is")
    def next_deliberation(self: Any) -> RuleBody | None:
        body = next_body(deliberated(self)) if self.status is AdjustmentStatus.SUGGESTED else None
        return RuleBody.of(body) if body else None

    @sql(description="重大行政决策程序 / Steps of a major administrative decision that were done")
    def decision_steps(self: Any) -> list[AdjustmentDecisionStep]:
        step = tables.AdjustmentStep
        return answer(select(step).where(step.adjustment_id == self.id).order_by(step.recorded_at, step.step))


@strawberry.type(description="调整命令的结果 / Result of a command on an adjustment")
class AdjustmentPayload:
    adjustment: Adjustment | None = strawberry.field(description="变更后的调整 / The adjustment as it is now")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


@strawberry.type
class AdjustmentQueries:
    @sql(description="一次计划调整 / One adjustment")
    def adjustment(
        self: Any, id: Annotated[UUID, strawberry.argument(description="标识 / Identifier")]
    ) -> Adjustment | None:
        return answer(select(tables.Adjustment).where(tables.Adjustment.id == id))

    @sql(description="一个计划的历次调整，新的在前 / Adjustments of a plan, the newest first")
    def adjustments(
        self: Any,
        plan_id: Annotated[UUID, strawberry.argument(description="计划 / Plan")],
        statuses: Statuses = None,
        first: First = None,
        after: After = None,
    ) -> Connection[Adjustment]:
        adjustment = tables.Adjustment
        query = select(adjustment).where(adjustment.plan_id == plan_id)
        query = query if statuses is None else query.where(adjustment.status.in_(statuses))
        return page(query, [Key(adjustment.id, descending=True)])
