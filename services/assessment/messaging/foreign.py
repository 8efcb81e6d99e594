"""Our own copies of other services' events, with only the fields that we use."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from services.chassis.events import Foreign
from services.law.parties import UnitCategory


class OrganizationTold(Foreign):
    """reserve: a unit was registered or changed."""

    organization_id: UUID
    name: str
    category: UnitCategory
    version: int
    active: bool = True  # older events do not say: a unit acted until it could be deactivated
    merged_into: UUID | None = None


class ProjectTold(Foreign):
    """reserve: a project was registered or changed."""

    project_id: UUID
    name: str
    owner_id: UUID
    version: int


class NodePlanned(Foreign):
    """schedule: a node has its limit and responsible unit in a version of a project's plan."""

    node_id: UUID
    project_id: UUID
    plan_version: int
    responsible_unit_id: UUID
    due_on: date


class NodeCompleted(Foreign):
    """schedule: a node was completed, so many working days late."""

    node_id: UUID
    project_id: UUID
    responsible_unit_id: UUID
    due_on: date
    completed_on: date
    working_days_late: int


class NodeCompletionReturned(Foreign):
    """schedule: the completion of a node was taken back; the node is open again, with the limit that it has now."""

    node_id: UUID
    project_id: UUID
    responsible_unit_id: UUID
    due_on: date
    returned_on: date


class AnnualTaskSet(Foreign):
    """schedule: a project was given its annual investment task, or a new version of it."""

    project_id: UUID
    year: int
    version: int
    months: list[Decimal]
    responsible_unit_id: UUID


class ProgressVerified(Foreign):
    """schedule: a month's progress was verified; the cumulative amounts are the year's so far."""

    report_id: UUID
    project_id: UUID
    year: int
    month: int
    reported_investment: Decimal
    planned_investment: Decimal
    cumulative_reported: Decimal
    cumulative_planned: Decimal
    responsible_unit_id: UUID


class ScheduleEnded(Foreign):
    """schedule: the plan gave a project up; nothing of it is due from that day on."""

    project_id: UUID
    version: int
    ended_on: date
    responsible_unit_id: UUID


class ScheduleResumed(Foreign):
    """schedule: a plan has the project again."""

    project_id: UUID
    version: int
    resumed_on: date
    responsible_unit_id: UUID


class OfRequest(Foreign):
    """support: something happened to a request; the bureau answers for its limit."""

    request_id: UUID
    request_version: int
    project_id: UUID
    bureau_id: UUID


class RequestSubmitted(OfRequest):
    """support: a bureau has received a request."""

    received_on: date
    due_on: date


class RequestReturned(OfRequest):
    """support: a request went back for correction; something is due meanwhile only if it was over before."""

    returned_on: date
    due_on: date | None


class RequestResubmitted(OfRequest):
    """support: the correction came, and the clock runs on to a new limit."""

    resubmitted_on: date
    due_on: date


class RequestWithdrawn(OfRequest):
    """support: the applicant has withdrawn a request: nothing is due any more."""

    withdrawn_on: date


class RequestSuspended(OfRequest):
    """support: a special procedure has begun; something is due meanwhile only if it was over before."""

    suspended_on: date
    due_on: date | None


class RequestResumed(OfRequest):
    """support: the special procedure is over, and the clock runs on to a new limit."""

    resumed_on: date
    due_on: date


class RequestNotAccepted(OfRequest):
    """support: a bureau has not taken a request on: nothing is due any more."""

    on: date


class RequestDueCorrected(OfRequest):
    """support: a year's calendar was published, and an open request is due on another day."""

    due_on: date | None


class RequestDecided(OfRequest):
    """support: a bureau decided a request, so many working days late."""

    due_on: date
    decided_on: date
    working_days_late: int
