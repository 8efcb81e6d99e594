"""What is published of site incidents (第十七条（五）): where they stand, and nothing of what was written about them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from services.chassis.events import Published
from services.support.domain import events


class SiteIncidentChangedV1(
    Published,
    type="zhongdian.support.site-incident.changed.v1",
    of=events.SiteIncidentChanged,
    key="project_id",
    sample={
        "incidentId": "01930000-0000-7000-8000-000000000901",
        "version": 1,
        "number": "ZA-2027-0001",
        "projectId": "01930000-0000-7000-8000-000000000101",
        "kind": "OBSTRUCTION",
        "severity": "SERIOUS",
        "state": "REPORTED",
        "changedOn": "2027-03-02",
        "division": "430211",
    },
):
    """An incident around a project's site was reported, taken up, closed, transferred, reopened or withdrawn."""

    incident_id: UUID
    version: int
    number: str
    project_id: UUID
    kind: str
    severity: str
    state: str
    changed_on: date


INCIDENTS: tuple[type[Published], ...] = (SiteIncidentChangedV1,)
