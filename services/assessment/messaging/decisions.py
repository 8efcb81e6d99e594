"""The published events of decisions on facts (A18)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from services.assessment.domain.fact import events
from services.chassis.events import Published

_OF: dict[str, Any] = {
    "decisionId": "01930000-0000-7000-8000-000000000601",
    "unitId": "01930000-0000-7000-8000-000000000001",
    "service": "schedule",
    "recordId": "01930000-0000-7000-8000-000000000201",
    "projectId": "01930000-0000-7000-8000-000000000101",
    "reason": "示例：连续暴雨，现场停工",
    "division": "430211",
}


class ResponsibilitySharedV1(
    Published,
    type="zhongdian.assessment.responsibility.shared.v1",
    of=events.ResponsibilityShared,
    key="unit_id",
    sample=_OF | {"share": "0.6"},
):
    """A unit answers for a record by a share; told to each unit that does."""

    decision_id: UUID
    unit_id: UUID
    service: str
    record_id: UUID
    project_id: UUID | None
    reason: str
    share: Decimal


class RecordExemptedV1(
    Published,
    type="zhongdian.assessment.record.exempted.v1",
    of=events.RecordExempted,
    key="unit_id",
    sample=_OF | {"since": "2026-11-02", "until": None},
):
    """A record counts for nobody; told to each unit that answered for it."""

    decision_id: UUID
    unit_id: UUID
    service: str
    record_id: UUID
    project_id: UUID | None
    reason: str
    since: date
    until: date | None


class ExemptionRevokedV1(
    Published,
    type="zhongdian.assessment.exemption.revoked.v1",
    of=events.ExemptionRevoked,
    key="unit_id",
    sample=_OF | {"reason": "示例：核实后不属不可抗力"},
):
    """An exemption was revoked; told to each unit that answered for the record."""

    decision_id: UUID
    unit_id: UUID
    service: str
    record_id: UUID
    project_id: UUID | None
    reason: str


DECISIONS: tuple[type[Published], ...] = (ResponsibilitySharedV1, RecordExemptedV1, ExemptionRevokedV1)
