"""The published events of the war map."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from services.chassis.events import Published
from services.schedule.domain.wall import events

_SAMPLE: dict[str, Any] = {
    "projectId": "01930000-0000-7000-8000-000000000101",
    "additionId": "01930000-0000-7000-8000-000000000501",
    "addedOn": "2027-03-08",
    "reason": "招商新落地，先行挂图调度",
    "responsibleUnitId": "01930000-0000-7000-8000-000000000301",
    "division": "430211",
}


class OutsidePlanAdded(
    Published,
    type="zhongdian.schedule.outside-plan.added.v1",
    of=events.OutsidePlanAdded,
    key="project_id",
    sample=_SAMPLE,
):
    """A project that no annual plan has was added to the war map; its schedule runs from that day (A8)."""

    project_id: UUID
    addition_id: UUID
    added_on: date
    reason: str
    responsible_unit_id: UUID


class OutsidePlanEnded(
    Published,
    type="zhongdian.schedule.outside-plan.ended.v1",
    of=events.OutsidePlanEnded,
    key="project_id",
    sample={k: v for k, v in _SAMPLE.items() if k != "addedOn"}
    | {"endedOn": "2027-07-10", "takenUp": True, "reason": None},
):
    """It is on the map outside the plan no more: a plan has taken it up (`takenUp`), or it was removed with a reason (A8)."""

    project_id: UUID
    addition_id: UUID
    ended_on: date
    taken_up: bool
    reason: str | None
    responsible_unit_id: UUID


PUBLISHED = (OutsidePlanAdded, OutsidePlanEnded)
