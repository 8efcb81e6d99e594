"""The published events of leaders and their projects."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from services.chassis.events import Published
from services.schedule.domain.leaders import events

_PROJECT, _UNIT = "01930000-0000-7000-8000-000000000101", "01930000-0000-7000-8000-000000000301"
_ISSUED: dict[str, Any] = {
    "projectId": _PROJECT,
    "year": 2027,
    "edition": 1,
    "documentNumber": "株高管办发〔2027〕3号",
    "issuedOn": "2027-01-20",
    "division": "430211",
}


class LeaderLinked(
    Published,
    type="zhongdian.schedule.leader.linked.v1",
    of=events.LeaderLinked,
    key="project_id",
    sample=_ISSUED
    | {"leaderName": "示例区领导", "leaderTitle": "副区长", "serviceUnitId": _UNIT, "linkedFrom": "2027-11-20"}
    | {"reportsDueOn": ["2027-12-08", "2028-01-11"]},
):
    """A project is linked with a leader and a serving unit; a higher edition replaces a lower one (A13).

    reportsDueOn: until when each month of the year is reported to the leader, from that of the link to December.
    """

    project_id: UUID
    year: int
    edition: int
    leader_name: str
    leader_title: str
    service_unit_id: UUID
    document_number: str
    issued_on: date
    linked_from: date
    reports_due_on: list[date]


class LeaderUnlinked(
    Published,
    type="zhongdian.schedule.leader.unlinked.v1",
    of=events.LeaderUnlinked,
    key="project_id",
    sample=_ISSUED | {"edition": 2},
):
    """A later edition links the project with no leader any more (A13)."""

    project_id: UUID
    year: int
    edition: int
    document_number: str
    issued_on: date


class LeaderReportSubmitted(
    Published,
    type="zhongdian.schedule.leader.report-submitted.v1",
    of=events.LeaderReportSubmitted,
    key="project_id",
    sample={
        "projectId": _PROJECT,
        "year": 2027,
        "month": 3,
        "version": 1,
        "responsibleUnitId": _UNIT,
        "dueOn": "2027-04-08",
        "submittedOn": "2027-04-09",
        "workingDaysLate": 1,
        "division": "430211",
    },
):
    """A month was reported to the project's leader; a higher version corrects it, lateness stays that of the first (A13)."""

    project_id: UUID
    year: int
    month: int
    version: int
    responsible_unit_id: UUID
    due_on: date
    submitted_on: date
    working_days_late: int


PUBLISHED = (LeaderLinked, LeaderUnlinked, LeaderReportSubmitted)
