"""Withdraw a draft, or an approved scheme under which nothing is published (A18)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.assessment.domain.events import SchemeWithdrawn
from services.assessment.domain.scheme.record import SchemeAction, SchemeStatus, withdrawal
from services.assessment.store import periods, schemes
from services.assessment.usecases.scheme.unknown import UNKNOWN
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal


@dataclass(frozen=True, slots=True)
class WithdrawScheme:
    """Which scheme in which revision, and why."""

    scheme_id: UUID
    expected_version: int
    reason: str


async def withdraw_scheme(work: Work, command: WithdrawScheme) -> UUID | Refusal:
    """Take the scheme out of use; it stays on record. A year whose scheme is withdrawn computes nothing until the next."""
    await periods.hold(work)
    row = await schemes.find(work, command.scheme_id)
    if row is None:
        return Refusal.of(UNKNOWN)
    decision = withdrawal(row.status, command.reason)
    lost = stale(row.revision, command.expected_version)
    if lost or isinstance(decision, Refusal):
        others = decision.breaches if isinstance(decision, Refusal) else ()
        return Refusal((*([lost] if lost else []), *others))
    before = row.status
    row.status, row.ended_at, row.ended_reason = SchemeStatus.WITHDRAWN, work.now, decision
    row.revision += 1
    await schemes.note(work, row, SchemeAction.WITHDRAW, reason=decision)
    if before is SchemeStatus.APPROVED:
        await work.record(SchemeWithdrawn(row.id, row.year, row.version, decision, row.division))
    await work.audit("withdrawScheme", f"scheme/{row.id}", {"status": before}, {"status": row.status}, reason=decision)
    return row.id
