"""Tables by area. Each declares who may see its rows; the division is guarded by row-level security besides."""

from services.support.store.base import Base
from services.support.store.tables.copies import Node, Organization, Project, Schedule
from services.support.store.tables.documents import DocumentSequence
from services.support.store.tables.quota import QuotaAccount, QuotaEntry
from services.support.store.tables.request import Pause, Request, Step
from services.support.store.tables.search import ProjectSearch, RequestSearch

__all__ = [
    "Base",
    "DocumentSequence",
    "Node",
    "Organization",
    "Pause",
    "Project",
    "ProjectSearch",
    "QuotaAccount",
    "QuotaEntry",
    "Request",
    "RequestSearch",
    "Schedule",
    "Step",
]
