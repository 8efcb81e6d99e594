"""What other services' events do here: they become facts (A19) and keep our copies of the directory up to date."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from services.assessment.domain.fact.model import Done, FactKind, Invested, Pending, Planned, Reopened, Stands, Tasked
from services.assessment.messaging import issues, plans, services
from services.assessment.messaging.foreign import (
    AnnualTaskSet,
    NodeCompleted,
    NodeCompletionReturned,
    NodePlanned,
    OfRequest,
    OrganizationTold,
    ProgressVerified,
    ProjectTold,
    RequestDecided,
    RequestDueCorrected,
    RequestNotAccepted,
    RequestResubmitted,
    RequestResumed,
    RequestReturned,
    RequestSubmitted,
    RequestSuspended,
    RequestWithdrawn,
    ScheduleEnded,
    ScheduleResumed,
)
from services.assessment.messaging.tallies import listen_for_tallies
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
        "active": event.active,
        "merged_into": event.merged_into,
    }
    await copies.keep(work.session, tables.Organization, columns)
    named = {"unit_id": event.organization_id, "version": event.version, "division": event.division}
    await copies.keep_group(work.session, named | {"category": event.category, "since": work.today})


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


for _type, _model, _handler in (*issues.HANDLERS, *services.HANDLERS, *plans.HANDLERS):
    inbox.on(_type, _model)(_handler)


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


@inbox.on("zhongdian.schedule.node.completion-returned.v1", NodeCompletionReturned)
async def _node_returned(work: Work, event: NodeCompletionReturned) -> None:
    """第九条：the completion counts no longer; the fact of it stays, and this one stands in its place."""
    await record(
        work,
        RecordFact(
            kind=FactKind.NODE_RETURNED,
            service="schedule",
            record_id=event.node_id,
            unit_id=event.responsible_unit_id,
            project_id=event.project_id,
            happened_on=event.returned_on,
            what=Reopened(event.due_on),
        ),
    )


@inbox.on("zhongdian.schedule.annual-task.set.v1", AnnualTaskSet)
async def _task_set(work: Work, event: AnnualTaskSet) -> None:
    """第八条：what the owner is to invest month by month; a task has the identity of its project."""
    await record(
        work,
        RecordFact(
            kind=FactKind.TASK_SET,
            service="schedule",
            record_id=event.project_id,
            unit_id=event.responsible_unit_id,
            project_id=event.project_id,
            happened_on=work.today,
            what=Tasked(event.version, event.year, tuple(event.months)),
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


@inbox.on("zhongdian.schedule.schedule.ended.v1", ScheduleEnded)
async def _schedule_ended(work: Work, event: ScheduleEnded) -> None:
    """第十一条：what is due from the day of the removal on counts no more."""
    await _stands(work, event, FactKind.SCHEDULE_ENDED, event.ended_on)


@inbox.on("zhongdian.schedule.schedule.resumed.v1", ScheduleResumed)
async def _schedule_resumed(work: Work, event: ScheduleResumed) -> None:
    """第十一条：the plan has the project again."""
    await _stands(work, event, FactKind.SCHEDULE_RESUMED, event.resumed_on)


async def _stands(work: Work, event: ScheduleEnded | ScheduleResumed, kind: FactKind, on: date) -> None:
    fact = RecordFact(
        kind=kind,
        service="schedule",
        record_id=event.project_id,
        unit_id=event.responsible_unit_id,
        project_id=event.project_id,
        happened_on=on,
        what=Stands(event.version),
    )
    await record(work, fact)


@inbox.on("zhongdian.support.request.submitted.v1", RequestSubmitted)
async def _request_submitted(work: Work, event: RequestSubmitted) -> None:
    """第十七条（一）：from here on the bureau can be late."""
    await _request(work, event, FactKind.REQUEST_SUBMITTED, event.received_on, event.due_on)


@inbox.on("zhongdian.support.request.returned.v1", RequestReturned)
async def _request_returned(work: Work, event: RequestReturned) -> None:
    """第十七条（一）：the clock stands; what was late already stays late."""
    await _request(work, event, FactKind.REQUEST_RETURNED, event.returned_on, event.due_on)


@inbox.on("zhongdian.support.request.resubmitted.v1", RequestResubmitted)
async def _request_resubmitted(work: Work, event: RequestResubmitted) -> None:
    """第十七条（一）：the clock runs on from where it stood."""
    await _request(work, event, FactKind.REQUEST_RESUBMITTED, event.resubmitted_on, event.due_on)


@inbox.on("zhongdian.support.request.withdrawn.v1", RequestWithdrawn)
async def _request_withdrawn(work: Work, event: RequestWithdrawn) -> None:
    """第十四条：nothing is due any more."""
    await _request(work, event, FactKind.REQUEST_WITHDRAWN, event.withdrawn_on, None)


@inbox.on("zhongdian.support.request.suspended.v1", RequestSuspended)
async def _request_suspended(work: Work, event: RequestSuspended) -> None:
    """第十七条（一）：the clock stands for a special procedure; what was late already stays late."""
    await _request(work, event, FactKind.REQUEST_SUSPENDED, event.suspended_on, event.due_on)


@inbox.on("zhongdian.support.request.resumed.v1", RequestResumed)
async def _request_resumed(work: Work, event: RequestResumed) -> None:
    """第十七条（一）：the clock runs on from where it stood."""
    await _request(work, event, FactKind.REQUEST_RESUMED, event.resumed_on, event.due_on)


@inbox.on("zhongdian.support.request.not-accepted.v1", RequestNotAccepted)
async def _request_not_accepted(work: Work, event: RequestNotAccepted) -> None:
    """第十七条（一）：nothing is due any more; an answer after the limit was late all the same."""
    await _request(work, event, FactKind.REQUEST_NOT_ACCEPTED, event.on, None)


@inbox.on("zhongdian.support.request.due-corrected.v1", RequestDueCorrected)
async def _request_due_corrected(work: Work, event: RequestDueCorrected) -> None:
    """第十七条（一）：the limit by the calendar that is published now."""
    await _request(work, event, FactKind.REQUEST_DUE_CORRECTED, work.today, event.due_on)


@inbox.on("zhongdian.support.request.decided.v1", RequestDecided)
async def _request_decided(work: Work, event: RequestDecided) -> None:
    """第十五条、第十七条：the bureau is responsible for its limit, whatever it decided."""
    done = Done(event.due_on, event.working_days_late)
    await record(work, _fact_of(event, FactKind.REQUEST_DECIDED, event.decided_on, done))


async def _request(work: Work, event: OfRequest, kind: FactKind, on: date, due_on: date | None) -> None:
    await record(work, _fact_of(event, kind, on, Pending(event.request_version, due_on)))


def _fact_of(event: OfRequest, kind: FactKind, on: date, what: Pending | Done) -> RecordFact:
    return RecordFact(
        kind=kind,
        service="support",
        record_id=event.request_id,
        unit_id=event.bureau_id,
        project_id=event.project_id,
        happened_on=on,
        what=what,
    )


listen_for_tallies(
    inbox,
    copies=(
        "zhongdian.reserve.organization.registered.v1",
        "zhongdian.reserve.organization.changed.v1",
        "zhongdian.reserve.project.registered.v1",
        "zhongdian.reserve.project.changed.v1",
    ),
)
