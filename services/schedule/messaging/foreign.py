"""Other services' events, with only what is used here."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from services.chassis.events import Foreign
from services.schedule.domain.ledger.terms import Severity
from services.schedule.domain.opening import ItemKind


class OrganizationTold(Foreign):
    """reserve: a unit was registered or changed."""

    organization_id: UUID
    name: str
    category: str
    version: int
    active: bool = True  # older events do not say: a unit acted until it could be deactivated
    merged_into: UUID | None = None


class ProjectTold(Foreign):
    """reserve: a project was registered or changed."""

    project_id: UUID
    name: str
    owner_id: UUID
    town_id: UUID | None
    industry_authority_id: UUID | None
    level: str
    category: str
    version: int
    # older events do not say them
    code: str | None = None
    longitude: Decimal | None = None
    latitude: Decimal | None = None
    coordinate_system: str | None = None
    total_investment: Decimal | None = None
    library: str | None = None
    package_id: UUID | None = None


class PlanItemIssued(Foreign):
    """reserve: an issued plan has the project."""

    plan_id: UUID
    plan_version: int
    year: int
    document_number: str
    project_id: UUID
    project_name: str
    kind: ItemKind
    total_investment: Decimal
    annual_investment: Decimal
    owner_id: UUID
    town_id: UUID | None
    industry_authority_id: UUID | None
    issued_on: date


class PlanItemRemoved(Foreign):
    """reserve: an adjustment has taken the project out of the plan."""

    plan_id: UUID
    plan_version: int
    year: int
    document_number: str
    project_id: UUID
    project_name: str
    kind: ItemKind
    reason: str
    issued_on: date


class PlanItemRevalued(PlanItemRemoved):
    """reserve: an adjustment has given the project other figures."""

    total_investment: Decimal
    annual_investment: Decimal


class PlanItemConverted(Foreign):
    """reserve: a preliminary project of the plan has become a construction project."""

    plan_id: UUID
    plan_version: int
    year: int
    project_id: UUID
    project_name: str
    kind: ItemKind
    total_investment: Decimal
    annual_investment: Decimal
    owner_id: UUID
    town_id: UUID | None
    industry_authority_id: UUID | None
    converted_on: date


class OfRequest(Foreign):
    """support: something happened to a request. A higher version of it replaces what a lower one said."""

    request_id: UUID
    request_version: int
    project_id: UUID
    node_id: UUID | None
    kind: str
    bureau_id: UUID | None = None


class RequestSubmitted(OfRequest):
    """support: a bureau has received a request."""

    due_on: date


class RequestReturned(OfRequest):
    """support: a request went back for correction; something is due meanwhile only if it was over before."""

    due_on: date | None


class RequestResubmitted(OfRequest):
    """support: the correction came, and the clock runs on to a new limit."""

    due_on: date


class RequestWithdrawn(OfRequest):
    """support: the applicant has withdrawn a request."""


class RequestSuspended(OfRequest):
    """support: a special procedure has begun; something is due meanwhile only if it was over before."""

    due_on: date | None


class RequestResumed(OfRequest):
    """support: the special procedure is over, and the clock runs on to a new limit."""

    due_on: date


class RequestNotAccepted(OfRequest):
    """support: the bureau has not taken a request on; nothing is due any more."""


class RequestReviewDecided(OfRequest):
    """support: the review of a decision; the outcome is the one that holds from its day on, upheld or changed."""

    outcome: str
    document_number: str
    on: date


class LandFollowUpRaised(Foreign):
    """support: a decision of a monthly land consultation is to go to the ledger; told once for each decision."""

    source_id: UUID
    consultation_id: UUID
    project_id: UUID | None
    node_id: UUID | None
    severity: Severity
    kind: str
    title: str
    description: str
    responsible_unit_id: UUID
    deadline: date


class RequestDueCorrected(Foreign):
    """support: a calendar was published and an open request is due on another day; or its limit is over."""

    request_id: UUID
    request_version: int
    due_on: date | None


class RequestDecided(OfRequest):
    """support: a request was decided. A node is freed by the outcome GRANTED alone, not by a grant in part."""

    outcome: str
    document_number: str
    due_on: date
    decided_on: date


class EvidenceTold(Foreign):
    """reserve: a document of a project was recorded or withdrawn; a higher version replaces what a lower one said."""

    evidence_id: UUID
    project_id: UUID
    kind: str
    title: str
    document_number: str | None
    issuing_body: str
    dated_on: date
    version: int
