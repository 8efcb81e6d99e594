"""第十条：an approver grants more time, or does not."""

from __future__ import annotations

from uuid import UUID

from services.chassis.calendar import calendar
from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.decision import Decided
from services.schedule.domain.ledger.extending import DecideIssueExtension, decide
from services.schedule.store import ledger
from services.schedule.usecases.asking import party
from services.schedule.usecases.ledger.stepping import keep, seen


async def decide_issue_extension(work: Work, command: DecideIssueExtension) -> UUID | Refusal:
    """Answer the extension that waits; granted, the limit moves. The id is the issue's."""
    row = await seen(work, command.issue_id, command.expected_version)
    if isinstance(row, Refusal):
        return row
    asked = await ledger.asked_extension(work.session, row.id)
    decision = decide(
        ledger.state(row),
        ledger.extension(asked) if asked else None,
        party(work.actor),
        command,
        today=work.today,
        calendar=calendar(),
    )
    if isinstance(decision, Refusal):
        return decision
    await ledger.save_extension(work.session, asked, decision.state.extension)
    return await keep(work, "decideIssueExtension", row, Decided(decision.state.stepped, decision.events))
