"""第十四条：the owner or the department ends an agency."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain.agency import case as cases
from services.support.usecases.acting import acting
from services.support.usecases.agency.taking import keep, take


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelAgency:
    """The command."""

    case_id: UUID
    expected_version: int
    reason: str


async def cancel_agency(work: Work, command: CancelAgency) -> UUID | Refusal:
    """End an agency; its items stay as they are, and requests that were made go on as the owner's."""
    file = await take(work, command.case_id, command.expected_version)
    if isinstance(file, Refusal):
        return file
    change = cases.cancel(file.case, command.reason, acting(work), work.today)
    return change if isinstance(change, Refusal) else await keep(work, "cancelAgency", file.case, change)
