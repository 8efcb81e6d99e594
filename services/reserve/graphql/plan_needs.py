"""What is worked out of a whole plan, as SQL over its row and as Python reads it back.

Values that are brought along as JSON have dates and amounts as text, so that an amount keeps its digits.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, Text, cast, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by, distinct_on

from services.chassis.graphql import Info
from services.chassis.visibility import visible_select
from services.reserve.domain.plan.state import Deliberation, Guide, Plan
from services.reserve.domain.plan.totals import CategoryTotal, Figures
from services.reserve.domain.terms import Category, DeliberationOutcome, OpinionOutcome
from services.reserve.store import tables


def figures(plan: Any, info: Info) -> Any:
    """Bring category and amounts of every item that the caller may see."""
    item = tables.PlanItem
    amounts = cast(item.total_investment, Text), cast(item.annual_investment, Text)
    each = func.json_agg(func.json_build_array(item.category, *amounts), type_=JSON())
    its = visible_select(item, info.context.caller).where(item.plan_id == plan.id)
    return its.with_only_columns(each).scalar_subquery()


def read_figures(brought: Sequence[Sequence[str]] | None) -> list[Figures]:
    """Read `figures`."""
    return [Figures(Category(c), Decimal(total), Decimal(annual)) for c, total, annual in brought or ()]


def sums(plan: Any, info: Info) -> Any:
    """Add up the items that the caller may see."""
    item = tables.PlanItem
    added = (cast(func.coalesce(func.sum(c), 0), Text) for c in (item.total_investment, item.annual_investment))
    its = visible_select(item, info.context.caller).where(item.plan_id == plan.id)
    return its.with_only_columns(func.json_build_array(func.count(item.id), *added, type_=JSON())).scalar_subquery()


def read_sums(brought: tuple[int, str, str]) -> CategoryTotal:
    """Read `sums`."""
    items, total, annual = brought
    return CategoryTotal(None, items, Decimal(total), Decimal(annual), None)


def opinions(plan: Any, _info: Info) -> Any:
    """Count the items of a plan, and by body and outcome the opinions in force.

    The opinions are the authorities' papers; how many there are is for everyone who sees the plan.
    """
    item, given = tables.PlanItem, tables.Opinion
    listed = select(func.count(item.id)).where(item.plan_id == plan.id).scalar_subquery()
    latest = (
        select(given.body, given.outcome)
        .ext(distinct_on(given.item_id, given.body))
        .join(item, item.id == given.item_id)
        .where(item.plan_id == plan.id)
        .order_by(given.item_id, given.body, given.id.desc())  # ids are ordered by time
        .correlate(plan)
        .subquery()
    )
    count = func.count().label("count")
    by_outcome = select(latest.c.body, latest.c.outcome, count).group_by(latest.c.body, latest.c.outcome).subquery()
    rows = func.json_agg(func.json_build_array(*by_outcome.c), type_=JSON())
    return func.json_build_array(listed, select(rows).scalar_subquery(), type_=JSON())


def read_opinions(brought: tuple[int, list[tuple[str, str, int]] | None]) -> tuple[int, dict[str, tuple[int, int]]]:
    """Read `opinions` as the number of items, and by body how many opinions were given and how many oppose."""
    listed, rows = brought
    counts: dict[str, tuple[int, int]] = {}
    for body, outcome, count in rows or ():
        given, opposed = counts.get(body, (0, 0))
        counts[body] = given + count, opposed + count * (outcome == OpinionOutcome.OPPOSE)
    return listed, counts


TURN = ("id", "division", "version", "year", "status", "drafted_on", "round")


def meetings(plan: Any, info: Info) -> Any:
    """Bring what the meetings decided, in their order."""
    held = tables.Deliberation
    each = func.json_build_array(held.round, held.body, held.outcome, held.held_on)
    in_order = func.json_agg(aggregate_order_by(each, held.recorded_at, held.id), type_=JSON())
    its = visible_select(held, info.context.caller).where(held.plan_id == plan.id)
    return its.with_only_columns(in_order).scalar_subquery()


def deliberated(row: Any) -> Plan:
    """Read TURN and `meetings` as far as the rule of the next body looks at a plan."""
    return Plan(
        **{name: getattr(row, name) for name in TURN},
        guide=Guide(),
        deliberations=tuple(
            Deliberation(round=round_, body=body, outcome=DeliberationOutcome(outcome), held_on=date.fromisoformat(day))
            for round_, body, outcome, day in row.meetings or ()
        ),
    )
