"""第十七条（五）：what was done is put on the log."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain.incident import handling
from services.support.usecases.acting import acting
from services.support.usecases.incident.case import IncidentCommand, keep, take


@dataclass(frozen=True, slots=True, kw_only=True)
class LogIncident(IncidentCommand):
    """The command."""

    text: str


async def log(work: Work, command: LogIncident) -> UUID | Refusal:
    """What was done is put on the log."""
    case = await take(work, command)
    if isinstance(case, Refusal):
        return case
    change = handling.log(case.incident, command.text, acting(work))
    return await keep(work, "logSiteIncident", case, change)
