"""第十七条（一）：the applicant answers a return, and the clock goes on."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from services.chassis.calendar import calendar
from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain import submission
from services.support.domain.submission import Asked
from services.support.store import copies
from services.support.usecases.acting import acting
from services.support.usecases.requests.case import conclude, take


@dataclass(frozen=True, slots=True, kw_only=True)
class ResubmitRequest:
    """The command."""

    request_id: UUID
    expected_version: int
    quantity: Decimal | None
    unit: str | None
    purpose: str
    note: str | None


async def resubmit(work: Work, command: ResubmitRequest) -> UUID | Refusal:
    """Submit a returned request again, corrected."""
    case = await take(work, command.request_id, command.expected_version)
    if isinstance(case, Refusal):
        return case
    owner = await copies.owner_of(work.session, case.request.project_id)
    node = await copies.node(work.session, case.request.node_id)
    asked = Asked(quantity=command.quantity, unit=command.unit, purpose=command.purpose)
    change = submission.resubmit(
        case.request, asked, command.note, node, case.rule, owner, acting(work), work.today, calendar()
    )
    return change if isinstance(change, Refusal) else await conclude(work, "resubmitRequest", case, change)
