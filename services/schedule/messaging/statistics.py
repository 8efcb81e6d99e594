"""The published events of statistics (第十二条)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from services.chassis.events import Published
from services.schedule.domain.statistics import events

_SAMPLE: dict[str, Any] = {
    "entryId": "01930000-0000-7000-8000-000000000911",
    "projectId": "01930000-0000-7000-8000-000000000101",
    "version": 1,
    "on": "2027-04-06",
    "number": "TJ430211-000001",
    "dueOn": "2027-03-31",
    "daysLate": 6,
    "monthsLate": 1,
    "excepted": False,
    "ownerId": "01930000-0000-7000-8000-000000000301",
    "townId": "01930000-0000-7000-8000-000000000302",
    "industryAuthorityId": None,
    "division": "430211",
}


class StatisticsEntered(
    Published,
    type="zhongdian.schedule.statistics.entered.v1",
    of=events.StatisticsEntered,
    key="project_id",
    sample=_SAMPLE,
):
    """A project was entered in the statistical library, in time or late; a higher version corrects a lower one (A12)."""

    entry_id: UUID
    project_id: UUID
    version: int
    on: date
    number: str | None
    due_on: date | None
    days_late: int
    months_late: int
    excepted: bool
    owner_id: UUID
    town_id: UUID | None
    industry_authority_id: UUID | None


class StatisticsReported(
    Published,
    type="zhongdian.schedule.statistics.reported.v1",
    of=events.StatisticsReported,
    key="project_id",
    sample=_SAMPLE | {"on": "2027-05-07", "dueOn": "2027-04-30", "daysLate": 7},
):
    """A project reported to statistics for the first time; a higher version corrects a lower one (A12)."""

    entry_id: UUID
    project_id: UUID
    version: int
    on: date
    number: str | None
    due_on: date | None
    days_late: int
    months_late: int
    excepted: bool
    owner_id: UUID
    town_id: UUID | None
    industry_authority_id: UUID | None


class StatisticsExcepted(
    Published,
    type="zhongdian.schedule.statistics.excepted.v1",
    of=events.StatisticsExcepted,
    key="project_id",
    sample={name: _SAMPLE[name] for name in ("entryId", "projectId", "version", "on", "ownerId", "townId")}
    | {"kind": "ENTRY", "industryAuthorityId": None, "division": "430211"},
):
    """Entry or reporting of a project is put off by an approved exception (A12)."""

    entry_id: UUID
    project_id: UUID
    version: int
    kind: str
    on: date
    owner_id: UUID
    town_id: UUID | None
    industry_authority_id: UUID | None


PUBLISHED = (StatisticsEntered, StatisticsReported, StatisticsExcepted)
