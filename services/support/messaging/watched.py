"""What clocks tell by themselves: rungs of the ladder, and limits that are over. No step: the version stays."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from services.chassis.events import Published
from services.support.domain import events

_REQUEST: dict[str, Any] = {
    "requestId": "01930000-0000-7000-8000-000000000301",
    "requestVersion": 3,
    "projectId": "01930000-0000-7000-8000-000000000101",
    "nodeId": "01930000-0000-7000-8000-000000000201",
    "kind": "LAND_QUOTA",
    "bureauId": "01930000-0000-7000-8000-000000000001",
    "division": "430211",
    "dueOn": "2027-03-23",
}


class RequestEscalatedV1(
    Published,
    type="zhongdian.support.request.escalated.v1",
    of=events.RequestEscalated,
    key="project_id",
    sample=_REQUEST | {"rung": "超期催办", "days": 1, "toldRoles": ["PROJECT_SERVICE"], "reachedOn": "2027-03-24"},
):
    """A rung was reached, so many working days before (−) or after (+) the limit; told once for each limit and rung."""

    request_id: UUID
    request_version: int
    project_id: UUID
    node_id: UUID | None
    kind: str
    bureau_id: UUID
    due_on: date
    rung: str
    days: int
    told_roles: list[str]
    reached_on: date


class RequestOverdueV1(
    Published,
    type="zhongdian.support.request.overdue.v1",
    of=events.RequestOverdue,
    key="project_id",
    sample=_REQUEST | {"since": "2027-03-24"},
):
    """The limit is over and the request had not ended; told once for each limit, also for one that has ended late by then."""

    request_id: UUID
    request_version: int
    project_id: UUID
    node_id: UUID | None
    kind: str
    bureau_id: UUID
    due_on: date
    since: date


WATCHED: tuple[type[Published], ...] = (RequestEscalatedV1, RequestOverdueV1)
