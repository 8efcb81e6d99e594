"""Which events were heard, and how many there are by what the services that put them out tell of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Index, false, true
from sqlalchemy.orm import Mapped, mapped_column

from services.assessment.store.base import OVERSEERS, Base
from services.chassis.identity import Actor
from services.chassis.visibility import visible


def _overseen(actor: Actor, _row: Any) -> ColumnElement[bool]:
    """第十八条：whether facts are complete is for those who see all of them."""
    return true() if actor.acts_as(*OVERSEERS) else false()


@visible(_overseen)
class HeardEvent(Base):
    """An event that was applied here. The inbox has it too, but not whose division it is of."""

    __tablename__ = "heard_events"
    __table_args__ = (Index("ix_heard_events_type", "division", "type", "event_id"),)

    event_id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    type: Mapped[str]


@visible(_overseen)
class Tally(Base):
    """A service's last tally: of all events with identities below the boundary, which is that of a moment."""

    __tablename__ = "tallies"

    service: Mapped[str] = mapped_column(primary_key=True)
    through: Mapped[datetime]
    boundary: Mapped[UUID]


@visible(_overseen)
class TalliedType(Base):
    """So many events of a type the service has put out about a division, by its last tally."""

    __tablename__ = "tallied_types"

    type: Mapped[str] = mapped_column(primary_key=True)
    division: Mapped[str] = mapped_column(primary_key=True)
    service: Mapped[str]
    number: Mapped[int]
