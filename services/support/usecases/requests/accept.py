"""第十五条：the bureau takes a request on and sets quota aside for it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain import handling
from services.support.usecases.acting import acting
from services.support.usecases.requests.case import conclude, take


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptRequest:
    """The command."""

    request_id: UUID
    expected_version: int


async def accept(work: Work, command: AcceptRequest) -> UUID | Refusal:
    """Accept a request, with a reservation as far as this year's quota goes."""
    case = await take(work, command.request_id, command.expected_version, with_quota=True)
    if isinstance(case, Refusal):
        return case
    change = handling.accept(case.request, case.of_year(work.today.year), case.rule, acting(work), work.today)
    return change if isinstance(change, Refusal) else await conclude(work, "acceptRequest", case, change)
