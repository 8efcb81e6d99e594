"""第九条：a week that was reported wrong is corrected on record; the month's report follows."""

from __future__ import annotations

from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.schedule.domain.specialist.rulebook import A9
from services.schedule.domain.specialist.updating import CorrectWeek, correct
from services.schedule.store import attachments, schedules, specialists, weeks
from services.schedule.usecases.asking import party
from services.schedule.usecases.city.push import push
from services.schedule.usecases.specialist.week import facts, follow_month


async def correct_week(work: Work, command: CorrectWeek) -> UUID | Refusal:
    """Keep the corrected version; the id is the update's."""
    schedule_id = await weeks.schedule_of(work.session, work.actor, command.update_id)
    schedule = await schedules.by_id(work.session, work.actor, schedule_id) if schedule_id else None
    if schedule is None:
        message = "没有找到该周更新，或不在您的查看范围内"
        return Refusal.of(Breach("WEEK_UNKNOWN", message, A9, "updateId"))
    row = await weeks.by_id(work.session, command.update_id)
    if lost := stale(row.version, command.expected_version):
        return Refusal.of(lost)
    current = weeks.state(row)
    specialist = await specialists.on_day(work.session, schedule.id, work.today)
    decision = correct(schedules.state(schedule), specialist, current, party(work.actor), command, today=work.today)
    faults = list(decision.breaches) if isinstance(decision, Refusal) else []
    already = await attachments.digests_of(work, row.id)
    photos = await attachments.take_photos(work, schedule, command.photos, already, faults)
    if isinstance(decision, Refusal) or faults:
        return Refusal(tuple(faults))
    week = decision.state
    await weeks.save(work, schedule.id, row, week)
    await attachments.hang_photos(work, schedule.id, week.id, photos, len(already) + 1)
    await work.record(*decision.events)
    await push(work, schedule, *decision.events)
    await work.audit("correctWeek", f"week/{week.id}", facts(current), facts(week), reason=week.reason)
    await follow_month(work, schedule, week)
    return week.id
