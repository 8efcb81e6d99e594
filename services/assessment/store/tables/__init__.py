"""All tables of the assessment."""

from services.assessment.store.tables.calendar import CalendarAddress
from services.assessment.store.tables.cards import Card
from services.assessment.store.tables.copies import Organization, Project
from services.assessment.store.tables.facts import Fact
from services.assessment.store.tables.groups import QuarterGroup
from services.assessment.store.tables.notices import Notice, NoticeMute, NoticeRead
from services.assessment.store.tables.results import Correction, Counted, IndicatorResult, Quarter, UnitResult
from services.assessment.store.tables.schemes import Scheme

__all__ = [
    "CalendarAddress",
    "Card",
    "Correction",
    "Counted",
    "Fact",
    "IndicatorResult",
    "Notice",
    "NoticeMute",
    "NoticeRead",
    "Organization",
    "Project",
    "Quarter",
    "QuarterGroup",
    "Scheme",
    "UnitResult",
]
