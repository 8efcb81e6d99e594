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


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneSet:
    """第七条（二）（四）：the start or the completion of a project, as its plan has it now; what is told later replaces it.

    node_id, due_on None: the plan has no such node. completed_on None: not reached, or taken back. The units are those that
    answer for the project.
    """

    project_id: UUID
    role: str
    node_id: UUID | None
    due_on: date | None
    completed_on: date | None
    owner_id: UUID
    town_id: UUID | None
    industry_authority_id: UUID | None
    division: str
