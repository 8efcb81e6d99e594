"""第十条：a closed issue that is not settled after all is opened again."""

from __future__ import annotations

from uuid import UUID

from services.chassis.calendar import calendar
from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.ledger.closing import ReopenIssue, reopen
from services.schedule.store import ledger, units
from services.schedule.usecases.asking import party
from services.schedule.usecases.ledger.stepping import keep, seen


async def reopen_issue(work: Work, command: ReopenIssue) -> UUID | Refusal:
    """A closed issue that is not settled after all is opened again. The id is the issue's."""
    row = await seen(work, command.issue_id, command.expected_version)
    if isinstance(row, Refusal):
        return row
    own = row.responsible_unit_id
    unit = own and (await units.survivor_of(work.session, own) or own)
    acting = await units.acting_among(work.session, [unit] if unit else [])
    decision = reopen(
        ledger.state(row),
        party(work.actor),
        command,
        unit_id=unit,
        unit_acts=unit in acting,
        today=work.today,
        calendar=calendar(),
    )
    return await keep(work, "reopenIssue", row, decision)
