"""第十七条（一）：the applicant answers a return, and the clock goes on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from services.chassis.calendar import calendar
from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain import submission
from services.support.domain.submission import Asked
from services.support.store import copies
from services.support.usecases.acting import acting
from services.support.usecases.agency.follow_request import not_for_owner
from services.support.usecases.requests.case import conclude, take
from services.support.usecases.requests.hang import hang_files, judge_files


@dataclass(frozen=True, slots=True, kw_only=True)
class ResubmitRequest:
    """The command."""

    request_id: UUID
    expected_version: int
    quantity: Decimal | None
    unit: str | None
    purpose: str
    note: str | None
    form: Mapping[str, str] = field(default_factory=dict)
    file_ids: tuple[UUID, ...] = ()


async def resubmit(work: Work, command: ResubmitRequest) -> UUID | Refusal:
    """Submit a returned request again, corrected."""
    case = await take(work, command.request_id, command.expected_version)
    if isinstance(case, Refusal):
        return case
    over = await not_for_owner(work, case.request)
    if over is not None:
        return Refusal.of(over)
    owner = await copies.owner_of(work.session, case.request.project_id)
    node = await copies.node(work.session, case.request.node_id)
    asked = Asked(quantity=command.quantity, unit=command.unit, purpose=command.purpose, form=command.form)
    change = submission.resubmit(
        case.request, asked, command.note, node, case.rule, owner, acting(work), work.today, calendar()
    )
    refused = await judge_files(work, change, case.request, command.form, case.rule, command.file_ids)
    if refused is not None:
        return refused
    if isinstance(change, Refusal):
        return change
    made = await conclude(work, "resubmitRequest", case, change)
    await hang_files(work, change.request, case.rule, command.file_ids)
    return made
