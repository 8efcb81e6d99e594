"""第十七条：an officer is back early, or not away after all."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.support.domain import absence
from services.support.store import absences
from services.support.usecases.acting import acting


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelAbsence:
    """The command."""

    absence_id: UUID
    expected_version: int
    reason: str


async def cancel_absence(work: Work, command: CancelAbsence) -> UUID | Refusal:
    """Call an absence off; what was handed over meanwhile stays where it is."""
    known = await absences.locked(work, command.absence_id)
    if known is None:
        return Refusal.of(Breach("ABSENCE_UNKNOWN", "没有这项离岗登记，或您无权查看", absence.A17, "absenceId"))
    row, before = known
    if lost := stale(before.version, command.expected_version):
        return Refusal.of(lost)
    after = absence.cancel(before, command.reason, acting(work), work.today)
    if isinstance(after, Refusal):
        return after
    row.version, row.cancelled_on = after.version, after.cancelled_on
    row.cancelled_by_name, row.cancelled_reason = work.actor.name, command.reason.strip()
    await work.session.flush()
    subject, told = f"absence/{row.id}", absences.audited
    await work.audit("cancelAbsence", subject, told(before), told(after), reason=row.cancelled_reason)
    return row.id
