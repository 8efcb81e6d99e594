"""第十七条（一）：when the calendar of a year is published, due dates that were provisional are set right."""

from __future__ import annotations

from sqlalchemy import select

from services.chassis.calendar import calendar
from services.chassis.work import Work
from services.support.domain import lateness, telling
from services.support.domain.request import Action, Request
from services.support.store import requests, tables, watching
from services.support.usecases.acting import acting


async def recompute(work: Work) -> int:
    """Derive the kept due dates of all running provisional clocks anew; return how many have changed.

    The clock's facts stay as they are, so that versions and decisions are untouched; each change is told in the history
    and to the services that follow the request.
    """
    query = (
        select(tables.Request)
        .where(tables.Request.due_provisional, tables.Request.ended_on.is_(None))
        .order_by(tables.Request.id)
        .with_for_update()
    )
    changed = 0
    for row in (await work.session.scalars(query)).all():
        pauses = select(tables.Pause).where(tables.Pause.request_id == row.id).order_by(tables.Pause.seq)
        request = requests.state_of(row, (await work.session.scalars(pauses)).all())
        was = row.due_on
        for name, value in requests.due_columns(request.clock, calendar()).items():
            setattr(row, name, value)
        row.escalate_on = watching.first_look(request, calendar())  # its rungs move, even where the limit stays
        if row.due_on == was:
            continue
        await _settle_lateness(work, request)
        changed += 1
        await work.record(telling.due_corrected(request, row.due_on, was))
        note = f"年度日历公布，到期日由 {was} 更正为 {row.due_on or '待补正后重算'}"
        await requests.add_step(work.session, request, Action.RECOMPUTED, note, acting(work), work.now)
        subject = f"request/{row.id}"
        before, after = {"due_on": was}, {"due_on": row.due_on}
        await work.audit("recomputeDueDates", subject, before, after, reason=note, division=row.division)
    await work.session.flush()
    return changed


async def _settle_lateness(work: Work, request: Request) -> None:
    """Say of a limit on record as passed that it was none; what the new limit shows is noted as ever."""
    known = await watching.noted(work.session, request.id)
    void = lateness.to_void(request.clock, known, work.today, calendar())
    await watching.note(work.session, request, void, [work.new_id() for _ in void], work.now)
