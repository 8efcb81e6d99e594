"""第十七条（五）：an incident goes to another office by a document."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain.incident import handling
from services.support.usecases.acting import acting
from services.support.usecases.incident.case import IncidentCommand, keep, moment, take


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferIncident(IncidentCommand):
    """The command."""

    to: str
    document: str
    reason: str


async def transfer(work: Work, command: TransferIncident) -> UUID | Refusal:
    """An incident goes to another office by a document."""
    case = await take(work, command)
    if isinstance(case, Refusal):
        return case
    how = (command.to, command.document, command.reason)
    change = handling.transfer(case.incident, *how, acting(work), moment(work))
    return await keep(work, "transferSiteIncident", case, change)
