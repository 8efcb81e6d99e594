"""第十七条（一）：the applicant acknowledges the delivery of the document."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain import delivery
from services.support.store import copies, settled
from services.support.usecases.acting import acting_for_former
from services.support.usecases.requests.case import conclude, take


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgeRequest:
    """The command."""

    request_id: UUID
    expected_version: int


async def acknowledge(work: Work, command: AcknowledgeRequest) -> UUID | Refusal:
    """Acknowledge the document in force."""
    case = await take(work, command.request_id, command.expected_version)
    if isinstance(case, Refusal):
        return case
    owner = await copies.owner_of(work.session, case.request.project_id)
    change = delivery.acknowledge(case.request, case.rule, owner, await acting_for_former(work), work.today)
    if isinstance(change, Refusal):
        return change
    await settled.acknowledge(work, change.request, work.today)
    return await conclude(work, "acknowledgeRequest", case, change)
