"""What happens in statistics, for whoever listens (assessment: A19)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class InStatistics:
    """A project was entered (or first reported), or the record of it was corrected: a higher version replaces a lower one.

    due_on None: the start is not on record. excepted: an exception stood. The units are those that answer (第十二条).
    """

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
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsEntered(InStatistics):
    """第十二条：入库."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsReported(InStatistics):
    """第十二条：入统."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsExcepted:
    """第十二条“原则上”：entry or reporting (kind) of a project is put off by an approved exception: it is not late."""

    entry_id: UUID
    project_id: UUID
    version: int
    kind: str
    on: date
    owner_id: UUID
    town_id: UUID | None
    industry_authority_id: UUID | None
    division: str
