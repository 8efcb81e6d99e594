"""Give a list up before it is published (A20)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.assessment.domain.award.approval import STATUS_WORDS
from services.assessment.domain.award.model import A20, ListStatus
from services.assessment.domain.reading import text_of
from services.assessment.store import awards
from services.assessment.usecases.award.lists import opened, touched
from services.chassis.work import Work
from services.law.breach import Breach, Refusal

_OPEN = (ListStatus.DRAFT, ListStatus.SUBMITTED, ListStatus.APPROVED)


@dataclass(frozen=True, slots=True)
class DiscardAwards:
    """Which list in which version, and why."""

    list_id: UUID
    expected_version: int
    reason: str


async def discard_awards(work: Work, command: DiscardAwards) -> UUID | Refusal:
    """Keep the list as discarded; another may be drafted in its place."""
    found = await opened(work, command.list_id, command.expected_version)
    if isinstance(found, Refusal):
        return found
    row, breaches = found
    if row.status not in _OPEN:
        message = f"名单{STATUS_WORDS[row.status]}，不能作废"
        breaches.append(Breach("AWARDS_NOT_IN_STATUS", message, A20, "listId"))
    reason = text_of(command.reason, "作废理由", "reason", A20, breaches, 1000)
    if breaches:
        return Refusal(tuple(breaches))
    before = {"status": row.status}
    row.status, row.discard_reason = ListStatus.DISCARDED, reason
    for award in await awards.standing(work.session, row):
        award.status = ListStatus.DISCARDED
    await touched(work, row)
    await work.audit("discardAwards", f"award-list/{row.id}", before, {"status": row.status}, reason=reason)
    return row.id
