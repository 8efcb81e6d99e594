"""第十七条（一）：writes down that a limit passed or that a request ended late, and tells of the first, once."""

from __future__ import annotations

from services.chassis.calendar import calendar
from services.chassis.work import Work
from services.support.domain import lateness, telling
from services.support.domain.lateness import LateFact
from services.support.domain.request import Request
from services.support.store import watching


async def note_lateness(work: Work, request: Request) -> None:
    """Note what the clock of a locked request shows by now; said twice it changes nothing."""
    known = await watching.noted(work.session, request.id)
    facts = lateness.to_note(request.clock, known, work.today, calendar())
    await watching.note(work.session, request, facts, [work.new_id() for _ in facts], work.now)
    passed = [one for one in facts if one.fact is LateFact.LIMIT_PASSED]
    await work.record(*(telling.overdue(request, one.due_on, one.on) for one in passed))
