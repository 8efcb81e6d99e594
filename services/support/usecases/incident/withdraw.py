"""第十七条（五）：who reported it takes it back."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain.incident import handling
from services.support.usecases.acting import acting
from services.support.usecases.incident.case import IncidentCommand, keep, moment, take


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawIncident(IncidentCommand):
    """The command."""

    reason: str


async def withdraw(work: Work, command: WithdrawIncident) -> UUID | Refusal:
    """Who reported it takes it back."""
    case = await take(work, command)
    if isinstance(case, Refusal):
        return case
    change = handling.withdraw(case.incident, command.reason, acting(work), moment(work))
    return await keep(work, "withdrawSiteIncident", case, change)
