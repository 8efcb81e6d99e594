"""What every command on a list begins with: the division held, the list locked, the lost race named."""

from __future__ import annotations

from uuid import UUID

from services.assessment.store import awards, periods, tables
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal

UNKNOWN = Breach("AWARD_LIST_UNKNOWN", "没有该名单，或您无权办理", field="listId")
AWARD_UNKNOWN = Breach("AWARD_UNKNOWN", "没有该提名，或您无权办理", field="awardId")


async def opened(work: Work, list_id: UUID, expected_version: int) -> tuple[tables.AwardList, list[Breach]] | Refusal:
    """Lock a list; a lost race is the first of the breaches. What is settled of awards is settled one at a time."""
    await periods.hold(work)
    row = await awards.lock_list(work, list_id)
    if row is None:
        return Refusal.of(UNKNOWN)
    lost = stale(row.version, expected_version)
    return row, [lost] if lost else []


async def touched(work: Work, row: tables.AwardList) -> None:
    """Save a list that was changed."""
    row.version += 1
    await work.session.flush()
