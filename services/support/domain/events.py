"""What has happened in the support service, as the domain says it. The service's messaging translates what is published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OfRequest:
    """What every event of a request says: which one it is, whose, and in which version it is now.

    A higher version replaces what was told of a lower one; a lower one that comes late is history.
    """

    request_id: UUID
    request_version: int
    project_id: UUID
    node_id: UUID | None
    kind: str
    bureau_id: UUID
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSubmitted(OfRequest):
    """A bureau has received a request of a project; its clock runs from the day after."""

    quantity: Decimal | None
    unit: str | None
    received_on: date
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestReturned(OfRequest):
    """The bureau has asked for a correction; the clock stands until the applicant answers.

    due_on: the limit that was over already, which a return does not undo; else None, for nothing is due meanwhile.
    """

    reason: str
    returned_on: date
    due_on: date | None
    working_days_used: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestResubmitted(OfRequest):
    """The applicant has answered a return; the clock runs on from where it stood, up to a new limit."""

    quantity: Decimal | None
    unit: str | None
    resubmitted_on: date
    due_on: date
    working_days_used: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestWithdrawn(OfRequest):
    """The applicant has withdrawn the request; nothing is due any more, and what was reserved is free again."""

    reason: str | None
    withdrawn_on: date
    working_days_used: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDueCorrected(OfRequest):
    """The calendar of a year was published, and the limit of an open request is another day. No step: the version stays.

    due_on: None where the limit was not over after all when a correction was asked for, so that nothing is due meanwhile.
    former_due_on: the limit that was told before.
    """

    due_on: date | None
    former_due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDecided(OfRequest):
    """The bureau has decided with a formal document; nothing is granted by a refusal."""

    outcome: str
    granted_quantity: Decimal | None
    document_number: str
    received_on: date
    due_on: date
    decided_on: date
    working_days_used: int
    working_days_late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSuspended(OfRequest):
    """A special procedure has begun, on its legal ground; the clock stands until it is over.

    due_on: the limit that was over already, which no procedure undoes; else None, for nothing is due meanwhile.
    """

    procedure: str
    basis: str
    suspended_on: date
    due_on: date | None
    working_days_used: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestResumed(OfRequest):
    """The special procedure is over; the clock runs on from where it stood, up to a new limit."""

    resumed_on: date
    due_on: date
    working_days_used: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestNotAccepted(OfRequest):
    """The bureau has not taken the request on (不予受理); nothing is due any more."""

    reason: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestReviewDecided(OfRequest):
    """The one review is decided; outcome and quantity are those that hold now, by the document that is named."""

    outcome: str
    granted_quantity: Decimal | None
    document_number: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestCorrected(OfRequest):
    """A slip in an issued document was corrected on record; outcome and quantity are what they were."""

    what: str
    document_number: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestReassigned(OfRequest):
    """The bureau or the applicant of an open request was merged into another unit, which stands for it from now on."""

    applicant_id: UUID
    former_unit_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestEscalated(OfRequest):
    """A rung of the ladder was reached: so many working days before (−) or after (+) the limit. The version stays.

    told_roles: who is told besides the bureau. reached_on: the day of the rung, which may lie back after downtime.
    """

    due_on: date
    rung: str
    days: int
    told_roles: list[str]
    reached_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestOverdue(OfRequest):
    """The limit of a request is over and it has not ended in time; told once for each limit. The version stays."""

    due_on: date
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteIncidentChanged:
    """Where an incident around a building site stands (第十七条（五）); no text of it and no person."""

    incident_id: UUID
    version: int
    number: str
    project_id: UUID
    kind: str
    severity: str
    state: str
    changed_on: date
    division: str
