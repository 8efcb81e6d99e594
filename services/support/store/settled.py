"""Loads and saves what follows a decision: deliveries, the review, corrections."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.work import Work
from services.support.domain.correction import Notice
from services.support.domain.delivery import Delivery
from services.support.domain.quota import EntryKind
from services.support.domain.request import Decision, Held, Request
from services.support.domain.review import Review
from services.support.store import tables


async def add_delivery(work: Work, request: Request, delivery: Delivery) -> None:
    """Keep how a document was delivered."""
    work.session.add(
        tables.Delivery(
            request_id=request.id,
            document_number=delivery.document_number,
            division=request.division,
            delivered_on=delivery.delivered_on,
            method=delivery.method,
            recipient=delivery.recipient,
            note=delivery.note,
            at=work.now,
            actor=work.actor.subject,
            actor_name=work.actor.name,
        )
    )
    await work.session.flush()


async def acknowledge(work: Work, request: Request, on: date) -> None:
    """Keep that the document in force was acknowledged."""
    assert request.decision is not None, "only a decision is delivered"
    row = await work.session.get_one(tables.Delivery, (request.id, request.decision.document_number))
    row.acknowledged_on, row.acknowledged_by, row.acknowledged_by_name = on, work.actor.subject, work.actor.name
    await work.session.flush()


async def review_of(session: AsyncSession, request_id: UUID) -> Review | None:
    """Read the review of a request that is locked; None when none was asked for."""
    row = await session.get(tables.Review, request_id, populate_existing=True)
    if row is None:
        return None
    former = Decision(
        outcome=row.former_outcome,
        granted=row.former_granted,
        reason=row.former_reason,
        document_number=row.former_number,
    )
    return Review(
        grounds=row.grounds,
        asked_on=row.asked_on,
        working_days=row.working_days,
        due_on=row.due_on,
        former=former,
        outcome=row.outcome,
        reason=row.reason,
        document_number=row.document_number,
        decided_on=row.decided_on,
    )


async def add_review(work: Work, request: Request, review: Review) -> None:
    """Keep that a review was asked for, with the decision as it stands."""
    work.session.add(
        tables.Review(
            request_id=request.id,
            division=request.division,
            grounds=review.grounds,
            asked_on=review.asked_on,
            asked_by=work.actor.subject,
            asked_by_name=work.actor.name,
            working_days=review.working_days,
            due_on=review.due_on,
            former_outcome=review.former.outcome,
            former_granted=review.former.granted,
            former_reason=review.former.reason,
            former_number=review.former.document_number,
        )
    )
    await work.session.flush()


async def move_review(session: AsyncSession, request_id: UUID, due_on: date) -> None:
    """Keep another limit of a review that is under way; its request is locked."""
    row = await session.get_one(tables.Review, request_id)
    row.due_on = due_on
    await session.flush()


async def close_review(work: Work, request_id: UUID, review: Review) -> None:
    """Keep what a review has come to."""
    row = await work.session.get_one(tables.Review, request_id)
    row.outcome, row.reason, row.document_number = review.outcome, review.reason, review.document_number
    row.decided_on, row.decided_by, row.decided_by_name = review.decided_on, work.actor.subject, work.actor.name
    await work.session.flush()


async def used_up(session: AsyncSession, request_id: UUID) -> Held | None:
    """Find the account whose quota a decision has used up, and how much; None when it used up none."""
    entry = tables.QuotaEntry
    used = select(entry.account_id, func.sum(entry.amount).label("amount")).where(
        entry.request_id == request_id, entry.kind == EntryKind.COMMITTED
    )
    row = (await session.execute(used.group_by(entry.account_id))).one_or_none()
    return Held(row.account_id, Decimal(row.amount)) if row else None


async def add_correction(work: Work, request: Request, notice: Notice, number: str) -> None:
    """Keep a correction notice; the request is locked, so that they follow each other."""
    table = tables.Correction
    last = await work.session.scalar(select(func.max(table.seq)).where(table.request_id == request.id))
    assert request.decision is not None, "only a decision is corrected"
    work.session.add(
        table(
            request_id=request.id,
            seq=(last or 0) + 1,
            division=request.division,
            number=number,
            of_number=request.decision.document_number,
            wrong=notice.wrong,
            right=notice.right,
            reason=notice.reason,
            corrected_on=work.today,
            at=work.now,
            actor=work.actor.subject,
            actor_name=work.actor.name,
        )
    )
    await work.session.flush()
