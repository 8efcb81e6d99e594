"""Gathers what a person must do about requests (第十四条、第十五条、第十七条)."""

from __future__ import annotations

from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.calendar import calendar
from services.chassis.identity import Actor
from services.chassis.todos import Asking, Found, gather
from services.support.domain import services_todo
from services.support.domain.agency import todo as agency
from services.support.domain.clock import last_workday
from services.support.domain.funds import todo as funds
from services.support.domain.land import todo as land
from services.support.domain.todo import KINDS, warning_days
from services.support.store import todo


def asking_of(actor: Actor, today: date) -> Asking:
    """Say who asks on which day; a limit that ended on Friday is overdue from Monday on, as everywhere in this service."""
    day = last_workday(today, calendar())
    return Asking(actor, day, calendar().add(day, warning_days(actor.division, today)))


async def todos_of(session: AsyncSession, asking: Asking) -> Found:
    """Read everything that the person must do, in no order."""
    return await gather(
        session,
        [source(asking) for source in todo.SOURCES],
        KINDS | funds.KINDS | agency.KINDS | services_todo.KINDS | land.KINDS,
    )
