"""第十条：an issue is raised, directly or out of weekly dispatch, a weekly update or a leader's visit."""

from __future__ import annotations

from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.ledger.raising import RaiseIssue, enter, examine, number
from services.schedule.domain.ledger.record import facts
from services.schedule.store import ledger
from services.schedule.usecases.asking import party
from services.schedule.usecases.ledger.telling import tell


async def raise_issue(work: Work, command: RaiseIssue) -> UUID | Refusal:
    """Put an issue on the ledger under the year's next number; the id is the issue's."""
    found = await ledger.linked(work.session, work.actor, command)
    raised = examine(command, found, party(work.actor), work.today)
    if isinstance(raised, Refusal):  # before a number is drawn, so that none is ever missing
        return raised
    at = await ledger.next_number(work.session, found.division, ledger.ISSUES, work.today.year)
    decision = enter(
        command,
        raised,
        party(work.actor),
        id=work.new_id(),
        number=number(work.today.year, at),
        division=found.division,
        today=work.today,
    )
    issue = decision.state.issue
    await ledger.save(work, None, decision.state)
    await work.record(*decision.events)
    await work.audit("raiseIssue", f"issue/{issue.id}", None, facts(issue), division=issue.division)
    tell(work, issue, decision.state.step)
    return issue.id
