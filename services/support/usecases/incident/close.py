"""第十七条（五）：an incident is closed with its result."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain.incident import handling
from services.support.usecases.acting import acting
from services.support.usecases.incident.case import IncidentCommand, keep, moment, take


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseIncident(IncidentCommand):
    """The command."""

    result: str


async def close(work: Work, command: CloseIncident) -> UUID | Refusal:
    """An incident is closed with its result."""
    case = await take(work, command)
    if isinstance(case, Refusal):
        return case
    change = handling.close(case.incident, command.result, acting(work), moment(work))
    return await keep(work, "closeSiteIncident", case, change)
