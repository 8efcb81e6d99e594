"""Revoke the exemption of a record (A18)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.assessment.domain.fact import decide as rules
from services.assessment.domain.fact.events import ExemptionRevoked
from services.assessment.domain.fact.model import FactKind, Revoked
from services.assessment.store import decisions, periods
from services.assessment.usecases.fact.deciding import grounds, told
from services.assessment.usecases.fact.own import record_own_for
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal

UNKNOWN = Breach("DECISION_UNKNOWN", "没有该决定，或您无权撤销", rules.A18, "decisionId")


@dataclass(frozen=True, slots=True)
class RevokeExemption:
    """Which decision in which version, why, and who approved it."""

    decision_id: UUID
    expected_version: int
    reason: str
    approver: str


async def revoke_exemption(work: Work, command: RevokeExemption) -> UUID | Refusal:
    """Let the record count again; the decision stays on record as revoked."""
    await periods.hold(work)
    row = await decisions.lock(work, command.decision_id)
    if row is None:
        return Refusal.of(UNKNOWN)
    asked = grounds(work, command.reason, command.approver, "")
    kept = rules.revoke(asked, row.kind, row.revoked_on)
    lost = stale(row.version, command.expected_version)
    if lost or isinstance(kept, Refusal):
        return Refusal((*([lost] if lost else []), *(kept.breaches if isinstance(kept, Refusal) else ())))
    units = await decisions.units_of(work.session, row.id)
    what = Revoked(row.event_id, kept.reason, kept.approver)
    await record_own_for(work, FactKind.EXEMPTION_REVOKED, row.record_id, units, row.project_id, work.today, what)
    row.standing, row.version = False, row.version + 1
    row.revoked_on, row.revoked_by = work.today, work.actor.name
    row.revocation_reason, row.revocation_approver = kept.reason, kept.approver
    await work.session.flush()
    await work.record(*(ExemptionRevoked(**told(row, unit, kept.reason)) for unit in units))
    after = {"revokedOn": row.revoked_on, "approver": kept.approver}
    await work.audit("revokeExemption", f"record/{row.record_id}", {"revokedOn": None}, after, reason=kept.reason)
    return row.id
