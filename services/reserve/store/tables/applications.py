"""Yearly guides, applications with their steps and comments, assessments of influence (第三条（一）（二）（三）)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Computed,
    ForeignKey,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    false,
    or_,
    select,
    text,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.identity import Actor
from services.chassis.reads.finding import WHOLE
from services.chassis.visibility import condition, visible
from services.reserve.domain.applications.terms import ApplicationStatus, Channel, GuideStatus, Influence, Party
from services.reserve.domain.terms import Category, ItemKind
from services.reserve.store.base import Base, by_pieces, stored
from services.reserve.store.tables.project import AUTHORITIES

SOUGHT_BY = ("status", "category", "owner_id", "registered_by_unit", "town_id", "industry_authority_id")


def _published_or_authority(actor: Actor, guide: Any) -> ColumnElement[bool]:
    """A guide that is being drafted, or was given up as a draft, is the authorities' paper; all else is for everyone."""
    known: ColumnElement[bool] = guide.published_on.is_not(None)
    return true() if actor.acts_as(*AUTHORITIES) else known


def _concerned(actor: Actor, a: Any) -> ColumnElement[bool]:
    """Owner, town, industry authority and whoever planned (registered) the project; and the authorities."""
    if actor.acts_as(*AUTHORITIES):
        return true()
    unit = actor.unit
    if unit is None:
        return false()
    of = (a.owner_id, a.town_id, a.industry_authority_id, a.registered_by_unit)
    return or_(*(column == unit for column in of))


def _of_visible_application(actor: Actor, part: Any) -> ColumnElement[bool]:
    if actor.acts_as(*AUTHORITIES):
        return true()
    seen: ColumnElement[bool] = part.application_id.in_(select(Application.id).where(condition(Application, actor)))
    return seen


def _of_authorities(actor: Actor, _assessment: Any) -> ColumnElement[bool]:
    """Assessments are the authorities' own papers."""
    return true() if actor.acts_as(*AUTHORITIES) else false()


@visible(_published_or_authority)
class Guide(Base):
    """A version of the guide of a year; published it never changes but in its status."""

    __tablename__ = "guides"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    year: Mapped[int]
    number: Mapped[int]
    status: Mapped[GuideStatus] = mapped_column(stored(GuideStatus))
    support_areas: Mapped[list[str]] = mapped_column(ARRAY(Text))
    selection_standards: Mapped[list[str]] = mapped_column(ARRAY(Text))
    conditions: Mapped[list[str]] = mapped_column(ARRAY(Text))
    minimum_total_investment: Mapped[Decimal | None]
    categories: Mapped[list[str]] = mapped_column(ARRAY(Text))
    required_elements: Mapped[list[str]] = mapped_column(ARRAY(Text))
    libraries: Mapped[list[str]] = mapped_column(ARRAY(Text))
    opens_on: Mapped[date | None]
    closes_on: Mapped[date | None]
    correction_reason: Mapped[str | None]
    published_on: Mapped[date | None]
    published_by: Mapped[str | None]
    digest: Mapped[str | None]
    withdrawn_on: Mapped[date | None]
    withdrawn_by: Mapped[str | None]
    withdrawn_reason: Mapped[str | None]
    drafted_at: Mapped[datetime]
    drafted_by: Mapped[str]

    __table_args__ = (
        UniqueConstraint("division", "year", "number"),
        Index("uq_guides_in_force", "division", "year", unique=True, postgresql_where=text("status = 'PUBLISHED'")),
        Index("uq_guides_drafted", "division", "year", unique=True, postgresql_where=text("status = 'DRAFT'")),
        Index("ix_guides_year", "year", "number", "id"),
    )


@visible(_concerned)
class Application(Base):
    """An application; what it has of its project (name, units, category) follows the project by a trigger."""

    __tablename__ = "applications"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id"))
    year: Mapped[int]
    status: Mapped[ApplicationStatus] = mapped_column(stored(ApplicationStatus))
    channel: Mapped[Channel] = mapped_column(stored(Channel))
    kind: Mapped[ItemKind] = mapped_column(stored(ItemKind))
    annual_investment: Mapped[Decimal]
    annual_order: Mapped[str] = mapped_column(
        Computed("lpad((annual_investment * 10000)::numeric(24, 0)::text, 20, '0')", persisted=True), init=False
    )
    statement: Mapped[str | None]
    guide_id: Mapped[UUID | None] = mapped_column(ForeignKey("guides.id"))
    submitted_on: Mapped[date | None]
    correction: Mapped[str | None]
    returned_on: Mapped[date | None]
    correction_due_on: Mapped[date | None]
    corrected_on: Mapped[date | None]
    reviewed_on: Mapped[date | None]
    review_reason: Mapped[str | None]
    withdrawn_reason: Mapped[str | None]
    created_at: Mapped[datetime]
    created_by: Mapped[str]
    changed_at: Mapped[datetime]
    project_name: Mapped[str]
    sort_key: Mapped[str]
    category: Mapped[Category] = mapped_column(stored(Category))
    owner_id: Mapped[UUID]
    town_id: Mapped[UUID | None]
    industry_authority_id: Mapped[UUID | None]
    registered_by_unit: Mapped[UUID | None]
    initials: Mapped[str | None] = mapped_column(default=None)  # the project's

    __table_args__ = (
        Index(
            "uq_applications_open",
            "project_id",
            "year",
            unique=True,
            postgresql_where=text("status in ('DRAFT', 'SUBMITTED', 'RETURNED', 'PASSED')"),
        ),
        Index("ix_applications_project_id", "project_id"),
        Index("ix_applications_sort", "sort_key", "id", postgresql_where=text(WHOLE)),
        Index("ix_applications_annual", "annual_order", "id", postgresql_where=text(WHOLE)),
        Index("ix_applications_created", "created_at", "id", postgresql_where=text(WHOLE)),
        Index("ix_applications_changed", "changed_at", "id", postgresql_where=text(WHOLE)),
        Index("ix_applications_year", "year", "status", "sort_key", "id", postgresql_include=["division"]),
        *[Index(f"ix_applications_{by}", by, "sort_key", "id", postgresql_include=["division"]) for by in SOUGHT_BY],
    )


class ApplicationSearch(Base):
    """Of the names of the projects that are applied for."""

    __tablename__ = "applications_search"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    pieces: Mapped[list[int]] = mapped_column(ARRAY(Integer))

    __table_args__ = (by_pieces("applications_search"),)


@visible(_of_visible_application)
class ApplicationStep(Base):
    """A step that was taken: who, in what roles, when, from where to where, why. Never changed, never removed."""

    __tablename__ = "application_steps"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"))
    version: Mapped[int]
    at: Mapped[datetime]
    action: Mapped[str]
    from_status: Mapped[ApplicationStatus | None] = mapped_column(stored(ApplicationStatus))
    to_status: Mapped[ApplicationStatus] = mapped_column(stored(ApplicationStatus))
    actor: Mapped[str]
    actor_name: Mapped[str]
    roles: Mapped[list[str]] = mapped_column(ARRAY(Text))
    unit: Mapped[UUID | None]
    text: Mapped[str | None]
    due_on: Mapped[date | None]
    annual_investment: Mapped[Decimal]
    total_investment: Mapped[Decimal]

    __table_args__ = (Index("ix_application_steps_application", "application_id", "id"),)


@visible(_of_visible_application)
class ApplicationComment(Base):
    """A comment by which owners are guided (第三条（二）). Never changed, never removed."""

    __tablename__ = "application_comments"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"))
    at: Mapped[datetime]
    party: Mapped[Party] = mapped_column(stored(Party))
    unit_id: Mapped[UUID | None]
    actor_name: Mapped[str]
    text: Mapped[str]

    __table_args__ = (Index("ix_application_comments_application", "application_id", "id"),)


@visible(_of_authorities)
class InfluenceAssessment(Base):
    """The authority's own assessment of a project's influence (第三条（三）). Never changed, never removed."""

    __tablename__ = "influence_assessments"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id"))
    year: Mapped[int]
    grounds: Mapped[str]
    conclusion: Mapped[Influence] = mapped_column(stored(Influence))
    opinion: Mapped[str]
    assessed_by: Mapped[str]
    assessed_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]

    __table_args__ = (
        Index("ix_influence_assessments_project", "project_id", "year", "id"),
        Index("ix_influence_assessments_year", "year", "id"),
    )
