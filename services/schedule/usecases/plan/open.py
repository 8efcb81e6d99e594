"""第八条：an issued plan names a project."""

from __future__ import annotations

from services.chassis.work import Work
from services.schedule.domain.opening import PlanItem, followed, opened, supersedes
from services.schedule.store import schedules


async def open_schedule(work: Work, item: PlanItem) -> None:
    """Open the project's schedule, or let it follow the plan's later version (第十一条). Said twice it changes nothing."""
    row = await schedules.followed(work.session, item.project_id)
    if row is None:
        row = schedules.opened(opened(item, work.new_id()))
        work.session.add(row)
        await work.session.flush()
    if await schedules.knows_item(work.session, row.id, item):
        return
    current = supersedes(item, await schedules.item_of(work.session, row, item.year))
    await schedules.add_item(work.session, work.new_id(), row.id, item, current=current)
    if current:
        schedules.follow(row, followed(schedules.state(row), item))
    work.notify(f"schedule:{row.project_id}", {"projectId": str(row.project_id)})
