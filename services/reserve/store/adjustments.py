"""Loads and saves adjustments with their changes, opinions and deliberations (第十一条)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.law.breach import Breach
from services.reserve.domain.adjustment.state import (
    Adjustment,
    AdjustmentStatus,
    Change,
    ChangeKind,
)
from services.reserve.domain.exception import Exempted
from services.reserve.domain.plan.state import Opinion
from services.reserve.domain.project.state import Project
from services.reserve.store import plans, procedures, projects, tables

UNKNOWN = Breach("ADJUSTMENT_UNKNOWN", "没有该计划调整，或您无权查看", field="adjustmentId")


async def lock(work: Work, id: UUID) -> tuple[tables.Plan, tables.Adjustment] | None:
    """Load an adjustment that the actor may see with its plan; the plan is locked first, as by every command on it."""
    table = tables.Adjustment
    own = visible_select(table, work.actor).where(table.id == id, table.division == work.actor.division)
    found = (await work.session.scalars(own)).one_or_none()
    plan = None if found is None else await plans.lock(work, found.plan_id)
    if plan is None:
        return None
    again = own.with_for_update(of=table).execution_options(populate_existing=True)
    return plan, (await work.session.scalars(again)).one()


async def statuses_of(session: AsyncSession, plan_id: UUID) -> tuple[AdjustmentStatus, ...]:
    """Tell how the adjustments of a plan stand."""
    table = tables.Adjustment
    return tuple((await session.scalars(select(table.status).where(table.plan_id == plan_id))).all())


async def deliberated(session: AsyncSession, plan_id: UUID, project_id: UUID) -> bool:
    """Tell whether an adjustment that is with the bodies has the project in hand."""
    table, change = tables.Adjustment, tables.AdjustmentChange
    with_bodies = table.status.in_((AdjustmentStatus.SUGGESTED, AdjustmentStatus.APPROVED))
    joined = select(table.id).join(change, change.adjustment_id == table.id)
    named = joined.where(table.plan_id == plan_id, with_bodies, change.project_id == project_id)
    return bool(await session.scalar(select(exists(named))))


async def state_of(session: AsyncSession, row: tables.Adjustment) -> Adjustment:
    """Read an adjustment with all that belongs to it."""
    return Adjustment(
        id=row.id,
        division=row.division,
        plan_id=row.plan_id,
        year=row.year,
        edition=row.edition,
        version=row.version,
        status=row.status,
        drafted_on=row.drafted_on,
        major_decision=row.major_decision,
        exempted=Exempted(row.exception_reason, row.exception_approver or "") if row.exception_reason else None,
        round=row.round,
        suggested_on=row.suggested_on,
        document_number=row.document_number,
        issued_on=row.issued_on,
        cancelled_reason=row.cancelled_reason,
        changes=await _changes(session, row.id),
        deliberations=await procedures.meetings_of(session, procedures.ADJUSTMENT, row.id),
        decision_steps=await procedures.steps_of(session, procedures.ADJUSTMENT, row.id),
    )


async def _changes(session: AsyncSession, adjustment_id: UUID) -> tuple[Change, ...]:
    change = tables.AdjustmentChange
    own = select(change).where(change.adjustment_id == adjustment_id).order_by(change.drafted_at, change.id)
    rows = (await session.scalars(own)).all()
    opinions = await procedures.opinions_of(session, procedures.ADJUSTMENT, adjustment_id)
    return tuple(_change(r, opinions[r.id]) for r in rows)


def _change(row: tables.AdjustmentChange, opinions: Iterable[Opinion]) -> Change:
    before = None
    if row.total_before is not None and row.annual_before is not None:
        before = replace(plans.read_item(row), total_investment=row.total_before, annual_investment=row.annual_before)
    return Change(kind=row.change, item=plans.read_item(row, opinions), before=before, reason=row.reason)


def columns_of(state: Adjustment) -> dict[str, Any]:
    """Write an adjustment's own columns; changes, opinions and meetings have rows of their own."""
    return {
        "version": state.version,
        "status": state.status,
        "round": state.round,
        "suggested_on": state.suggested_on,
        "document_number": state.document_number,
        "issued_on": state.issued_on,
        "cancelled_reason": state.cancelled_reason,
    }


def change_row(work: Work, adjustment: Adjustment, change: Change) -> tables.AdjustmentChange:
    """Write a new change."""
    before = change.before
    return tables.AdjustmentChange(
        id=work.new_id(),
        division=adjustment.division,
        adjustment_id=adjustment.id,
        change=change.kind,
        total_before=before.total_investment if before else None,
        annual_before=before.annual_investment if before else None,
        reason=change.reason,
        drafted_at=work.now,
        drafted_by=work.actor.name,
        **plans.item_columns(change.item),
    )


def audited(state: Adjustment) -> Mapping[str, Any]:
    """Show an adjustment to the audit trail."""
    return columns_of(state) | {
        "plan": state.plan_id,
        "edition": state.edition,
        "changes": [_told(c) for c in state.changes],
        "opinions": [
            f"{c.item.project_id} {o.body} {o.outcome} {o.text}" for c in state.changes for o in c.item.opinions
        ],
        "deliberations": [plans.shown_meeting(d) for d in state.deliberations],
        "decision_steps": list(state.decision_steps),
    }


def _told(change: Change) -> str:
    item = change.item
    figures = f"{item.kind} {item.total_investment} {item.annual_investment}"
    return f"{change.kind} {item.project_id} {figures} {change.reason or ''}"


async def save(
    work: Work, row: tables.Adjustment, before: Adjustment, after: Adjustment, action: str, reason: str | None
) -> None:
    """Write an adjustment's own columns and tell the audit trail."""
    for column, value in columns_of(after).items():
        setattr(row, column, value)
    await work.session.flush()
    await work.audit(action, f"adjustment/{row.id}", audited(before), audited(after), reason=reason)


async def projects_of(session: AsyncSession, adjustment: Adjustment) -> dict[UUID, Project]:
    """Load the projects that come in or have other figures, and keep them as they are until the command ends."""
    table = tables.Project
    named = [c.item.project_id for c in adjustment.changes if c.kind is not ChangeKind.REMOVE]
    rows = await session.scalars(select(table).where(table.id.in_(named)).order_by(table.id).with_for_update(read=True))
    return {r.id: projects.assemble(r, ()) for r in rows.all()}  # conditions look at no source of funds
