"""What is told of a request besides submission and decision: special procedures, non-acceptance, reviews, corrections."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from services.chassis.events import Published
from services.support.domain import events


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


class RequestSuspendedV1(
    Published,
    type="zhongdian.support.request.suspended.v1",
    of=events.RequestSuspended,
    key="project_id",
    sample=_sample(
        6,
        procedure="EXPERT_REVIEW",
        basis="《中华人民共和国行政许可法》第四十五条",
        suspendedOn="2027-03-12",
        dueOn=None,
        workingDaysUsed=5,
    ),
):
    """A special procedure stops the bureau's clock. Something is due meanwhile only if it was over before."""

    request_id: UUID
    request_version: int
    project_id: UUID
    node_id: UUID | None
    kind: str
    bureau_id: UUID
    procedure: str
    basis: str
    suspended_on: date
    due_on: date | None
    working_days_used: int


class RequestResumedV1(
    Published,
    type="zhongdian.support.request.resumed.v1",
    of=events.RequestResumed,
    key="project_id",
    sample=_sample(7, resumedOn="2027-03-19", dueOn="2027-04-02", workingDaysUsed=5),
):
    """The special procedure is over; the clock runs on from where it stood, up to the new limit."""

    request_id: UUID
    request_version: int
    project_id: UUID
    node_id: UUID | None
    kind: str
    bureau_id: UUID
    resumed_on: date
    due_on: date
    working_days_used: int


class RequestNotAcceptedV1(
    Published,
    type="zhongdian.support.request.not-accepted.v1",
    of=events.RequestNotAccepted,
    key="project_id",
    sample=_sample(2, reason="不属于本单位职责", on="2027-03-03"),
):
    """The bureau has not taken the request on: nothing is due any more, and no bureau is late for it."""

    request_id: UUID
    request_version: int
    project_id: UUID
    node_id: UUID | None
    kind: str
    bureau_id: UUID
    reason: str
    on: date


class RequestReviewDecidedV1(
    Published,
    type="zhongdian.support.request.review-decided.v1",
    of=events.RequestReviewDecided,
    key="project_id",
    sample=_sample(
        11, outcome="GRANTED", grantedQuantity="80.0000", documentNumber="株天自然资函〔2027〕3号", on="2027-04-20"
    ),
):
    """The one review of a decision is decided; what it says holds from now on, upheld or changed."""

    request_id: UUID
    request_version: int
    project_id: UUID
    node_id: UUID | None
    kind: str
    bureau_id: UUID
    outcome: str
    granted_quantity: Decimal | None
    document_number: str
    on: date


class RequestCorrectedV1(
    Published,
    type="zhongdian.support.request.corrected.v1",
    of=events.RequestCorrected,
    key="project_id",
    sample=_sample(
        12, what="“示例路西侧”更正为“示例路东侧”", documentNumber="株天自然资函〔2027〕4号", on="2027-04-21"
    ),
):
    """A slip in an issued document was corrected by a notice of its own number; outcome and quantity stay."""

    request_id: UUID
    request_version: int
    project_id: UUID
    node_id: UUID | None
    kind: str
    bureau_id: UUID
    what: str
    document_number: str
    on: date


LIFE: tuple[type[Published], ...] = (
    RequestSuspendedV1,
    RequestResumedV1,
    RequestNotAcceptedV1,
    RequestReviewDecidedV1,
    RequestCorrectedV1,
)
