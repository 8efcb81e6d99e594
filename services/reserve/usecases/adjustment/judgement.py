"""第十一条: keeps what was seen when an adjustment was decided: its effect, and the conditions of each addition."""

from __future__ import annotations

from sqlalchemy import select

from services.chassis.work import Work
from services.reserve.domain.adjustment.changes import proposal_of
from services.reserve.domain.adjustment.effect import effect, move, standing
from services.reserve.domain.adjustment.state import Adjustment, ChangeKind
from services.reserve.domain.adjustment.written import write_condition, write_effect
from services.reserve.domain.plan.items import candidate, conditions
from services.reserve.domain.plan.state import Plan
from services.reserve.store import adjustments, tables


async def keep_judgement(work: Work, row: tables.Adjustment, adjustment: Adjustment, plan: Plan) -> None:
    """Write both down, as they stand against the plan before the adjustment."""
    lines = effect(standing(plan.items), map(move, adjustment.changes))
    row.effect = [write_effect(line) for line in lines]
    known = await adjustments.projects_of(work.session, adjustment)
    change = tables.AdjustmentChange
    rows = await work.session.scalars(
        select(change).where(change.adjustment_id == row.id, change.change == ChangeKind.ADD)
    )
    for added in rows.all():
        drafted, project = adjustment.change(added.project_id), known.get(added.project_id)
        if drafted is not None and project is not None:
            of = candidate(plan, project, adjustment.drafted_on)
            added.conditions = [write_condition(c) for c in conditions(of, proposal_of(drafted.item))]
