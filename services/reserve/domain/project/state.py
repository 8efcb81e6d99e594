"""A project as the decisions see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from services.reserve.domain.events import ProjectChanged, ProjectRegistered
from services.reserve.domain.record.place import CoordinateSystem
from services.reserve.domain.terms import ApprovalRoute, Category, InvestmentMode, Level, Library, PlanStatus

E = TypeVar("E", bound=ProjectRegistered)


@dataclass(frozen=True, slots=True)
class FundSource:
    """第四条（资金来源）: where one part of the investment comes from, in 万元."""

    source: str
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Elements:
    """第四条: what a project states of itself. Optional elements may follow until it enters a library."""

    name: str
    owner_id: UUID
    level: Level
    category: Category
    investment_mode: InvestmentMode
    total_investment: Decimal
    town_id: UUID | None = None
    industry_authority_id: UUID | None = None
    cooperating_ids: tuple[UUID, ...] = ()  # further responsible units that sheets name beside the leading one
    industry_code: str | None = None
    approval_route: ApprovalRoute | None = None
    project_code: str | None = None
    function: str | None = None
    scale: str | None = None
    content: str | None = None
    construction_mode: str | None = None
    fund_sources: tuple[FundSource, ...] = ()
    start_on: date | None = None
    finish_on: date | None = None
    fund_use: str | None = None
    benefit: str | None = None
    longitude: Decimal | None = None
    latitude: Decimal | None = None
    coordinate_system: CoordinateSystem | None = None  # in which the location is stated
    code_exception_reason: str | None = None  # why the project shares its project code with another
    code_exception_approver: str | None = None

    def states(self, element: str) -> bool:
        """Whether an element of A4 (named as in the rulebook) is stated."""
        if element == "timing":
            return self.start_on is not None and self.finish_on is not None
        return bool(getattr(self, element))


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """One project with its place in the libraries."""

    id: UUID
    division: str
    version: int
    library: Library | None
    elements: Elements
    package_id: UUID | None = None  # the package that it is a part of


@dataclass(frozen=True, slots=True)
class InPlan:
    """A yearly plan that a project is an item of."""

    year: int
    status: PlanStatus


def registered(project: Project) -> ProjectRegistered:
    """Say that the project was registered."""
    return _say(ProjectRegistered, project)


def changed(project: Project) -> ProjectChanged:
    """Say what the project is now."""
    return _say(ProjectChanged, project)


def _say(event: type[E], project: Project) -> E:
    e = project.elements
    return event(
        project_id=project.id,
        name=e.name,
        owner_id=e.owner_id,
        town_id=e.town_id,
        industry_authority_id=e.industry_authority_id,
        level=e.level,
        category=e.category,
        investment_mode=e.investment_mode,
        total_investment=e.total_investment,
        library=project.library,
        package_id=project.package_id,
        code=e.project_code,
        longitude=e.longitude,
        latitude=e.latitude,
        coordinate_system=e.coordinate_system,
        version=project.version,
        division=project.division,
    )
