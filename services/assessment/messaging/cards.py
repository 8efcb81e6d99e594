"""The events of what cards ask of their units."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from services.assessment.domain import events
from services.chassis.events import Published

_DUTY = {
    "dutyId": "01930000-0000-7000-8000-000000000511",
    "cardId": "01930000-0000-7000-8000-000000000501",
    "unitId": "01930000-0000-7000-8000-000000000001",
    "kind": "STATEMENT_IN_WRITING",
    "what": "季讲评书面表态发言",
    "year": 2026,
    "quarter": 4,
    "period": "2026年第4季度",
    "division": "430211",
}


class DutySetV1(
    Published,
    type="zhongdian.assessment.duty.set.v1",
    of=events.DutySet,
    key="unit_id",
    sample={**_DUTY, "dueOn": "2027-02-01"},
):
    """A card asks something of its unit until a day. It comes again when the day was moved."""

    duty_id: UUID
    card_id: UUID
    unit_id: UUID
    kind: str
    what: str
    year: int
    quarter: int
    period: str
    due_on: date


class DutyFulfilledV1(
    Published,
    type="zhongdian.assessment.duty.fulfilled.v1",
    of=events.DutyFulfilled,
    key="unit_id",
    sample={**_DUTY, "fulfilledOn": "2027-01-29", "daysLate": 0},
):
    """A unit did what its card asks; days_late: working days."""

    duty_id: UUID
    card_id: UUID
    unit_id: UUID
    kind: str
    what: str
    year: int
    quarter: int
    period: str
    fulfilled_on: date
    days_late: int


class DutyConfirmedV1(
    Published,
    type="zhongdian.assessment.duty.confirmed.v1",
    of=events.DutyConfirmed,
    key="unit_id",
    sample=_DUTY,
):
    """The authority confirmed that a duty was done."""

    duty_id: UUID
    card_id: UUID
    unit_id: UUID
    kind: str
    what: str
    year: int
    quarter: int
    period: str


class DutyReturnedV1(
    Published,
    type="zhongdian.assessment.duty.returned.v1",
    of=events.DutyReturned,
    key="unit_id",
    sample={**_DUTY, "reason": "整改措施和时限不明确，请补充", "dueOn": "2027-02-05"},
):
    """A duty is to be done again, by a day."""

    duty_id: UUID
    card_id: UUID
    unit_id: UUID
    kind: str
    what: str
    year: int
    quarter: int
    period: str
    reason: str
    due_on: date


CARDS: tuple[type[Published], ...] = (DutySetV1, DutyFulfilledV1, DutyConfirmedV1, DutyReturnedV1)
