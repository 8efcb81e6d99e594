"""第七条（二）（四）：others are told of a project's start and completion as its plan has them now."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from services.chassis.work import Work
from services.schedule.domain.lists.events import MilestoneSet
from services.schedule.domain.lists.terms import ListRole
from services.schedule.domain.opening import ItemKind
from services.schedule.store import tables
from services.schedule.store.lists.milestones import milestones


async def tell_milestones(work: Work, schedule: tables.Schedule, node_id: UUID | None = None) -> None:
    """Tell start and completion of a locked schedule; with a node, only what that node is.

    Nothing is told of a preliminary project, before it is converted (第十一条), and of one without a plan of nodes.
    """
    if schedule.kind is ItemKind.PRELIMINARY or not schedule.plan_version:
        return
    for role in ListRole:
        its = milestones(role, work.today).where(tables.Node.schedule_id == schedule.id).subquery()
        found = (await work.session.execute(select(its.c.id, its.c.due_on, its.c.completed_on))).one_or_none()
        if node_id is not None and (found is None or found.id != node_id):
            continue
        await work.record(
            MilestoneSet(
                project_id=schedule.project_id,
                role=role.value,
                node_id=found.id if found else None,
                due_on=found.due_on if found else None,
                completed_on=found.completed_on if found else None,
                owner_id=schedule.owner_id,
                town_id=schedule.town_id,
                industry_authority_id=schedule.industry_authority_id,
                division=schedule.division,
            )
        )
