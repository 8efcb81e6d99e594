"""第十七条（五）：public security takes an incident up, or a colleague takes it over."""

from __future__ import annotations

from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain.incident import handling
from services.support.usecases.acting import acting
from services.support.usecases.incident.case import IncidentCommand, keep, moment, take


async def take_up(work: Work, command: IncidentCommand) -> UUID | Refusal:
    """Public security takes an incident up, or a colleague takes it over."""
    case = await take(work, command)
    if isinstance(case, Refusal):
        return case
    change = handling.take_up(case.incident, acting(work), moment(work))
    return await keep(work, "takeUpSiteIncident", case, change)
