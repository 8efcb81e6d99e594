"""第十七条（一）：a request is put into a named colleague's hands."""

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
class AssignRequest:
    """The command."""

    request_id: UUID
    expected_version: int
    to_subject: str
    to_name: str
    note: str | None = None


async def assign(work: Work, command: AssignRequest) -> UUID | Refusal:
    """Assign an accepted request, or one that a colleague has in hand."""
    case = await take(work, command.request_id, command.expected_version)
    if isinstance(case, Refusal):
        return case
    to = Colleague(command.to_subject, command.to_name)
    change = assigning.assign(case.request, to, command.note, case.rule, acting(work), work.today)
    return change if isinstance(change, Refusal) else await conclude(work, "assignRequest", case, change)
