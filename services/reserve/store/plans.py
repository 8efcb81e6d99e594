"""Loads and saves yearly plans with their items, opinions and deliberations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.law.breach import Breach
from services.reserve.domain.exception import Exempted
from services.reserve.domain.plan.state import Deliberation, Guide, Item, Opinion, Plan
from services.reserve.store import tables
from services.reserve.store.sorting import sort_key

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
    meeting, step = tables.Deliberation, tables.DecisionStep
    meetings = await session.scalars(
        select(meeting).where(meeting.plan_id == row.id).order_by(meeting.recorded_at, meeting.id)
    )
    steps = await session.scalars(select(step.step).where(step.plan_id == row.id).order_by(step.recorded_at))
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
        deliberations=tuple(
            Deliberation(round=m.round, body=m.body, outcome=m.outcome, held_on=m.held_on) for m in meetings.all()
        ),
        decision_steps=tuple(steps.all()),
    )


async def _items(session: AsyncSession, plan_id: UUID) -> tuple[Item, ...]:
    item, given = tables.PlanItem, tables.Opinion
    rows = (await session.scalars(select(item).where(item.plan_id == plan_id).order_by(item.added_at, item.id))).all()
    opinions: dict[UUID, list[Opinion]] = defaultdict(list)
    found = await session.scalars(
        select(given)
        .where(given.item_id.in_(select(item.id).where(item.plan_id == plan_id)))
        .order_by(given.id)  # ids are ordered by time
    )
    for o in found.all():
        opinions[o.item_id].append(Opinion(body=o.body, outcome=o.outcome, text=o.text, given_on=o.given_on))
    return tuple(_item(r, tuple(opinions[r.id])) for r in rows)


def _item(row: tables.PlanItem, opinions: tuple[Opinion, ...]) -> Item:
    return Item(
        project_id=row.project_id,
        name=row.project_name,
        category=row.category,
        kind=row.kind,
        total_investment=row.total_investment,
        annual_investment=row.annual_investment,
        owner_id=row.owner_id,
        town_id=row.town_id,
        industry_authority_id=row.industry_authority_id,
        basis=row.basis,
        assessment=row.assessment,
        exempted=Exempted(row.exception_reason, row.exception_approver or "") if row.exception_reason else None,
        opinions=opinions,
        application_id=row.application_id,
        influence_assessment_id=row.influence_assessment_id,
    )


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
        "deliberations": [f"{d.round} {d.body} {d.outcome} {d.held_on}" for d in state.deliberations],
        "decision_steps": list(state.decision_steps),
    }


async def save(work: Work, row: tables.Plan, before: Plan, after: Plan, action: str, reason: str | None) -> None:
    """Write a plan's own columns and tell the audit trail."""
    for column, value in columns_of(after).items():
        setattr(row, column, value)
    await work.session.flush()
    await work.audit(action, f"plan/{row.id}", audited(before), audited(after), reason=reason)


def item_row(work: Work, plan: Plan, item: Item) -> tables.PlanItem:
    """Write a new item."""
    return tables.PlanItem(
        id=work.new_id(),
        division=plan.division,
        plan_id=plan.id,
        project_id=item.project_id,
        project_name=item.name,
        sort_key=sort_key(item.name),
        category=item.category,
        kind=item.kind,
        basis=item.basis,
        assessment=item.assessment,
        total_investment=item.total_investment,
        annual_investment=item.annual_investment,
        owner_id=item.owner_id,
        town_id=item.town_id,
        industry_authority_id=item.industry_authority_id,
        exception_reason=item.exempted.reason if item.exempted else None,
        exception_approver=item.exempted.approver if item.exempted else None,
        added_at=work.now,
        application_id=item.application_id,
        influence_assessment_id=item.influence_assessment_id,
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
    return {project_id: total for project_id, total in rows.all()}  # noqa: C416 - rows are no pairs to dict
