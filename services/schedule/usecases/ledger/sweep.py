"""第十条：limits that have passed are told, and the rule puts under supervision what is late enough."""

from __future__ import annotations

from services.chassis.calendar import calendar
from services.chassis.work import Work
from services.schedule.domain.ledger.limits import supervised_before
from services.schedule.domain.ledger.record import Issue, facts
from services.schedule.domain.ledger.supervising import falls_to_rule, letter_of_rule, overdue, supervise_by_rule
from services.schedule.store import ledger, tables
from services.schedule.usecases.ledger.stepping import keep

AT_ONCE = 200


async def sweep(work: Work) -> int:
    """Treat the issues that are late on the day, as many as one transaction should; return how many were told or supervised.

    What another process treats at the moment is left to it. Done twice on a day it changes nothing more.
    """
    treated = 0
    long_ago = supervised_before(work.today, calendar())
    for row in await ledger.late(work.session, work.today, long_ago, AT_ONCE):
        before = ledger.state(row)
        told = await _tell(work, row, before)
        supervised = falls_to_rule(ledger.state(row), work.today, calendar())
        if supervised:
            await _supervise(work, row)
        treated += told or supervised
    return treated


async def _tell(work: Work, row: tables.Issue, before: Issue) -> bool:
    decision = overdue(before, work.today)
    if decision is None:
        return False
    row.told_late_for = decision.state.told_late_for
    await work.record(*decision.events)
    subject = f"issue/{row.id}"
    await work.audit("tellIssueOverdue", subject, facts(before), facts(decision.state), division=row.division)
    return True


async def _supervise(work: Work, row: tables.Issue) -> None:
    at = await ledger.next_number(work.session, row.division, ledger.LETTERS, work.today.year)
    letter = letter_of_rule(work.today.year, at, work.today)
    decision = supervise_by_rule(ledger.state(row), letter, today=work.today, calendar=calendar())
    await keep(work, "superviseIssueByRule", row, decision, by_rule=True)
