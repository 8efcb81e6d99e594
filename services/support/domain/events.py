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
    """

    due_on: date | None


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
class RequestReassigned(OfRequest):
    """The bureau or the applicant of an open request was merged into another unit, which stands for it from now on."""

    applicant_id: UUID
    former_unit_id: UUID
