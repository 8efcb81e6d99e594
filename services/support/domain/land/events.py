"""What others learn of the land area (第十五条)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpRaised:
    """A decision of a consultation goes to the ledger of issues (第十条); told once for each."""

    source_id: UUID
    consultation_id: UUID
    project_id: UUID | None
    node_id: UUID | None
    severity: str
    kind: str
    title: str
    description: str
    source: str
    responsible_unit_id: UUID
    deadline: date
    raised_on: date
    division: str
