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


PUBLISHED = (ListPublished, *statistics.PUBLISHED)
