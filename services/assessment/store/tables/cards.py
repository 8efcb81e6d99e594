"""The cards. A card that lost its ground is marked as withdrawn and kept."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text, true
from sqlalchemy.orm import Mapped, mapped_column

from services.assessment.domain.card.model import Colour
from services.assessment.store.base import Base, stored
from services.chassis.reads.finding import WHOLE
from services.chassis.visibility import visible
from services.law.parties import UnitCategory


@visible(lambda _actor, _t: true())
class Card(Base):
    """A unit's card of a quarter, with the duties that the measures set on the day of its issue."""

    __tablename__ = "cards"
    __table_args__ = (
        # one card in force a unit and quarter
        Index(
            "uq_cards_in_force",
            "division",
            "year",
            "quarter",
            "unit_id",
            unique=True,
            postgresql_where=text("withdrawn_on is null"),
        ),
        Index("ix_cards_period", "period_id"),
        Index("ix_cards_unit", "unit_id", "issued_on", "id"),
        Index("ix_cards_list", "issued_on", "id", postgresql_where=text(WHOLE)),
        # lists by what they can be narrowed by, newest first
        Index("ix_cards_year", "year", "issued_on", "id"),
        Index("ix_cards_year_quarter", "year", "quarter", "issued_on", "id"),
        Index("ix_cards_colour", "colour", "issued_on", "id"),
        Index("ix_cards_group", "group", "issued_on", "id"),
        Index("ix_cards_withdrawn", "issued_on", "id", postgresql_where=text("withdrawn_on is not null")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    period_id: Mapped[UUID] = mapped_column(ForeignKey("periods.id"))
    year: Mapped[int]
    quarter: Mapped[int]
    unit_id: Mapped[UUID]
    group: Mapped[UnitCategory] = mapped_column(stored(UnitCategory))
    colour: Mapped[Colour] = mapped_column(stored(Colour))
    place: Mapped[int]
    bars_advanced_unit: Mapped[bool]
    issued_on: Mapped[date]
    withdrawn_on: Mapped[date | None] = mapped_column(default=None)
    withdrawn_reason: Mapped[str | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(default=1)
