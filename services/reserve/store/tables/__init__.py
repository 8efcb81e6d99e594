"""Tables by area. Each declares who may see its rows; the division is guarded by row-level security besides."""

from services.reserve.store.base import Base
from services.reserve.store.tables.adjustment import (
    Adjustment,
    AdjustmentChange,
    AdjustmentDeliberation,
    AdjustmentOpinion,
    AdjustmentStep,
    CarryOver,
)
from services.reserve.store.tables.applications import (
    Application,
    ApplicationComment,
    ApplicationSearch,
    ApplicationStep,
    Guide,
    InfluenceAssessment,
)
from services.reserve.store.tables.attachments import Attachment, FileContent
from services.reserve.store.tables.calendar import CalendarAddress
from services.reserve.store.tables.deliberation import DeliberationChange
from services.reserve.store.tables.directory import Member, Organization, OrganizationChange
from services.reserve.store.tables.edition import PlanConversion, PlanEdition, PlanEditionItem, PlanEditionText
from services.reserve.store.tables.exceptions import RecordedException
from services.reserve.store.tables.exchange import (
    Callback,
    CallbackTry,
    CityExport,
    CityImport,
    CityRecord,
    ProvincialFiling,
    ProvincialReceipt,
)
from services.reserve.store.tables.importing import HeadingMapping, ImportFault, ImportFile, ImportFilePart, ImportRun
from services.reserve.store.tables.imports import Import
from services.reserve.store.tables.notices import Notice, NoticeMute, NoticeRead
from services.reserve.store.tables.plan import DecisionStep, Deliberation, Opinion, Plan, PlanItem
from services.reserve.store.tables.planned import (
    PlannedItem,
    PlannedReminder,
    PlannedReminderRound,
    PlannedReport,
    PlannedRevision,
    PlannedStep,
    PlanningParty,
)
from services.reserve.store.tables.project import Evidence, FundSource, Project, ProjectChange
from services.reserve.store.tables.readiness import Assessment, AssessmentGap, Conversion, ConversionRow
from services.reserve.store.tables.search import MemberSearch, OrganizationSearch, PlanItemSearch, ProjectSearch
from services.reserve.store.tables.views import SavedView

__all__ = [
    "Adjustment",
    "AdjustmentChange",
    "AdjustmentDeliberation",
    "AdjustmentOpinion",
    "AdjustmentStep",
    "Application",
    "ApplicationComment",
    "ApplicationSearch",
    "ApplicationStep",
    "Assessment",
    "AssessmentGap",
    "Attachment",
    "Base",
    "CalendarAddress",
    "Callback",
    "CallbackTry",
    "CarryOver",
    "CityExport",
    "CityImport",
    "CityRecord",
    "Conversion",
    "ConversionRow",
    "DecisionStep",
    "Deliberation",
    "DeliberationChange",
    "Evidence",
    "FileContent",
    "FundSource",
    "Guide",
    "HeadingMapping",
    "Import",
    "ImportFault",
    "ImportFile",
    "ImportFilePart",
    "ImportRun",
    "InfluenceAssessment",
    "Member",
    "MemberSearch",
    "Notice",
    "NoticeMute",
    "NoticeRead",
    "Opinion",
    "Organization",
    "OrganizationChange",
    "OrganizationSearch",
    "Plan",
    "PlanConversion",
    "PlanEdition",
    "PlanEditionItem",
    "PlanEditionText",
    "PlanItem",
    "PlanItemSearch",
    "PlannedItem",
    "PlannedReminder",
    "PlannedReminderRound",
    "PlannedReport",
    "PlannedRevision",
    "PlannedStep",
    "PlanningParty",
    "Project",
    "ProjectChange",
    "ProjectSearch",
    "ProvincialFiling",
    "ProvincialReceipt",
    "RecordedException",
    "SavedView",
]
