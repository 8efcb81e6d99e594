"""The events that this service publishes: the contract that others rely on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from services.chassis.events import Published
from services.support.domain import events

_COMMON = {
    "requestId": "01930000-0000-7000-8000-000000000301",
    "projectId": "01930000-0000-7000-8000-000000000101",
    "nodeId": "01930000-0000-7000-8000-000000000201",
    "division": "430211",
}
_BUREAU = {"kind": "LAND_QUOTA", "bureauId": "01930000-0000-7000-8000-000000000001"}


class RequestSubmittedV1(
    Published,
    type="zhongdian.support.request.submitted.v1",
    of=events.RequestSubmitted,
    key="project_id",
    sample={
        **_COMMON,
        **_BUREAU,
        "quantity": "80.0000",
        "unit": "MU",
        "receivedOn": "2027-03-02",
        "dueOn": "2027-03-23",
    },
):
    """A bureau has received a request; its working days count from the day after."""

    request_id: UUID
    project_id: UUID
    node_id: UUID | None
    kind: str
    bureau_id: UUID
    quantity: Decimal | None
    unit: str | None
    received_on: date
    due_on: date


class RequestReturnedV1(
    Published,
    type="zhongdian.support.request.returned.v1",
    of=events.RequestReturned,
    key="project_id",
    sample={**_COMMON, "reason": "缺勘测定界图"},
):
    """The bureau has asked for a correction; its clock stands."""

    request_id: UUID
    project_id: UUID
    node_id: UUID | None
    reason: str


class RequestDecidedV1(
    Published,
    type="zhongdian.support.request.decided.v1",
    of=events.RequestDecided,
    key="project_id",
    sample={
        **_COMMON,
        **_BUREAU,
        "outcome": "GRANTED",
        "grantedQuantity": "80.0000",
        "documentNumber": "株天自然资函〔2027〕1号",
        "receivedOn": "2027-03-02",
        "dueOn": "2027-03-23",
        "decidedOn": "2027-03-16",
        "workingDaysUsed": 10,
        "workingDaysLate": 0,
    },
):
    """The bureau has decided by a formal document."""

    request_id: UUID
    project_id: UUID
    node_id: UUID | None
    kind: str
    bureau_id: UUID
    outcome: str
    granted_quantity: Decimal | None
    document_number: str
    received_on: date
    due_on: date
    decided_on: date
    working_days_used: int
    working_days_late: int


PUBLISHED: tuple[type[Published], ...] = (RequestSubmittedV1, RequestReturnedV1, RequestDecidedV1)
