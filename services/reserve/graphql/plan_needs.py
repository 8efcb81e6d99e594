"""What is worked out of a whole plan, as SQL over its row and as Python reads it back.

Values that are brought along as JSON have dates and amounts as text, so that an amount keeps its digits.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, Text, and_, cast, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by, distinct_on

from services.chassis.graphql import Info
from services.chassis.visibility import condition, visible_select
from services.reserve.domain.plan.state import Deliberation, Guide, Plan
from services.reserve.domain.plan.totals import CategoryTotal, Figures
from services.reserve.domain.terms import Category, DeliberationOutcome, OpinionOutcome, PlanStatus
from services.reserve.store import tables
from services.reserve.store.procedures import Papers


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


def by_town(plan: Any, info: Info) -> Any:
    """Add up the items of each town."""
    town = tables.Organization
    return _grouped(plan, info, tables.PlanItem.town_id, (town.name, town, town.id == tables.PlanItem.town_id))


def by_level(plan: Any, info: Info) -> Any:
    """Add up the items of each level, which is the project's of now; none where the project is not the caller's to see."""
    project = tables.Project
    return _grouped(plan, info, project.level, (project.level, project, project.id == tables.PlanItem.project_id))


def _grouped(plan: Any, info: Info, key: Any, named: tuple[Any, Any, Any]) -> Any:
    item = tables.PlanItem
    name, table, its_own = named
    added = (cast(func.sum(c), Text).label(c.key) for c in (item.total_investment, item.annual_investment))
    seen = and_(its_own, condition(table, info.context.caller))
    its = visible_select(item, info.context.caller).where(item.plan_id == plan.id).outerjoin(table, seen)
    columns = key.label("key"), name.label("name"), func.count(item.id).label("items"), *added
    sums = its.with_only_columns(*columns).group_by(key, name).correlate(plan).subquery()
    row = func.json_build_array(*sums.c)
    return select(func.json_agg(aggregate_order_by(row, sums.c.name, sums.c.key), type_=JSON())).scalar_subquery()


def opinions_on(papers: Papers) -> Callable[[Any, Info], Any]:
    """Count the entries of a list, and by body and outcome the opinions in force.

    The opinions are the authorities' papers; how many there are is for everyone who sees the list.
    """
    entry, given = papers.entries, papers.opinions
    on = getattr(given, papers.entry_id)

    def expression(row: Any, _info: Info) -> Any:
        own = getattr(entry, papers.list_id) == row.id
        listed = select(func.count(entry.id)).where(own).scalar_subquery()
        latest = (
            select(given.body, given.outcome)
            .ext(distinct_on(on, given.body))
            .join(entry, entry.id == on)
            .where(own)
            .order_by(on, given.body, given.id.desc())  # ids are ordered by time
            .correlate(row)
            .subquery()
        )
        count = func.count().label("count")
        by = latest.c.body, latest.c.outcome
        by_outcome = select(*by, count).group_by(*by).subquery()
        rows = func.json_agg(func.json_build_array(*by_outcome.c), type_=JSON())
        return func.json_build_array(listed, select(rows).scalar_subquery(), type_=JSON())

    return expression


def read_opinions(brought: tuple[int, list[tuple[str, str, int]] | None]) -> tuple[int, dict[str, tuple[int, int]]]:
    """Read `opinions` as the number of items, and by body how many opinions were given and how many oppose."""
    listed, rows = brought
    counts: dict[str, tuple[int, int]] = {}
    for body, outcome, count in rows or ():
        given, opposed = counts.get(body, (0, 0))
        counts[body] = given + count, opposed + count * (outcome == OpinionOutcome.OPPOSE)
    return listed, counts


TURN = ("id", "division", "version", "year", "drafted_on", "round")


def meetings_on(papers: Papers) -> Callable[[Any, Info], Any]:
    """Bring what the meetings on a list decided, in their order."""
    held = papers.meetings

    def expression(row: Any, info: Info) -> Any:
        each = func.json_build_array(held.round, held.body, held.outcome, held.held_on)
        in_order = func.json_agg(aggregate_order_by(each, held.recorded_at, held.id), type_=JSON())
        its = visible_select(held, info.context.caller).where(getattr(held, papers.list_id) == row.id)
        return its.with_only_columns(in_order).scalar_subquery()

    return expression


def deliberated(row: Any) -> Plan:
    """Read TURN and the meetings as far as the rule of the next body looks at a list that is deliberated."""
    return Plan(
        **{name: getattr(row, name) for name in TURN},
        status=PlanStatus.SUGGESTED,
        guide=Guide(),
        deliberations=tuple(
            Deliberation(round=round_, body=body, outcome=DeliberationOutcome(outcome), held_on=date.fromisoformat(day))
            for round_, body, outcome, day in row.meetings or ()
        ),
    )
