"""How projects stand for their next library, by spans of days (第五条、第六条), and conversions of many at once."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, Text, UniqueConstraint, false, text, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.identity import Actor
from services.chassis.visibility import visible
from services.reserve.domain.library.criteria import Verdict
from services.reserve.domain.terms import Category, Library
from services.reserve.store.base import Base, stored
from services.reserve.store.tables.project import AUTHORITIES, of_own_unit

# by which columns, in what order, and what else may be asked of the same rows
SOUGHT: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("town_id", "category", "aim", "ready", "stale"), ("owner_id", "industry_authority_id")),
    (("industry_authority_id", "category", "aim", "ready", "stale"), ("owner_id", "town_id")),
    (("owner_id", "category", "aim", "ready", "stale"), ("town_id", "industry_authority_id")),
    (("registered_by_unit", "sort_key"), ()),
    (("category", "aim", "ready", "stale"), ()),
    (("aim", "ready", "stale"), ()),
    (("ready", "stale"), ()),
    (("stale", "since"), ()),
)


def _stale_of(unit: str) -> Index:
    """What of a unit is stale, or will be one day."""
    include = ["id", "division", "category", "aim", "ready"]
    stale = text("stale")
    return Index(f"ix_assessments_{unit}_stale", unit, "since", postgresql_where=stale, postgresql_include=include)


@visible(of_own_unit)
class Assessment(Base):
    """A project's verdict for its next library on the days from `since` to `until`, both included.

    Written anew with every change of the project. What lists are narrowed and sorted by stands here as well.
    rules: by which rules it was worked out (`store.assessments`).
    ends_on: the first last valid day of a document that counts; infinite where none ends.
    """

    __tablename__ = "assessments"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id"))
    since: Mapped[date]
    until: Mapped[date]
    rules: Mapped[str]
    aim: Mapped[Library] = mapped_column(stored(Library))
    ready: Mapped[bool]
    asked: Mapped[int]
    met: Mapped[int]
    lacking: Mapped[int]
    missing: Mapped[list[str]] = mapped_column(ARRAY(Text))
    expired: Mapped[list[str]] = mapped_column(ARRAY(Text))
    expiring: Mapped[list[str]] = mapped_column(ARRAY(Text))
    ends_on: Mapped[date]
    stale: Mapped[bool]
    updated_on: Mapped[date]
    responsible_role: Mapped[str | None]
    responsible_id: Mapped[UUID | None]
    sort_key: Mapped[str]
    owner_id: Mapped[UUID]
    town_id: Mapped[UUID | None]
    industry_authority_id: Mapped[UUID | None]
    registered_by_unit: Mapped[UUID | None]
    category: Mapped[Category] = mapped_column(stored(Category))

    __table_args__ = (
        UniqueConstraint("project_id", "since"),
        Index("ix_assessments_sort", "sort_key", "project_id"),
        Index("ix_assessments_lacking", "lacking", "project_id"),
        Index("ix_assessments_ends_on", "ends_on", "project_id"),
        Index("ix_assessments_updated_on", "updated_on", "project_id"),
        Index("ix_assessments_stale_updated", "updated_on", "project_id", postgresql_where=text("stale")),
        # whether few or many match is read off these alone (`reads.finding`)
        *[Index(f"ix_assessments_{by[0]}", *by, "id", postgresql_include=["division", *also]) for by, also in SOUGHT],
        *[_stale_of(unit) for unit in ("town_id", "industry_authority_id")],
    )


@visible(lambda _actor, _gap: false())  # read through the assessments only
class AssessmentGap(Base):
    """A criterion that is not simply met during an assessment's days."""

    __tablename__ = "assessment_gaps"

    assessment_id: Mapped[UUID] = mapped_column(ForeignKey("assessments.id", ondelete="CASCADE"), primary_key=True)
    criterion: Mapped[str] = mapped_column(primary_key=True)
    division: Mapped[str]
    verdict: Mapped[Verdict] = mapped_column(stored(Verdict))

    __table_args__ = (
        Index("ix_assessment_gaps_criterion", "criterion", "verdict", "assessment_id", postgresql_include=["division"]),
    )


def _of_converting(actor: Actor, _batch: Any) -> ColumnElement[bool]:
    return true() if actor.acts_as(*AUTHORITIES) else false()


@visible(_of_converting)
class Conversion(Base):
    """Many projects converted at once: what was asked and how it ended, row by row."""

    __tablename__ = "conversions"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    converted: Mapped[int]
    refused: Mapped[int]
    at: Mapped[datetime]
    by: Mapped[str]


@visible(_of_converting)
class ConversionRow(Base):
    """One project of it, with the reasons where it was refused."""

    __tablename__ = "conversion_rows"

    conversion_id: Mapped[UUID] = mapped_column(ForeignKey("conversions.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    division: Mapped[str]
    project_id: Mapped[UUID]
    to_library: Mapped[Library] = mapped_column(stored(Library))
    converted: Mapped[bool]
    version: Mapped[int | None]
    reasons: Mapped[list[Any]]
