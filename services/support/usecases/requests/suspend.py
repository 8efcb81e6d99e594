"""第十七条（一）：a special procedure stops the clock."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.calendar import calendar
from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain import special
from services.support.domain.special import Ordered
from services.support.usecases.acting import acting
from services.support.usecases.requests.case import conclude, take


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspendRequest:
    """The command."""

    request_id: UUID
    expected_version: int
    procedure: str
    reason: str
    document: str


async def suspend(work: Work, command: SuspendRequest) -> UUID | Refusal:
    """Begin a special procedure that the matter's rule names."""
    case = await take(work, command.request_id, command.expected_version)
    if isinstance(case, Refusal):
        return case
    ordered = Ordered(procedure=command.procedure, reason=command.reason, document=command.document)
    change = special.suspend(case.request, ordered, case.rule, acting(work), work.today, calendar())
    return change if isinstance(change, Refusal) else await conclude(work, "suspendRequest", case, change)
