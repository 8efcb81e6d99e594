"""第十条：the responsible unit asks for more time."""

from __future__ import annotations

from uuid import UUID

from services.chassis.calendar import calendar
from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.decision import Decided
from services.schedule.domain.ledger.extending import AskIssueExtension, ask
from services.schedule.store import ledger
from services.schedule.usecases.asking import party
from services.schedule.usecases.ledger.stepping import keep, seen


async def ask_issue_extension(work: Work, command: AskIssueExtension) -> UUID | Refusal:
    """Keep what is asked for; the limit stays until it is granted. The id is the issue's."""
    row = await seen(work, command.issue_id, command.expected_version)
    if isinstance(row, Refusal):
        return row
    asked = await ledger.asked_extension(work.session, row.id)
    decision = ask(
        ledger.state(row),
        party(work.actor),
        command,
        asked=asked is not None,
        id=work.new_id(),
        today=work.today,
        calendar=calendar(),
    )
    if isinstance(decision, Refusal):
        return decision
    await ledger.save_extension(work.session, None, decision.state.extension)
    return await keep(work, "askIssueExtension", row, Decided(decision.state.stepped, decision.events))
