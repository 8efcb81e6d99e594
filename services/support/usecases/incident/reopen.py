"""第十七条（五）：what has begun again is handled again."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain.incident import handling
from services.support.store import copies
from services.support.usecases.acting import acting
from services.support.usecases.incident.case import IncidentCommand, keep, moment, take


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenIncident(IncidentCommand):
    """The command."""

    reason: str


async def reopen(work: Work, command: ReopenIncident) -> UUID | Refusal:
    """What has begun again is handled again."""
    case = await take(work, command)
    if isinstance(case, Refusal):
        return case
    owner = await copies.owner_of(work.session, case.incident.project_id)
    ended = case.row.ended_on
    change = handling.reopen(case.incident, command.reason, owner, acting(work), moment(work), ended)
    return await keep(work, "reopenSiteIncident", case, change)
