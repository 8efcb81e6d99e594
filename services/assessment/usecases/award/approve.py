"""Record what a body decided on a list (A20)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.assessment.domain.award.approval import Decided, decide
from services.assessment.domain.award.model import A20, Outcome
from services.assessment.domain.reading import name_of, optional_text
from services.assessment.store import awards, tables
from services.assessment.usecases.award.lists import opened, touched
from services.chassis.work import Work
from services.law.breach import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordApproval:
    """Which list in which version; which body decided what, when, by which document, and why."""

    list_id: UUID
    expected_version: int
    body: str
    outcome: Outcome
    held_on: date
    document: str
    reason: str | None


async def record_approval(work: Work, command: RecordApproval) -> UUID | Refusal:
    """Record a meeting in its turn; a list that it returned is a draft again. The id is the list's."""
    found = await opened(work, command.list_id, command.expected_version)
    if isinstance(found, Refusal):
        return found
    row, breaches = found
    document = name_of(command.document, "会议纪要或文件", "document", A20, breaches)
    reason = optional_text(command.reason, "理由", "reason", A20, breaches, 1000)
    before = await awards.state_of(work.session, row)
    decision = decide(before, command.body, command.outcome, command.held_on, reason, work.today)
    breaches += decision.breaches if isinstance(decision, Refusal) else ()
    if breaches or isinstance(decision, Refusal):
        return Refusal(tuple(breaches))
    _keep(work, row, decision, document, reason)
    after = decision.after
    row.status, row.round, row.submitted_on = after.status, after.round, after.submitted_on
    for award in await awards.standing(work.session, row):
        award.status = after.status
    await touched(work, row)
    shown = [{"status": state.status, "round": state.round} for state in (before, after)]
    await work.audit("recordAwardApproval", f"award-list/{row.id}", *shown, reason=reason)
    return row.id


def _keep(work: Work, row: tables.AwardList, decision: Decided, document: str, reason: str | None) -> None:
    held = decision.after.held[-1]
    work.session.add(
        tables.AwardApproval(
            id=work.new_id(),
            division=row.division,
            list_id=row.id,
            round=held.round,
            step=held.step,
            body=decision.body.code,
            body_name=decision.body.name,
            outcome=held.outcome,
            held_on=held.held_on,
            document=document,
            reason=reason,
            at=work.now,
            by=work.actor.name,
        )
    )
