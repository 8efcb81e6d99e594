"""The parts of a plan in the API: totals, opinions, meetings, steps."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Self
from uuid import UUID

import strawberry

from services.chassis.graphql import Info
from services.chassis.reads import derived, table
from services.chassis.visibility import visible_select
from services.law.parties import Role
from services.reserve.domain import rulebook
from services.reserve.domain.plan.totals import CategoryTotal
from services.reserve.domain.rulebook import Body
from services.reserve.domain.terms import Category, DeliberationOutcome, OpinionOutcome
from services.reserve.store import tables


@strawberry.type(description="规则中的机构或程序 / A body or step of the rulebook")
class RuleBody:
    code: str = strawberry.field(description="代码 / Code")
    name: str = strawberry.field(description="名称 / Name")
    role: Role | None = strawberry.field(description="代表其发表意见的身份 / Role that speaks for it")

    @classmethod
    def of(cls, body: Body) -> Self:
        return cls(code=body.code, name=body.name, role=body.role)


@strawberry.type(description="一类项目的汇总（万元）/ Totals of one category (10,000 CNY)")
class PlanCategoryTotal:
    category: Category | None = strawberry.field(description="类别，合计为空 / Category, null for the whole")
    projects: int = strawberry.field(description="项目数 / Number of items")
    total_investment: Decimal = strawberry.field(description="总投资 / Total investment")
    annual_investment: Decimal = strawberry.field(description="年度投资 / Investment of the year")
    annual_share: Decimal | None = strawberry.field(
        description="年度投资占比（%，四舍五入）/ Share of the year's investment in percent"
    )

    @classmethod
    def of(cls, sums: CategoryTotal) -> Self:
        return cls(
            category=sums.category,
            projects=sums.projects,
            total_investment=sums.total_investment,
            annual_investment=sums.annual_investment,
            annual_share=sums.annual_share,
        )


def _opinion_body(self: Any) -> str:
    names = {b.code: b.name for b in rulebook.OPINION_BODIES.on(self.given_on)}
    return names.get(self.body, str(self.body))


@strawberry.type(description="会商会审意见 / An opinion of the joint consultation")
@table(tables.Opinion)
class PlanOpinion:
    body: str = strawberry.field(description="部门代码 / Code of the body")
    body_name: str = derived("body", "given_on", description="部门 / Name of the body")(_opinion_body)
    outcome: OpinionOutcome = strawberry.field(description="意见 / Outcome")
    text: str = strawberry.field(description="具体意见 / In words")
    given_on: date = strawberry.field(description="日期 / Day")
    given_by: str = strawberry.field(description="提出人 / Who gave it")


@strawberry.type(description="一个部门的会商会审进展 / How far one body is")
class Consultation:
    body: RuleBody = strawberry.field(description="部门 / Body")
    given: int = strawberry.field(description="已提意见的项目数 / Items with an opinion")
    missing: int = strawberry.field(description="未提意见的项目数 / Items without")
    opposed: int = strawberry.field(description="不同意的项目数 / Items opposed")


def _drafted_on(deliberation: Any, info: Info) -> Any:
    plan = tables.Plan
    its = visible_select(plan, info.context.caller).where(plan.id == deliberation.plan_id)
    return its.with_only_columns(plan.drafted_on).scalar_subquery()


def _deliberating_body(self: Any) -> str:
    names = {b.code: b.name for b in rulebook.DELIBERATING_BODIES.on(self.drafted_on)}
    return names.get(self.body, str(self.body))


@strawberry.type(description="审议记录 / What a meeting decided")
@table(tables.Deliberation)
class PlanDeliberation:
    id: UUID = strawberry.field(description="标识 / Identifier")
    round: int = strawberry.field(description="轮次 / Round")
    body: str = strawberry.field(description="机构代码 / Code of the body")
    body_name: str = derived("body", drafted_on=_drafted_on, description="机构 / Name of the body")(_deliberating_body)
    outcome: DeliberationOutcome = strawberry.field(description="结果 / Outcome")
    held_on: date = strawberry.field(description="会议日期 / Day of the meeting")
    meeting: str | None = strawberry.field(description="会议名称 / The meeting")
    reason: str | None = strawberry.field(description="退回理由 / Why it was returned")
    recorded_by: str = strawberry.field(description="记录人 / Who recorded it")


@strawberry.type(description="已履行的重大行政决策程序 / A step of a major administrative decision that was done")
@table(tables.DecisionStep)
class PlanDecisionStep:
    step: str = strawberry.field(description="程序代码 / Code of the step")
    done_on: date = strawberry.field(description="完成日期 / Day")
    document: str = strawberry.field(description="材料 / Document")
    recorded_at: datetime = strawberry.field(description="记录时间 / When it was recorded")
    recorded_by: str = strawberry.field(description="记录人 / Who recorded it")
