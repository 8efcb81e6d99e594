"""The facts. Rows are only ever added; the database refuses to change or remove one."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ColumnElement, Computed, Index, Numeric, exists, false, func, or_, select, text, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from services.assessment.domain.fact.model import FactKind
from services.assessment.store.base import OVERSEERS, Base, stored
from services.assessment.store.tables.copies import Organization, Project
from services.assessment.store.tables.decisions import FactDecision, FactDecisionUnit
from services.chassis.identity import Actor
from services.chassis.reads.finding import WHOLE
from services.chassis.tables import TransactionId
from services.chassis.visibility import visible


def _concerned(actor: Actor, fact: Any) -> ColumnElement[bool]:
    """Overseers see all; a unit sees facts about itself, about what was merged into it, about its projects, and about what
    it shares or was exempted from.
    """
    if actor.acts_as(*OVERSEERS):
        return true()
    if actor.unit is None:  # whom nothing was merged into, and who owns nothing
        return false()
    owned = exists().where(Project.id == fact.project_id, Project.owner_id == actor.unit)
    merged = exists().where(Organization.id == fact.unit_id, Organization.merged_into == actor.unit)
    naming = select(true()).join_from(FactDecision, FactDecisionUnit, FactDecisionUnit.decision_id == FactDecision.id)
    named = naming.where(
        FactDecision.record_id.in_([fact.record_id, fact.project_id]),
        FactDecision.standing,
        FactDecisionUnit.unit_id == actor.unit,
    ).exists()
    return or_(fact.unit_id == actor.unit, owned, merged, named)


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
        # what came since a computation
        Index("ix_facts_tx", "division", "tx"),
        Index("ix_facts_received", "division", "received_at"),
        Index("ix_facts_service", "service", "happened_on", "id"),
        Index("ix_facts_code", "code", "happened_on", "id", postgresql_where=text("code is not null")),
        # other facts about the same record
        Index("ix_facts_record", "record_id"),
        # decisions on who answers for a record, and on what does not count
        Index(
            "ix_facts_decisions",
            "division",
            "record_id",
            postgresql_where=text("kind in ('RESPONSIBILITY_SHARED', 'EXEMPTED', 'EXEMPTION_REVOKED')"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)  # the event's, or that of the unit's part in it
    division: Mapped[str]
    kind: Mapped[FactKind] = mapped_column(stored(FactKind))
    unit_id: Mapped[UUID]
    project_id: Mapped[UUID | None]
    service: Mapped[str]
    record_id: Mapped[UUID]
    happened_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_on: Mapped[date]
    received_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp(), init=False)
    # the transaction that brought it: a snapshot tells exactly which facts a computation could see
    tx: Mapped[int] = mapped_column(TransactionId, server_default=func.pg_current_xact_id(), init=False)
    # columns, for under row-level security an index is not asked for what a function makes of a row
    happened_year: Mapped[int | None] = mapped_column(
        Computed("extract(year from happened_on)", persisted=True), init=False
    )
    due_year: Mapped[int | None] = mapped_column(Computed("extract(year from due_on)", persisted=True), init=False)
    due_on: Mapped[date | None] = mapped_column(default=None)
    days_late: Mapped[int | None] = mapped_column(default=None)
    plan_version: Mapped[int | None] = mapped_column(default=None)
    record_version: Mapped[int | None] = mapped_column(default=None)  # of the record, where its versions have an order
    year: Mapped[int | None] = mapped_column(default=None)
    months: Mapped[list[Decimal] | None] = mapped_column(ARRAY(Numeric(20, 4)), default=None)
    month: Mapped[date | None] = mapped_column(default=None)
    done: Mapped[Decimal | None] = mapped_column(default=None)
    planned: Mapped[Decimal | None] = mapped_column(default=None)
    done_so_far: Mapped[Decimal | None] = mapped_column(default=None)
    planned_so_far: Mapped[Decimal | None] = mapped_column(default=None)
    event_id: Mapped[UUID | None] = mapped_column(default=None)  # where the fact is one unit's part in an event
    code: Mapped[str | None] = mapped_column(default=None)  # what narrows an indicator to some facts
    finished_on: Mapped[date | None] = mapped_column(default=None)
    content: Mapped[dict[str, Any] | None] = mapped_column(
        JSON(none_as_null=True), default=None
    )  # of decisions and conduct
