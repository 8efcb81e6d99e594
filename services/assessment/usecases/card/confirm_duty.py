"""The authority confirms that a carded unit did its duty (A21)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.assessment.domain.card.duty import NAMES, may_confirm
from services.assessment.domain.card.model import DutyStatus
from services.assessment.domain.events import DutyConfirmed
from services.assessment.domain.quarter import Quarter
from services.assessment.store import duties
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal

UNKNOWN = Breach("DUTY_UNKNOWN", "没有该义务，或您无权办理", field="dutyId")


@dataclass(frozen=True, slots=True)
class ConfirmDuty:
    """Which duty in the version that the actor saw."""

    duty_id: UUID
    expected_version: int


async def confirm_duty(work: Work, command: ConfirmDuty) -> UUID | Refusal:
    """Confirm it; nothing more is asked of the unit then."""
    row = await duties.lock(work, command.duty_id)
    if row is None:
        return Refusal.of(UNKNOWN)
    done = await duties.latest(work.session, row.id)
    lost = stale(row.version, command.expected_version)
    breaches = may_confirm(row.status, done.fulfilled_by if done else None, work.actor.subject)
    if lost or breaches:
        return Refusal((*([lost] if lost else []), *breaches))
    assert done is not None, "what is fulfilled was fulfilled by somebody"
    row.status, row.confirmed_on, row.version = DutyStatus.CONFIRMED, work.today, row.version + 1
    done.judged_at, done.judged_by_name = work.now, work.actor.name
    await work.record(
        DutyConfirmed(
            duty_id=row.id,
            card_id=row.card_id,
            unit_id=row.unit_id,
            kind=row.kind,
            what=NAMES[row.kind],
            year=row.year,
            quarter=row.quarter,
            period=str(Quarter(row.year, row.quarter)),
            division=row.division,
        )
    )
    await work.audit("confirmDuty", f"duty/{row.id}", {"status": DutyStatus.FULFILLED}, {"status": row.status})
    return row.id
