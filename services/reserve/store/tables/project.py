"""Projects with their elements, documents and history."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from itertools import product
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Computed,
    ForeignKey,
    Index,
    Numeric,
    Text,
    UniqueConstraint,
    Uuid,
    false,
    or_,
    select,
    text,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.identity import Actor
from services.chassis.visibility import condition, visible
from services.law.parties import Role
from services.reserve.domain.record.place import CoordinateSystem
from services.reserve.domain.terms import ApprovalRoute, Category, InvestmentMode, Level, Library
from services.reserve.store.base import Base, stored

# Authorities see every project of their division; owners, planning parties and specialists those of their own unit.
AUTHORITIES = (
    Role.INVESTMENT_AUTHORITY,
    Role.PROJECT_SERVICE,
    Role.INDUSTRY_AUTHORITY,
    Role.LAND,
    Role.FINANCE,
    Role.FINANCIAL_SERVICES,
    Role.ECOLOGY,
    Role.URBAN_MANAGEMENT,
    Role.LEADER,
    Role.INSPECTOR,
    Role.DISCIPLINE,
)


def of_own_unit(actor: Actor, p: Any) -> ColumnElement[bool]:
    if actor.acts_as(*AUTHORITIES):
        return true()
    unit = actor.unit
    if unit is None:
        return false()
    return or_(p.owner_id == unit, p.town_id == unit, p.industry_authority_id == unit, p.registered_by_unit == unit)


def _of_visible_project(actor: Actor, part: Any) -> ColumnElement[bool]:
    if actor.acts_as(*AUTHORITIES):
        return true()
    seen: ColumnElement[bool] = part.project_id.in_(select(Project.id).where(condition(Project, actor)))
    return seen


ONE_CODE = text("code_exception_reason IS NULL")
CELL = "(floor(latitude * 100) * 100000 + floor(longitude * 100))::int"
_LARGE, _ORDERS = ("town", "industry_authority"), ("sort_key", "total_order", "registered_at", "changed_at")


@visible(of_own_unit)
class Project(Base):
    """A project; `library` is null while it is in none."""

    __tablename__ = "projects"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    library: Mapped[Library | None] = mapped_column(stored(Library))
    name: Mapped[str]
    sort_key: Mapped[str]
    initials: Mapped[str | None]  # null until `migrate` has worked it out for a row from before
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    town_id: Mapped[UUID | None] = mapped_column(ForeignKey("organizations.id"))
    industry_authority_id: Mapped[UUID | None] = mapped_column(ForeignKey("organizations.id"))
    cooperating_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    level: Mapped[Level] = mapped_column(stored(Level))
    category: Mapped[Category] = mapped_column(stored(Category))
    industry_code: Mapped[str | None]
    investment_mode: Mapped[InvestmentMode] = mapped_column(stored(InvestmentMode))
    approval_route: Mapped[ApprovalRoute | None] = mapped_column(stored(ApprovalRoute))
    project_code: Mapped[str | None]
    total_investment: Mapped[Decimal]
    # what is compared where an index is to serve: comparing numeric is not leakproof, and waits for row-level security
    total_order: Mapped[str] = mapped_column(
        Computed("lpad((total_investment * 10000)::numeric(24, 0)::text, 20, '0')", persisted=True), init=False
    )
    function: Mapped[str | None]
    scale: Mapped[str | None]
    content: Mapped[str | None]
    construction_mode: Mapped[str | None]
    start_on: Mapped[date | None]
    finish_on: Mapped[date | None]
    fund_use: Mapped[str | None]
    benefit: Mapped[str | None]
    longitude: Mapped[Decimal | None] = mapped_column(Numeric(10, 7))
    latitude: Mapped[Decimal | None] = mapped_column(Numeric(10, 7))
    coordinate_system: Mapped[CoordinateSystem | None] = mapped_column(stored(CoordinateSystem))
    # the hundredth of a degree that it lies in: neighbours are found by an index that row-level security allows
    cell: Mapped[int | None] = mapped_column(Computed(CELL, persisted=True), init=False)
    code_exception_reason: Mapped[str | None]
    code_exception_approver: Mapped[str | None]
    package_id: Mapped[UUID | None] = mapped_column(ForeignKey("projects.id"))
    registered_by_unit: Mapped[UUID | None]
    registered_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("division", "owner_id", "name"),
        # a code is used once; what shares it by a recorded exception stands beside the one that has it
        Index("ix_projects_code_once", "division", "project_code", unique=True, postgresql_where=ONE_CODE),
        Index("ix_projects_package", "package_id", "sort_key", "id"),
        Index("ix_projects_cell", "cell"),
        Index("ix_projects_sort", "sort_key", "id"),
        Index("ix_projects_no_initials", "id", postgresql_where=text("initials is null")),
        Index("ix_projects_exception", "id", postgresql_where=text("code_exception_reason is not null")),
        Index("ix_projects_total", "total_order", "id"),
        Index("ix_projects_registered", "registered_at", "id"),
        Index("ix_projects_changed", "changed_at", "id"),
        Index("ix_projects_library", "library", "sort_key", "id"),
        Index("ix_projects_owner_id", "owner_id"),
        Index("ix_projects_registered_by_unit", "registered_by_unit"),
        Index("ix_projects_project_code", "project_code"),
        Index("ix_projects_traits", "category", "level", "library", "investment_mode"),
        Index("ix_projects_level", "level", "sort_key", "id"),
        Index("ix_projects_category", "category", "sort_key", "id"),
        Index("ix_projects_investment_mode", "investment_mode", "sort_key", "id"),
        # a town or an authority has too many to sort them for every page
        *[Index(f"ix_projects_{of}_{by}", f"{of}_id", by, "id") for of, by in product(_LARGE, _ORDERS)],
    )


@visible(_of_visible_project)
class FundSource(Base):
    """One source of a project's funds (第四条)."""

    __tablename__ = "fund_sources"

    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    division: Mapped[str]
    source: Mapped[str]
    amount: Mapped[Decimal]


@visible(_of_visible_project)
class Evidence(Base):
    """A document of a project (第五条); withdrawn ones stay."""

    __tablename__ = "evidence"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id"))
    kind: Mapped[str]
    title: Mapped[str]
    issuer: Mapped[str]
    issued_on: Mapped[date]
    document_number: Mapped[str | None]
    valid_until: Mapped[date | None]
    note: Mapped[str | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str | None]

    __table_args__ = (Index("ix_evidence_project", "project_id", "recorded_at", "id"),)


@visible(_of_visible_project)
class ProjectChange(Base):
    """One entry of a project's history: who, in what roles, when, what, why. Never changed, never removed."""

    __tablename__ = "project_changes"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id"))
    version: Mapped[int]
    at: Mapped[datetime]
    action: Mapped[str]
    actor: Mapped[str]
    actor_name: Mapped[str]
    roles: Mapped[list[str]] = mapped_column(ARRAY(Text))
    reason: Mapped[str | None]
    approver: Mapped[str | None]
    changes: Mapped[list[Any]]

    __table_args__ = (Index("ix_project_changes_project", "project_id", "id"),)
