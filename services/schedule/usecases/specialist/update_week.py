"""第九条：the contact person reports a week; the month's report follows."""

from __future__ import annotations

from uuid import UUID

from services.chassis.calendar import calendar
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.schedule.domain.specialist.updating import UpdateWeek, update, week_of
from services.schedule.domain.specialist.weeks import due_on, month_of
from services.schedule.store import attachments, schedules, specialists, weeks
from services.schedule.usecases.asking import no_schedule, party
from services.schedule.usecases.city.push import push
from services.schedule.usecases.specialist.week import facts, follow_month


async def update_week(work: Work, command: UpdateWeek) -> UUID | Refusal:
    """Keep the first version of a week; the id is the update's."""
    schedule = await schedules.of_project(work.session, work.actor, command.project_id)
    if schedule is None:
        return no_schedule()
    week_on = week_of(command.week_on, work.today)
    if isinstance(week_on, Breach):
        return Refusal.of(week_on)
    row = await weeks.of_week(work.session, schedule.id, week_on)
    decision = update(
        schedules.state(schedule),
        await schedules.item_of(work.session, schedule, month_of(week_on)[0]),
        await specialists.on_day(work.session, schedule.id, work.today),
        weeks.state(row) if row else None,
        party(work.actor),
        command,
        week_on=week_on,
        due_on=due_on(week_on, calendar()),
        id=work.new_id(),
        today=work.today,
    )
    faults = list(decision.breaches) if isinstance(decision, Refusal) else []
    photos = await attachments.take_photos(work, schedule, command.photos, [], faults)
    if isinstance(decision, Refusal) or faults:
        return Refusal(tuple(faults))
    week = decision.state
    await weeks.save(work, schedule.id, None, week)
    await attachments.hang_photos(work, schedule.id, week.id, photos, 1)
    await work.record(*decision.events)
    await push(work, schedule, *decision.events)
    await work.audit("updateWeek", f"week/{week.id}", None, facts(week))
    await follow_month(work, schedule, week)
    return week.id
