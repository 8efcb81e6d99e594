"""第十七条（五）：somebody reports what disturbs a building site."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.support.domain.incident import handling
from services.support.domain.incident.handling import Reported
from services.support.domain.incident.terms import A17_5
from services.support.store import copies, incidents
from services.support.usecases.acting import acting
from services.support.usecases.incident.case import keep, moment


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportIncident:
    """The command."""

    project_id: UUID
    reported: Reported


async def report(work: Work, command: ReportIncident) -> UUID | Refusal:
    """Report an incident; it is numbered within its division and year."""
    project = await copies.project(work.session, command.project_id)
    if project is None:
        message = "没有收到该项目的登记信息，请核对项目编号；如刚登记，请稍后再试"
        return Refusal.of(Breach("PROJECT_UNKNOWN", message, A17_5, "projectId"))
    number = await incidents.next_number(work.session, project.division, work.today.year)
    change = handling.report(work.new_id(), number, command.reported, project, acting(work), moment(work))
    return await keep(work, "reportSiteIncident", None, change)
