"""Approve a draft (A18): from then on its year is computed by it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.assessment.domain.events import SchemeApproved
from services.assessment.domain.scheme.judge import judge
from services.assessment.domain.scheme.record import Approval, SchemeAction, SchemeStatus, approval
from services.assessment.store import periods, schemes, tables
from services.assessment.usecases.scheme.unknown import UNKNOWN
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal


@dataclass(frozen=True, slots=True)
class ApproveScheme:
    """Which draft in which revision, who approved it, and by which document."""

    scheme_id: UUID
    expected_version: int
    approver: str
    document: str


async def approve_scheme(work: Work, command: ApproveScheme) -> UUID | Refusal:
    """Put the draft in force in place of the one that was; refused once the year is frozen."""
    await periods.hold(work)
    row = await schemes.find(work, command.scheme_id)
    if row is None:
        return Refusal.of(UNKNOWN)
    frozen = await schemes.frozen(work.session, row.division, row.year)
    again = judge(schemes.state_of(row), work.today, frozen=frozen)  # rules may have changed since it was drafted
    decision = approval(row.status, command.approver, command.document, work.actor.name)
    lost = stale(row.revision, command.expected_version)
    breaches = [lost] if lost else []
    for judged in (decision, again):
        breaches += judged.breaches if isinstance(judged, Refusal) else ()
    if breaches:
        return Refusal(tuple(breaches))
    assert isinstance(decision, Approval)
    await put_in_force(work, row, decision)
    after = {"status": row.status, "approver": row.approver, "document": row.document}
    await work.audit("approveScheme", f"scheme/{row.id}", {"status": SchemeStatus.DRAFT}, after)
    return row.id


async def put_in_force(work: Work, row: tables.Scheme, decision: Approval) -> None:
    """Let a draft take the place of the scheme in force, if there is one, and tell of it."""
    current = await schemes.in_force(work.session, row.division, row.year)
    if current is not None:
        current.status, current.ended_at, current.revision = SchemeStatus.SUPERSEDED, work.now, current.revision + 1
        await schemes.note(work, current, SchemeAction.SUPERSEDE)
    row.status, row.approved_at, row.approved_by = SchemeStatus.APPROVED, work.now, work.actor.name
    row.approver, row.document, row.revision = decision.approver, decision.document, row.revision + 1
    await schemes.note(work, row, SchemeAction.APPROVE)
    superseded = current.id if current else None
    await work.record(
        SchemeApproved(row.id, row.year, row.version, row.title, decision.document, superseded, row.division)
    )
