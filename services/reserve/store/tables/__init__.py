"""Tables by area. Each declares who may see its rows; the division is guarded by row-level security besides."""

from services.reserve.store.base import Base
from services.reserve.store.tables.directory import Organization
from services.reserve.store.tables.imports import Import
from services.reserve.store.tables.plan import DecisionStep, Deliberation, Opinion, Plan, PlanItem
from services.reserve.store.tables.project import Evidence, FundSource, Project, ProjectChange
from services.reserve.store.tables.search import OrganizationSearch, PlanItemSearch, ProjectSearch

__all__ = [
    "Base",
    "DecisionStep",
    "Deliberation",
    "Evidence",
    "FundSource",
    "Import",
    "Opinion",
    "Organization",
    "OrganizationSearch",
    "Plan",
    "PlanItem",
    "PlanItemSearch",
    "Project",
    "ProjectChange",
    "ProjectSearch",
]
