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


class RequestDecided(Foreign):
    """support: a bureau decided a request, so many working days late."""

    request_id: UUID
    project_id: UUID
    bureau_id: UUID
    due_on: date
    decided_on: date
    working_days_late: int
