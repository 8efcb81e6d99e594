"""The events of awards, incidents and commendations. They name no person; clues put out none at all."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from services.assessment.domain.award import events
from services.assessment.domain.conduct import events as conduct
from services.chassis.events import Published

_UNIT = {"unitId": "01930000-0000-7000-8000-000000000001", "division": "430211"}
_AWARD = {
    **_UNIT,
    "awardId": "01930000-0000-7000-8000-000000000601",
    "year": 2026,
    "level": "DISTRICT",
    "recipient": "UNIT",
    "awardName": "区级重点项目建设先进单位",
}
_RECORD = {
    **_UNIT,
    "recordId": "01930000-0000-7000-8000-000000000701",
    "projectId": "01930000-0000-7000-8000-000000000002",
    "grade": "GENERAL",
    "happenedOn": "2026-11-05",
}
_INCIDENT = {"matter": "SAFETY", "matterName": "一般安全生产事故"}
_COMMENDATION = {"matter": "PRAISE", "matterName": "市级通报表扬"}
_REVOKED = {**_UNIT, "recordId": _RECORD["recordId"], "reason": "经复查，认定文件已撤销"}


class AwardPublishedV1(
    Published,
    type="zhongdian.assessment.award.published.v1",
    of=events.AwardPublished,
    key="unit_id",
    sample={**_AWARD, "document": "示例发〔2027〕3号", "decidedOn": "2027-02-10"},
):
    """A unit, or a person of it (recipient), was distinguished by the district or by the city (level)."""

    award_id: UUID
    unit_id: UUID
    year: int
    level: str
    recipient: str
    award_name: str
    document: str
    decided_on: date


class AwardRevokedV1(
    Published,
    type="zhongdian.assessment.award.revoked.v1",
    of=events.AwardRevoked,
    key="unit_id",
    sample={**_AWARD, "reason": "经核实，申报事迹不实"},
):
    """An award was revoked on record; what it brought lapses."""

    award_id: UUID
    unit_id: UUID
    year: int
    level: str
    recipient: str
    award_name: str
    reason: str


class IncidentRecordedV1(
    Published,
    type="zhongdian.assessment.incident.recorded.v1",
    of=conduct.IncidentRecorded,
    key="unit_id",
    sample={**_RECORD, **_INCIDENT},
):
    """An incident of a unit was recorded: quality, safety, or public opinion."""

    record_id: UUID
    unit_id: UUID
    project_id: UUID | None
    matter: str
    matter_name: str
    grade: str
    happened_on: date


class IncidentRevokedV1(
    Published,
    type="zhongdian.assessment.incident.revoked.v1",
    of=conduct.IncidentRevoked,
    key="unit_id",
    sample={**_REVOKED, **_INCIDENT},
):
    """The record of an incident was revoked: it counts no more."""

    record_id: UUID
    unit_id: UUID
    matter: str
    matter_name: str
    reason: str


class CommendationRecordedV1(
    Published,
    type="zhongdian.assessment.commendation.recorded.v1",
    of=conduct.CommendationRecorded,
    key="unit_id",
    sample={**_RECORD, **_COMMENDATION, "grade": "CITY"},
):
    """A commendation of a unit was recorded."""

    record_id: UUID
    unit_id: UUID
    project_id: UUID | None
    matter: str
    matter_name: str
    grade: str
    happened_on: date


class CommendationRevokedV1(
    Published,
    type="zhongdian.assessment.commendation.revoked.v1",
    of=conduct.CommendationRevoked,
    key="unit_id",
    sample={**_REVOKED, **_COMMENDATION},
):
    """The record of a commendation was revoked: it counts no more."""

    record_id: UUID
    unit_id: UUID
    matter: str
    matter_name: str
    reason: str


AWARDS: tuple[type[Published], ...] = (
    AwardPublishedV1,
    AwardRevokedV1,
    IncidentRecordedV1,
    IncidentRevokedV1,
    CommendationRecordedV1,
    CommendationRevokedV1,
)
