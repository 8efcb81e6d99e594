"""What the land area publishes (第十五条)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from services.chassis.events import Published
from services.support.domain.land.events import FollowUpRaised


class LandFollowUpRaisedV1(
    Published,
    type="zhongdian.support.land-consultation.follow-up-raised.v1",
    of=FollowUpRaised,
    key="source_id",
    sample={
        "sourceId": "01930000-0000-7000-8000-000000000901",
        "consultationId": "01930000-0000-7000-8000-000000000902",
        "projectId": "01930000-0000-7000-8000-000000000101",
        "nodeId": "01930000-0000-7000-8000-000000000201",
        "severity": "BLOCKAGE",
        "kind": "LAND_QUOTA",
        "title": "协调市局追加新增建设用地计划指标",
        "description": "2027年03月用地保障会商：一期厂房用地指标不足\n议定：协调市局追加新增建设用地计划指标",
        "source": "MEETING",
        "responsibleUnitId": "01930000-0000-7000-8000-000000000001",
        "deadline": "2027-04-10",
        "raisedOn": "2027-03-25",
        "division": "430211",
    },
):
    """A decision of a monthly land consultation goes to the ledger of issues; told once for each decision (A10, A15)."""

    source_id: UUID
    consultation_id: UUID
    project_id: UUID | None
    node_id: UUID | None
    severity: str
    kind: str
    title: str
    description: str
    source: str
    responsible_unit_id: UUID
    deadline: date
    raised_on: date


PUBLISHED = (LandFollowUpRaisedV1,)
