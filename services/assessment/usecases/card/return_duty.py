"""The authority asks a carded unit to do its duty again (A21)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.assessment.domain.card.duty import NAMES, due_again, give_back
from services.assessment.domain.card.model import DutyStatus
from services.assessment.domain.events import DutyReturned
from services.assessment.domain.quarter import Quarter
from services.assessment.store import duties
from services.assessment.usecases.card.confirm_duty import UNKNOWN
from services.chassis.calendar import calendar
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal


@dataclass(frozen=True, slots=True)
class ReturnDuty:
    """Which duty in the version that the actor saw, and why."""

    duty_id: UUID
    expected_version: int
    reason: str


async def return_duty(work: Work, command: ReturnDuty) -> UUID | Refusal:
    """Return it with a reason; the unit has some working days to do it again."""
    row = await duties.lock(work, command.duty_id)
    if row is None:
        return Refusal.of(UNKNOWN)
    done = await duties.latest(work.session, row.id)
    reason = give_back(row.status, command.reason, done.fulfilled_by if done else None, work.actor.subject)
    lost = stale(row.version, command.expected_version)
    if lost or isinstance(reason, Refusal):
        others = reason.breaches if isinstance(reason, Refusal) else ()
        return Refusal((*([lost] if lost else []), *others))
    assert done is not None, "what is fulfilled was fulfilled by somebody"
    before = {"status": row.status, "dueOn": row.due_on}
    row.status, row.due_on = DutyStatus.RETURNED, due_again(row.due_on, work.today, calendar())
    row.fulfilled_on, row.version = None, row.version + 1
    done.judged_at, done.judged_by_name, done.returned_reason = work.now, work.actor.name, reason
    await work.record(
        DutyReturned(
            duty_id=row.id,
            card_id=row.card_id,
            unit_id=row.unit_id,
            kind=row.kind,
            what=NAMES[row.kind],
            year=row.year,
            quarter=row.quarter,
            period=str(Quarter(row.year, row.quarter)),
            reason=reason,
            due_on=row.due_on,
            division=row.division,
        )
    )
    await work.audit("returnDuty", f"duty/{row.id}", before, {"status": row.status, "dueOn": row.due_on}, reason=reason)
    return row.id
