"""Gathers what a person must do in the schedule, from all of its areas."""

from __future__ import annotations

from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.calendar import calendar
from services.chassis.identity import Actor
from services.chassis.todos import Asking, Found, gather
from services.schedule.domain.leaders.reporting import due_on as leader_due_on
from services.schedule.domain.node.state import day_line
from services.schedule.domain.progress.record import MONTHS, last_day
from services.schedule.domain.todo.kinds import KINDS
from services.schedule.domain.todo.months import report_due_on
from services.schedule.store.todo import dispatch, issues, leaders, openings, plans, progress
from services.schedule.usecases.todo.weeks import weeks_due


def asking_of(actor: Actor, today: date) -> Asking:
    """Say who asks on which day, and until when a limit is near: as for nodes (第八条)."""
    return Asking(actor, today, day_line(today, calendar()).soon_until)


async def todos_of(session: AsyncSession, asking: Asking) -> Found:
    """Read everything that the person must do, in no order."""
    over = _months_until(asking.today)
    sources = [source(asking) for source in (*plans.SOURCES, *issues.SOURCES, *dispatch.SOURCES, *openings.SOURCES)]
    sources += [progress.to_verify(asking), progress.returned(asking)]
    sources.append(progress.due(asking, [(y, m, report_due_on(y, m, calendar())) for y, m in over]))
    sources.append(leaders.due(asking, [(y, m, leader_due_on(y, m, calendar())) for y, m in over]))
    sources += [openings.lists(asking, _begun(asking.today)), *openings.statistics(asking)]
    found = await gather(session, sources, KINDS)
    return Found([*found.todos, *await weeks_due(session, asking)], found.complete)


def _begun(today: date) -> list[tuple[int, int, date]]:
    """Name this year's months that have begun, with their last days."""
    return [(today.year, month, last_day(today.year, month)) for month in range(1, today.month + 1)]


def _months_until(today: date) -> list[tuple[int, int]]:
    """Name the months of this year and the one before that are over."""
    asked = [(year, month) for year in (today.year - 1, today.year) for month in range(1, MONTHS + 1)]
    return [(year, month) for year, month in asked if last_day(year, month) < today]
