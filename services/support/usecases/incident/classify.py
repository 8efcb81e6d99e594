"""第十七条（五）：the severity is another one."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain.incident import handling
from services.support.domain.incident.terms import IncidentSeverity
from services.support.usecases.acting import acting
from services.support.usecases.incident.case import IncidentCommand, keep, moment, take


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassifyIncident(IncidentCommand):
    """The command."""

    severity: IncidentSeverity
    reason: str


async def classify(work: Work, command: ClassifyIncident) -> UUID | Refusal:
    """The severity is another one."""
    case = await take(work, command)
    if isinstance(case, Refusal):
        return case
    change = handling.classify(case.incident, command.severity, command.reason, acting(work), moment(work))
    return await keep(work, "classifySiteIncident", case, change)
