"""An incident as every command on an existing one begins and ends with it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.support.domain.events import SiteIncidentChanged
from services.support.domain.incident.handling import Moment
from services.support.domain.incident.terms import A17_5, Incident, IncidentChange
from services.support.store import incidents, tables
from services.support.usecases.acting import acting


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentCommand:
    """What every command on an existing incident says."""

    incident_id: UUID
    expected_version: int


@dataclass(frozen=True, slots=True)
class IncidentCase:
    """A locked incident."""

    row: tables.SiteIncident
    incident: Incident


async def take(work: Work, command: IncidentCommand) -> IncidentCase | Refusal:
    """Lock an incident; refuse when it is unknown to the actor or was changed since they saw it."""
    known = await incidents.locked(work.session, command.incident_id, work.actor)
    if known is None:
        return Refusal.of(Breach("INCIDENT_UNKNOWN", "没有这起事件，或您无权查看", A17_5, "incidentId"))
    lost = stale(known[0].version, command.expected_version)
    return Refusal.of(lost) if lost else IncidentCase(*known)


async def keep(
    work: Work, operation: str, case: IncidentCase | None, change: IncidentChange | Refusal
) -> UUID | Refusal:
    """Save a step: the incident, its history, what is told of it, the audit."""
    if isinstance(change, Refusal):
        return change
    after = change.incident
    await incidents.save(work.session, case.row if case else None, change, acting(work), work.now)
    await work.record(told(after, work))
    await work.audit(
        operation,
        f"site-incident/{after.id}",
        incidents.audited(case.incident) if case else None,
        incidents.audited(after),
        reason=change.note or None,
        division=after.division,
    )
    return after.id


def told(after: Incident, work: Work) -> SiteIncidentChanged:
    """Tell where an incident stands; nothing of what was written about it goes out."""
    return SiteIncidentChanged(
        incident_id=after.id,
        version=after.version,
        number=after.number,
        project_id=after.project_id,
        kind=after.kind,
        severity=after.severity.value,
        state=after.state.value,
        changed_on=work.today,
        division=after.division,
    )


def moment(work: Work) -> Moment:
    """Return when a command is carried out."""
    return Moment(work.now, work.today)
