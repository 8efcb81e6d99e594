"""第十七条：when the calendar of a year is published, limits of opinions and reviews that rested on guesses are set right."""

from __future__ import annotations

from collections.abc import AsyncIterator

from services.chassis.calendar import calendar
from services.chassis.work import Work
from services.support.domain import opinion, review
from services.support.domain.opinion_events import told
from services.support.domain.request import Action, Request
from services.support.store import opinions, requests, settled
from services.support.usecases.acting import acting


async def recompute_parts(work: Work) -> int:
    """Derive anew the limits of all that is waited for; return how many have moved.

    Each is in the history of its request and in the audit trail; that of an opinion is told, as a version of its own.
    """
    moved = 0
    for row in await requests.waiting(work.session):
        request = await requests.read(work.session, row)
        async for note in _moved(work, request):
            moved += 1
            await requests.add_step(work.session, request, Action.RECOMPUTED, note, acting(work), work.now)
            subject = f"request/{request.id}"
            await work.audit("recomputeDueDates", subject, None, None, reason=note, division=request.division)
    return moved


async def _moved(work: Work, request: Request) -> AsyncIterator[str]:
    """Write each new limit; yield what has moved in words."""
    for kept in await opinions.awaited(work.session, request.id):
        asked = opinions.state_of(kept)
        corrected = opinion.due_corrected(asked, calendar())
        if corrected is not None:
            await opinions.save(work.session, kept, corrected, work.actor.name)
            await work.record(told(request, corrected, calendar()))
            yield f"年度日历公布，征求意见的期限由 {asked.due_on} 更正为 {corrected.due_on}"
    under_way = await settled.review_of(work.session, request.id)
    due_on = review.due_corrected(under_way, calendar()) if under_way is not None else None
    if under_way is not None and due_on is not None:
        await settled.move_review(work.session, request.id, due_on)
        yield f"年度日历公布，复核的期限由 {under_way.due_on} 更正为 {due_on}"
