"""Decisions on facts: shared responsibility and exemptions, kept for good (A18)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, Numeric, exists, false, or_, text, true
from sqlalchemy.orm import Mapped, mapped_column

from services.assessment.domain.fact.decide import SHARE_PLACES, DecisionKind
from services.assessment.store.base import OVERSEERS, Base, stored
from services.assessment.store.tables.copies import Organization, Project
from services.chassis.identity import Actor
from services.chassis.reads.finding import WHOLE
from services.chassis.visibility import visible


def _of_unit(actor: Actor, unit_id: Any) -> ColumnElement[bool]:
    if actor.unit is None:
        return false()
    merged = exists().where(Organization.id == unit_id, Organization.merged_into == actor.unit)
    return or_(unit_id == actor.unit, merged)


def _concerned(actor: Actor, decision: Any) -> ColumnElement[bool]:
    """Overseers see all; a unit sees those that name it, and those about its projects."""
    if actor.acts_as(*OVERSEERS):
        return true()
    if actor.unit is None:
        return false()
    owned = exists().where(Project.id == decision.project_id, Project.owner_id == actor.unit)
    named = exists().where(FactDecisionUnit.decision_id == decision.id, _of_unit(actor, FactDecisionUnit.unit_id))
    return or_(named, owned)


@visible(lambda actor, part: true() if actor.acts_as(*OVERSEERS) else _of_unit(actor, part.unit_id))
class FactDecisionUnit(Base):
    """A unit that a decision names; share: of a shared responsibility."""

    __tablename__ = "fact_decision_units"
    __table_args__ = (Index("ix_fact_decision_units_unit", "unit_id", "decision_id"),)

    decision_id: Mapped[UUID] = mapped_column(ForeignKey("fact_decisions.id"), primary_key=True)
    unit_id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    place: Mapped[int]
    share: Mapped[Decimal | None] = mapped_column(Numeric(5, SHARE_PLACES))


@visible(_concerned)
class FactDecision(Base):
    """A decision: about which record, why, by whose approval; replaced by a later one, or revoked."""

    __tablename__ = "fact_decisions"
    __table_args__ = (
        # lists of all, and by what they are narrowed by, newest first
        Index("ix_fact_decisions_list", "recorded_at", "id", postgresql_where=text(WHOLE)),
        Index("ix_fact_decisions_record", "record_id", "recorded_at", "id"),
        Index("ix_fact_decisions_project", "project_id", "recorded_at", "id"),
        Index("ix_fact_decisions_kind", "kind", "recorded_at", "id"),
        # one that stands for each record and kind
        Index(
            "uq_fact_decisions_standing",
            "division",
            "record_id",
            "kind",
            unique=True,
            postgresql_where=text("standing"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    kind: Mapped[DecisionKind] = mapped_column(stored(DecisionKind))
    standing: Mapped[bool]
    service: Mapped[str]
    record_id: Mapped[UUID]
    project_id: Mapped[UUID | None]
    event_id: Mapped[UUID]  # of its facts
    since: Mapped[date]
    until: Mapped[date | None]
    reason: Mapped[str]
    approver: Mapped[str]
    document: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
    replaced_by: Mapped[UUID | None] = mapped_column(default=None)
    revoked_on: Mapped[date | None] = mapped_column(default=None)
    revocation_reason: Mapped[str | None] = mapped_column(default=None)
    revocation_approver: Mapped[str | None] = mapped_column(default=None)
    revoked_by: Mapped[str | None] = mapped_column(default=None)
