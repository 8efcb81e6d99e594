"""The published events of the documents of projects (第五条)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from services.chassis.events import Published
from services.reserve.domain.library import events

_SAMPLE: dict[str, Any] = {
    "evidenceId": "01990000-0000-7000-8000-000000000011",
    "projectId": "01990000-0000-7000-8000-000000000002",
    "kind": "PARK_AGREEMENT",
    "title": "示例涂料建设项目入园协议",
    "documentNumber": None,
    "issuingBody": "示例招商单位",
    "datedOn": "2027-03-12",
    "validUntil": None,
    "version": 4,
    "division": "430211",
}


class EvidenceRecorded(
    Published,
    type="zhongdian.reserve.evidence.recorded.v1",
    of=events.EvidenceRecorded,
    key="project_id",
    sample=_SAMPLE,
):
    """材料已登记 / A document of a project was recorded; `version` is the project's, a higher one holds (A5, A6)."""

    evidence_id: UUID
    project_id: UUID
    kind: str
    title: str
    document_number: str | None
    issuing_body: str
    dated_on: date
    valid_until: date | None
    version: int


class EvidenceWithdrawn(
    Published,
    type="zhongdian.reserve.evidence.withdrawn.v1",
    of=events.EvidenceWithdrawn,
    key="project_id",
    sample=_SAMPLE | {"version": 5},
):
    """材料已撤回 / A document that was recorded by mistake counts no more; told whole, like the recording (A5)."""

    evidence_id: UUID
    project_id: UUID
    kind: str
    title: str
    document_number: str | None
    issuing_body: str
    dated_on: date
    valid_until: date | None
    version: int


PUBLISHED = (EvidenceRecorded, EvidenceWithdrawn)
