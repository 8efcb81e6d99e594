"""What each consumed event does here. Handlers keep copies or call a use case; each may be told twice."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.chassis.inbox import Inbox
from services.chassis.work import Work
from services.schedule.domain.ledger.following_up import FollowUp
from services.schedule.domain.listing import PlanChange, Told, Units
from services.schedule.domain.node.factor import RequestState
from services.schedule.messaging import foreign
from services.schedule.store import copies
from services.schedule.usecases.ledger.raise_follow_up import raise_follow_up
from services.schedule.usecases.plan.follow import ProjectTold, follow_project
from services.schedule.usecases.plan.take_over import take_over
from services.schedule.usecases.unit.follow import follow_merger

inbox = Inbox("schedule")


@inbox.on("zhongdian.reserve.organization.changed.v1", foreign.OrganizationTold)
@inbox.on("zhongdian.reserve.organization.registered.v1", foreign.OrganizationTold)
async def keep_organization(work: Work, event: foreign.OrganizationTold) -> None:
    """Keep the directory of units that can be responsible for nodes; open nodes of a merged one go to its survivor."""
    await copies.keep_organization(
        work.session,
        id=event.organization_id,
        division=event.division,
        version=event.version,
        name=event.name,
        category=event.category,
        active=event.active,
        merged_into=event.merged_into,
    )
    if event.merged_into is not None:
        await follow_merger(work, event.organization_id)


@inbox.on("zhongdian.reserve.project.changed.v1", foreign.ProjectTold)
@inbox.on("zhongdian.reserve.project.registered.v1", foreign.ProjectTold)
async def keep_project(work: Work, event: foreign.ProjectTold) -> None:
    """Keep the project and let its schedule follow."""
    told = event.model_dump(by_alias=False)
    await follow_project(work, ProjectTold(id=told.pop("project_id"), **told))


@inbox.on("zhongdian.reserve.plan-item.issued.v1", foreign.PlanItemIssued)
async def listed(work: Work, event: foreign.PlanItemIssued) -> None:
    """Open the project's schedule, or follow a later version of the plan (A8, A11)."""
    await take_over(work, _told(event, PlanChange.ISSUED, event.issued_on, document_number=event.document_number))


@inbox.on("zhongdian.reserve.plan-item.revalued.v1", foreign.PlanItemRevalued)
async def revalued(work: Work, event: foreign.PlanItemRevalued) -> None:
    """Follow the adjusted figures; the annual task follows with them (A11)."""
    facts = {"document_number": event.document_number, "reason": event.reason}
    await take_over(work, _told(event, PlanChange.REVALUED, event.issued_on, **facts))


@inbox.on("zhongdian.reserve.plan-item.converted.v1", foreign.PlanItemConverted)
async def converted(work: Work, event: foreign.PlanItemConverted) -> None:
    """Carry a preliminary project as a construction project from here on (A11)."""
    await take_over(work, _told(event, PlanChange.CONVERTED, event.converted_on))


@inbox.on("zhongdian.reserve.plan-item.removed.v1", foreign.PlanItemRemoved)
async def removed(work: Work, event: foreign.PlanItemRemoved) -> None:
    """End the schedule of a project that the plan has no more (A11)."""
    facts = {"document_number": event.document_number, "reason": event.reason}
    await take_over(work, _told(event, PlanChange.REMOVED, event.issued_on, **facts))


def _told(event: Any, change: PlanChange, on: date, **facts: Any) -> Told:
    owner = getattr(event, "owner_id", None)
    units = owner and Units(owner_id=owner, town_id=event.town_id, industry_authority_id=event.industry_authority_id)
    return Told(
        project_id=event.project_id,
        project_name=event.project_name,
        division=event.division,
        plan_id=event.plan_id,
        plan_version=event.plan_version,
        year=event.year,
        change=change,
        kind=event.kind,
        on=on,
        total_investment=getattr(event, "total_investment", None),
        annual_investment=getattr(event, "annual_investment", None),
        units=units,
        **facts,
    )


@inbox.on("zhongdian.support.request.resumed.v1", foreign.RequestResumed)
@inbox.on("zhongdian.support.request.resubmitted.v1", foreign.RequestResubmitted)
@inbox.on("zhongdian.support.request.submitted.v1", foreign.RequestSubmitted)
async def request_with_the_bureau(
    work: Work, event: foreign.RequestSubmitted | foreign.RequestResubmitted | foreign.RequestResumed
) -> None:
    """Keep that a node's request is with its bureau, and until when."""
    await _keep(work, event, RequestState.OPEN, due_on=event.due_on)


@inbox.on("zhongdian.support.request.returned.v1", foreign.RequestReturned)
async def request_returned(work: Work, event: foreign.RequestReturned) -> None:
    """Keep that a node's request has to be corrected."""
    await _keep(work, event, RequestState.RETURNED, due_on=event.due_on)


@inbox.on("zhongdian.support.request.suspended.v1", foreign.RequestSuspended)
async def request_suspended(work: Work, event: foreign.RequestSuspended) -> None:
    """Keep that the clock of a node's request stands for a special procedure."""
    await _keep(work, event, RequestState.SUSPENDED, due_on=event.due_on)


@inbox.on("zhongdian.support.request.not-accepted.v1", foreign.RequestNotAccepted)
async def request_not_accepted(work: Work, event: foreign.RequestNotAccepted) -> None:
    """Keep that the bureau has not taken a node's request on; another one can be made."""
    await _keep(work, event, RequestState.NOT_ACCEPTED, due_on=None)


@inbox.on("zhongdian.support.request.withdrawn.v1", foreign.RequestWithdrawn)
async def request_withdrawn(work: Work, event: foreign.RequestWithdrawn) -> None:
    """Keep that nobody works on a node's request any more; another one can be made."""
    await _keep(work, event, RequestState.WITHDRAWN, due_on=None)


@inbox.on("zhongdian.support.request.decided.v1", foreign.RequestDecided)
async def request_decided(work: Work, event: foreign.RequestDecided) -> None:
    """Keep the decision (A15). Whether a node still waits is derived from it."""
    await _keep(
        work,
        event,
        RequestState.DECIDED,
        due_on=event.due_on,
        outcome=event.outcome,
        document_number=event.document_number,
        decided_on=event.decided_on,
    )


@inbox.on("zhongdian.support.request.review-decided.v1", foreign.RequestReviewDecided)
async def request_reviewed(work: Work, event: foreign.RequestReviewDecided) -> None:
    """Keep the outcome that holds now (A17): a grant frees the node, what was taken back holds it again."""
    await copies.keep_review(
        work.session,
        **_request(event, RequestState.DECIDED),
        outcome=event.outcome,
        document_number=event.document_number,
        on=event.on,
    )


@inbox.on("zhongdian.support.land-consultation.follow-up-raised.v1", foreign.LandFollowUpRaised)
async def land_follow_up(work: Work, event: foreign.LandFollowUpRaised) -> None:
    """Put what a land consultation has decided on the ledger, once (A10, A15)."""
    await raise_follow_up(
        work,
        FollowUp(
            item_id=event.source_id,
            consultation_id=event.consultation_id,
            project_id=event.project_id,
            node_id=event.node_id,
            severity=event.severity,
            kind=event.kind,
            title=event.title,
            description=event.description,
            responsible_unit_id=event.responsible_unit_id,
            deadline=event.deadline,
        ),
    )


@inbox.on("zhongdian.support.request.overdue.v1", foreign.RequestDueCorrected)
@inbox.on("zhongdian.support.request.due-corrected.v1", foreign.RequestDueCorrected)
async def request_due_corrected(work: Work, event: foreign.RequestDueCorrected) -> None:
    """Keep the limit: by the calendar that is published now, or the one that is over."""
    await copies.correct_request(work.session, id=event.request_id, version=event.request_version, due_on=event.due_on)


async def _keep(work: Work, event: foreign.OfRequest, state: RequestState, **values: Any) -> None:
    await copies.keep_request(work.session, **_request(event, state), **values)


def _request(event: foreign.OfRequest, state: RequestState) -> dict[str, Any]:
    return {
        "id": event.request_id,
        "version": event.request_version,
        "division": event.division,
        "project_id": event.project_id,
        "node_id": event.node_id,
        "kind": event.kind,
        "state": state,
        "bureau_id": event.bureau_id,
    }


@inbox.on("zhongdian.reserve.evidence.recorded.v1", foreign.EvidenceTold)
async def evidence_recorded(work: Work, event: foreign.EvidenceTold) -> None:
    """Keep a document that may make its project newly signed or newly approved (A7)."""
    await _keep_evidence(work, event, withdrawn=False)


@inbox.on("zhongdian.reserve.evidence.withdrawn.v1", foreign.EvidenceTold)
async def evidence_withdrawn(work: Work, event: foreign.EvidenceTold) -> None:
    """Keep that a document counts no more; no later list is drawn from it."""
    await _keep_evidence(work, event, withdrawn=True)


async def _keep_evidence(work: Work, event: foreign.EvidenceTold, *, withdrawn: bool) -> None:
    await copies.keep_evidence(
        work.session,
        id=event.evidence_id,
        version=event.version,
        division=event.division,
        project_id=event.project_id,
        kind=event.kind,
        title=event.title,
        number=event.document_number,
        issuing_body=event.issuing_body,
        dated_on=event.dated_on,
        withdrawn=withdrawn,
    )
