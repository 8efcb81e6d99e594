"""The events of the review: what was announced, and what of it holds no more."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from services.assessment.domain import events
from services.chassis.events import Published

_RESULT = {
    "resultId": "01930000-0000-7000-8000-000000000401",
    "unitId": "01930000-0000-7000-8000-000000000001",
    "year": 2026,
    "quarter": 4,
    "period": "2026年第4季度",
    "division": "430211",
}


class ResultAnnouncedV1(
    Published,
    type="zhongdian.assessment.result.announced.v1",
    of=events.ResultAnnounced,
    key="unit_id",
    sample={**_RESULT, "group": "TOWN", "score": "87.50", "rank": 2, "objectionsUntil": "2027-01-15"},
):
    """A unit's provisional result, to which it may object until a day. It comes again when a correction changed it.

    quarter: 0 for the whole year.
    """

    result_id: UUID
    year: int
    quarter: int
    period: str
    group: str
    unit_id: UUID
    score: Decimal
    rank: int
    objections_until: date


class ResultRecalledV1(
    Published,
    type="zhongdian.assessment.result.recalled.v1",
    of=events.ResultRecalled,
    key="unit_id",
    sample={**_RESULT, "reason": "异议属实，节点办结信息已更正"},
):
    """An announced result holds no more: the period is computed again."""

    result_id: UUID
    year: int
    quarter: int
    period: str
    unit_id: UUID
    reason: str


_OBJECTION = {**_RESULT, "objectionId": "01930000-0000-7000-8000-000000000411"}


class ObjectionRaisedV1(
    Published,
    type="zhongdian.assessment.objection.raised.v1",
    of=events.ObjectionRaised,
    key="unit_id",
    sample={
        **_OBJECTION,
        "indicatorCode": "NODES",
        "factId": "01930000-0000-7000-8000-000000000421",
    },
):
    """A unit objects to its announced result, or to an indicator or a fact of it. Its grounds are not told."""

    objection_id: UUID
    result_id: UUID
    unit_id: UUID
    year: int
    quarter: int
    period: str
    indicator_code: str | None
    fact_id: UUID | None


class ObjectionAmendedV1(
    Published,
    type="zhongdian.assessment.objection.amended.v1",
    of=events.ObjectionAmended,
    key="unit_id",
    sample=_OBJECTION,
):
    """A unit amended its objection before it was decided: its texts, or its evidence. Neither is told."""

    objection_id: UUID
    result_id: UUID
    unit_id: UUID
    year: int
    quarter: int
    period: str


class ObjectionWithdrawnV1(
    Published,
    type="zhongdian.assessment.objection.withdrawn.v1",
    of=events.ObjectionWithdrawn,
    key="unit_id",
    sample=_OBJECTION,
):
    """A unit withdrew its objection before it was decided."""

    objection_id: UUID
    result_id: UUID
    unit_id: UUID
    year: int
    quarter: int
    period: str


class ObjectionDecidedV1(
    Published,
    type="zhongdian.assessment.objection.decided.v1",
    of=events.ObjectionDecided,
    key="unit_id",
    sample={**_OBJECTION, "outcome": "ACCEPTED", "reason": "经核实，该节点按时办结"},
):
    """An objection was accepted or refused."""

    objection_id: UUID
    result_id: UUID
    unit_id: UUID
    year: int
    quarter: int
    period: str
    outcome: str
    reason: str


REVIEW: tuple[type[Published], ...] = (
    ResultAnnouncedV1,
    ResultRecalledV1,
    ObjectionRaisedV1,
    ObjectionAmendedV1,
    ObjectionWithdrawnV1,
    ObjectionDecidedV1,
)
