"""Carries the changes of an adjustment out on the rows of its plan (第十一条)."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, select

from services.chassis.rows import mapping
from services.chassis.work import Work
from services.law.document import amount
from services.reserve.domain.adjustment.state import Adjustment, Change, ChangeKind
from services.reserve.store import plans, tables
from services.reserve.store.history import Entry, remember


async def carry_out(work: Work, plan: tables.Plan, adjustment: Adjustment) -> None:
    """Change the plan's items; the opinions on a change become those on its item."""
    state = await plans.state_of(work.session, plan)
    item = tables.PlanItem
    named = [c.item.project_id for c in adjustment.changes]
    found = await work.session.scalars(select(item).where(item.plan_id == plan.id, item.project_id.in_(named)))
    rows = {r.project_id: r for r in found.all()}
    for change in adjustment.changes:
        if change.kind is ChangeKind.ADD:
            rows[change.item.project_id] = plans.item_row(work, state, change.item)
            work.session.add(rows[change.item.project_id])
        elif change.kind is ChangeKind.REVALUE:
            rows[change.item.project_id].total_investment = change.item.total_investment
            rows[change.item.project_id].annual_investment = change.item.annual_investment
    gone = [c.item.project_id for c in adjustment.changes if c.kind is ChangeKind.REMOVE]
    await work.session.flush()
    await _hand_on(work, adjustment, {at: row.id for at, row in rows.items() if at not in gone})
    await work.session.execute(delete(item).where(item.plan_id == plan.id, item.project_id.in_(gone)))
    await _remember(work, adjustment)


async def _hand_on(work: Work, adjustment: Adjustment, items: dict[UUID, UUID]) -> None:
    change, given = tables.AdjustmentChange, tables.AdjustmentOpinion
    rows = await work.session.execute(
        select(change.project_id, given)
        .join(change, change.id == given.change_id)
        .where(change.adjustment_id == adjustment.id, change.project_id.in_(items))
        .order_by(given.id)  # ids are ordered by time, and so are the copies
    )
    work.session.add_all(
        tables.Opinion(
            id=work.new_id(),
            division=o.division,
            item_id=items[project_id],
            body=o.body,
            outcome=o.outcome,
            text=o.text,
            given_on=o.given_on,
            given_at=o.given_at,
            given_by=o.given_by,
        )
        for project_id, o in rows.all()
    )


async def _remember(work: Work, adjustment: Adjustment) -> None:
    table = tables.Project
    named = [c.item.project_id for c in adjustment.changes]
    rows = await work.session.execute(select(table.id, table.version).where(table.id.in_(named)))
    versions = mapping(rows)
    for change in adjustment.changes:
        entry = Entry(
            project_id=change.item.project_id,
            version=versions[change.item.project_id],
            action="issueAdjustment",
            before=_shown(adjustment, change, before=True),
            after=_shown(adjustment, change, before=False),
            reason=change.reason,
        )
        await remember(work, entry)


def _shown(adjustment: Adjustment, change: Change, *, before: bool) -> dict[str, str]:
    item = change.before if before else (None if change.kind is ChangeKind.REMOVE else change.item)
    if item is None:
        return {}
    return {"plan": f"{adjustment.year} {item.kind} {amount(item.total_investment)} {amount(item.annual_investment)}"}
