"""第十条、第十五条：a decision of a land consultation becomes an issue of the ledger."""

from __future__ import annotations

from uuid import UUID

from services.chassis.work import Work
from services.schedule.domain.decision import Party
from services.schedule.domain.ledger.following_up import FollowUp, follow_up
from services.schedule.domain.ledger.raising import Raised, enter, number
from services.schedule.domain.ledger.record import facts
from services.schedule.store import ledger, units
from services.schedule.usecases.ledger.telling import tell

RAISED_BY = "用地会商"  # the meeting, not a person: support knows who was there


async def raise_follow_up(work: Work, told: FollowUp) -> UUID:
    """Put the decision on the ledger, once however often it is told; the id is the issue's.

    What it hangs on is not looked up: support has, and its project or node may be told here later.
    """
    known = await ledger.of_consultation(work.session, told.item_id)
    if known is not None:
        return known
    command = follow_up(told, await units.name_of(work.session, told.responsible_unit_id), work.today)
    at = await ledger.next_number(work.session, work.actor.division, ledger.ISSUES, work.today.year)
    decision = enter(
        command,
        Raised(project_id=command.project_id, title=command.title, text=command.description),
        Party(work.actor.subject, RAISED_BY, work.actor.roles, None),
        id=work.new_id(),
        number=number(work.today.year, at),
        division=work.actor.division,
        today=work.today,
    )
    issue = decision.state.issue
    await ledger.save(work, None, decision.state, by_rule=True)
    await work.record(*decision.events)
    await work.audit("raiseFollowUp", f"issue/{issue.id}", None, facts(issue), division=issue.division)
    tell(work, issue, decision.state.step)
    return issue.id
