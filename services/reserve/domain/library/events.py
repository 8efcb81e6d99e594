"""What happens to the documents of a project (第五条), for the other services. Translated in messaging/evidence.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRecorded:
    """A document was recorded, told whole; it counts from now on. `version` is the project's after it: a higher one holds."""

    evidence_id: UUID
    project_id: UUID
    kind: str
    title: str
    document_number: str | None
    issuing_body: str
    dated_on: date
    valid_until: date | None
    version: int
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceWithdrawn(EvidenceRecorded):
    """A document that was recorded by mistake counts no more."""
