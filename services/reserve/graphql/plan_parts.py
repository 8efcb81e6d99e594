"""The parts of a plan in the API: totals, opinions, meetings, steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Self

import strawberry

from services.chassis.reads import table
from services.law.parties import Role
from services.reserve.domain import rulebook
from services.reserve.domain.plan.totals import CategoryTotal
from services.reserve.domain.rulebook import Body
from services.reserve.domain.terms import Category
from services.reserve.graphql.plan_procedure import MeetingHeld, OpinionGiven, StepDone, named_by
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


@strawberry.type(description="按属地或级别的汇总（万元）/ Totals of one town or level (10,000 CNY)")
class PlanGroupTotal:
    key: str | None = strawberry.field(
        description="镇（街道）标识或级别，未定的为空 / Identifier of the town or the level"
    )
    name: str | None = strawberry.field(description="名称 / Name")
    projects: int = strawberry.field(description="项目数 / Number of items")
    total_investment: Decimal = strawberry.field(description="总投资 / Total investment")
    annual_investment: Decimal = strawberry.field(description="年度投资 / Investment of the year")

    @classmethod
    def read(cls, brought: Sequence[tuple[str | None, str | None, int, str, str]] | None) -> list[Self]:
        return [
            cls(key=k, name=n, projects=items, total_investment=Decimal(total), annual_investment=Decimal(annual))
            for k, n, items, total, annual in brought or ()
        ]


@strawberry.type(description="会商会审意见 / An opinion of the joint consultation")
@table(tables.Opinion)
class PlanOpinion(OpinionGiven):
    pass


@strawberry.type(description="一个部门的会商会审进展 / How far one body is")
class Consultation:
    body: RuleBody = strawberry.field(description="部门 / Body")
    given: int = strawberry.field(description="已提意见的项目数 / Items with an opinion")
    missing: int = strawberry.field(description="未提意见的项目数 / Items without")
    opposed: int = strawberry.field(description="不同意的项目数 / Items opposed")

    @classmethod
    def read(cls, rules_of: date, listed: int, counts: Mapping[str, tuple[int, int]]) -> list[Self]:
        """Tell of each body of the rules how many of the listed entries have its opinion."""
        return [
            cls(body=RuleBody.of(b), given=given, missing=listed - given, opposed=opposed)
            for b in rulebook.OPINION_BODIES.on(rules_of)
            for given, opposed in [counts.get(b.code, (0, 0))]
        ]


@strawberry.type(description="审议记录 / What a meeting decided")
@table(tables.Deliberation)
class PlanDeliberation(MeetingHeld):
    body_name: str = named_by(tables.Plan, "plan_id")


@strawberry.type(description="已履行的重大行政决策程序 / A step of a major administrative decision that was done")
@table(tables.DecisionStep)
class PlanDecisionStep(StepDone):
    pass
