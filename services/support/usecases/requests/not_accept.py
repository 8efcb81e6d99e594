"""第十七条（一）：the bureau does not take a request on, and says who is competent where somebody else is."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain import handling
from services.support.domain.handling import Competent
from services.support.store import opinions
from services.support.usecases.acting import acting
from services.support.usecases.requests.case import conclude, take


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAcceptRequest:
    """The command."""

    request_id: UUID
    expected_version: int
    reason: str
    competent_id: UUID | None = None


async def not_accept(work: Work, command: NotAcceptRequest) -> UUID | Refusal:
    """Close a request that is not taken on."""
    case = await take(work, command.request_id, command.expected_version)
    if isinstance(case, Refusal):
        return case
    competent = await _competent(work, command.competent_id)
    change = handling.not_accept(case.request, command.reason, competent, case.rule, acting(work), work.today)
    return change if isinstance(change, Refusal) else await conclude(work, "notAcceptRequest", case, change)


async def _competent(work: Work, id: UUID | None) -> Competent | None:
    if id is None:
        return None
    unit = await opinions.unit(work.session, id)
    return Competent(id, unit.name if unit else "", unit.active if unit else False)
