"""What is worked out of a whole adjustment, as SQL over its row and as Python reads it back (see `plan_needs`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, Text, cast, exists, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by, distinct_on

from services.chassis.graphql import Info
from services.chassis.visibility import visible_select
from services.reserve.domain.adjustment.effect import Amounts, Move
from services.reserve.domain.adjustment.state import ChangeKind
from services.reserve.domain.adjustment.written import write_condition
from services.reserve.domain.exception import Exempted
from services.reserve.domain.plan.items import Candidate, Proposal, conditions
from services.reserve.domain.plan.state import Deliberation, Guide, Plan
from services.reserve.domain.terms import Category, DeliberationOutcome, Library, PlanStatus
from services.reserve.store import tables


def plan_version(adjustment: Any, info: Info) -> Any:
    """Bring the version of the plan, which the issue is told."""
    plan = tables.Plan
    its = visible_select(plan, info.context.caller).where(plan.id == adjustment.plan_id)
    return its.with_only_columns(plan.version).scalar_subquery()


def base(adjustment: Any, info: Info) -> Any:
    """Bring category and amounts of every item of the plan as it is now."""
    item = tables.PlanItem
    amounts = cast(item.total_investment, Text), cast(item.annual_investment, Text)
    each = func.json_agg(func.json_build_array(item.category, *amounts), type_=JSON())
    its = visible_select(item, info.context.caller).where(item.plan_id == adjustment.plan_id)
    return its.with_only_columns(each).scalar_subquery()


def moves(adjustment: Any, info: Info) -> Any:
    """Bring every change in figures."""
    change = tables.AdjustmentChange
    amounts = change.total_before, change.annual_before, change.total_investment, change.annual_investment
    row = func.json_build_array(change.change, change.category, *(cast(a, Text) for a in amounts))
    its = visible_select(change, info.context.caller).where(change.adjustment_id == adjustment.id)
    return its.with_only_columns(func.json_agg(row, type_=JSON())).scalar_subquery()


def read_moves(brought: Sequence[Sequence[str | None]] | None) -> list[Move]:
    """Read `moves`."""
    return [_move(str(kind), str(category), amounts) for kind, category, *amounts in brought or ()]


def _move(kind: str, category: str, amounts: Sequence[str | None]) -> Move:
    total_before, annual_before, total, annual = (None if a is None else Decimal(a) for a in amounts)
    new = total is not None and annual is not None and kind != ChangeKind.REMOVE
    return Move(
        ChangeKind(kind),
        Category(category),
        Amounts() if total_before is None or annual_before is None else Amounts(1, total_before, annual_before),
        Amounts(1, total or Decimal(0), annual or Decimal(0)) if new else Amounts(),
    )


def opinions(adjustment: Any, _info: Info) -> Any:
    """Count the changes, and by body and outcome the opinions in force, as `plan_needs.opinions` does."""
    change, given = tables.AdjustmentChange, tables.AdjustmentOpinion
    drafted = select(func.count(change.id)).where(change.adjustment_id == adjustment.id).scalar_subquery()
    latest = (
        select(given.body, given.outcome)
        .ext(distinct_on(given.change_id, given.body))
        .join(change, change.id == given.change_id)
        .where(change.adjustment_id == adjustment.id)
        .order_by(given.change_id, given.body, given.id.desc())  # ids are ordered by time
        .correlate(adjustment)
        .subquery()
    )
    count = func.count().label("count")
    by_outcome = select(latest.c.body, latest.c.outcome, count).group_by(latest.c.body, latest.c.outcome).subquery()
    rows = func.json_agg(func.json_build_array(*by_outcome.c), type_=JSON())
    return func.json_build_array(drafted, select(rows).scalar_subquery(), type_=JSON())


TURN = ("id", "division", "version", "year", "drafted_on", "round")


def meetings(adjustment: Any, info: Info) -> Any:
    """Bring what the meetings decided, in their order."""
    held = tables.AdjustmentDeliberation
    each = func.json_build_array(held.round, held.body, held.outcome, held.held_on)
    in_order = func.json_agg(aggregate_order_by(each, held.recorded_at, held.id), type_=JSON())
    its = visible_select(held, info.context.caller).where(held.adjustment_id == adjustment.id)
    return its.with_only_columns(in_order).scalar_subquery()


def deliberated(row: Any) -> Plan:
    """Read TURN and `meetings` as far as the rule of the next body looks at a list."""
    return Plan(
        **{name: getattr(row, name) for name in TURN},
        status=PlanStatus.SUGGESTED,
        guide=Guide(),
        deliberations=tuple(
            Deliberation(round=round_, body=body, outcome=DeliberationOutcome(outcome), held_on=date.fromisoformat(day))
            for round_, body, outcome, day in row.meetings or ()
        ),
    )


def standing(change: Any, info: Info) -> Any:
    """Bring what the conditions of an addition look at: the project, the guide, and whether the plan lists it."""
    project, adjustment, plan, item = tables.Project, tables.Adjustment, tables.Plan, tables.PlanItem
    listed = exists(select(item.id).where(item.plan_id == plan.id, item.project_id == project.id))
    amounts = cast(project.total_investment, Text), cast(plan.minimum_total_investment, Text)
    row = func.json_build_array(project.library, *amounts, listed, adjustment.drafted_on, type_=JSON())
    its = (
        visible_select(project, info.context.caller)
        .join(adjustment, adjustment.id == change.adjustment_id)
        .join(plan, plan.id == adjustment.plan_id)
        .where(project.id == change.project_id)
    )
    return its.with_only_columns(row).scalar_subquery()


PROPOSED = ("kind", "annual_investment", "basis", "assessment", "exception_reason", "exception_approver")


def read_conditions(row: Any) -> list[dict[str, Any]]:
    """Judge the conditions of an addition from PROPOSED and `standing`."""
    if row.standing is None:
        return []
    library, total, smallest, listed, rules_of = row.standing
    of = Candidate(
        listed=listed,
        library=None if library is None else Library(library),
        total_investment=Decimal(total),
        smallest=None if smallest is None else Decimal(smallest),
        rules_of=date.fromisoformat(rules_of),
    )
    proposal = Proposal(
        kind=row.kind,
        annual_investment=row.annual_investment,
        basis=row.basis,
        assessment=row.assessment,
        exempted=Exempted(row.exception_reason, row.exception_approver or "") if row.exception_reason else None,
    )
    return [write_condition(c) for c in conditions(of, proposal)]
