"""All tables of the assessment."""

from services.assessment.store.tables.attachments import Attachment, FileContent
from services.assessment.store.tables.awards import (
    Award,
    AwardApproval,
    AwardDossier,
    AwardEffect,
    AwardList,
    AwardVetting,
)
from services.assessment.store.tables.calendar import CalendarAddress
from services.assessment.store.tables.cards import Card
from services.assessment.store.tables.completeness import HeardEvent, TalliedType, Tally
from services.assessment.store.tables.computations import PeriodComputation
from services.assessment.store.tables.computed import (
    Counted,
    CountedElsewhere,
    OrganizationGroup,
    PeriodEntries,
    PeriodGround,
    PeriodVerification,
)
from services.assessment.store.tables.conduct import ConductRecord
from services.assessment.store.tables.copies import Organization, Project
from services.assessment.store.tables.decisions import FactDecision, FactDecisionUnit
from services.assessment.store.tables.discipline import Clue, ClueEntry, CluePerson, DisciplineBar
from services.assessment.store.tables.duties import CardDuty, DutyFulfilment
from services.assessment.store.tables.facts import Fact
from services.assessment.store.tables.groups import PeriodGroup
from services.assessment.store.tables.notices import Notice, NoticeMute, NoticeRead
from services.assessment.store.tables.objections import Objection, ObjectionEntry
from services.assessment.store.tables.reports import AssessmentReport, AssessmentReportFigure, LostPoints
from services.assessment.store.tables.results import Correction, IndicatorResult, Period, UnitResult
from services.assessment.store.tables.reviews import Announcement
from services.assessment.store.tables.schemes import Scheme, SchemeStep
from services.assessment.store.tables.trials import ComparedUnit, SchemeComparison, SchemeTrial, TrialResult

__all__ = [
    "Announcement",
    "AssessmentReport",
    "AssessmentReportFigure",
    "Attachment",
    "Award",
    "AwardApproval",
    "AwardDossier",
    "AwardEffect",
    "AwardList",
    "AwardVetting",
    "CalendarAddress",
    "Card",
    "CardDuty",
    "Clue",
    "ClueEntry",
    "CluePerson",
    "ComparedUnit",
    "ConductRecord",
    "Correction",
    "Counted",
    "CountedElsewhere",
    "DisciplineBar",
    "DutyFulfilment",
    "Fact",
    "FactDecision",
    "FactDecisionUnit",
    "FileContent",
    "HeardEvent",
    "IndicatorResult",
    "LostPoints",
    "Notice",
    "NoticeMute",
    "NoticeRead",
    "Objection",
    "ObjectionEntry",
    "Organization",
    "OrganizationGroup",
    "Period",
    "PeriodComputation",
    "PeriodEntries",
    "PeriodGround",
    "PeriodGroup",
    "PeriodVerification",
    "Project",
    "Scheme",
    "SchemeComparison",
    "SchemeStep",
    "SchemeTrial",
    "TalliedType",
    "Tally",
    "TrialResult",
    "UnitResult",
]
