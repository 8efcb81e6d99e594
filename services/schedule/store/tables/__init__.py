"""Tables by area. Each declares who may see its rows; the division is guarded by row-level security besides."""

from services.schedule.store.base import Base
from services.schedule.store.tables.attachments import Attachment, FileContent
from services.schedule.store.tables.bulletin import BulletinErratum, BulletinFigure, DispatchBulletin
from services.schedule.store.tables.calendar import CalendarAddress
from services.schedule.store.tables.city import CityPush
from services.schedule.store.tables.copies import FactorRequest, Organization, Project, ProjectEvidence
from services.schedule.store.tables.dispatch import DispatchDifficulty, DispatchRound, DispatchStep
from services.schedule.store.tables.leaders import (
    DrivingMark,
    LeaderAnswer,
    LeaderArrangement,
    LeaderLink,
    LeaderProblem,
    LeaderReport,
)
from services.schedule.store.tables.ledger import (
    Issue,
    IssueCount,
    IssueDocument,
    IssueExtension,
    IssueSearch,
    IssueStep,
)
from services.schedule.store.tables.lists import ListChange, ListedEntry, ListEdition, ListEntry, ListMark, MonthlyList
from services.schedule.store.tables.node import Evidence, Node, NodePlan, PlannedNode
from services.schedule.store.tables.notices import Notice, NoticeMute, NoticeRead
from services.schedule.store.tables.progress import ProgressReport, ProgressStep
from services.schedule.store.tables.review import DispatchReview, Interview, InterviewCandidate
from services.schedule.store.tables.schedule import AnnualTask, PlanItem, PlanTelling, Schedule
from services.schedule.store.tables.search import DifficultySearch, NodeSearch, ScheduleSearch
from services.schedule.store.tables.site import SiteOrganization
from services.schedule.store.tables.specialist import Specialist, WeeklyUpdate, WeeklyVersion
from services.schedule.store.tables.statistics import (
    StatisticsEntry,
    StatisticsExport,
    StatisticsImport,
    StatisticsInvestment,
    StatisticsStep,
)
from services.schedule.store.tables.verification import NodeJudgement, VerificationBatch
from services.schedule.store.tables.wall import OutsideAddition
from services.schedule.store.tables.what_if import Scenario, ScenarioNode, ScenarioStep, TaskBatch

__all__ = [
    "AnnualTask",
    "Attachment",
    "Base",
    "BulletinErratum",
    "BulletinFigure",
    "CalendarAddress",
    "CityPush",
    "DifficultySearch",
    "DispatchBulletin",
    "DispatchDifficulty",
    "DispatchReview",
    "DispatchRound",
    "DispatchStep",
    "DrivingMark",
    "Evidence",
    "FactorRequest",
    "FileContent",
    "Interview",
    "InterviewCandidate",
    "Issue",
    "IssueCount",
    "IssueDocument",
    "IssueExtension",
    "IssueSearch",
    "IssueStep",
    "LeaderAnswer",
    "LeaderArrangement",
    "LeaderLink",
    "LeaderProblem",
    "LeaderReport",
    "ListChange",
    "ListEdition",
    "ListEntry",
    "ListMark",
    "ListedEntry",
    "MonthlyList",
    "Node",
    "NodeJudgement",
    "NodePlan",
    "NodeSearch",
    "Notice",
    "NoticeMute",
    "NoticeRead",
    "Organization",
    "OutsideAddition",
    "PlanItem",
    "PlanTelling",
    "PlannedNode",
    "ProgressReport",
    "ProgressStep",
    "Project",
    "ProjectEvidence",
    "Scenario",
    "ScenarioNode",
    "ScenarioStep",
    "Schedule",
    "ScheduleSearch",
    "SiteOrganization",
    "Specialist",
    "StatisticsEntry",
    "StatisticsExport",
    "StatisticsImport",
    "StatisticsInvestment",
    "StatisticsStep",
    "TaskBatch",
    "VerificationBatch",
    "WeeklyUpdate",
    "WeeklyVersion",
]
