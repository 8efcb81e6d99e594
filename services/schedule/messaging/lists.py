"""The published events of the four lists (第七条)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from services.chassis.events import Published
from services.schedule.domain.lists import events
from services.schedule.messaging import statistics


class ListPublished(
    Published,
    type="zhongdian.schedule.list.published.v1",
    of=events.ListPublished,
    key="list_id",
    sample={
        "listId": "01930000-0000-7000-8000-000000000901",
        "kind": "TO_START",
        "year": 2027,
        "month": 4,
        "edition": 1,
        "digest": "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
        "entries": 12,
        "publishedOn": "2027-03-30",
        "reason": None,
        "division": "430211",
    },
):
    """A month's list was published under its SM3 digest; a higher edition corrects a lower one (A7)."""

    list_id: UUID
    kind: str
    year: int
    month: int
    edition: int
    digest: str
    entries: int
    published_on: date
    reason: str | None


class MilestoneSet(
    Published,
    type="zhongdian.schedule.milestone.set.v1",
    of=events.MilestoneSet,
    key="project_id",
    sample={
        "projectId": "01930000-0000-7000-8000-000000000101",
        "role": "START",
        "nodeId": "01930000-0000-7000-8000-000000000201",
        "dueOn": "2027-04-30",
        "completedOn": "2027-04-26",
        "ownerId": "01930000-0000-7000-8000-000000000301",
        "townId": "01930000-0000-7000-8000-000000000302",
        "industryAuthorityId": None,
        "division": "430211",
    },
):
    """The start or the completion of a project as its plan has it now; what is told later replaces what was told (A7)."""

    project_id: UUID
    role: str
    node_id: UUID | None
    due_on: date | None
    completed_on: date | None
    owner_id: UUID
    town_id: UUID | None
    industry_authority_id: UUID | None


PUBLISHED = (ListPublished, MilestoneSet, *statistics.PUBLISHED)
