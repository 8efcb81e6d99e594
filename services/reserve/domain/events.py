"""What happened in reserve, for the other services. Translated in messaging/published.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.law.parties import Role, UnitCategory
from services.reserve.domain.record.place import CoordinateSystem
from services.reserve.domain.terms import Category, InvestmentMode, ItemKind, Level, Library


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationRegistered:
    """A unit entered the directory."""

    organization_id: UUID
    name: str
    category: UnitCategory
    credit_code: str
    parent_id: UUID | None
    roles: tuple[Role, ...]
    version: int
    division: str
    active: bool = True
    merged_into: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationChanged(OrganizationRegistered):
    """A unit's entry was changed; the whole entry as it is now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRegistered:
    """A project was registered; it is in no library yet."""

    project_id: UUID
    name: str
    owner_id: UUID
    town_id: UUID | None
    industry_authority_id: UUID | None
    level: Level
    category: Category
    investment_mode: InvestmentMode
    total_investment: Decimal
    library: Library | None
    package_id: UUID | None = None
    code: str | None = None  # national project code 项目代码
    longitude: Decimal | None = None
    latitude: Decimal | None = None
    coordinate_system: CoordinateSystem | None = None
    version: int
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectChanged(ProjectRegistered):
    """Anything of a project was changed, its library or its evidence included; the project as it is now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectConverted:
    """A project took one step of the conversion (第六条)."""

    project_id: UUID
    from_library: Library | None
    to_library: Library
    exception_reason: str | None
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanItemIssued:
    """A project is part of an issued yearly plan (第三条)."""

    plan_id: UUID
    plan_version: int
    year: int
    document_number: str
    project_id: UUID
    project_name: str
    kind: ItemKind
    total_investment: Decimal
    annual_investment: Decimal
    owner_id: UUID
    town_id: UUID | None
    industry_authority_id: UUID | None
    issued_on: date
    division: str
