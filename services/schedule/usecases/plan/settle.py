"""第八条、第十一条：a project's schedule is what follows from all plans that named it and from its additions outside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from services.chassis.work import Work
from services.schedule.domain.events import ScheduleEnded, ScheduleResumed
from services.schedule.domain.listing import Standing, Told, Units, figures, listings, standing
from services.schedule.domain.opening import Ended
from services.schedule.domain.task import follow_item, task_facts
from services.schedule.domain.wall.events import OutsidePlanEnded
from services.schedule.domain.wall.outside import Addition, Named, followed, in_all
from services.schedule.store import copies, nodes, outside, schedules, tables
from services.schedule.store import listings as kept
from services.schedule.usecases.lists.telling import tell_milestones


async def settle(work: Work, project_id: UUID, told: Told | None = None) -> tables.Schedule | None:
    """Open, change, end the schedule or let it go on; None while nothing opens one. The caller holds the project.

    `told`: what a plan has just said, which the year's annual task follows.
    """
    row = await schedules.followed(work.session, project_id)
    known = await kept.of_project(work.session, project_id)
    before_additions = await outside.of_project(work.session, project_id)
    additions = followed(known, before_additions)
    named = await named_project(work, project_id)
    stands = in_all(standing(known), additions, named)
    if stands is None:  # what opens the schedule comes later, and finds this then
        return None
    stands = _named_by_project(stands, named)
    if row is None:
        row = schedules.opened(work.new_id(), stands)
        work.session.add(row)
        await work.session.flush()
    before, said = schedules.state(row).ended, schedules.answering(row)
    schedules.follow(row, stands)
    await kept.lay_out(work, row, listings(known))
    await _take_up(work, row, before_additions, additions)
    if told is not None:
        await _follow_task(work, row, told, known)
    if stands.ended != before:
        await _end_or_go_on(work, row, stands, before)
    if schedules.answering(row) not in {None, said}:
        await tell_milestones(work, row)
    return row


async def named_project(work: Work, project_id: UUID) -> Named | None:
    """Read what the project says of itself, once it was told."""
    project = await copies.project(work.session, project_id)
    if project is None:
        return None
    units = Units(
        owner_id=project.owner_id, town_id=project.town_id, industry_authority_id=project.industry_authority_id
    )
    return Named(project_id=project_id, division=project.division, name=project.name, units=units)


def _named_by_project(stands: Standing, project: Named | None) -> Standing:
    """A plan remembers the project as it was when it was listed; what the project says of itself is newer."""
    return stands if project is None else replace(stands, project_name=project.name, units=project.units)


async def _take_up(work: Work, row: tables.Schedule, before: Sequence[Addition], after: Sequence[Addition]) -> None:
    """第八条：an addition that a plan has taken up is on the map as a project of the plan from that day on."""
    for old, new in zip(before, after, strict=True):
        if old == new:
            continue
        await outside.take_up(work.session, new)
        if new.taken_up_on is None:
            continue
        taken_up = OutsidePlanEnded(
            project_id=row.project_id,
            addition_id=new.id,
            ended_on=new.taken_up_on,
            taken_up=True,
            reason=None,
            responsible_unit_id=row.owner_id,
            division=row.division,
        )
        await work.record(taken_up)
        shown = [{"takenUpOn": a.taken_up_on} for a in (old, new)]
        await work.audit("takeUpOutsidePlan", f"project/{row.project_id}/schedule", *shown, division=row.division)


async def _follow_task(work: Work, row: tables.Schedule, told: Told, known: Sequence[Told]) -> None:
    """第十一条：the year's annual task has the investment that the plan has now."""
    current = await schedules.task_of(work.session, row.id, told.year)
    decided = follow_item(schedules.state(row), figures(known, told.year), current, told.reason)
    newest = decided.state if decided else current
    if told.year == row.year:
        row.split_due = row.ended_on is None and newest is not None and newest.to_split
    if decided is None:
        return
    work.session.add(schedules.task_row(work, row, decided.state, by="系统（依计划调整）"))
    await work.session.flush()
    await work.record(*decided.events)
    subject = f"project/{row.project_id}/task/{told.year}"
    before, after = (task_facts(t) for t in (current, decided.state))
    await work.audit("followPlan", subject, before, after, reason=decided.state.reason, division=row.division)


async def _end_or_go_on(work: Work, row: tables.Schedule, stands: Standing, before: Ended | None) -> None:
    """第十一条：open nodes of a project that the plan has no more are due no longer, until a plan has it again."""
    ended = stands.ended
    row.standing_version += 1
    await nodes.end(work.session, row.id, ended.on if ended else None)
    await work.record(_told(row, stands))
    shown = [{"endedOn": e.on if e else None} for e in (before, ended)]
    action = "endSchedule" if ended else "resumeSchedule"
    reason = ended.reason if ended else None
    await work.audit(action, f"project/{row.project_id}/schedule", *shown, reason=reason, division=row.division)


def _told(row: tables.Schedule, stands: Standing) -> ScheduleEnded | ScheduleResumed:
    ended = stands.ended
    if ended is None:
        return ScheduleResumed(
            project_id=row.project_id,
            version=row.standing_version,
            year=stands.year,
            resumed_on=stands.since,
            responsible_unit_id=row.owner_id,
            division=row.division,
        )
    return ScheduleEnded(
        project_id=row.project_id,
        version=row.standing_version,
        year=stands.year,
        ended_on=ended.on,
        document_number=ended.document_number,
        reason=ended.reason,
        responsible_unit_id=row.owner_id,
        division=row.division,
    )
