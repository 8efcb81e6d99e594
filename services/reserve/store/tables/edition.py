"""Editions 版次 of issued plans, and what was converted between two of them (第三条、第十一条).

There is an edition only of a plan that was issued, so everyone of the division may see it; what bodies said of its
items is in its text, which is the authorities'.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, UniqueConstraint, false, true
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.identity import Actor
from services.chassis.visibility import visible
from services.reserve.domain.terms import Category, ItemBasis, ItemKind
from services.reserve.store.base import Base, stored
from services.reserve.store.tables.project import AUTHORITIES


def _everyone(_actor: Actor, _row: Any) -> ColumnElement[bool]:
    return true()


def _of_authorities(actor: Actor, _text: Any) -> ColumnElement[bool]:
    return true() if actor.acts_as(*AUTHORITIES) else false()


@visible(_everyone)
class PlanEdition(Base):
    """What was issued under one document number; append-only."""

    __tablename__ = "plan_editions"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plans.id"))
    number: Mapped[int]
    year: Mapped[int]
    drafted_on: Mapped[date]
    document_number: Mapped[str]
    issued_on: Mapped[date]
    digest: Mapped[str]
    adjustment_id: Mapped[UUID | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]

    __table_args__ = (UniqueConstraint("plan_id", "number"), UniqueConstraint("division", "document_number"))


@visible(_everyone)
class PlanEditionItem(Base):
    """A project as an edition has it; append-only."""

    __tablename__ = "plan_edition_items"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("plan_editions.id"))
    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id"))
    project_name: Mapped[str]
    sort_key: Mapped[str]
    category: Mapped[Category] = mapped_column(stored(Category))
    kind: Mapped[ItemKind] = mapped_column(stored(ItemKind))
    basis: Mapped[ItemBasis] = mapped_column(stored(ItemBasis))
    total_investment: Mapped[Decimal]
    annual_investment: Mapped[Decimal]

    __table_args__ = (
        UniqueConstraint("edition_id", "project_id"),
        Index("ix_plan_edition_items_project_id", "project_id"),
        Index("ix_plan_edition_items_sort", "edition_id", "sort_key", "id"),
        Index("ix_plan_edition_items_kind", "edition_id", "kind", "sort_key", "id"),
        Index("ix_plan_edition_items_category", "edition_id", "category", "sort_key", "id"),
    )


@visible(_of_authorities)
class PlanEditionText(Base):
    """The whole edition as canonical JSON, of which the digest is; append-only."""

    __tablename__ = "plan_edition_texts"

    edition_id: Mapped[UUID] = mapped_column(ForeignKey("plan_editions.id"), primary_key=True)
    division: Mapped[str]
    text: Mapped[str]
    digest: Mapped[str]


@visible(_everyone)
class PlanConversion(Base):
    """A preliminary item that became a new start at once: an annex to the edition in force; append-only."""

    __tablename__ = "plan_conversions"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plans.id"))
    edition: Mapped[int]
    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id"))
    project_name: Mapped[str]
    from_kind: Mapped[ItemKind] = mapped_column(stored(ItemKind))
    kind: Mapped[ItemKind] = mapped_column(stored(ItemKind))
    annual_investment_before: Mapped[Decimal]
    annual_investment: Mapped[Decimal]
    note: Mapped[str | None]
    converted_on: Mapped[date]
    converted_at: Mapped[datetime]
    converted_by: Mapped[str]

    __table_args__ = (Index("ix_plan_conversions_plan", "plan_id", "id"),)
