"""第十条：those who keep the ledger change kind or severity."""

from __future__ import annotations

from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.ledger.assigning import ClassifyIssue, classify
from services.schedule.store import ledger
from services.schedule.usecases.asking import party
from services.schedule.usecases.ledger.stepping import keep, seen


async def classify_issue(work: Work, command: ClassifyIssue) -> UUID | Refusal:
    """Those who keep the ledger change kind or severity. The id is the issue's."""
    row = await seen(work, command.issue_id, command.expected_version)
    if isinstance(row, Refusal):
        return row
    decision = classify(ledger.state(row), party(work.actor), command, today=work.today)
    return await keep(work, "classifyIssue", row, decision)
