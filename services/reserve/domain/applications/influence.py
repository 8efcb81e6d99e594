"""第三条（三）: the investment authority's own assessment of projects of major influence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.reserve.domain import rulebook as shared
from services.reserve.domain.applications.rulebook import A3_3
from services.reserve.domain.applications.terms import Influence
from services.reserve.domain.decision import Decided
from services.reserve.domain.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What was assessed, on what grounds, by whom, to what conclusion. A later one of the project and year counts instead."""

    id: UUID
    division: str
    project_id: UUID
    year: int
    grounds: str
    conclusion: Influence
    opinion: str
    assessed_by: str
    assessed_on: date


def assess(new: Assessment, today: date) -> Decided[Assessment] | Refusal:
    """第三条（三）: record an assessment; it stands in the place of an application."""
    reading = Reading(A3_3)
    last = today.year + shared.PLAN_YEARS_AHEAD.on(today)
    if not today.year <= new.year <= last:
        reading.found(Breach("ASSESSMENT_YEAR_INVALID", f"评估年度须在{today.year}至{last}年之间", A3_3, "year"))
    if new.assessed_on > today:
        reading.found(Breach("ASSESSED_IN_FUTURE", f"评估日期不能晚于今天（{today}）", A3_3, "assessedOn"))
    read = replace(
        new,
        grounds=_needed(reading, new.grounds, "GROUNDS_MISSING", "评估依据", "grounds"),
        opinion=_needed(reading, new.opinion, "OPINION_MISSING", "评估意见", "opinion"),
        assessed_by=_needed(reading, new.assessed_by, "ASSESSORS_MISSING", "评估人员（机构）", "assessedBy"),
    )
    return reading.judged(Decided(read))


def _needed(reading: Reading, written: str, code: str, label: str, field: str) -> str:
    read = reading.text(written, label, field)
    if not read:
        reading.found(Breach(code, f"请写明{label}", A3_3, field))
    return read
