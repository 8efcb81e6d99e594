"""Submit a list for approval (A20)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.assessment.domain.award.approval import submit
from services.assessment.domain.award.model import ListStatus
from services.assessment.store import awards
from services.assessment.usecases.award.lists import opened, touched
from services.chassis.work import Work
from services.law.breach import Refusal


@dataclass(frozen=True, slots=True)
class SubmitAwards:
    """Which list, in which version."""

    list_id: UUID
    expected_version: int


async def submit_awards(work: Work, command: SubmitAwards) -> UUID | Refusal:
    """Put the list before the bodies; from now on nobody is added to it."""
    found = await opened(work, command.list_id, command.expected_version)
    if isinstance(found, Refusal):
        return found
    row, breaches = found
    standing = await awards.standing(work.session, row)
    nominated = [awards.nominated(award, row.round) for award in standing]
    breaches += submit(await awards.state_of(work.session, row), awards.limits_of(row), nominated)
    if breaches:
        return Refusal(tuple(breaches))
    row.status, row.submitted_on = ListStatus.SUBMITTED, work.today
    for award in standing:
        award.status = ListStatus.SUBMITTED
    await touched(work, row)
    after = {"status": row.status, "round": row.round, "nominated": [str(n.id) for n in nominated]}
    await work.audit("submitAwards", f"award-list/{row.id}", {"status": ListStatus.DRAFT}, after)
    return row.id
