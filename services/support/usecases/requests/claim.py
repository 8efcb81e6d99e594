"""第十七条（一）：one person of the bureau takes a request in hand."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain import handling
from services.support.usecases.acting import acting
from services.support.usecases.requests.case import conclude, take


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRequest:
    """The command."""

    request_id: UUID
    expected_version: int


async def claim(work: Work, command: ClaimRequest) -> UUID | Refusal:
    """Claim an accepted request, or take it over from a colleague."""
    case = await take(work, command.request_id, command.expected_version)
    if isinstance(case, Refusal):
        return case
    change = handling.claim(case.request, case.rule, acting(work), work.today)
    return change if isinstance(change, Refusal) else await conclude(work, "claimRequest", case, change)
