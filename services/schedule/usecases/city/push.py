"""第九条：what happens to a city-level project is queued for the city's key-project system, in the same transaction."""

from __future__ import annotations

from services.chassis.work import Work
from services.schedule.domain.city.push import message
from services.schedule.store import city, tables


async def push(work: Work, schedule: tables.Schedule, *events: object) -> None:
    """Queue what the city hears of these events; nothing for a project below its level."""
    told = [said for said in map(message, events) if said is not None]
    if told and await city.is_of_city(work, schedule.project_id):
        for said in told:
            await city.queue(work, schedule, said)
