"""What meetings that passed a list with changes did to its items, of plans and of adjustments alike (第三条（四）)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, false, true
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.identity import Actor
from services.chassis.visibility import visible
from services.reserve.domain.terms import ItemKind
from services.reserve.store.base import Base, stored
from services.reserve.store.tables.project import AUTHORITIES


def _of_authorities(actor: Actor, _change: Any) -> ColumnElement[bool]:
    """Like opinions, what a meeting changed is the authorities' paper; what was issued is in the edition."""
    return true() if actor.acts_as(*AUTHORITIES) else false()


@visible(_of_authorities)
class DeliberationChange(Base):
    """One item as a meeting had it and as the meeting left it (nothing after where it was taken off); append-only.

    The meeting is of the plan or of the adjustment, whichever is named.
    """

    __tablename__ = "deliberation_changes"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    plan_id: Mapped[UUID | None] = mapped_column(ForeignKey("plans.id"))
    adjustment_id: Mapped[UUID | None] = mapped_column(ForeignKey("adjustments.id"))
    deliberation_id: Mapped[UUID]  # of deliberations or of adjustment_deliberations
    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id"))
    name_before: Mapped[str]
    kind_before: Mapped[ItemKind] = mapped_column(stored(ItemKind))
    annual_before: Mapped[Decimal]
    name_after: Mapped[str | None]
    kind_after: Mapped[ItemKind | None] = mapped_column(stored(ItemKind))
    annual_after: Mapped[Decimal | None]
    reason: Mapped[str]

    __table_args__ = (
        CheckConstraint("num_nonnulls(plan_id, adjustment_id) = 1", name="of_one_list"),
        CheckConstraint("num_nonnulls(name_after, kind_after, annual_after) in (0, 3)", name="after_whole"),
        Index("ix_deliberation_changes_deliberation", "deliberation_id", "id"),
        Index("ix_deliberation_changes_plan_id", "plan_id"),
        Index("ix_deliberation_changes_adjustment_id", "adjustment_id"),
        Index("ix_deliberation_changes_project_id", "project_id"),
    )
