"""Applications for budget funds of higher levels and bonds, with their steps (第十六条（三）)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, Computed, Double, ForeignKey, Index, Integer, text, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.identity import Actor
from services.chassis.reads.finding import WHOLE
from services.chassis.visibility import visible
from services.law.parties import Role
from services.support.domain.funds.terms import ApplicationAction, ApplicationKind, ApplicationState, Stage
from services.support.store.base import Base, by_pieces, stored
from services.support.store.tables.funds import owned
from services.support.store.tables.request import OVERSEEING


def sees_applications(actor: Actor) -> bool:
    """Whether the person sees the applications of all projects."""
    return actor.acts_as(Role.FINANCE, Role.FINANCIAL_SERVICES, *OVERSEEING)


def _concerned(actor: Actor, application: Any) -> ColumnElement[bool]:
    """第十六条（三）：departments that handle applications or oversee, and the owner of the project."""
    return true() if sees_applications(actor) else owned(actor, application)


@visible(_concerned)
class FundApplication(Base):
    """An application with its stage and amounts."""

    __tablename__ = "fund_applications"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    project_id: Mapped[UUID]
    kind: Mapped[ApplicationKind] = mapped_column(stored(ApplicationKind))
    year: Mapped[int]
    title: Mapped[str]
    authority: Mapped[str]
    stage: Mapped[Stage] = mapped_column(stored(Stage))
    state: Mapped[ApplicationState] = mapped_column(stored(ApplicationState))
    asked: Mapped[Decimal]
    granted: Mapped[Decimal]
    arrived: Mapped[Decimal]
    paid: Mapped[Decimal]
    grant_document: Mapped[str | None]
    opened_on: Mapped[date]
    stepped_on: Mapped[date]
    returned_times: Mapped[int]
    # the order of amounts alone, kept because row-level security lets no index serve a comparison of them
    asked_order: Mapped[float] = mapped_column(Double, Computed("asked::double precision", persisted=True), init=False)

    __table_args__ = (
        CheckConstraint("asked > 0 and paid >= 0", name="amounts_positive"),
        CheckConstraint("paid <= arrived and arrived <= granted and granted <= asked", name="amounts_in_order"),
        Index("ix_fund_applications_project_id", "project_id", "id"),
        Index("ix_fund_applications_kind", "kind", "id"),
        Index("ix_fund_applications_year", "year", "id"),
        Index("ix_fund_applications_stage", "stage", "id"),
        Index("ix_fund_applications_state", "state", "id"),
        Index("ix_fund_applications_asked", "asked_order", "id", postgresql_where=text(WHOLE)),
        Index("ix_fund_applications_stepped_on", "stepped_on", "id", postgresql_where=text(WHOLE)),
        Index("ix_fund_applications_whole", "id", postgresql_include=["division"], postgresql_where=text(WHOLE)),
    )


class FundApplicationSearch(Base):
    """Pieces of the titles, authorities and grant documents of applications; only to find ids by."""

    __tablename__ = "fund_applications_search"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    pieces: Mapped[list[int]] = mapped_column(ARRAY(Integer))

    __table_args__ = (by_pieces("fund_applications_search"),)


@visible(lambda _actor, _step: true())
class FundApplicationStep(Base):
    """One step in the history of an application, with the amounts after it; reached only from one that may be seen."""

    __tablename__ = "fund_application_steps"

    application_id: Mapped[UUID] = mapped_column(ForeignKey("fund_applications.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    division: Mapped[str]
    action: Mapped[ApplicationAction] = mapped_column(stored(ApplicationAction))
    stage: Mapped[Stage] = mapped_column(stored(Stage))
    state: Mapped[ApplicationState] = mapped_column(stored(ApplicationState))
    on: Mapped[date]
    amount: Mapped[Decimal | None]
    document: Mapped[str | None]
    reason: Mapped[str | None]
    asked: Mapped[Decimal]
    granted: Mapped[Decimal]
    arrived: Mapped[Decimal]
    paid: Mapped[Decimal]
    at: Mapped[datetime]
    actor: Mapped[str]
    actor_name: Mapped[str]
