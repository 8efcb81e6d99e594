"""第八条：an issued plan names a project."""

from __future__ import annotations

from dataclasses import replace

from services.chassis.work import Work
from services.schedule.domain.opening import PlanItem, followed, opened, supersedes
from services.schedule.store import copies, schedules


async def open_schedule(work: Work, item: PlanItem) -> None:
    """Open the project's schedule, or let it follow the plan's later version (第十一条). Said twice it changes nothing.

    A plan item remembers the project as it was when it was listed; what the project says of itself is newer.
    """
    project = await copies.project(work.session, item.project_id)
    if project is not None:
        item = replace(
            item,
            project_name=project.name,
            owner_id=project.owner_id,
            town_id=project.town_id,
            industry_authority_id=project.industry_authority_id,
        )
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
