"""Finding the issue that a command is about, in the version that its sender saw, and keeping what was decided."""

from __future__ import annotations

from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.schedule.domain.decision import Decided
from services.schedule.domain.ledger.record import Issue, Stepped, facts
from services.schedule.domain.ledger.terms import A10
from services.schedule.store import ledger, tables
from services.schedule.usecases.ledger.telling import tell


async def seen(work: Work, issue_id: UUID, expected_version: int) -> tables.Issue | Refusal:
    """Lock the issue; of two people at once the second finds another version."""
    row = await ledger.by_id(work.session, work.actor, issue_id)
    if row is None:
        return unknown("issueId")
    if lost := stale(row.version, expected_version):
        return Refusal.of(lost)
    return row


def unknown(field: str) -> Refusal:
    """第十条：an issue that is not there, or that the person cannot see."""
    return Refusal.of(Breach("ISSUE_UNKNOWN", "没有找到该问题，或不在您的查看范围内", A10, field))


async def keep(
    work: Work, action: str, row: tables.Issue, decision: Decided[Stepped] | Refusal, *, by_rule: bool = False
) -> UUID | Refusal:
    """Save what was decided, tell it, and leave its trace; a refusal is passed on. The id is the issue's."""
    if isinstance(decision, Refusal):
        return decision
    before: Issue = ledger.state(row)
    done = decision.state
    await ledger.save(work, row, done, by_rule=by_rule)
    await work.record(*decision.events)
    subject, reason = f"issue/{row.id}", done.step.reason
    await work.audit(action, subject, facts(before), facts(done.issue), reason=reason, division=row.division)
    tell(work, done.issue, done.step, before)
    return row.id
