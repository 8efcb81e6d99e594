"""Tables by area. Each declares who may see its rows; the division is guarded by row-level security besides."""

from services.support.store.base import Base
from services.support.store.tables.agency import (
    AgencyAuthorisation,
    AgencyCase,
    AgencyEntry,
    AgencyItem,
    AgencySupervision,
)
from services.support.store.tables.attachments import Attachment, FileContent
from services.support.store.tables.calendar import CalendarAddress
from services.support.store.tables.clocks import LateFactRow, RequestEscalation
from services.support.store.tables.copies import Node, Organization, PlannedProject, Project, Schedule
from services.support.store.tables.documents import DocumentSequence
from services.support.store.tables.financing import (
    FinancialInstitution,
    FinancingAppraisal,
    FinancingDemand,
    FinancingIssue,
    FinancingIssueItem,
    FinancingMatch,
    FinancingPaper,
    FinancingStep,
    FinancingWithdrawal,
)
from services.support.store.tables.follow_ups import FollowUpIssue
from services.support.store.tables.fund_applications import FundApplication, FundApplicationSearch, FundApplicationStep
from services.support.store.tables.funds import FundBudget, FundCommitment, FundEntry, FundPayment
from services.support.store.tables.handling import Opinion, Survey
from services.support.store.tables.hanging import TABLES as FILES_HANG_ON
from services.support.store.tables.incidents import IncidentSequence, IncidentStep, SiteIncident
from services.support.store.tables.joint import JointMatter, JointMeeting, JointStep
from services.support.store.tables.land import (
    ConsultationItem,
    LandConsultation,
    LandPlan,
    LandPlanEdition,
    LandPlanItem,
    LandStep,
)
from services.support.store.tables.notices import Notice, NoticeMute, NoticeRead
from services.support.store.tables.officers import Absence, BulkRun, QueueView
from services.support.store.tables.outcomes import CityContact, PermittedPeriod, RefundPayment
from services.support.store.tables.provincial import (
    ProvincialCallback,
    ProvincialCallbackTry,
    ProvincialRequest,
    ProvincialRequestReceipt,
)
from services.support.store.tables.quota import QuotaAccount, QuotaEntry, QuotaTransfer
from services.support.store.tables.request import Pause, Request, Step
from services.support.store.tables.search import (
    AgencyItemSearch,
    FinancingDemandSearch,
    FundCommitmentSearch,
    JointMatterSearch,
    ProjectSearch,
    RequestSearch,
    SiteIncidentSearch,
)
from services.support.store.tables.settled import Correction, Delivery, Review

__all__ = [
    "FILES_HANG_ON",
    "Absence",
    "AgencyAuthorisation",
    "AgencyCase",
    "AgencyEntry",
    "AgencyItem",
    "AgencyItemSearch",
    "AgencySupervision",
    "Attachment",
    "Base",
    "BulkRun",
    "CalendarAddress",
    "CityContact",
    "ConsultationItem",
    "Correction",
    "Delivery",
    "DocumentSequence",
    "FileContent",
    "FinancialInstitution",
    "FinancingAppraisal",
    "FinancingDemand",
    "FinancingDemandSearch",
    "FinancingIssue",
    "FinancingIssueItem",
    "FinancingMatch",
    "FinancingPaper",
    "FinancingStep",
    "FinancingWithdrawal",
    "FollowUpIssue",
    "FundApplication",
    "FundApplicationSearch",
    "FundApplicationStep",
    "FundBudget",
    "FundCommitment",
    "FundCommitmentSearch",
    "FundEntry",
    "FundPayment",
    "IncidentSequence",
    "IncidentStep",
    "JointMatter",
    "JointMatterSearch",
    "JointMeeting",
    "JointStep",
    "LandConsultation",
    "LandPlan",
    "LandPlanEdition",
    "LandPlanItem",
    "LandStep",
    "LateFactRow",
    "Node",
    "Notice",
    "NoticeMute",
    "NoticeRead",
    "Opinion",
    "Organization",
    "Pause",
    "PermittedPeriod",
    "PlannedProject",
    "Project",
    "ProjectSearch",
    "ProvincialCallback",
    "ProvincialCallbackTry",
    "ProvincialRequest",
    "ProvincialRequestReceipt",
    "QueueView",
    "QuotaAccount",
    "QuotaEntry",
    "QuotaTransfer",
    "RefundPayment",
    "Request",
    "RequestEscalation",
    "RequestSearch",
    "Review",
    "Schedule",
    "SiteIncident",
    "SiteIncidentSearch",
    "Step",
    "Survey",
]
