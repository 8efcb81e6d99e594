"""How a drafted change is kept: its row, the adjustment's columns, the audit trail and the project's history."""

from __future__ import annotations

from services.chassis.work import Work
from services.law.document import amount
from services.reserve.domain.adjustment.state import Adjustment, Change, ChangeKind
from services.reserve.store import adjustments, tables
from services.reserve.store.history import Entry, remember


async def keep_change(
    work: Work,
    row: tables.Adjustment,
    before: Adjustment,
    after: Adjustment,
    action: str,
    project: tables.Project,
) -> None:
    """Write the latest change."""
    change = after.changes[-1]
    work.session.add(adjustments.change_row(work, after, change))
    await adjustments.save(work, row, before, after, action, change.reason)
    exempted = change.item.exempted if change.kind is ChangeKind.ADD else None
    await remember(
        work,
        Entry(
            project_id=project.id,
            version=project.version,
            action=action,
            before={},
            after={"adjustment": told(after, change)},
            reason=change.reason or (exempted.reason if exempted else None),
            approver=exempted.approver if exempted else None,
        ),
    )


def told(adjustment: Adjustment, change: Change) -> str:
    """Show a change in the history of its project."""
    return f"{adjustment.year} {change.kind} {change.item.kind} {amount(change.item.annual_investment)}"
