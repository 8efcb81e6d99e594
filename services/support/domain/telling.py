"""What each step of a request tells the other services: the facts of the step, and what the clock shows by then.

Followers keep their own copy of a request's state and never count days: the limit that holds now is always told.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from services.law.workdays import WorkCalendar
from services.support.domain import clock, events
from services.support.domain.clock import Pause
from services.support.domain.escalation import Reached
from services.support.domain.kinds.model import RequestKind
from services.support.domain.request import Request


def submitted(request: Request, rule: RequestKind, calendar: WorkCalendar) -> events.RequestSubmitted:
    """第十七条（一）：received today, due when the bureau's working days are over."""
    return events.RequestSubmitted(
        **_of(request),
        quantity=request.quantity,
        unit=rule.unit.code if rule.unit else None,
        received_on=request.clock.received_on,
        due_on=_due(request, request.clock.received_on, calendar),
    )


def returned(request: Request, reason: str, today: date, calendar: WorkCalendar) -> events.RequestReturned:
    """第十七条（一）：nothing is due while a correction is awaited, unless the limit was over before."""
    reading = clock.read(request.clock, today, calendar)
    return events.RequestReturned(
        **_of(request),
        reason=reason,
        returned_on=today,
        due_on=reading.due_on,
        working_days_used=reading.used,
    )


def resubmitted(request: Request, rule: RequestKind, today: date, calendar: WorkCalendar) -> events.RequestResubmitted:
    """第十七条（一）：the rest of the working days counts again."""
    return events.RequestResubmitted(
        **_of(request),
        quantity=request.quantity,
        unit=rule.unit.code if rule.unit else None,
        resubmitted_on=today,
        due_on=_due(request, today, calendar),
        working_days_used=clock.read(request.clock, today, calendar).used,
    )


def withdrawn(request: Request, reason: str, today: date, calendar: WorkCalendar) -> events.RequestWithdrawn:
    """第十四条：the bureau owes nothing any more."""
    used = clock.read(request.clock, today, calendar).used
    return events.RequestWithdrawn(**_of(request), reason=reason or None, withdrawn_on=today, working_days_used=used)


def decided(request: Request, today: date, calendar: WorkCalendar) -> events.RequestDecided:
    """第十七条（一）：how it was decided, under which number, and how late."""
    assert request.decision is not None, "it is told after the decision"
    reading = clock.read(request.clock, today, calendar)
    return events.RequestDecided(
        **_of(request),
        outcome=request.decision.outcome.value,
        granted_quantity=request.decision.granted,
        document_number=request.decision.document_number,
        received_on=request.clock.received_on,
        due_on=_due(request, today, calendar),
        decided_on=today,
        working_days_used=reading.used,
        working_days_late=reading.late,
    )


def suspended(request: Request, pause: Pause, calendar: WorkCalendar) -> events.RequestSuspended:
    """第十七条（一）：nothing is due while a special procedure takes place, unless the limit was over before."""
    reading = clock.read(request.clock, pause.since, calendar)
    return events.RequestSuspended(
        **_of(request),
        procedure=pause.procedure or "",
        basis=pause.basis or "",
        suspended_on=pause.since,
        due_on=reading.due_on,
        working_days_used=reading.used,
    )


def resumed(request: Request, today: date, calendar: WorkCalendar) -> events.RequestResumed:
    """第十七条（一）：the rest of the working days counts again."""
    return events.RequestResumed(
        **_of(request),
        resumed_on=today,
        due_on=_due(request, today, calendar),
        working_days_used=clock.read(request.clock, today, calendar).used,
    )


def not_accepted(request: Request, today: date) -> events.RequestNotAccepted:
    """第十七条（一）：the bureau owes nothing any more."""
    assert request.not_accepted is not None, "it is told after it"
    return events.RequestNotAccepted(**_of(request), reason=request.not_accepted.reason, on=today)


def review_decided(request: Request, document_number: str, today: date) -> events.RequestReviewDecided:
    """第十七条：what holds after the review, upheld or changed."""
    assert request.decision is not None, "only a decision is reviewed"
    return events.RequestReviewDecided(
        **_of(request),
        outcome=request.decision.outcome.value,
        granted_quantity=request.decision.granted,
        document_number=document_number,
        on=today,
    )


def corrected(request: Request, wrong: str, right: str, number: str, today: date) -> events.RequestCorrected:
    """第十七条：what the issued document must be read as."""
    what = f"“{wrong}”更正为“{right}”"
    return events.RequestCorrected(**_of(request), what=what, document_number=number, on=today)


def due_corrected(request: Request, due_on: date | None, former: date | None = None) -> events.RequestDueCorrected:
    """第十七条（一）：the limit by the calendar that is published now."""
    return events.RequestDueCorrected(**_of(request), due_on=due_on, former_due_on=former)


def escalated(request: Request, reached: Reached, rule: RequestKind) -> events.RequestEscalated:
    """第十四条、第十七条：a rung was reached; the bureau is told of every one, so that it is not named among the roles."""
    return events.RequestEscalated(
        **_of(request),
        due_on=reached.limit_on,
        rung=reached.rung.name,
        days=reached.rung.days,
        told_roles=sorted(role.value for role in reached.rung.told - {rule.bureau}),
        reached_on=reached.on,
    )


def overdue(request: Request, due_on: date, since: date) -> events.RequestOverdue:
    """第十七条（一）：the limit is over."""
    return events.RequestOverdue(**_of(request), due_on=due_on, since=since)


def reassigned(request: Request, former: UUID) -> events.RequestReassigned:
    """第四条：another unit stands for the bureau or the applicant."""
    return events.RequestReassigned(**_of(request), applicant_id=request.applicant_id, former_unit_id=former)


def _of(request: Request) -> dict[str, Any]:
    return {
        "request_id": request.id,
        "request_version": request.version,
        "project_id": request.project_id,
        "node_id": request.node_id,
        "kind": request.kind,
        "bureau_id": request.bureau_id,
        "division": request.division,
    }


def _due(request: Request, today: date, calendar: WorkCalendar) -> date:
    due = clock.read(request.clock, today, calendar).due_on
    assert due is not None, "only a clock that stands has no due date"
    return due
