"""What a plan has besides its draft: editions, adjustments, conversions, what was carried over (第十一条)."""

from __future__ import annotations

from typing import Annotated, Any

import strawberry
from sqlalchemy import select

from services.chassis.graphql import Connection
from services.chassis.reads import Key, answer, page, sql
from services.reserve.domain.adjustment.carry_over import CarryOutcome
from services.reserve.graphql.adjustment import Adjustment
from services.reserve.graphql.arguments import After, First
from services.reserve.graphql.carry_over import CarryOver
from services.reserve.graphql.plan_editions import PlanConversion, PlanEdition
from services.reserve.store import tables

Outcomes = Annotated[list[CarryOutcome] | None, strawberry.argument(description="结果之一 / Any of these outcomes")]


@strawberry.type
class PlanAdjusted:
    @sql(description="历次版次，首版在前 / Editions, the first one first")
    def editions(self: Any) -> list[PlanEdition]:
        edition = tables.PlanEdition
        return answer(select(edition).where(edition.plan_id == self.id).order_by(edition.number))

    @sql(description="历次调整 / Adjustments, the first one first")
    def adjustments(self: Any) -> list[Adjustment]:
        made = tables.Adjustment
        return answer(select(made).where(made.plan_id == self.id).order_by(made.id))

    @sql(description="实时转为建设项目的前期项目 / Preliminary projects that became construction projects at once")
    def conversions(self: Any) -> list[PlanConversion]:
        made = tables.PlanConversion
        return answer(select(made).where(made.plan_id == self.id).order_by(made.id))

    @sql(description="上年度项目的结转 / What became of last year's construction projects")
    def carry_overs(
        self: Any, outcomes: Outcomes = None, first: First = None, after: After = None
    ) -> Connection[CarryOver]:
        line = tables.CarryOver
        query = select(line).where(line.plan_id == self.id)
        query = query if outcomes is None else query.where(line.outcome.in_(outcomes))
        return page(query, [Key(line.sort_key), Key(line.id)])
