"""Loads and saves versions of yearly guides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.digest import canonical, sm3
from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.law.breach import Breach
from services.reserve.domain.applications.guide import Contents, Guide, Others
from services.reserve.domain.applications.terms import GuideStatus
from services.reserve.domain.terms import Category, Library
from services.reserve.store import tables

UNKNOWN = Breach("GUIDE_UNKNOWN", "没有该指南，或您无权查看", field="guideId")


async def lock(work: Work, id: UUID) -> tables.Guide | None:
    """Load a version that the actor may see, and keep others from changing it until the command ends."""
    found = await work.session.scalars(
        visible_select(tables.Guide, work.actor)
        .where(tables.Guide.id == id, tables.Guide.division == work.actor.division)
        .with_for_update(of=tables.Guide)
        .execution_options(populate_existing=True)
    )
    return found.one_or_none()


async def in_force(session: AsyncSession, division: str, year: int) -> tables.Guide | None:
    """Load the published version of a year, and keep it published until the command ends."""
    table = tables.Guide
    found = await session.scalars(
        select(table)
        .where(table.division == division, table.year == year, table.status == GuideStatus.PUBLISHED)
        .with_for_update(read=True)
        .execution_options(populate_existing=True)
    )
    return found.one_or_none()


async def others(session: AsyncSession, division: str, year: int) -> Others:
    """Look at the versions that a year has."""
    table = tables.Guide
    of_year = select(table).where(table.division == division, table.year == year)
    highest = await session.scalar(of_year.with_only_columns(func.max(table.number)))
    drafted = await session.scalar(of_year.where(table.status == GuideStatus.DRAFT).with_only_columns(func.count()))
    published = await in_force(session, division, year)
    return Others(count=highest or 0, drafted=bool(drafted), in_force=state_of(published) if published else None)


def state_of(row: tables.Guide) -> Guide:
    """Read a row into the state that decisions see."""
    return Guide(
        id=row.id,
        division=row.division,
        version=row.version,
        year=row.year,
        number=row.number,
        status=row.status,
        contents=contents_of(row),
        correction_reason=row.correction_reason,
        published_on=row.published_on,
        digest=row.digest,
        withdrawn_reason=row.withdrawn_reason,
    )


def contents_of(row: Any) -> Contents:
    """Read what a guide says, from its row or from what a statement brought along."""
    return Contents(
        support_areas=tuple(row.support_areas),
        selection_standards=tuple(row.selection_standards),
        conditions=tuple(row.conditions),
        minimum_total_investment=row.minimum_total_investment,
        categories=tuple(Category(c) for c in row.categories),
        required_elements=tuple(row.required_elements),
        libraries=tuple(Library(x) for x in row.libraries),
        opens_on=row.opens_on,
        closes_on=row.closes_on,
    )


def columns_of(state: Guide) -> dict[str, Any]:
    """Write a state into the columns that can change."""
    said = {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(state.contents).items()}
    return said | {
        "version": state.version,
        "status": state.status,
        "published_on": state.published_on,
        "digest": state.digest,
        "withdrawn_reason": state.withdrawn_reason,
    }


def audited(state: Guide) -> Mapping[str, Any]:
    """Show a guide to the audit trail."""
    return columns_of(state) | {
        "year": state.year,
        "number": state.number,
        "correction_reason": state.correction_reason,
    }


async def save(work: Work, row: tables.Guide, before: Guide, after: Guide, action: str, reason: str | None) -> None:
    """Write the new state over the old, and tell the audit trail."""
    for column, value in columns_of(after).items():
        setattr(row, column, value)
    await work.session.flush()
    await work.audit(action, f"guide/{row.id}", audited(before), audited(after), reason=reason)


def digest(sealed: Mapping[str, Any]) -> str:
    """Digest what a published version says."""
    return sm3(canonical(sealed))
