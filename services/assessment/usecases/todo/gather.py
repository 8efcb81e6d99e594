"""Gathers what a person must do in the assessment (第十九条、第二十一条)."""

from __future__ import annotations

from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from services.assessment.domain.todo import KINDS
from services.assessment.store import todos
from services.chassis.calendar import calendar
from services.chassis.identity import Actor
from services.chassis.todos import Asking, Found, gather

SOON_DAYS = 5  # working days


def asking_of(actor: Actor, today: date) -> Asking:
    """Say who asks on which day."""
    return Asking(actor, today, calendar().add(today, SOON_DAYS))


async def todos_of(session: AsyncSession, asking: Asking) -> Found:
    """Read everything that the person must do, in no order."""
    return await gather(session, [source(asking) for source in todos.SOURCES], KINDS)
