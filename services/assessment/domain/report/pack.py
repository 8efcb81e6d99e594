"""All that a review pack consists of (A19, A21)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.assessment.domain.period import Period
from services.assessment.domain.report.model import CardLine, CorrectionLine, GroupPart
from services.assessment.domain.report.trend import Trends


@dataclass(frozen=True, slots=True)
class Pack:
    """All that a pack says. trends: of each group, over the periods before and this one.

    published: whether the period is; otherwise the pack is a draft.
    """

    period: Period
    published: bool
    digest: str
    version: int
    through: date
    scheme: str
    scheme_version: int
    yellow_means: str
    red_means: str
    published_on: date | None
    review_on: date | None
    groups: tuple[GroupPart, ...]
    idle: tuple[str, ...]
    cards: tuple[CardLine, ...]
    corrections: tuple[CorrectionLine, ...]
    trends: tuple[Trends, ...]
