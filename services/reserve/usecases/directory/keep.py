"""What every command on a unit leaves behind: the new entry, its events, the audit trail, the unit's history."""

from __future__ import annotations

from services.chassis.work import Work
from services.reserve.domain.decision import Decided
from services.reserve.domain.directory.organization import Organization
from services.reserve.store import organizations, tables
from services.reserve.store.unit_history import UnitEntry, remember_unit


async def keep(
    work: Work,
    row: tables.Organization,
    before: Organization,
    decision: Decided[Organization],
    action: str,
    reason: str | None,
) -> None:
    """Write an accepted change of a unit, and tell it."""
    after = decision.state
    await organizations.save(work, row, after)
    await work.record(*decision.events)
    shown, exempted = (organizations.audited(before), organizations.audited(after)), after.code_exempted
    await work.audit(action, f"organization/{row.id}", *shown, reason=reason)
    entry = UnitEntry(
        organization_id=row.id,
        version=after.version,
        action=action,
        before=shown[0],
        after=shown[1],
        reason=reason,
        approver=exempted.approver if exempted and exempted != before.code_exempted else None,
        exception_reason=exempted.reason if exempted and exempted != before.code_exempted else None,
    )
    remember_unit(work, entry)
