"""Incidents and commendations on record (A20, A21)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Index, exists, false, or_, text, true
from sqlalchemy.orm import Mapped, mapped_column

from services.assessment.domain.conduct.record import ConductKind
from services.assessment.store.base import OVERSEERS, Base, stored
from services.assessment.store.tables.attachments import files_hang_on
from services.assessment.store.tables.copies import Organization, Project
from services.chassis.identity import Actor
from services.chassis.reads.finding import WHOLE
from services.chassis.visibility import visible


def _concerned(actor: Actor, record: Any) -> ColumnElement[bool]:
    """Overseers see all; a unit sees what is about itself, about what was merged into it, and about its projects."""
    if actor.acts_as(*OVERSEERS):
        return true()
    if actor.unit is None:
        return false()
    owned = exists().where(Project.id == record.project_id, Project.owner_id == actor.unit)
    merged = exists().where(Organization.id == record.unit_id, Organization.merged_into == actor.unit)
    return or_(record.unit_id == actor.unit, owned, merged)


@visible(_concerned)
class ConductRecord(Base):
    """An incident or a commendation of a unit; revoked on record, never changed otherwise."""

    __tablename__ = "conduct_records"
    __table_args__ = (
        Index("ix_conduct_records_list", "happened_on", "id", postgresql_where=text(WHOLE)),
        # lists by what they can be narrowed by, newest first
        Index("ix_conduct_records_unit", "unit_id", "happened_on", "id"),
        Index("ix_conduct_records_project", "project_id", "happened_on", "id"),
        Index("ix_conduct_records_kind", "kind", "happened_on", "id"),
        Index("ix_conduct_records_matter", "matter", "happened_on", "id"),
        Index("ix_conduct_records_revoked", "happened_on", "id", postgresql_where=text("revoked_on is not null")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    kind: Mapped[ConductKind] = mapped_column(stored(ConductKind))
    unit_id: Mapped[UUID]
    project_id: Mapped[UUID | None]
    fact_id: Mapped[UUID]  # by which it counts in scores
    matter: Mapped[str]
    matter_name: Mapped[str]
    grade: Mapped[str]
    grade_name: Mapped[str]
    happened_on: Mapped[date]
    title: Mapped[str]
    description: Mapped[str]
    document: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
    revoked_on: Mapped[date | None] = mapped_column(default=None)
    revocation_reason: Mapped[str | None] = mapped_column(default=None)
    revocation_approver: Mapped[str | None] = mapped_column(default=None)
    revoked_by: Mapped[str | None] = mapped_column(default=None)


files_hang_on("CONDUCT", ConductRecord)
