"""复核: the applicant has a decision looked at again, once."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.calendar import calendar
from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain import review
from services.support.domain.attaching import Purpose
from services.support.store import copies, settled
from services.support.usecases.acting import acting_for_former
from services.support.usecases.requests.case import conclude, take
from services.support.usecases.requests.hang import hang_part


@dataclass(frozen=True, slots=True, kw_only=True)
class AskReview:
    """The command."""

    request_id: UUID
    expected_version: int
    grounds: str
    file_ids: tuple[UUID, ...] = ()


async def ask_review(work: Work, command: AskReview) -> UUID | Refusal:
    """Ask for the review of a decision."""
    case = await take(work, command.request_id, command.expected_version)
    if isinstance(case, Refusal):
        return case
    known = await settled.review_of(work.session, case.request.id)
    owner = await copies.owner_of(work.session, case.request.project_id)
    done = review.ask(
        case.request, known, command.grounds, case.rule, owner, await acting_for_former(work), work.today, calendar()
    )
    refused = await hang_part(work, case.request.id, Purpose.REVIEW, command.file_ids)
    if isinstance(done, Refusal):
        return Refusal((*done.breaches, *(refused.breaches if refused else ())))
    if refused is not None:
        return refused
    change, asked = done
    await settled.add_review(work, case.request, asked)
    return await conclude(work, "askReview", case, change)
