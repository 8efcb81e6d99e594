"""第十七条（一）：who has a request in hand gives it to a named colleague."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain import assigning
from services.support.domain.assigning import Colleague
from services.support.usecases.acting import acting
from services.support.usecases.requests.case import conclude, take


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverRequest:
    """The command."""

    request_id: UUID
    expected_version: int
    to_subject: str
    to_name: str
    reason: str


async def hand_over(work: Work, command: HandOverRequest) -> UUID | Refusal:
    """Hand a request over, for a reason."""
    case = await take(work, command.request_id, command.expected_version)
    if isinstance(case, Refusal):
        return case
    to = Colleague(command.to_subject, command.to_name)
    change = assigning.hand_over(case.request, to, command.reason, case.rule, acting(work), work.today)
    return change if isinstance(change, Refusal) else await conclude(work, "handOverRequest", case, change)
