"""第五条: withdraw a document that was recorded by mistake."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.reserve.domain.library import evidence as rules
from services.reserve.domain.reading import Reading
from services.reserve.store import projects, tables
from services.reserve.store.history import Entry, remember
from services.reserve.usecases.library.lost import changed_since


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawEvidence:
    """Which document and why."""

    project_id: UUID
    evidence_id: UUID
    expected_version: int
    reason: str


async def withdraw_evidence(work: Work, command: WithdrawEvidence) -> UUID | Refusal:
    """Withdraw a document; it stays on record and counts no more."""
    row = await projects.lock(work, command.project_id)
    document = await work.session.get(tables.Evidence, command.evidence_id)
    if row is None:
        return Refusal.of(projects.UNKNOWN)
    if document is None or document.project_id != row.id:
        return Refusal.of(Breach("EVIDENCE_UNKNOWN", "该项目没有这份材料", field="evidenceId"))
    before = await projects.state_of(work.session, row)
    reading = Reading(Article(5))
    reading.found(await changed_since(work, row, command.expected_version))
    reason = reading.text(command.reason, "撤回理由", "reason")
    decision = reading.judged(rules.withdraw_evidence(before, projects.evidence_state(document), reason))
    if isinstance(decision, Refusal):
        return decision
    document.withdrawn_at, document.withdrawn_reason = work.now, reason
    await projects.update(work, row, before, decision.state)
    await work.record(*decision.events)
    shown = {f"evidence/{document.id}": f"{document.kind} {document.title}"}
    entry = Entry(
        project_id=row.id,
        version=decision.state.version,
        action="withdrawEvidence",
        before=shown,
        after={},
        reason=reason,
    )
    await remember(work, entry)
    return row.id
