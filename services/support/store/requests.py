"""Loads and saves requests: rows to the state that decisions see, and back, with the pauses and the history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.identity import Actor
from services.chassis.visibility import visible_select
from services.law.workdays import WorkCalendar
from services.support.domain import clock
from services.support.domain.clock import Clock
from services.support.domain.request import Acting, Action, Decision, Held, NotAccepted, Request, State
from services.support.store import tables, watching


async def locked(session: AsyncSession, id: UUID, actor: Actor) -> tuple[tables.Request, Request] | None:
    """Lock a request that the actor may see, and read it; None when there is none such."""
    query = visible_select(tables.Request, actor).where(tables.Request.id == id)
    row = await session.scalar(query.with_for_update(of=tables.Request))
    if row is None:
        return None
    return row, state_of(row, await _pauses(session, id))


async def read(session: AsyncSession, row: tables.Request) -> Request:
    """Read a row that the caller has locked into the state that decisions see."""
    return state_of(row, await _pauses(session, row.id))


async def _pauses(session: AsyncSession, request_id: UUID) -> Sequence[tables.Pause]:
    pause = tables.Pause
    return (await session.scalars(select(pause).where(pause.request_id == request_id).order_by(pause.seq))).all()


async def unfinished(session: AsyncSession, node_id: UUID | None, kind: str) -> UUID | None:
    """Find the request of the same kind that a node still has open."""
    if node_id is None:
        return None
    query = select(tables.Request.id).where(
        tables.Request.node_id == node_id, tables.Request.kind == kind, tables.Request.ended_on.is_(None)
    )
    return await session.scalar(query)


async def open_of_unit(session: AsyncSession, unit: UUID) -> list[tuple[tables.Request, Request]]:
    """Lock the open requests that a unit has to decide or has made."""
    request = tables.Request
    named = or_(request.bureau_id == unit, request.applicant_id == unit)
    query = select(request).where(named, request.ended_on.is_(None)).order_by(request.id)
    rows = await session.scalars(query.with_for_update().execution_options(populate_existing=True))
    return [(row, state_of(row, await _pauses(session, row.id))) for row in rows.all()]


async def waiting(session: AsyncSession, unit: UUID | None = None) -> Sequence[tables.Request]:
    """Lock the requests on which an opinion is owed or a review is under way; with a unit, those on which it owes one."""
    request, opinion, review = tables.Request, tables.Opinion, tables.Review
    owed = select(opinion.request_id).where(opinion.given_on.is_(None), opinion.withdrawn_on.is_(None))
    asked = select(review.request_id).where(review.decided_on.is_(None))
    which = or_(request.id.in_(owed), request.id.in_(asked))
    if unit is not None:
        which = request.id.in_(owed.where(opinion.unit_id == unit))
    query = select(request).where(which).order_by(request.id)
    return (await session.scalars(query.with_for_update().execution_options(populate_existing=True))).all()


async def insert(session: AsyncSession, request: Request, calendar: WorkCalendar) -> None:
    """Keep a new request."""
    watched: dict[str, Any] = {"escalate_on": watching.first_look(request, calendar)}
    session.add(tables.Request(id=request.id, **_columns(request, calendar), **watched))
    await session.flush()


async def update(session: AsyncSession, row: tables.Request, request: Request, calendar: WorkCalendar) -> None:
    """Keep the state after a step."""
    if watching.is_moved(row, request, calendar):
        row.escalate_on = watching.first_look(request, calendar)
    for name, value in _columns(request, calendar).items():
        setattr(row, name, value)
    for seq, pause in enumerate(request.clock.pauses, start=1):
        kept = tables.Pause(
            request_id=row.id,
            seq=seq,
            division=row.division,
            since=pause.since,
            until=pause.until,
            reason=pause.reason,
            kind=pause.kind,
            missing=list(pause.missing),
            procedure=pause.procedure,
            basis=pause.basis,
            document=pause.document,
        )
        await session.merge(kept)
    await session.flush()


async def add_step(
    session: AsyncSession, request: Request, action: Action, note: str, acting: Acting, at: datetime
) -> None:
    """Add a step to the history. The request's row is locked, so that the steps of one request follow each other."""
    last = await session.scalar(select(func.max(tables.Step.seq)).where(tables.Step.request_id == request.id))
    step = tables.Step(
        request_id=request.id,
        seq=(last or 0) + 1,
        division=request.division,
        action=action,
        state=request.state,
        at=at,
        actor=acting.subject,
        actor_name=acting.name,
        unit_id=acting.unit,
        note=note,
    )
    session.add(step)
    await session.flush()


def clock_of(row: tables.Request, pauses: Sequence[tables.Pause]) -> Clock:
    """Read the clock of a request."""
    return Clock(
        received_on=row.received_on,
        working_days=row.working_days,
        warning_days=row.warning_days,
        pauses=tuple(
            clock.Pause(p.since, p.until, p.reason, p.kind, tuple(p.missing), p.procedure, p.basis, p.document)
            for p in pauses
        ),
        ended_on=row.ended_on,
    )


def state_of(row: tables.Request, pauses: Sequence[tables.Pause]) -> Request:
    """Read a row into the state that decisions see."""
    held = decision = None
    if row.held_account_id is not None and row.held_amount is not None:
        held = Held(row.held_account_id, row.held_amount)
    if row.outcome is not None and row.document_number is not None:
        decision = Decision(
            outcome=row.outcome,
            granted=row.granted,
            reason=row.decision_reason or "",
            document_number=row.document_number,
        )
    not_accepted = None
    if row.closed_reason is not None:
        not_accepted = NotAccepted(reason=row.closed_reason, competent_id=row.competent_id)
    return Request(
        id=row.id,
        version=row.version,
        division=row.division,
        project_id=row.project_id,
        node_id=row.node_id,
        kind=row.kind,
        bureau_id=row.bureau_id,
        applicant_id=row.applicant_id,
        quantity=row.quantity,
        purpose=row.purpose,
        state=row.state,
        clock=clock_of(row, pauses),
        stepped_on=row.stepped_on,
        claimant=row.claimant,
        claimant_name=row.claimant_name,
        held=held,
        decision=decision,
        form=dict(row.form),
        not_accepted=not_accepted,
        delivered_on=row.delivered_on,
        acknowledged_on=row.acknowledged_on,
        parent_id=row.parent_id,
        agency_item_id=row.agency_item_id,
        source=row.source,
        external_number=row.external_number,
    )


def audited(request: Request) -> Mapping[str, Any]:
    """Show a state to the audit trail."""
    return asdict(request)


def due_columns(request_clock: Clock, calendar: WorkCalendar) -> dict[str, Any]:
    """Derive what is kept only to find and sort by."""
    reading = clock.read(request_clock, request_clock.last_on, calendar)
    return {
        "due_on": reading.due_on,
        "warn_on": clock.warn_on(request_clock, calendar),
        "due_provisional": reading.provisional,
    }


def _columns(request: Request, calendar: WorkCalendar) -> dict[str, Any]:
    held, decision, closed = request.held, request.decision, request.not_accepted
    return {
        "version": request.version,
        "division": request.division,
        "project_id": request.project_id,
        "node_id": request.node_id,
        "kind": request.kind,
        "bureau_id": request.bureau_id,
        "applicant_id": request.applicant_id,
        "quantity": request.quantity,
        "purpose": request.purpose,
        "state": State(request.state),
        "received_on": request.clock.received_on,
        "working_days": request.clock.working_days,
        "warning_days": request.clock.warning_days,
        "ended_on": request.clock.ended_on,
        "stepped_on": request.stepped_on,
        "claimant": request.claimant,
        "claimant_name": request.claimant_name,
        "held_account_id": held.account_id if held else None,
        "held_amount": held.amount if held else None,
        "outcome": decision.outcome if decision else None,
        "granted": decision.granted if decision else None,
        "decision_reason": decision.reason if decision else None,
        "document_number": decision.document_number if decision else None,
        "form": dict(request.form),
        "closed_reason": closed.reason if closed else None,
        "competent_id": closed.competent_id if closed else None,
        "delivered_on": request.delivered_on,
        "acknowledged_on": request.acknowledged_on,
        "parent_id": request.parent_id,
        "agency_item_id": request.agency_item_id,
        "source": request.source,
        "external_number": request.external_number,
    } | due_columns(request.clock, calendar)
