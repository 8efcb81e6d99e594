"""Telling whoever watches a unit's part of the ledger that something there has changed."""

from __future__ import annotations

from services.chassis.work import Work
from services.schedule.domain.ledger.record import Issue, Step


def tell(work: Work, after: Issue, step: Step, before: Issue | None = None) -> None:
    """Tell the units that have it, had it or raised it, each once."""
    units = {after.responsible_unit_id, after.raised_by_unit_id, before.responsible_unit_id if before else None}
    hint = {"issueId": str(after.id), "action": step.action.value, "at": work.now.isoformat()}
    for unit in sorted(u for u in units if u is not None):
        work.notify(f"ledger:{unit}", hint)
    work.notify(f"ledger-of:{after.division}", hint)
