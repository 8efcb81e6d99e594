"""第三条（一）: draft the plan of a year with its guide."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import exists, select

from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Refusal
from services.reserve.domain.plan import draft as rules
from services.reserve.domain.plan.state import Guide
from services.reserve.domain.reading import Reading
from services.reserve.store import plans, tables


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPlan:
    """The year and its guide."""

    year: int
    major_decision: bool
    support_areas: str | None = None
    selection_standard: str | None = None
    conditions: str | None = None
    minimum_total_investment: Decimal | None = None


async def draft(work: Work, command: DraftPlan) -> UUID | Refusal:
    """Draft a plan of the actor's division."""
    table = tables.Plan
    reading = Reading(Article(3, 1))
    guide = _guide(reading, command)
    same = select(table.id).where(table.division == work.actor.division, table.year == command.year)
    decision = reading.judged(
        rules.draft(
            work.new_id(),
            work.actor.division,
            command.year,
            guide,
            work.today,
            major_decision=command.major_decision,
            exists=bool(await work.session.scalar(select(exists(same)))),
        )
    )
    if isinstance(decision, Refusal):
        return decision
    plan = decision.state
    work.session.add(
        tables.Plan(
            id=plan.id,
            division=plan.division,
            year=plan.year,
            drafted_on=plan.drafted_on,
            support_areas=guide.support_areas,
            selection_standard=guide.selection_standard,
            conditions=guide.conditions,
            minimum_total_investment=guide.minimum_total_investment,
            major_decision=plan.major_decision,
            **plans.columns_of(plan),
        )
    )
    await work.session.flush()
    await work.audit("draftPlan", f"plan/{plan.id}", None, plans.audited(plan))
    return plan.id


def _guide(reading: Reading, command: DraftPlan) -> Guide:
    smallest = command.minimum_total_investment
    return Guide(
        support_areas=reading.optional_text(command.support_areas, "支持领域", "supportAreas"),
        selection_standard=reading.optional_text(command.selection_standard, "遴选标准", "selectionStandard"),
        conditions=reading.optional_text(command.conditions, "申报条件", "conditions"),
        minimum_total_investment=None
        if smallest is None
        else reading.amount(smallest, "minimumTotalInvestment", Article(3, 1)),
    )
