"""What cards ask of their units, and how the units did it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text, true
from sqlalchemy.orm import Mapped, mapped_column

from services.assessment.domain.card.model import DutyKind, DutyStatus
from services.assessment.store.base import Base, own_or_overseen, stored
from services.assessment.store.tables.attachments import files_hang_on
from services.chassis.reads.finding import WHOLE
from services.chassis.visibility import visible

FULFILMENT = "DUTY_FULFILMENT"  # the kind under which files hang on what was done


@visible(lambda _actor, _t: true())  # as the card: what it asks is public; what the unit wrote is not in here
class CardDuty(Base):
    """A duty of a carded unit, and until when it is done."""

    __tablename__ = "card_duties"
    __table_args__ = (
        Index("ix_card_duties_card", "card_id", "position"),
        Index("ix_card_duties_period", "period_id", "status"),
        Index("ix_card_duties_list", "due_on", "id", postgresql_where=text(WHOLE)),
        # lists by what they can be narrowed by, the first due first
        Index("ix_card_duties_unit", "unit_id", "due_on", "id"),
        Index("ix_card_duties_status", "status", "due_on", "id"),
        Index("ix_card_duties_year", "year", "due_on", "id"),
        Index("ix_card_duties_year_quarter", "year", "quarter", "due_on", "id"),
        Index("ix_card_duties_kind", "kind", "due_on", "id"),
        Index("ix_card_duties_open", "due_on", "id", postgresql_where=text("status in ('DUE', 'RETURNED')")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    card_id: Mapped[UUID] = mapped_column(ForeignKey("cards.id"))
    period_id: Mapped[UUID] = mapped_column(ForeignKey("periods.id"))
    year: Mapped[int]
    quarter: Mapped[int]
    unit_id: Mapped[UUID]
    position: Mapped[int]
    kind: Mapped[DutyKind] = mapped_column(stored(DutyKind))
    by: Mapped[str]
    occasion: Mapped[str]
    bodies: Mapped[list[Any]]
    due_on: Mapped[date]
    status: Mapped[DutyStatus] = mapped_column(stored(DutyStatus), default=DutyStatus.DUE)
    fulfilled_on: Mapped[date | None] = mapped_column(default=None)  # the latest time
    confirmed_on: Mapped[date | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(default=1)


@visible(own_or_overseen)
class DutyFulfilment(Base):
    """How a unit did a duty, each time; and what the authority said to it."""

    __tablename__ = "duty_fulfilments"
    __table_args__ = (Index("ix_duty_fulfilments_duty", "duty_id", "at", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    duty_id: Mapped[UUID] = mapped_column(ForeignKey("card_duties.id"))
    unit_id: Mapped[UUID]  # whose people did it: the unit, or the one that stands for it after a merger
    person: Mapped[str]  # who spoke or signed
    text: Mapped[str]
    at: Mapped[datetime]
    days_late: Mapped[int]  # working days
    fulfilled_by: Mapped[str]
    fulfilled_by_name: Mapped[str]
    judged_at: Mapped[datetime | None] = mapped_column(default=None)
    judged_by_name: Mapped[str | None] = mapped_column(default=None)
    returned_reason: Mapped[str | None] = mapped_column(default=None)


files_hang_on(FULFILMENT, DutyFulfilment)
