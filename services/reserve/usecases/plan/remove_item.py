"""第三条（四）: take a project off the draft."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete

from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Refusal
from services.law.document import amount
from services.reserve.domain.plan import items as rules
from services.reserve.domain.reading import Reading
from services.reserve.store import plans, projects, since, tables
from services.reserve.store.history import Entry, remember


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovePlanItem:
    """Which project of which plan, and why where there is something to say."""

    plan_id: UUID
    expected_version: int
    project_id: UUID
    reason: str | None = None


async def remove_item(work: Work, command: RemovePlanItem) -> UUID | Refusal:
    """Take a project off."""
    row = await plans.lock(work, command.plan_id)
    if row is None:
        return Refusal.of(plans.UNKNOWN)
    before = await plans.state_of(work.session, row)
    reading = Reading(Article(3, 4))
    reading.found(await since.lost(work, f"plan/{row.id}", row.version, command.expected_version))
    reason = reading.optional_text(command.reason, "理由", "reason")
    decision = reading.judged(rules.remove_item(before, command.project_id))
    if isinstance(decision, Refusal):
        return decision
    item = tables.PlanItem
    await work.session.execute(delete(item).where(item.plan_id == row.id, item.project_id == command.project_id))
    await plans.save(work, row, before, decision.state, "removePlanItem", reason)
    project = await projects.lock(work, command.project_id)
    gone = before.item(command.project_id)
    if project is not None and gone is not None:
        entry = Entry(
            project_id=project.id,
            version=project.version,
            action="removePlanItem",
            before={"plan": f"{before.year} {gone.kind} {amount(gone.annual_investment)}"},
            after={},
            reason=reason,
        )
        await remember(work, entry)
    return row.id
