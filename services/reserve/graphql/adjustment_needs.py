"""What is worked out of a whole adjustment, as SQL over its row and as Python reads it back (see `plan_needs`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, Text, cast, exists, func, select

from services.chassis.graphql import Info
from services.chassis.visibility import visible_select
from services.reserve.domain.adjustment.effect import Amounts, Move
from services.reserve.domain.adjustment.state import ChangeKind
from services.reserve.domain.adjustment.written import write_condition
from services.reserve.domain.exception import Exempted
from services.reserve.domain.plan.items import Candidate, Proposal, conditions
from services.reserve.domain.terms import Category, Library
from services.reserve.store import tables


def plan_version(adjustment: Any, info: Info) -> Any:
    """Bring the version of the plan, which the issue is told."""
    plan = tables.Plan
    its = visible_select(plan, info.context.caller).where(plan.id == adjustment.plan_id)
    return its.with_only_columns(plan.version).scalar_subquery()


def base(adjustment: Any, info: Info) -> Any:
    """Bring what the plan has of each category now: how many items, and their amounts."""
    item = tables.PlanItem
    added = (cast(func.sum(c), Text).label(c.key) for c in (item.total_investment, item.annual_investment))
    its = visible_select(item, info.context.caller).where(item.plan_id == adjustment.plan_id).correlate(adjustment)
    sums = its.with_only_columns(item.category, func.count().label("items"), *added).group_by(item.category).subquery()
    return select(func.json_agg(func.json_build_array(*sums.c), type_=JSON())).scalar_subquery()


def read_base(brought: Sequence[tuple[str, int, str, str]] | None) -> dict[Category, Amounts]:
    """Read `base`."""
    return {Category(c): Amounts(items, Decimal(total), Decimal(annual)) for c, items, total, annual in brought or ()}


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
