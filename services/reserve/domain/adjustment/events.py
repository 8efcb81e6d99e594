"""What happened to an issued plan, for the other services. Translated in messaging/adjustment.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.reserve.domain.terms import ItemKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAdjusted:
    """An issued plan was adjusted (第十一条): its next edition is in force."""

    plan_id: UUID
    plan_version: int
    year: int
    edition: int
    document_number: str
    added: int
    removed: int
    revalued: int
    issued_on: date
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanItemRemoved:
    """A project was taken out of an issued plan by its adjustment (第十一条)."""

    plan_id: UUID
    plan_version: int
    year: int
    document_number: str
    project_id: UUID
    project_name: str
    kind: ItemKind
    reason: str
    issued_on: date
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanItemRevalued:
    """A project of an issued plan has other figures by its adjustment (第十一条)."""

    plan_id: UUID
    plan_version: int
    year: int
    document_number: str
    project_id: UUID
    project_name: str
    kind: ItemKind
    total_investment_before: Decimal
    total_investment: Decimal
    annual_investment_before: Decimal
    annual_investment: Decimal
    reason: str
    issued_on: date
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanItemConverted:
    """A preliminary project of an issued plan became a construction project at once (第十一条)."""

    plan_id: UUID
    plan_version: int
    year: int
    edition: int
    project_id: UUID
    project_name: str
    from_kind: ItemKind
    kind: ItemKind
    total_investment: Decimal
    annual_investment: Decimal
    owner_id: UUID
    town_id: UUID | None
    industry_authority_id: UUID | None
    converted_on: date
    division: str
