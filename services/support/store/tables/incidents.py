"""Site incidents with their history (第十七条（五）)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    UniqueConstraint,
    exists,
    false,
    or_,
    text,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.identity import Actor
from services.chassis.reads.finding import WHOLE
from services.chassis.visibility import visible
from services.law.parties import Role
from services.support.domain.incident.terms import IncidentAction, IncidentSeverity, IncidentState
from services.support.store.base import Base, stored
from services.support.store.tables.copies import Project
from services.support.store.tables.request import OVERSEEING


def sees_incidents(actor: Actor) -> bool:
    """Whether the person sees the incidents of all projects."""
    return actor.acts_as(Role.PUBLIC_SECURITY, *OVERSEEING)


def _concerned(actor: Actor, incident: Any) -> ColumnElement[bool]:
    """Public security and the overseeing departments see all; others what they or their unit reported, and their projects'."""
    if sees_incidents(actor):
        return true()
    reported: ColumnElement[bool] = incident.reported_by == actor.subject
    if actor.unit is None:
        return reported
    return or_(
        reported,
        incident.reported_by_unit_id == actor.unit,
        exists().where(Project.id == incident.project_id, Project.owner_id == actor.unit),
    )


@visible(_concerned)
class SiteIncident(Base):
    """One incident. reported_on, ended_on: the days of the moments in Shanghai, to count and find by."""

    __tablename__ = "site_incidents"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    number: Mapped[str]
    project_id: Mapped[UUID]
    kind: Mapped[str]
    severity: Mapped[IncidentSeverity] = mapped_column(stored(IncidentSeverity))
    title: Mapped[str]
    description: Mapped[str]
    place: Mapped[str]
    occurred_on: Mapped[date]
    reported_at: Mapped[datetime]
    reported_on: Mapped[date]
    reported_by: Mapped[str]
    reported_by_name: Mapped[str]
    reported_by_unit_id: Mapped[UUID | None]
    due_at: Mapped[datetime]
    state: Mapped[IncidentState] = mapped_column(stored(IncidentState))
    handler: Mapped[str | None]
    handler_name: Mapped[str | None]
    handler_unit_id: Mapped[UUID | None]
    taken_up_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_on: Mapped[date | None]
    result: Mapped[str | None]
    transferred_to: Mapped[str | None]
    transfer_document: Mapped[str | None]
    reopened_times: Mapped[int]

    __table_args__ = (
        UniqueConstraint("division", "number"),
        CheckConstraint("(ended_at is null) = (ended_on is null)", name="ended_on_its_day"),
        CheckConstraint("taken_up_at is null or handler is not null", name="taken_up_by_somebody"),
        # in the order of the list: all, the open ones, those of a severity, of a kind, in a unit's hand
        Index("ix_site_incidents_order", "reported_at", "id", postgresql_where=text(WHOLE)),
        Index("ix_site_incidents_open", "reported_at", "id", postgresql_where=text("ended_on is null")),
        Index("ix_site_incidents_severity", "severity", "reported_at", "id"),
        Index("ix_site_incidents_kind", "kind", "reported_at", "id"),
        Index("ix_site_incidents_handler_unit_id", "handler_unit_id", "reported_at", "id"),
        Index(
            "ix_site_incidents_late",
            "reported_at",
            "id",
            postgresql_where=text("coalesce(taken_up_at, ended_at) > due_at"),
        ),
        Index("ix_site_incidents_project_id", "project_id", "reported_at", "id"),
        Index("ix_site_incidents_state", "state", "reported_at", "id"),
        Index("ix_site_incidents_waiting", "due_at", "id", postgresql_where=text("taken_up_at is null")),
        Index("ix_site_incidents_reported_by", "reported_by", "reported_at", "id"),
        Index("ix_site_incidents_reported_by_unit_id", "reported_by_unit_id", "reported_at", "id"),
    )


@visible(lambda _actor, _step: true())
class IncidentStep(Base):
    """One step in the history of an incident; reached only from one that may be seen."""

    __tablename__ = "incident_steps"

    incident_id: Mapped[UUID] = mapped_column(ForeignKey("site_incidents.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    division: Mapped[str]
    action: Mapped[IncidentAction] = mapped_column(stored(IncidentAction))
    state: Mapped[IncidentState] = mapped_column(stored(IncidentState))
    at: Mapped[datetime]
    actor: Mapped[str]
    actor_name: Mapped[str]
    unit_id: Mapped[UUID | None]
    note: Mapped[str]


@visible(lambda _actor, _sequence: false())
class IncidentSequence(Base):
    """The last number of a division's incidents in a year; nobody reads it but the report that takes the next."""

    __tablename__ = "incident_sequences"

    division: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]
