"""What other services' events do here: they become facts (A19) and keep our copies of the directory up to date."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from services.assessment.domain.fact.model import Done, FactKind, Invested, Planned
from services.assessment.messaging.foreign import (
    NodeCompleted,
    NodePlanned,
    OrganizationTold,
    ProgressVerified,
    ProjectTold,
    RequestDecided,
)
from services.assessment.store import copies, tables
from services.assessment.usecases.fact.record import RecordFact, record
from services.chassis.inbox import Inbox
from services.chassis.work import Work

inbox = Inbox("assessment")


async def _organization(work: Work, event: OrganizationTold) -> None:
    columns = {
        "id": event.organization_id,
        "division": event.division,
        "version": event.version,
        "name": event.name,
        "category": event.category,
    }
    await copies.keep(work.session, tables.Organization, columns)


async def _project(work: Work, event: ProjectTold) -> None:
    columns = {
        "id": event.project_id,
        "division": event.division,
        "version": event.version,
        "name": event.name,
        "owner_id": event.owner_id,
    }
    await copies.keep(work.session, tables.Project, columns)


inbox.on("zhongdian.reserve.organization.registered.v1", OrganizationTold)(_organization)
inbox.on("zhongdian.reserve.organization.changed.v1", OrganizationTold)(_organization)
inbox.on("zhongdian.reserve.project.registered.v1", ProjectTold)(_project)
inbox.on("zhongdian.reserve.project.changed.v1", ProjectTold)(_project)


@inbox.on("zhongdian.schedule.node.planned.v1", NodePlanned)
async def _node_planned(work: Work, event: NodePlanned) -> None:
    """第八条：the task was given on the day of the event; its limit is what it will be judged by."""
    await record(
        work,
        RecordFact(
            kind=FactKind.NODE_PLANNED,
            service="schedule",
            record_id=event.node_id,
            unit_id=event.responsible_unit_id,
            project_id=event.project_id,
            happened_on=work.today,
            what=Planned(event.plan_version, event.due_on),
        ),
    )


@inbox.on("zhongdian.schedule.node.completed.v1", NodeCompleted)
async def _node_completed(work: Work, event: NodeCompleted) -> None:
    await record(
        work,
        RecordFact(
            kind=FactKind.NODE_COMPLETED,
            service="schedule",
            record_id=event.node_id,
            unit_id=event.responsible_unit_id,
            project_id=event.project_id,
            happened_on=event.completed_on,
            what=Done(event.due_on, event.working_days_late),
        ),
    )


@inbox.on("zhongdian.schedule.progress.verified.v1", ProgressVerified)
async def _progress_verified(work: Work, event: ProgressVerified) -> None:
    """第九条：the progress is that of its month, whenever it was verified."""
    month = date(event.year, event.month, 1)
    await record(
        work,
        RecordFact(
            kind=FactKind.PROGRESS_VERIFIED,
            service="schedule",
            record_id=event.report_id,
            unit_id=event.responsible_unit_id,
            project_id=event.project_id,
            happened_on=month.replace(day=monthrange(event.year, event.month)[1]),
            what=Invested(
                month=month,
                done=event.reported_investment,
                planned=event.planned_investment,
                done_so_far=event.cumulative_reported,
                planned_so_far=event.cumulative_planned,
            ),
        ),
    )


@inbox.on("zhongdian.support.request.decided.v1", RequestDecided)
async def _request_decided(work: Work, event: RequestDecided) -> None:
    """第十五条、第十七条：the bureau is responsible for its limit, whatever it decided."""
    await record(
        work,
        RecordFact(
            kind=FactKind.REQUEST_DECIDED,
            service="support",
            record_id=event.request_id,
            unit_id=event.bureau_id,
            project_id=event.project_id,
            happened_on=event.decided_on,
            what=Done(event.due_on, event.working_days_late),
        ),
    )
