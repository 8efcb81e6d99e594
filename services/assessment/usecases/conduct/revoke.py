"""Revoke the record of an incident or a commendation (A20, A21)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.assessment.domain.conduct.events import CommendationRevoked, IncidentRevoked
from services.assessment.domain.conduct.record import ConductKind, Revocation, revoke
from services.assessment.domain.fact.model import FactKind, Revoked
from services.assessment.store import conduct, periods
from services.assessment.usecases.fact.own import record_own
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal

UNKNOWN = Breach("RECORD_UNKNOWN", "没有该记录，或您无权撤销", field="recordId")
_EVENT = {ConductKind.INCIDENT: IncidentRevoked, ConductKind.COMMENDATION: CommendationRevoked}


@dataclass(frozen=True, slots=True)
class RevokeConduct:
    """Which record in which version, why, and who approved it."""

    record_id: UUID
    expected_version: int
    reason: str
    approver: str


async def revoke_conduct(work: Work, command: RevokeConduct) -> UUID | Refusal:
    """Let the record count no more from now on; it stays on record as revoked."""
    await periods.hold(work)
    row = await conduct.lock(work, command.record_id)
    if row is None:
        return Refusal.of(UNKNOWN)
    asked = Revocation(reason=command.reason, approver=command.approver, recorder=work.actor.name)
    decision = revoke(asked, row.revoked_on, row.kind.article)
    lost = stale(row.version, command.expected_version)
    if lost or isinstance(decision, Refusal):
        others = decision.breaches if isinstance(decision, Refusal) else ()
        return Refusal((*([lost] if lost else []), *others))
    row.revoked_on, row.revoked_by = work.today, work.actor.name
    row.revocation_reason, row.revocation_approver = decision.reason, decision.approver
    row.version += 1
    what = Revoked(row.fact_id, decision.reason, decision.approver)
    await record_own(work, FactKind.RECORD_REVOKED, row.id, row.unit_id, row.project_id, work.today, what)
    await work.session.flush()
    after = {"revokedOn": row.revoked_on, "approver": decision.approver}
    await work.audit("revokeConductRecord", f"conduct/{row.id}", {"revokedOn": None}, after, reason=decision.reason)
    name = f"{row.grade_name}{row.matter_name}"
    await work.record(_EVENT[row.kind](row.id, row.unit_id, row.matter, name, decision.reason, row.division))
    return row.id
