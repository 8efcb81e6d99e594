"""第十七条（一）：a special procedure is over, and the clock goes on."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.calendar import calendar
from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain import special
from services.support.usecases.acting import acting
from services.support.usecases.requests.case import conclude, take


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeRequest:
    """The command."""

    request_id: UUID
    expected_version: int
    note: str | None = None


async def resume(work: Work, command: ResumeRequest) -> UUID | Refusal:
    """End a special procedure."""
    case = await take(work, command.request_id, command.expected_version)
    if isinstance(case, Refusal):
        return case
    change = special.resume(case.request, command.note, case.rule, acting(work), work.today, calendar())
    return change if isinstance(change, Refusal) else await conclude(work, "resumeRequest", case, change)
