"""What happens to the four lists, for whoever listens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPublished:
    """第七条：a month's list was published, frozen under its SM3 digest; a higher edition corrects a lower one."""

    list_id: UUID
    kind: str
    year: int
    month: int
    edition: int
    digest: str
    entries: int
    published_on: date
    reason: str | None
    division: str
