"""Tables by area. Each declares who may see its rows; the division is guarded by row-level security besides."""

from services.schedule.store.base import Base
from services.schedule.store.tables.copies import FactorRequest, Organization, Project
from services.schedule.store.tables.node import Evidence, Node, NodePlan, PlannedNode
from services.schedule.store.tables.progress import ProgressReport, ProgressStep
from services.schedule.store.tables.schedule import AnnualTask, PlanItem, PlanTelling, Schedule
from services.schedule.store.tables.search import NodeSearch, ScheduleSearch

__all__ = [
    "AnnualTask",
    "Base",
    "Evidence",
    "FactorRequest",
    "Node",
    "NodePlan",
    "NodeSearch",
    "Organization",
    "PlanItem",
    "PlanTelling",
    "PlannedNode",
    "ProgressReport",
    "ProgressStep",
    "Project",
    "Schedule",
    "ScheduleSearch",
]
