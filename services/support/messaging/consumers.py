"""What other services' events do here: they keep our copies of their facts; open requests of merged units follow them."""

from __future__ import annotations

from typing import Any

from services.chassis.inbox import Inbox
from services.chassis.work import Work
from services.support.domain.land.consultation import FollowUpState
from services.support.messaging.foreign import (
    IssueAssigned,
    IssueClosed,
    IssueMerged,
    IssueRaised,
    IssueReopened,
    IssueReportedDone,
    IssueWithdrawn,
    NodePlanned,
    OrganizationTold,
    PlanItemTold,
    ProjectTold,
    ScheduleEnded,
    ScheduleResumed,
)
from services.support.store import copies, follow_ups
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


@inbox.on("zhongdian.schedule.issue.raised.v1", IssueRaised)
async def _issue_raised(work: Work, event: IssueRaised) -> None:
    """第十五条：a consultation's decision is on the ledger; other issues are no concern of this service."""
    if event.source_id is not None:
        await follow_ups.begin(
            work.session,
            item_id=event.source_id,
            issue_id=event.issue_id,
            version=event.version,
            number=event.number,
            told_at=work.now,
        )


async def _issue(
    work: Work,
    event: IssueAssigned | IssueReportedDone | IssueClosed | IssueReopened | IssueMerged | IssueWithdrawn,
    state: FollowUpState,
    **told: Any,
) -> None:
    """Keep what is told of an issue that is followed here, in the order of its versions."""
    await follow_ups.follow(
        work.session, issue_id=event.issue_id, version=event.version, state=state, told_at=work.now, **told
    )


@inbox.on("zhongdian.schedule.issue.assigned.v1", IssueAssigned)
async def _issue_assigned(work: Work, event: IssueAssigned) -> None:
    """第十条（交办）：it has a limit on the ledger."""
    await _issue(work, event, FollowUpState.ASSIGNED, due_on=event.due_on)


@inbox.on("zhongdian.schedule.issue.reported-done.v1", IssueReportedDone)
async def _issue_reported_done(work: Work, event: IssueReportedDone) -> None:
    """第十条（销号）：it waits to be verified."""
    await _issue(work, event, FollowUpState.REPORTED_DONE, due_on=event.due_on)


@inbox.on("zhongdian.schedule.issue.closed.v1", IssueClosed)
async def _issue_closed(work: Work, event: IssueClosed) -> None:
    """第十条（销号）：the decision is carried out as far as the ledger is concerned."""
    await _issue(work, event, FollowUpState.CLOSED, due_on=event.due_on, closed_on=event.closed_on)


@inbox.on("zhongdian.schedule.issue.reopened.v1", IssueReopened)
async def _issue_reopened(work: Work, event: IssueReopened) -> None:
    """第十条（销号）：it was not done after all."""
    await _issue(work, event, FollowUpState.REOPENED, due_on=event.due_on, reason=event.reason)


@inbox.on("zhongdian.schedule.issue.merged.v1", IssueMerged)
async def _issue_merged(work: Work, event: IssueMerged) -> None:
    """第十条：it goes on as another issue, or by itself again."""
    await _issue(work, event, FollowUpState.MERGED, into_id=event.into_id)


@inbox.on("zhongdian.schedule.issue.withdrawn.v1", IssueWithdrawn)
async def _issue_withdrawn(work: Work, event: IssueWithdrawn) -> None:
    """第十条：the ledger has nothing to do with it any more."""
    await _issue(work, event, FollowUpState.WITHDRAWN, reason=event.reason)
