"""What is told of opinions that bureaus ask of other units (A17)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from services.chassis.events import Published
from services.support.domain import opinion_events as events

_OF: dict[str, Any] = {
    "opinionId": "01930000-0000-7000-8000-000000000351",
    "version": 2,
    "requestId": "01930000-0000-7000-8000-000000000301",
    "projectId": "01930000-0000-7000-8000-000000000101",
    "bureauId": "01930000-0000-7000-8000-000000000001",
    "unitId": "01930000-0000-7000-8000-000000000002",
    "dueOn": "2027-03-12",
    "division": "430211",
}


class OpinionAskedV1(
    Published,
    type="zhongdian.support.opinion.asked.v1",
    of=events.OpinionAsked,
    key="opinion_id",
    sample=_OF | {"version": 1, "askedOn": "2027-03-05"},
):
    """A bureau asks a unit for its opinion until a day."""

    opinion_id: UUID
    version: int
    request_id: UUID
    project_id: UUID
    bureau_id: UUID
    unit_id: UUID
    due_on: date
    asked_on: date


class OpinionGivenV1(
    Published,
    type="zhongdian.support.opinion.given.v1",
    of=events.OpinionGiven,
    key="opinion_id",
    sample=_OF | {"givenOn": "2027-03-15", "workingDaysLate": 1},
):
    """The unit gave its opinion, so many working days after its limit."""

    opinion_id: UUID
    version: int
    request_id: UUID
    project_id: UUID
    bureau_id: UUID
    unit_id: UUID
    due_on: date
    given_on: date
    working_days_late: int


class OpinionEndedV1(
    Published,
    type="zhongdian.support.opinion.ended.v1",
    of=events.OpinionEnded,
    key="opinion_id",
    sample=_OF | {"endedOn": "2027-03-10"},
):
    """Nobody waits for the opinion any more: its asking was taken back, or the request has ended."""

    opinion_id: UUID
    version: int
    request_id: UUID
    project_id: UUID
    bureau_id: UUID
    unit_id: UUID
    due_on: date
    ended_on: date


OPINIONS: tuple[type[Published], ...] = (OpinionAskedV1, OpinionGivenV1, OpinionEndedV1)
