"""第十七条：what others are told of the opinions that bureaus ask of other units (A19: 协调服务)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from services.law.workdays import WorkCalendar
from services.support.domain.opinion import Opinion, late
from services.support.domain.request import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class OfOpinion:
    """What every event of an opinion says. A higher version replaces what was told of a lower one."""

    opinion_id: UUID
    version: int
    request_id: UUID
    project_id: UUID
    bureau_id: UUID
    unit_id: UUID
    due_on: date
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionAsked(OfOpinion):
    """A bureau asks a unit for its opinion until a day."""

    asked_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionGiven(OfOpinion):
    """The unit gave its opinion, so many working days late."""

    given_on: date
    working_days_late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionEnded(OfOpinion):
    """Nobody waits for the opinion any more: the bureau has taken the asking back, or the request has ended."""

    ended_on: date


def told(request: Request, opinion: Opinion, calendar: WorkCalendar) -> OfOpinion:
    """Say how an opinion stands now."""
    of: dict[str, Any] = {
        "opinion_id": opinion.id,
        "request_id": request.id,
        "project_id": request.project_id,
        "bureau_id": request.bureau_id,
        "unit_id": opinion.unit_id,
    }
    common: dict[str, Any] = {"version": opinion.version, "due_on": opinion.due_on, "division": request.division}
    if opinion.given_on is not None:
        days = late(opinion.due_on, opinion.given_on, None, opinion.given_on, calendar)
        return OpinionGiven(**of, **common, given_on=opinion.given_on, working_days_late=days)
    if opinion.withdrawn_on is not None:
        return OpinionEnded(**of, **common, ended_on=opinion.withdrawn_on)
    return OpinionAsked(**of, **common, asked_on=opinion.asked_on)
