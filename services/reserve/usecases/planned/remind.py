"""第四条: remind the planning parties whose list of a month is due soon or missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from services.chassis.work import Work
from services.law.breach import Refusal
from services.reserve.domain.planned import reminding as rules
from services.reserve.domain.planned.events import PlannedReportReminded
from services.reserve.domain.planned.months import due_day, first_of
from services.reserve.store import tables
from services.reserve.store.planned.reminders import owing


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindPlanningParties:
    """Which month, by any of its days."""

    month: date


async def remind(work: Work, command: RemindPlanningParties) -> UUID | Refusal:
    """Remind each party once a day at most; who was reminded today already is left alone."""
    month = first_of(command.month)
    if wrong := rules.breaches(month, work.today):
        return Refusal(tuple(wrong))
    round_ = tables.PlannedReminderRound(
        id=work.new_id(),
        division=work.actor.division,
        month=month,
        due_on=due_day(month),
        reminded_on=work.today,
        reminded_by=work.actor.name,
    )
    work.session.add(round_)
    await work.session.flush()
    told = rules.reminders(month, work.today, await owing(work, month), work.actor.division)
    fresh = await _kept(work, round_.id, told)
    await work.record(*fresh)
    for event in fresh:
        hint = {"month": str(month), "dueOn": str(event.due_on), "state": event.state.value}
        work.notify(f"planned-reports:{event.unit_id}", hint)
    units = [str(e.unit_id) for e in fresh]
    subject = f"plannedReminders/{round_.id}"
    await work.audit("remindPlanningParties", subject, None, {"month": month, "units": units})
    return round_.id


async def _kept(work: Work, round_id: UUID, told: list[PlannedReportReminded]) -> list[PlannedReportReminded]:
    """Write the reminders that nobody has given today; return those."""
    if not told:
        return []
    reminder = tables.PlannedReminder
    rows: list[dict[str, Any]] = [
        {
            "id": work.new_id(),
            "division": event.division,
            "round_id": round_id,
            "unit_id": event.unit_id,
            "month": event.month,
            "due_on": event.due_on,
            "state": event.state,
            "days_late": event.days_late,
            "reminded_on": event.reminded_on,
            "reminded_at": work.now,
            "reminded_by": work.actor.name,
        }
        for event in told
    ]
    once = insert(reminder).on_conflict_do_nothing(index_elements=["unit_id", "month", "reminded_on"])
    written = await work.session.scalars(once.values(rows).returning(reminder.unit_id))
    fresh = set(written.all())
    return [event for event in told if event.unit_id in fresh]
