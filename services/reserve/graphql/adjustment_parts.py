"""The parts of an adjustment in the API: its effect, conditions, opinions, meetings and steps (第十一条)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Self

import strawberry

from services.chassis.reads import table
from services.reserve.domain.adjustment.effect import Amounts, Effect
from services.reserve.domain.adjustment.state import AdjustmentStatus, ChangeKind
from services.reserve.domain.terms import Category
from services.reserve.graphql.plan_procedure import MeetingHeld, OpinionGiven, StepDone, named_by
from services.reserve.store import tables

strawberry.enum(AdjustmentStatus, description="计划调整的状态 / Status of an adjustment (A11)")
strawberry.enum(
    ChangeKind, name="AdjustmentChangeKind", description="调入、调出或调整投资 / What is done to a project (A11)"
)


@strawberry.type(description="项目数与投资（万元）/ A number of projects and their investments (10,000 CNY)")
class AdjustmentAmounts:
    projects: int = strawberry.field(description="项目数 / Number of projects")
    total_investment: Decimal = strawberry.field(description="总投资 / Total investment")
    annual_investment: Decimal = strawberry.field(description="年度投资 / Investment of the year")

    @classmethod
    def of(cls, amounts: Amounts) -> Self:
        return cls(
            projects=amounts.projects,
            total_investment=amounts.total_investment,
            annual_investment=amounts.annual_investment,
        )


@strawberry.type(
    description="影响测算：调整前−调出＋调入＋投资增减＝调整后 / Effect: before − removed + added + revalued = after"
)
class AdjustmentEffect:
    category: Category | None = strawberry.field(description="类别，合计为空 / Category, null for the whole")
    before: AdjustmentAmounts = strawberry.field(
        description="调整前（现行版次及其附件）/ The edition in force with its annex"
    )
    removed: AdjustmentAmounts = strawberry.field(description="调出 / Taken out")
    added: AdjustmentAmounts = strawberry.field(description="调入 / Taken in")
    revalued: AdjustmentAmounts = strawberry.field(description="投资增减 / Difference of those with other figures")
    revalued_projects: int = strawberry.field(description="调整投资的项目数 / How many have other figures")
    after: AdjustmentAmounts = strawberry.field(description="调整后 / After the adjustment")

    @classmethod
    def of(cls, line: Effect) -> Self:
        return cls(
            category=line.category,
            before=AdjustmentAmounts.of(line.before),
            removed=AdjustmentAmounts.of(line.removed),
            added=AdjustmentAmounts.of(line.added),
            revalued=AdjustmentAmounts.of(line.revalued),
            revalued_projects=line.revalued_projects,
            after=AdjustmentAmounts.of(line.after),
        )


@strawberry.type(description="调入的一项条件及其判定 / One condition of an addition with its verdict")
class AdjustmentCondition:
    code: str = strawberry.field(description="条件代码 / Code of the condition")
    name: str = strawberry.field(description="条件 / The condition in words")
    article: str = strawberry.field(description="依据条款 / The clause that asks for it")
    met: bool = strawberry.field(description="是否满足 / Whether it is met")
    missing: list[str] = strawberry.field(description="不满足的说明 / What is missing")

    @classmethod
    def read(cls, written: Mapping[str, Any]) -> Self:
        return cls(**written, met=not written["missing"])


@strawberry.type(description="对一项调整的会商会审意见 / An opinion on a change")
@table(tables.AdjustmentOpinion)
class AdjustmentOpinion(OpinionGiven):
    pass


@strawberry.type(description="对调整的审议记录 / What a meeting decided on the changes")
@table(tables.AdjustmentDeliberation)
class AdjustmentDeliberation(MeetingHeld):
    body_name: str = named_by(tables.Adjustment, "adjustment_id")


@strawberry.type(description="调整已履行的重大行政决策程序 / A step of a major administrative decision that was done")
@table(tables.AdjustmentStep)
class AdjustmentDecisionStep(StepDone):
    pass
