"""第十条：the responsible unit tells how the work goes."""

from __future__ import annotations

from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.ledger.settling import NoteIssueProgress, note
from services.schedule.store import ledger
from services.schedule.usecases.asking import party
from services.schedule.usecases.ledger.stepping import keep, seen


async def note_issue_progress(work: Work, command: NoteIssueProgress) -> UUID | Refusal:
    """The responsible unit tells how the work goes. The id is the issue's."""
    row = await seen(work, command.issue_id, command.expected_version)
    if isinstance(row, Refusal):
        return row
    decision = note(ledger.state(row), party(work.actor), command, today=work.today)
    return await keep(work, "noteIssueProgress", row, decision)
