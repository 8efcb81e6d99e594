"""The published events of reserve: the contract that the other services rely on. Topic `reserve.events`."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from services.chassis.events import Published
from services.chassis.tallies import tallied
from services.law.parties import Role, UnitCategory
from services.reserve.domain import events
from services.reserve.domain.record.place import CoordinateSystem
from services.reserve.domain.terms import Category, InvestmentMode, ItemKind, Level, Library
from services.reserve.messaging import adjustment, applications, directory, evidence, planned
from services.reserve.messaging.money import Money

Degrees = Money  # one spelling for equal numbers as well

_ORGANIZATION = "01990000-0000-7000-8000-000000000001"
_PROJECT = "01990000-0000-7000-8000-000000000002"
_PLAN = "01990000-0000-7000-8000-000000000003"
_ORGANIZATION_SAMPLE: dict[str, Any] = {
    "organizationId": _ORGANIZATION,
    "name": "示例材料有限公司",
    "category": "OWNER",
    "creditCode": "91350100M000100Y43",
    "parentId": None,
    "roles": ["OWNER"],
    "version": 1,
    "division": "430211",
    "active": True,
    "mergedInto": None,
}
_PROJECT_SAMPLE: dict[str, Any] = {
    "projectId": _PROJECT,
    "name": "示例涂料建设项目",
    "ownerId": _ORGANIZATION,
    "townId": None,
    "industryAuthorityId": None,
    "level": "DISTRICT",
    "category": "INDUSTRY",
    "investmentMode": "ENTERPRISE",
    "totalInvestment": "189000",
    "library": None,
    "packageId": None,
    "code": "2601-430211-04-01-100001",
    "longitude": "113.0823415",
    "latitude": "27.8274128",
    "coordinateSystem": "CGCS2000",
    "version": 1,
    "division": "430211",
}


class OrganizationRegistered(
    Published,
    type="zhongdian.reserve.organization.registered.v1",
    of=events.OrganizationRegistered,
    key="organization_id",
    sample=_ORGANIZATION_SAMPLE,
):
    """单位已登记 / A unit entered the directory."""

    organization_id: UUID
    name: str
    category: UnitCategory
    credit_code: str
    parent_id: UUID | None
    roles: tuple[Role, ...]
    version: int
    active: bool = True
    merged_into: UUID | None = None


class OrganizationChanged(
    Published,
    type="zhongdian.reserve.organization.changed.v1",
    of=events.OrganizationChanged,
    key="organization_id",
    sample=_ORGANIZATION_SAMPLE | {"version": 2},
):
    """单位信息已变更 / A unit's entry was changed; the whole entry as it is now."""

    organization_id: UUID
    name: str
    category: UnitCategory
    credit_code: str
    parent_id: UUID | None
    roles: tuple[Role, ...]
    version: int
    active: bool = True
    merged_into: UUID | None = None


class ProjectRegistered(
    Published,
    type="zhongdian.reserve.project.registered.v1",
    of=events.ProjectRegistered,
    key="project_id",
    sample=_PROJECT_SAMPLE,
):
    """项目已登记 / A project was registered; it is in no library yet."""

    project_id: UUID
    name: str
    owner_id: UUID
    town_id: UUID | None
    industry_authority_id: UUID | None
    level: Level
    category: Category
    investment_mode: InvestmentMode
    total_investment: Money
    library: Library | None
    package_id: UUID | None
    code: str | None = None  # these four: older events do not say them
    longitude: Degrees | None = None
    latitude: Degrees | None = None
    coordinate_system: CoordinateSystem | None = None
    version: int


class ProjectChanged(
    Published,
    type="zhongdian.reserve.project.changed.v1",
    of=events.ProjectChanged,
    key="project_id",
    sample=_PROJECT_SAMPLE | {"version": 2, "library": "FIVE_YEAR"},
):
    """项目已变更 / Anything of a project was changed, its library or evidence included; the project as it is now."""

    project_id: UUID
    name: str
    owner_id: UUID
    town_id: UUID | None
    industry_authority_id: UUID | None
    level: Level
    category: Category
    investment_mode: InvestmentMode
    total_investment: Money
    library: Library | None
    package_id: UUID | None
    code: str | None = None  # these four: older events do not say them
    longitude: Degrees | None = None
    latitude: Degrees | None = None
    coordinate_system: CoordinateSystem | None = None
    version: int


class ProjectConverted(
    Published,
    type="zhongdian.reserve.project.converted.v1",
    of=events.ProjectConverted,
    key="project_id",
    sample={
        "projectId": _PROJECT,
        "fromLibrary": "FIVE_YEAR",
        "toLibrary": "THREE_YEAR",
        "exceptionReason": None,
        "division": "430211",
    },
):
    """项目已转化一级 / A project took one step of the conversion."""

    project_id: UUID
    from_library: Library | None
    to_library: Library
    exception_reason: str | None


class PlanItemIssued(
    Published,
    type="zhongdian.reserve.plan-item.issued.v1",
    of=events.PlanItemIssued,
    key="project_id",
    sample={
        "planId": _PLAN,
        "planVersion": 12,
        "year": 2027,
        "documentNumber": "株高管发〔2026〕15号",
        "projectId": _PROJECT,
        "projectName": "示例涂料建设项目",
        "kind": "NEW_START",
        "totalInvestment": "189000",
        "annualInvestment": "80000",
        "ownerId": _ORGANIZATION,
        "townId": None,
        "industryAuthorityId": None,
        "issuedOn": "2026-12-20",
        "division": "430211",
    },
):
    """项目已列入下达的年度计划 / A project is part of an issued yearly plan."""

    plan_id: UUID
    plan_version: int
    year: int
    document_number: str
    project_id: UUID
    project_name: str
    kind: ItemKind
    total_investment: Money
    annual_investment: Money
    owner_id: UUID
    town_id: UUID | None
    industry_authority_id: UUID | None
    issued_on: date


PUBLISHED = (
    OrganizationRegistered,
    OrganizationChanged,
    ProjectRegistered,
    ProjectChanged,
    ProjectConverted,
    PlanItemIssued,
    *directory.PUBLISHED,
    *applications.PUBLISHED,
    *adjustment.PUBLISHED,
    *planned.PUBLISHED,
    *evidence.PUBLISHED,
    tallied("reserve"),
)
