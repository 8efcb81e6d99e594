"""What happened to review packs and year's results, for whoever wants to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ReportIssued:
    """第十九条：a period's papers were issued; ordinal: 1, or a later one because what the period says had changed."""

    report_id: UUID
    year: int
    quarter: int  # 0: of the whole year
    period: str  # in words
    ordinal: int
    number: str
    title: str
    issued_on: date
    division: str
