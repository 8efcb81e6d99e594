"""Our own copies of other services' events, with only the fields that we use."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from services.chassis.events import Foreign


class OrganizationTold(Foreign):
    """reserve: a unit was registered or changed. Roles that we do not know are kept as they are told."""

    organization_id: UUID
    name: str
    roles: list[str]
    version: int
    active: bool = True  # older events do not say: a unit acted until it could be deactivated
    merged_into: UUID | None = None
    credit_code: str | None = None


class ProjectTold(Foreign):
    """reserve: a project was registered or changed."""

    project_id: UUID
    name: str
    owner_id: UUID
    version: int
    level: str | None = None
    code: str | None = None


class NodePlanned(Foreign):
    """schedule: a node has its place in a version of a project's schedule."""

    node_id: UUID
    project_id: UUID
    plan_version: int
    name: str
    responsible_unit_id: UUID
    waits_for_request: bool


class ScheduleEnded(Foreign):
    """schedule: the plan gave the project up."""

    project_id: UUID
    version: int
    ended_on: date
    document_number: str


class ScheduleResumed(Foreign):
    """schedule: a plan has the project again."""

    project_id: UUID
    version: int


class PlanItemTold(Foreign):
    """reserve: a year's plan has a project, or has it no more."""

    project_id: UUID
    year: int
    plan_version: int


class IssueRaised(Foreign):
    """schedule: an issue is on the ledger; of a consultation's decision, source_id is the item of the agenda."""

    issue_id: UUID
    version: int
    number: str
    raised_on: date
    source_id: UUID | None


class IssueAssigned(Foreign):
    """schedule: a unit has an issue in hand until a day; told anew when either changes."""

    issue_id: UUID
    version: int
    due_on: date


class IssueReportedDone(Foreign):
    """schedule: the unit says that an issue is done."""

    issue_id: UUID
    version: int
    due_on: date


class IssueClosed(Foreign):
    """schedule: somebody else has verified an issue, and it is closed."""

    issue_id: UUID
    version: int
    due_on: date
    closed_on: date


class IssueReopened(Foreign):
    """schedule: a report was returned, or a closed issue opened again."""

    issue_id: UUID
    version: int
    due_on: date
    reason: str


class IssueMerged(Foreign):
    """schedule: an issue was taken for the same as another; into_id: None where that is undone."""

    issue_id: UUID
    version: int
    into_id: UUID | None


class IssueWithdrawn(Foreign):
    """schedule: an issue was taken back."""

    issue_id: UUID
    version: int
    reason: str
