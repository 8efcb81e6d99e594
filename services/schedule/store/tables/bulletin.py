"""Bulletins with every figure and where it comes from, and the errata that follow them (第十条)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, Uuid, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.identity import Actor
from services.chassis.visibility import visible
from services.schedule.domain.dispatch.terms import BulletinKind, BulletinState, FigureScope
from services.schedule.store.base import Base, stored
from services.schedule.store.tables.dispatch import DISPATCHING


def _told(actor: Actor, row: Any) -> Any:
    """第十条（向全区通报）：what was sent is for all of the district; drafts for those who prepare it and those above them."""
    return true() if actor.acts_as(*DISPATCHING) else row.sent_on.is_not(None)


@visible(_told)
class DispatchBulletin(Base):
    """The bulletin of a month, or the summary of a year (month 12). parts: code, heading and text of
    each editable part; projects: the lines of the list of projects.
    """

    __tablename__ = "dispatch_bulletins"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    kind: Mapped[BulletinKind] = mapped_column(stored(BulletinKind))
    year: Mapped[int]
    month: Mapped[int]
    state: Mapped[BulletinState] = mapped_column(stored(BulletinState))
    version: Mapped[int]
    title: Mapped[str]
    as_of: Mapped[date]
    parts: Mapped[list[Any]]
    projects: Mapped[list[Any]]
    recipients: Mapped[list[Any]]
    signatures: Mapped[list[Any]]
    drafted_on: Mapped[date]
    drafted_by: Mapped[str]
    number: Mapped[str | None] = mapped_column(default=None)
    sent_on: Mapped[date | None] = mapped_column(default=None)
    sent_by: Mapped[str | None] = mapped_column(default=None)
    content_sm3: Mapped[str | None] = mapped_column(default=None)
    docx_sm3: Mapped[str | None] = mapped_column(default=None)
    docx_size: Mapped[int | None] = mapped_column(default=None)
    pdf_sm3: Mapped[str | None] = mapped_column(default=None)
    pdf_size: Mapped[int | None] = mapped_column(default=None)

    __table_args__ = (
        UniqueConstraint("division", "kind", "year", "month"),
        UniqueConstraint("division", "number"),
        CheckConstraint("month between 1 and 12", name="month_of_a_year"),
        CheckConstraint("(state = 'SENT') = (sent_on is not null and docx_sm3 is not null)", name="sent_has_its_bytes"),
        Index("ix_dispatch_bulletins_list", "year", "month", "id"),
        Index("ix_dispatch_bulletins_kind", "kind", "year", "month", "id"),
    )


@visible(_told)
class BulletinFigure(Base):
    """One figure of a bulletin: what it says, how it was worked out, of which rows. `sent_on`: as its bulletin's."""

    __tablename__ = "bulletin_figures"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    bulletin_id: Mapped[UUID] = mapped_column(ForeignKey("dispatch_bulletins.id"))
    position: Mapped[int]
    code: Mapped[str]
    scope: Mapped[FigureScope] = mapped_column(stored(FigureScope))
    scope_key: Mapped[str]
    scope_name: Mapped[str]
    label: Mapped[str]
    value: Mapped[Decimal]
    places: Mapped[int]
    unit: Mapped[str]
    source: Mapped[str]
    computed_as: Mapped[str]
    inputs: Mapped[dict[str, Any]]
    row_count: Mapped[int]
    rows_sm3: Mapped[str]
    row_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    sent_on: Mapped[date | None] = mapped_column(default=None)

    __table_args__ = (
        UniqueConstraint("bulletin_id", "code", "scope", "scope_key"),
        Index("ix_bulletin_figures_bulletin", "bulletin_id", "position", "id"),
    )


@visible(lambda _actor, _erratum: true())
class BulletinErratum(Base):
    """What a sent bulletin said, and what is right; rows are added and never changed."""

    __tablename__ = "bulletin_errata"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    bulletin_id: Mapped[UUID] = mapped_column(ForeignKey("dispatch_bulletins.id"))
    ordinal: Mapped[int]
    place: Mapped[str]
    was: Mapped[str]
    now: Mapped[str]
    reason: Mapped[str]
    number: Mapped[str]
    issued_on: Mapped[date]
    issued_by: Mapped[str]
    docx_sm3: Mapped[str]
    docx_size: Mapped[int]
    pdf_sm3: Mapped[str]
    pdf_size: Mapped[int]

    __table_args__ = (UniqueConstraint("bulletin_id", "ordinal"), UniqueConstraint("division", "number"))
