"""What is computed in the background: who asked for what, how far it has come, and what came of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, Text, false, text, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from services.assessment.domain.computing import ComputationKind, ComputationState
from services.assessment.store.base import Base, stored
from services.chassis.identity import Actor
from services.chassis.visibility import visible
from services.law.parties import Role

_OPEN = "state in ('WAITING', 'RUNNING')"


def _assessing_or_verifying(actor: Actor, t: Any) -> ColumnElement[bool]:
    """第十八条：it is the work of the authority that assesses; 第十条、第二十一条：those who supervise may have it verified."""
    if actor.acts_as(Role.INVESTMENT_AUTHORITY):
        return true()
    verifications: ColumnElement[bool] = t.kind == ComputationKind.VERIFICATION
    return verifications if actor.acts_as(Role.INSPECTOR, Role.DISCIPLINE) else false()


@visible(_assessing_or_verifying)
class PeriodComputation(Base):
    """A period (quarter 0: the whole year) that is computed or verified, or that schemes are tried on, as it was asked for."""

    __tablename__ = "period_computations"
    __table_args__ = (
        # one at a time of a period; of its scheme, not of those that are tried on it
        Index(
            "uq_period_computations_open",
            "division",
            "year",
            "quarter",
            unique=True,
            postgresql_where=text(f"{_OPEN} and scheme_id is null"),
        ),
        # what waits, the longest first
        Index("ix_period_computations_waiting", "asked_at", "id", postgresql_where=text(_OPEN)),
        Index("ix_period_computations_period", "year", "quarter", "asked_at", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    year: Mapped[int]
    quarter: Mapped[int]
    expected_version: Mapped[int]
    discard_corrections: Mapped[bool]
    reason: Mapped[str | None]
    state: Mapped[ComputationState] = mapped_column(stored(ComputationState))
    asked_at: Mapped[datetime]  # the moment of which it is computed, too
    asked_by: Mapped[str]
    asked_by_name: Mapped[str]
    roles: Mapped[list[str]] = mapped_column(ARRAY(Text))
    unit_id: Mapped[UUID | None]
    attempts: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime | None] = mapped_column(default=None)
    finished_at: Mapped[datetime | None] = mapped_column(default=None)
    period_id: Mapped[UUID | None] = mapped_column(ForeignKey("periods.id"), default=None)
    kind: Mapped[ComputationKind] = mapped_column(stored(ComputationKind), default=ComputationKind.PERIOD)
    scheme_id: Mapped[UUID | None] = mapped_column(ForeignKey("schemes.id"), default=None)  # that is tried
    against_id: Mapped[UUID | None] = mapped_column(ForeignKey("schemes.id"), default=None)  # that it is compared with
    outcome_id: Mapped[UUID | None] = mapped_column(default=None)  # verification, trial or comparison, by its kind
    refusals: Mapped[list[Any]] = mapped_column(default_factory=list)  # code, message, field and article of each
