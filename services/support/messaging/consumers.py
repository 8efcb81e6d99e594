"""What other services' events do here: they keep our copies of their facts; open requests of merged units follow them."""

from __future__ import annotations

from services.chassis.inbox import Inbox
from services.chassis.work import Work
from services.support.messaging.foreign import (
    NodePlanned,
    OrganizationTold,
    PlanItemTold,
    ProjectTold,
    ScheduleEnded,
    ScheduleResumed,
)
from services.support.store import copies
from services.support.usecases.requests.follow_merger import follow_merger

inbox = Inbox("support")


async def _organization(work: Work, event: OrganizationTold) -> None:
    await copies.keep_organization(
        work.session,
        id=event.organization_id,
        division=event.division,
        version=event.version,
        name=event.name,
        roles=event.roles,
        active=event.active,
        merged_into=event.merged_into,
        credit_code=event.credit_code,
    )
    if event.merged_into is not None:
        await follow_merger(work, event.organization_id)


async def _project(work: Work, event: ProjectTold) -> None:
    await copies.keep_project(
        work.session,
        id=event.project_id,
        division=event.division,
        version=event.version,
        name=event.name,
        owner_id=event.owner_id,
        level=event.level,
        code=event.code,
    )


inbox.on("zhongdian.reserve.organization.registered.v1", OrganizationTold)(_organization)
inbox.on("zhongdian.reserve.organization.changed.v1", OrganizationTold)(_organization)
inbox.on("zhongdian.reserve.project.registered.v1", ProjectTold)(_project)
inbox.on("zhongdian.reserve.project.changed.v1", ProjectTold)(_project)


@inbox.on("zhongdian.schedule.node.planned.v1", NodePlanned)
async def _node(work: Work, event: NodePlanned) -> None:
    await copies.keep_node(
        work.session,
        id=event.node_id,
        division=event.division,
        project_id=event.project_id,
        plan_version=event.plan_version,
        name=event.name,
        responsible_unit_id=event.responsible_unit_id,
        waits_for_request=event.waits_for_request,
    )


@inbox.on("zhongdian.schedule.schedule.ended.v1", ScheduleEnded)
async def _schedule_ended(work: Work, event: ScheduleEnded) -> None:
    """第十一条：nothing new is asked for its nodes; what is open already is decided."""
    await copies.keep_schedule(
        work.session,
        project_id=event.project_id,
        division=event.division,
        version=event.version,
        ended_on=event.ended_on,
        document_number=event.document_number,
    )


@inbox.on("zhongdian.schedule.schedule.resumed.v1", ScheduleResumed)
async def _schedule_resumed(work: Work, event: ScheduleResumed) -> None:
    """第十一条：its nodes ask again."""
    await copies.keep_schedule(
        work.session, project_id=event.project_id, division=event.division, version=event.version
    )


@inbox.on("zhongdian.reserve.plan-item.issued.v1", PlanItemTold)
async def _planned(work: Work, event: PlanItemTold) -> None:
    """第十五条：key projects of the year's plan come first."""
    await _keep_planned(work, event, in_plan=True)


@inbox.on("zhongdian.reserve.plan-item.removed.v1", PlanItemTold)
async def _planned_no_more(work: Work, event: PlanItemTold) -> None:
    """第十一条：an adjustment took the project out of the year's plan."""
    await _keep_planned(work, event, in_plan=False)


async def _keep_planned(work: Work, event: PlanItemTold, *, in_plan: bool) -> None:
    await copies.keep_planned(
        work.session,
        project_id=event.project_id,
        year=event.year,
        division=event.division,
        version=event.plan_version,
        in_plan=in_plan,
    )
