"""What the commands on contact persons share: the appointment they are about, and how the audit trail sees one."""

from __future__ import annotations

from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.schedule.domain.specialist.record import Specialist
from services.schedule.domain.specialist.rulebook import A9
from services.schedule.store import schedules, specialists, tables

Found = tuple[tables.Schedule, list[Specialist], Specialist]


async def appointment(work: Work, id: UUID, expected_version: int) -> Found | Refusal:
    """Lock the project's schedule and read its appointments; of two people at once the second finds another version."""
    schedule_id = await specialists.schedule_of(work.session, work.actor, id)
    schedule = await schedules.by_id(work.session, work.actor, schedule_id) if schedule_id else None
    if schedule is None:
        message = "没有找到该项目专员任职，或不在您的查看范围内"
        return Refusal.of(Breach("SPECIALIST_UNKNOWN", message, A9, "specialistId"))
    known = await specialists.of_schedule(work.session, schedule.id)
    current = next(s for s in known if s.id == id)
    if lost := stale(current.version, expected_version):
        return Refusal.of(lost)
    return schedule, known, current


def shown(made: Specialist) -> dict[str, object]:
    """Show an appointment to the audit trail."""
    return {
        "subject": made.contact.subject,
        "name": made.contact.name,
        "phone": made.contact.phone,
        "unit": str(made.contact.unit_id),
        "fromOn": made.from_on.isoformat(),
        "toOn": made.to_on.isoformat() if made.to_on else None,
        "openPoints": made.open_points,
        "version": made.version,
        "cancelled": made.cancelled,
    }
