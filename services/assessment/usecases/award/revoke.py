"""Revoke an award on record (A20, A21)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import update

from services.assessment.domain.award.events import AwardRevoked
from services.assessment.domain.award.model import A20
from services.assessment.domain.conduct.record import Revocation, judged
from services.assessment.domain.reading import name_of
from services.assessment.store import awards, periods, tables
from services.assessment.usecases.award import grant
from services.assessment.usecases.award.lists import AWARD_UNKNOWN
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeAward:
    """Which award in which version, why, who approved it, and by which document."""

    award_id: UUID
    expected_version: int
    reason: str
    approver: str
    document: str


async def revoke_award(work: Work, command: RevokeAward) -> UUID | Refusal:
    """Keep the award as revoked; what it brought lapses, and its unit is told."""
    await periods.hold(work)
    award = await awards.lock(work, command.award_id)
    if award is None:
        return Refusal.of(AWARD_UNKNOWN)
    lost = stale(award.version, command.expected_version)
    breaches = [lost] if lost else []
    if not award.granted:
        breaches.append(Breach("NOT_GRANTED", "尚未授予，没有可撤销的", A20, "awardId"))
    elif award.revoked_on is not None:
        breaches.append(Breach("ALREADY_REVOKED", f"已于 {award.revoked_on} 撤销", A20, "awardId"))
    asked = Revocation(reason=command.reason, approver=command.approver, recorder=work.actor.name)
    decision = judged(asked, A20, breaches)
    document = name_of(command.document, "撤销文件", "document", A20, breaches)
    if breaches:
        return Refusal(tuple(breaches))
    award.revoked_on, award.revocation_reason = work.today, decision.reason
    award.revocation_approver, award.revocation_document = decision.approver, document
    award.version += 1
    effect = tables.AwardEffect
    lapse = update(effect).where(effect.award_id == award.id)
    await work.session.execute(lapse.values(lapsed_on=work.today, version=effect.version + 1))
    await work.session.flush()
    after = {"revokedOn": award.revoked_on, "approver": decision.approver, "document": document}
    await work.audit("revokeAward", f"award/{award.id}", {"revokedOn": None}, after, reason=decision.reason)
    await work.record(
        AwardRevoked(
            award_id=award.id,
            unit_id=award.unit_id,
            year=award.year,
            level=award.level,
            recipient=award.recipient,
            award_name=grant.name_of(award),
            reason=decision.reason,
            division=award.division,
        )
    )
    return award.id
