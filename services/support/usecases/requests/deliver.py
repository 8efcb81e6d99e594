"""第十七条（一）：the formal document is delivered to the applicant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain import delivery
from services.support.domain.attaching import Purpose
from services.support.domain.delivery import DeliveryMethod, Handed
from services.support.store import settled
from services.support.usecases.acting import acting_for_former
from services.support.usecases.requests.case import Case, conclude, take
from services.support.usecases.requests.hang import hang_part


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverRequest:
    """The command."""

    request_id: UUID
    expected_version: int
    method: DeliveryMethod
    recipient: str
    delivered_on: date | None = None
    note: str | None = None
    file_ids: tuple[UUID, ...] = ()


async def deliver(work: Work, command: DeliverRequest) -> UUID | Refusal:
    """Record the delivery of the document in force."""
    case = await take(work, command.request_id, command.expected_version)
    if isinstance(case, Refusal):
        return case
    handed = Handed(
        method=command.method, recipient=command.recipient, delivered_on=command.delivered_on, note=command.note
    )
    issued_on = await _issued_on(work, case)
    done = delivery.deliver(case.request, handed, issued_on, case.rule, await acting_for_former(work), work.today)
    refused = await hang_part(work, case.request.id, Purpose.DELIVERY, command.file_ids)
    if isinstance(done, Refusal):
        return Refusal((*done.breaches, *(refused.breaches if refused else ())))
    if refused is not None:
        return refused
    change, kept = done
    await settled.add_delivery(work, case.request, kept)
    case.row.before_deliveries = False  # a new document, after a review, is to be delivered as any other
    return await conclude(work, "deliverRequest", case, change)


async def _issued_on(work: Work, case: Case) -> date:
    """Read the day of the document in force: that of the review, where one has replaced the decision."""
    review = await settled.review_of(work.session, case.request.id)
    number = case.request.decision.document_number if case.request.decision else None
    if review is not None and review.decided_on is not None and review.document_number == number:
        return review.decided_on
    return case.request.clock.ended_on or case.request.stepped_on
