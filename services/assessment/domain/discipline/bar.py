"""What discipline inspection objects to: awards of a unit or of a person in a year (A21). Why is for it alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from services.assessment.domain.discipline.rulebook import A21
from services.assessment.domain.quarter import faults_of_year
from services.assessment.domain.reading import name_of, text_of
from services.law.breach import Breach, Refusal

LONGEST_REASON = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """Against whose awards of which year: a unit's, or a person's of the unit; why, and by which document."""

    unit_id: UUID
    person: str | None
    year: int
    reason: str
    document: str


def object_to(asked: Objection, *, unit_known: bool, standing: bool) -> Objection | Refusal:
    """第二十一条：an objection has its reason and its document on record; one at a time stands. Returns it as it is kept."""
    breaches = list(faults_of_year(asked.year))
    if not unit_known:
        breaches.append(Breach("UNIT_UNKNOWN", "本区没有该单位", A21, "unitId"))
    if standing:
        breaches.append(Breach("ALREADY_BARRED", "对该单位或个人本年度已有意见，不必重复", A21, "unitId"))
    kept = replace(
        asked,
        person=None if asked.person is None else name_of(asked.person, "姓名", "person", A21, breaches, 60),
        reason=text_of(asked.reason, "理由", "reason", A21, breaches, LONGEST_REASON),
        document=name_of(asked.document, "文件", "document", A21, breaches),
    )
    return Refusal(tuple(breaches)) if breaches else kept
