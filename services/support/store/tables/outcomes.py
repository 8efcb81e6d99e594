"""What comes of services: refunds, contacts with the city, permitted periods (第十七条（三）（六）). Each hangs on a request."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Numeric, true
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.visibility import visible
from services.support.store.base import Base


@visible(lambda _actor, _payment: true())
class RefundPayment(Base):
    """A sum paid back, in 万元, for good; one that is negative takes back what was booked by mistake."""

    __tablename__ = "refund_payments"

    request_id: Mapped[UUID] = mapped_column(ForeignKey("requests.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    division: Mapped[str]
    amount: Mapped[Decimal] = mapped_column(Numeric(20, 6))
    paid_on: Mapped[date]
    voucher: Mapped[str]
    note: Mapped[str]
    at: Mapped[datetime]
    actor: Mapped[str]
    actor_name: Mapped[str]

    __table_args__ = (CheckConstraint("amount <> 0", name="amount_not_zero"),)


@visible(lambda _actor, _contact: true())
class CityContact(Base):
    """One contact with a bureau of the city about a matter, for good."""

    __tablename__ = "city_contacts"

    request_id: Mapped[UUID] = mapped_column(ForeignKey("requests.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    division: Mapped[str]
    contacted_on: Mapped[date]
    contacted: Mapped[str]
    said: Mapped[str]
    next_on: Mapped[date | None]
    at: Mapped[datetime]
    actor: Mapped[str]
    actor_name: Mapped[str]


@visible(lambda _actor, _period: true())
class PermittedPeriod(Base):
    """The period that a grant permits; the last one recorded holds, earlier ones stay."""

    __tablename__ = "permitted_periods"

    request_id: Mapped[UUID] = mapped_column(ForeignKey("requests.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    division: Mapped[str]
    since: Mapped[date]
    until: Mapped[date]
    note: Mapped[str]
    at: Mapped[datetime]
    actor: Mapped[str]
    actor_name: Mapped[str]

    __table_args__ = (CheckConstraint("since <= until", name="in_order"),)
