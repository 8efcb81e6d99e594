"""第十条：those who hand issues out decide a contest."""

from __future__ import annotations

from uuid import UUID

from services.chassis.calendar import calendar
from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.ledger.assigning import DecideContest, decide_contest
from services.schedule.store import ledger, units
from services.schedule.usecases.asking import party
from services.schedule.usecases.ledger.stepping import keep, seen


async def decide_issue_contest(work: Work, command: DecideContest) -> UUID | Refusal:
    """Those who hand issues out decide a contest. The id is the issue's."""
    row = await seen(work, command.issue_id, command.expected_version)
    if isinstance(row, Refusal):
        return row
    to = command.to
    acts = to is not None and to.unit_id in await units.acting_among(work.session, [to.unit_id])
    decision = decide_contest(
        ledger.state(row), party(work.actor), command, unit_acts=acts, today=work.today, calendar=calendar()
    )
    return await keep(work, "decideIssueContest", row, decision)
