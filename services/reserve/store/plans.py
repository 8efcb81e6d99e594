"""Loads and saves yearly plans with their items, opinions and deliberations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.rows import mapping
from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.law.breach import Breach
from services.reserve.domain.exception import Exempted
from services.reserve.domain.plan.state import Deliberation, Guide, Item, Listing, Opinion, Plan
from services.reserve.store import procedures, tables
from services.reserve.store.sorting import sort_key

ITEM = (
    "project_id",
    "category",
    "kind",
    "total_investment",
    "annual_investment",
    "owner_id",
    "town_id",
    "industry_authority_id",
    "basis",
    "assessment",
    "application_id",
    "influence_assessment_id",
)
UNKNOWN = Breach("PLAN_UNKNOWN", "没有该计划，或您无权查看", field="planId")


async def lock(work: Work, id: UUID) -> tables.Plan | None:
    """Load a plan that the actor may see, and keep others from changing it until the command ends."""
    found = await work.session.scalars(
        visible_select(tables.Plan, work.actor)
        .where(tables.Plan.id == id, tables.Plan.division == work.actor.division)
        .with_for_update(of=tables.Plan)
        .execution_options(populate_existing=True)
    )
    return found.one_or_none()


async def state_of(session: AsyncSession, row: tables.Plan) -> Plan:
    """Read a plan with all that belongs to it."""
    return Plan(
        id=row.id,
        division=row.division,
        version=row.version,
        year=row.year,
        status=row.status,
        drafted_on=row.drafted_on,
        guide=Guide(
            support_areas=row.support_areas,
            selection_standard=row.selection_standard,
            conditions=row.conditions,
            minimum_total_investment=row.minimum_total_investment,
        ),
        major_decision=row.major_decision,
        round=row.round,
        suggested_on=row.suggested_on,
        document_number=row.document_number,
        issued_on=row.issued_on,
        items=await _items(session, row.id),
        deliberations=await procedures.meetings_of(session, procedures.PLAN, row.id),
        decision_steps=await procedures.steps_of(session, procedures.PLAN, row.id),
    )


async def _items(session: AsyncSession, plan_id: UUID) -> tuple[Item, ...]:
    item = tables.PlanItem
    rows = (await session.scalars(select(item).where(item.plan_id == plan_id).order_by(item.added_at, item.id))).all()
    opinions = await procedures.opinions_of(session, procedures.PLAN, plan_id)
    return tuple(read_item(r, opinions[r.id]) for r in rows)


def read_item(row: tables.PlanItem | tables.AdjustmentChange, opinions: Iterable[Opinion] = ()) -> Item:
    """Read what is listed, in a plan or by a change of an adjustment."""
    return Item(
        **{name: getattr(row, name) for name in ITEM},
        name=row.project_name,
        exempted=Exempted(row.exception_reason, row.exception_approver or "") if row.exception_reason else None,
        opinions=tuple(opinions),
    )


def item_columns(item: Item) -> dict[str, Any]:
    """Write what is listed, in a plan or by a change of an adjustment."""
    return {name: getattr(item, name) for name in ITEM} | {
        "project_name": item.name,
        "sort_key": sort_key(item.name),
        "exception_reason": item.exempted.reason if item.exempted else None,
        "exception_approver": item.exempted.approver if item.exempted else None,
    }


def columns_of(state: Plan) -> dict[str, Any]:
    """Write a plan's own columns; items, opinions and meetings have rows of their own."""
    return {
        "version": state.version,
        "status": state.status,
        "round": state.round,
        "suggested_on": state.suggested_on,
        "document_number": state.document_number,
        "issued_on": state.issued_on,
    }


def audited(state: Plan) -> Mapping[str, Any]:
    """Show a plan to the audit trail."""
    return columns_of(state) | {
        "year": state.year,
        "items": [f"{i.project_id} {i.kind} {i.total_investment} {i.annual_investment}" for i in state.items],
        "opinions": [f"{i.project_id} {o.body} {o.outcome} {o.text}" for i in state.items for o in i.opinions],
        "deliberations": [shown_meeting(d) for d in state.deliberations],
        "decision_steps": list(state.decision_steps),
    }


def shown_meeting(held: Deliberation) -> str:
    """Show a meeting to the audit trail, with what it changed."""
    changes = "；".join(f"{a.project_id} {_shown(a.after)} {a.reason}" for a in held.changes)
    return f"{held.round} {held.body} {held.outcome} {held.held_on} {changes}".rstrip()


def _shown(to: Listing | None) -> str:
    return f"{to.name} {to.kind} {to.annual_investment}" if to else "移出"


async def save(work: Work, row: tables.Plan, before: Plan, after: Plan, action: str, reason: str | None) -> None:
    """Write a plan's own columns and tell the audit trail."""
    for column, value in columns_of(after).items():
        setattr(row, column, value)
    await work.session.flush()
    await work.audit(action, f"plan/{row.id}", audited(before), audited(after), reason=reason)


def item_row(work: Work, plan: Plan, item: Item) -> tables.PlanItem:
    """Write a new item."""
    return tables.PlanItem(
        id=work.new_id(), division=plan.division, plan_id=plan.id, added_at=work.now, **item_columns(item)
    )


async def current_totals(session: AsyncSession, plan: Plan) -> dict[UUID, Decimal]:
    """Look up what the listed projects' total investments are now, and keep the projects as they are."""
    project = tables.Project
    rows = await session.execute(
        select(project.id, project.total_investment)
        .where(project.id.in_([i.project_id for i in plan.items]))
        .order_by(project.id)
        .with_for_update(read=True)
    )
    return mapping(rows)
