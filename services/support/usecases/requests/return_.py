"""第十七条（一）：the bureau asks for a correction, and its clock stands."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.calendar import calendar
from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain import handling
from services.support.usecases.acting import acting
from services.support.usecases.requests.case import conclude, take


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRequest:
    """The command."""

    request_id: UUID
    expected_version: int
    reason: str
    missing: tuple[str, ...] = ()


async def return_(work: Work, command: ReturnRequest) -> UUID | Refusal:
    """Return a request for correction."""
    case = await take(work, command.request_id, command.expected_version)
    if isinstance(case, Refusal):
        return case
    change = handling.return_(
        case.request, command.reason, case.rule, acting(work), work.today, calendar(), command.missing
    )
    return change if isinstance(change, Refusal) else await conclude(work, "returnRequest", case, change)
