"""第十条：an issue is handed to a unit, or on to another."""

from __future__ import annotations

from uuid import UUID

from services.chassis.calendar import calendar
from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.ledger.assigning import AssignIssue, assign
from services.schedule.store import ledger, units
from services.schedule.usecases.asking import party
from services.schedule.usecases.ledger.stepping import keep, seen


async def assign_issue(work: Work, command: AssignIssue) -> UUID | Refusal:
    """An issue is handed to a unit, or on to another. The id is the issue's."""
    row = await seen(work, command.issue_id, command.expected_version)
    if isinstance(row, Refusal):
        return row
    acting = await units.acting_among(work.session, [command.to.unit_id])
    asked = await ledger.asked_extension(work.session, row.id)
    decision = assign(
        ledger.state(row),
        party(work.actor),
        command,
        unit_acts=command.to.unit_id in acting,
        extension_asked=asked is not None,
        today=work.today,
        calendar=calendar(),
    )
    return await keep(work, "assignIssue", row, decision)
