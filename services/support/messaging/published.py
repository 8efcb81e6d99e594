"""The events that this service publishes: the contract that others rely on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from services.chassis.events import Published
from services.chassis.tallies import tallied
from services.support.domain import events
from services.support.messaging.agency import AGENCY
from services.support.messaging.funds import PUBLISHED_BY_FUNDS
from services.support.messaging.incidents import INCIDENTS
from services.support.messaging.land import PUBLISHED as LAND
from services.support.messaging.life import LIFE
from services.support.messaging.opinions import OPINIONS
from services.support.messaging.watched import WATCHED


def _sample(version: int, **facts: Any) -> dict[str, Any]:
    """Tell one fictitious request's life, step by step."""
    return {
        "requestId": "01930000-0000-7000-8000-000000000301",
        "requestVersion": version,
        "projectId": "01930000-0000-7000-8000-000000000101",
        "nodeId": "01930000-0000-7000-8000-000000000201",
        "kind": "LAND_QUOTA",
        "bureauId": "01930000-0000-7000-8000-000000000001",
        "division": "430211",
    } | facts


_ASKED = {"quantity": "80.0000", "unit": "MU"}


class RequestSubmittedV1(
    Published,
    type="zhongdian.support.request.submitted.v1",
    of=events.RequestSubmitted,
    key="project_id",
    sample=_sample(1, **_ASKED, receivedOn="2027-03-02", dueOn="2027-03-23"),
):
    """A bureau has received a request; its working days count from the day after."""

    request_id: UUID
    request_version: int
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
    sample=_sample(2, reason="缺勘测定界图", returnedOn="2027-03-05", dueOn=None, workingDaysUsed=2),
):
    """The bureau has asked for a correction; its clock stands. Something is due meanwhile only if it was over before."""

    request_id: UUID
    request_version: int
    project_id: UUID
    node_id: UUID | None
    kind: str
    bureau_id: UUID
    reason: str
    returned_on: date
    due_on: date | None
    working_days_used: int


class RequestResubmittedV1(
    Published,
    type="zhongdian.support.request.resubmitted.v1",
    of=events.RequestResubmitted,
    key="project_id",
    sample=_sample(3, **_ASKED, resubmittedOn="2027-03-09", dueOn="2027-03-26", workingDaysUsed=2),
):
    """The applicant has answered a return; the clock runs on from where it stood, up to the new limit."""

    request_id: UUID
    request_version: int
    project_id: UUID
    node_id: UUID | None
    kind: str
    bureau_id: UUID
    quantity: Decimal | None
    unit: str | None
    resubmitted_on: date
    due_on: date
    working_days_used: int


class RequestWithdrawnV1(
    Published,
    type="zhongdian.support.request.withdrawn.v1",
    of=events.RequestWithdrawn,
    key="project_id",
    sample=_sample(4, reason="方案调整", withdrawnOn="2027-03-11", workingDaysUsed=4),
):
    """The applicant has withdrawn the request: nothing is due any more, and no bureau is late for it."""

    request_id: UUID
    request_version: int
    project_id: UUID
    node_id: UUID | None
    kind: str
    bureau_id: UUID
    reason: str | None
    withdrawn_on: date
    working_days_used: int


class RequestDueCorrectedV1(
    Published,
    type="zhongdian.support.request.due-corrected.v1",
    of=events.RequestDueCorrected,
    key="project_id",
    sample=_sample(1, dueOn="2027-03-24", formerDueOn="2027-03-23"),
):
    """A year's calendar was published, and an open request is due on another day; its version stays as it was."""

    request_id: UUID
    request_version: int
    project_id: UUID
    node_id: UUID | None
    kind: str
    bureau_id: UUID
    due_on: date | None
    former_due_on: date | None = None  # told since the clocks of requests are watched


class RequestDecidedV1(
    Published,
    type="zhongdian.support.request.decided.v1",
    of=events.RequestDecided,
    key="project_id",
    sample=_sample(
        6,
        outcome="GRANTED",
        grantedQuantity="80.0000",
        documentNumber="株天自然资函〔2027〕1号",
        receivedOn="2027-03-02",
        dueOn="2027-03-26",
        decidedOn="2027-03-16",
        workingDaysUsed=7,
        workingDaysLate=0,
    ),
):
    """The bureau has decided by a formal document."""

    request_id: UUID
    request_version: int
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


class RequestReassignedV1(
    Published,
    type="zhongdian.support.request.reassigned.v1",
    of=events.RequestReassigned,
    key="project_id",
    sample=_sample(
        4,
        applicantId="01930000-0000-7000-8000-000000000002",
        formerUnitId="01930000-0000-7000-8000-000000000009",
    ),
):
    """The bureau or the applicant of an open request was merged into another unit, which stands for it from now on."""

    request_id: UUID
    request_version: int
    project_id: UUID
    node_id: UUID | None
    kind: str
    bureau_id: UUID
    applicant_id: UUID
    former_unit_id: UUID


PUBLISHED: tuple[type[Published], ...] = (
    RequestSubmittedV1,
    RequestReturnedV1,
    RequestResubmittedV1,
    RequestWithdrawnV1,
    RequestDueCorrectedV1,
    RequestDecidedV1,
    RequestReassignedV1,
    *LIFE,
    *OPINIONS,
    *AGENCY,
    *WATCHED,
    *INCIDENTS,
    *LAND,
    *PUBLISHED_BY_FUNDS,
    tallied("support"),
)
