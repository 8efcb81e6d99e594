"""第十条：an issue is put under supervision by a letter."""

from __future__ import annotations

from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.ledger.supervising import SuperviseIssue, supervise
from services.schedule.store import ledger
from services.schedule.usecases.asking import party
from services.schedule.usecases.ledger.stepping import keep, seen


async def supervise_issue(work: Work, command: SuperviseIssue) -> UUID | Refusal:
    """An issue is put under supervision by a letter. The id is the issue's."""
    row = await seen(work, command.issue_id, command.expected_version)
    if isinstance(row, Refusal):
        return row
    decision = supervise(ledger.state(row), party(work.actor), command, today=work.today)
    return await keep(work, "superviseIssue", row, decision)
