"""Keeps what comes of services, line by line: refunds, contacts with the city, permitted periods. The request is locked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.support.domain.outcome import Contact, Payment
from services.support.domain.request import Acting, Request
from services.support.store import tables

Lines = type[tables.RefundPayment | tables.CityContact | tables.PermittedPeriod]


async def paid(session: AsyncSession, request_id: UUID) -> Sequence[Decimal]:
    """List the sums that were paid back so far."""
    payment = tables.RefundPayment
    return (await session.scalars(select(payment.amount).where(payment.request_id == request_id))).all()


async def add_payment(session: AsyncSession, request: Request, payment: Payment, who: Acting, at: datetime) -> None:
    """Write a payment."""
    session.add(
        tables.RefundPayment(
            request_id=request.id,
            seq=await _next(session, tables.RefundPayment, request.id),
            division=request.division,
            amount=payment.amount,
            paid_on=payment.paid_on,
            voucher=payment.voucher,
            note=payment.note,
            at=at,
            actor=who.subject,
            actor_name=who.name,
        )
    )


async def add_contact(session: AsyncSession, request: Request, contact: Contact, who: Acting, at: datetime) -> None:
    """Write a contact."""
    session.add(
        tables.CityContact(
            request_id=request.id,
            seq=await _next(session, tables.CityContact, request.id),
            division=request.division,
            contacted_on=contact.on,
            contacted=contact.with_,
            said=contact.said,
            next_on=contact.next_on,
            at=at,
            actor=who.subject,
            actor_name=who.name,
        )
    )


async def add_period(
    session: AsyncSession, request: Request, since: date, until: date, note: str, who: Acting, at: datetime
) -> None:
    """Write a permitted period."""
    session.add(
        tables.PermittedPeriod(
            request_id=request.id,
            seq=await _next(session, tables.PermittedPeriod, request.id),
            division=request.division,
            since=since,
            until=until,
            note=note,
            at=at,
            actor=who.subject,
            actor_name=who.name,
        )
    )


async def _next(session: AsyncSession, lines: Lines, request_id: UUID) -> int:
    last = await session.scalar(select(func.max(lines.seq)).where(lines.request_id == request_id))
    return (last or 0) + 1
