"""第十四条：the applicant withdraws what was asked of its own will."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.calendar import calendar
from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain import submission
from services.support.store import copies
from services.support.usecases.acting import acting
from services.support.usecases.agency.follow_request import not_for_owner
from services.support.usecases.requests.case import conclude, take


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawRequest:
    """The command."""

    request_id: UUID
    expected_version: int
    reason: str | None


async def withdraw(work: Work, command: WithdrawRequest) -> UUID | Refusal:
    """Withdraw a request that is not decided; what was reserved for it is released."""
    case = await take(work, command.request_id, command.expected_version, with_quota=True)
    if isinstance(case, Refusal):
        return case
    over = await not_for_owner(work, case.request)
    if over is not None:
        return Refusal.of(over)
    owner = await copies.owner_of(work.session, case.request.project_id)
    change = submission.withdraw(
        case.request, command.reason, case.holding, case.rule, owner, acting(work), work.today, calendar()
    )
    return change if isinstance(change, Refusal) else await conclude(work, "withdrawRequest", case, change)
