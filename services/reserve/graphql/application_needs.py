"""What is worked out of an application, as SQL over its row and as Python reads it back.

Values that are brought along as JSON have dates and amounts as text, so that an amount keeps its digits.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Text, and_, cast, exists, func, or_, select

from services.chassis.graphql import Info
from services.chassis.visibility import visible_select
from services.reserve.domain.applications.completeness import Record
from services.reserve.domain.applications.guide import Contents
from services.reserve.domain.applications.terms import GuideStatus
from services.reserve.domain.terms import Category, Library, PlanStatus
from services.reserve.store import guides, tables

_STATED = (
    "function",
    "scale",
    "content",
    "construction_mode",
    "fund_use",
    "benefit",
    "project_code",
    "industry_code",
    "approval_route",
    "town_id",
    "industry_authority_id",
)
_SAID = (
    "support_areas",
    "selection_standards",
    "conditions",
    "categories",
    "required_elements",
    "libraries",
    "opens_on",
    "closes_on",
)


def record(application: Any, _info: Info) -> Any:
    """Bring what of the project's record a guide may ask about; whoever sees an application sees what it states."""
    project, source = tables.Project, tables.FundSource
    stated = {name: _said(getattr(project, name)) for name in _STATED}
    stated["timing"] = and_(project.start_on.is_not(None), project.finish_on.is_not(None))
    stated["fund_sources"] = exists(select(source.project_id).where(source.project_id == project.id))
    written = func.json_build_object(
        "total",
        cast(project.total_investment, Text),
        "category",
        project.category,
        "library",
        project.library,
        "stated",
        func.json_build_object(*(part for pair in stated.items() for part in pair)),
    )
    return select(written).where(project.id == application.project_id).scalar_subquery()


def _said(column: Any) -> Any:
    return and_(column.is_not(None), cast(column, Text) != "")


def read_record(brought: Mapping[str, Any]) -> Record:
    """Read `record`."""
    library = brought["library"]
    return Record(
        total_investment=Decimal(brought["total"]),
        category=Category(brought["category"]),
        library=None if library is None else Library(library),
        stated=frozenset(code for code, said in brought["stated"].items() if said),
    )


def guide(application: Any, _info: Info) -> Any:
    """Bring what the guide says by which the application is judged: its own, else the one in force."""
    table = tables.Guide
    smallest = ("minimum_total_investment", cast(table.minimum_total_investment, Text))
    said = [smallest, *((name, getattr(table, name)) for name in _SAID)]
    written = func.json_build_object(*(part for pair in said for part in pair))
    return select(written).where(judged_by(application, table)).limit(1).scalar_subquery()


def judged_by(application: Any, table: Any) -> Any:
    """Which guide an application is judged by."""
    in_force = and_(
        application.guide_id.is_(None),
        table.year == application.year,
        table.division == application.division,
        table.status == GuideStatus.PUBLISHED,
    )
    return or_(table.id == application.guide_id, in_force)


def read_guide(brought: Mapping[str, Any] | None) -> Contents | None:
    """Read `guide`."""
    if brought is None:
        return None
    smallest, opens, closes = (brought[k] for k in ("minimum_total_investment", "opens_on", "closes_on"))
    read = {
        "minimum_total_investment": None if smallest is None else Decimal(smallest),
        "opens_on": None if opens is None else date.fromisoformat(opens),
        "closes_on": None if closes is None else date.fromisoformat(closes),
    }
    return guides.contents_of(SimpleNamespace(**{**brought, **read}))


def issued(application: Any, info: Info) -> Any:
    """Whether the year's plan was issued; what it holds is for everyone of the division to see then."""
    plan = tables.Plan
    its = visible_select(plan, info.context.caller).where(
        plan.year == application.year, plan.division == application.division, plan.status == PlanStatus.ISSUED
    )
    return exists(its)


def listed(application: Any, info: Info) -> Any:
    """Whether an item of an issued plan rests on the application."""
    item, plan = tables.PlanItem, tables.Plan
    its = visible_select(item, info.context.caller).join(plan, plan.id == item.plan_id)
    return exists(its.where(item.application_id == application.id, plan.status == PlanStatus.ISSUED))
