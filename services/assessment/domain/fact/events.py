"""What was decided of facts, for whoever wants to know: each unit concerned is told (A18)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OfDecision:
    """What every event of a decision says."""

    decision_id: UUID
    unit_id: UUID
    service: str
    record_id: UUID
    project_id: UUID | None
    reason: str
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponsibilityShared(OfDecision):
    """A unit answers for a record by a share."""

    share: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordExempted(OfDecision):
    """A record counts for nobody; of a project what falls due from the first day to the last."""

    since: date
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptionRevoked(OfDecision):
    """An exemption was revoked: the record counts again."""
