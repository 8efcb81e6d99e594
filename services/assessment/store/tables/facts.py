"""The facts. Rows are only ever added; the database refuses to change or remove one."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Index, Numeric, exists, func, or_, text, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from services.assessment.domain.fact.model import FactKind
from services.assessment.store.base import OVERSEERS, Base, stored
from services.assessment.store.tables.copies import Organization, Project
from services.chassis.identity import Actor
from services.chassis.reads.finding import WHOLE
from services.chassis.visibility import visible


def _concerned(actor: Actor, fact: Any) -> ColumnElement[bool]:
    """Overseers see all; a unit sees facts about itself, about what was merged into it, and about its projects."""
    if actor.acts_as(*OVERSEERS):
        return true()
    owned = exists().where(Project.id == fact.project_id, Project.owner_id == actor.unit)
    merged = exists().where(Organization.id == fact.unit_id, Organization.merged_into == actor.unit)
    return or_(fact.unit_id == actor.unit, owned, merged)


@visible(_concerned)
class Fact(Base):
    """One fact about one unit, with its way back to the record. Which of the last columns are set follows from the kind."""

    __tablename__ = "facts"
    __table_args__ = (
        # a quarter's facts of a division, by kind
        Index("ix_facts_happened", "division", "kind", "happened_on"),
        # plans and completions by their limit: what fell due in a quarter
        Index("ix_facts_due", "division", "kind", "due_on", postgresql_where=text("due_on is not null")),
        # lists of a project's, of a unit's and of all facts, newest first
        Index("ix_facts_project", "project_id", "happened_on", "id"),
        Index("ix_facts_unit", "unit_id", "happened_on", "id"),
        Index("ix_facts_list", "happened_on", "id", postgresql_where=text(WHOLE)),
        Index("ix_facts_kind", "kind", "happened_on", "id"),
        Index("ix_facts_late", "happened_on", "id", postgresql_where=text("days_late > 0")),
        # other facts about the same record
        Index("ix_facts_record", "record_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)  # the event's
    division: Mapped[str]
    kind: Mapped[FactKind] = mapped_column(stored(FactKind))
    unit_id: Mapped[UUID]
    project_id: Mapped[UUID]
    service: Mapped[str]
    record_id: Mapped[UUID]
    happened_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_on: Mapped[date]
    received_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp(), init=False)
    due_on: Mapped[date | None] = mapped_column(default=None)
    days_late: Mapped[int | None] = mapped_column(default=None)
    plan_version: Mapped[int | None] = mapped_column(default=None)
    record_version: Mapped[int | None] = mapped_column(default=None)  # of a request or an annual task
    year: Mapped[int | None] = mapped_column(default=None)
    months: Mapped[list[Decimal] | None] = mapped_column(ARRAY(Numeric(20, 4)), default=None)
    month: Mapped[date | None] = mapped_column(default=None)
    done: Mapped[Decimal | None] = mapped_column(default=None)
    planned: Mapped[Decimal | None] = mapped_column(default=None)
    done_so_far: Mapped[Decimal | None] = mapped_column(default=None)
    planned_so_far: Mapped[Decimal | None] = mapped_column(default=None)
