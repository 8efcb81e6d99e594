"""第十四条、第十七条：tells the rungs of the ladder that requests have reached, each once for a limit, and what is overdue."""

from __future__ import annotations

from services.chassis.calendar import calendar
from services.chassis.work import Work
from services.support.domain import escalation, telling
from services.support.domain.kinds.ladder import ladder_of
from services.support.domain.request import Action, Request
from services.support.store import requests, tables, watching
from services.support.usecases.acting import acting
from services.support.usecases.clock.lateness import note_lateness
from services.support.usecases.requests.case import rule_of

MOST = 50  # requests that one transaction looks at


async def escalate(work: Work, most: int = MOST) -> int:
    """Look at some of the requests whose day has come; return at how many.

    Everything of a request is written together: the rung, its event (and by that its notices), the step in the history
    and when to look next. Whatever ends the process before the commit leaves all of it to be done.
    """
    rows = await watching.take(work.session, work.today, most)
    for row in rows:
        await _look_at(work, row, await requests.read(work.session, row))
    return len(rows)


async def _look_at(work: Work, row: tables.Request, request: Request) -> None:
    rule = rule_of(request)
    ladder = ladder_of(rule, request.clock.received_on)
    known = await watching.told(work.session, request.id)
    reached = escalation.to_tell(request.clock, ladder, known, work.today, calendar())
    for one in reached:
        await watching.add_told(work.session, request, one, work.today, work.now)
        await work.record(telling.escalated(request, one, rule))
        note = f"{one.rung.name}（到期日 {one.limit_on}）" + (f"，应于 {one.on}" if one.on < work.today else "")
        await requests.add_step(work.session, request, Action.ESCALATED, note, acting(work), work.now)
    await note_lateness(work, request)
    next_ = escalation.next_on(request.clock, ladder, (*known, *_told(reached, work)), work.today, calendar())
    row.escalate_on = next_
    if not reached:
        return
    row.escalation = max(one.rung.days for one in reached)
    after = {"told": [one.rung.days for one in reached], "limit": str(reached[-1].limit_on)}
    await work.audit("escalateRequest", f"request/{row.id}", None, after, division=row.division)
    told = {"requestId": request.id, "action": Action.ESCALATED.value, "at": work.now.isoformat()}
    work.notify(f"queue:{request.bureau_id}", told)


def _told(reached: tuple[escalation.Reached, ...], work: Work) -> tuple[escalation.Told, ...]:
    return tuple(escalation.Told(one.rung.days, one.limit_on, work.today) for one in reached)
