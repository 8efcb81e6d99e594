"""Freezes and finds editions of issued plans (第三条、第十一条)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.digest import canonical, sm3
from services.chassis.rows import mapping
from services.chassis.work import Work
from services.reserve.domain.plan.edition import Conversion, Issue, content, first
from services.reserve.domain.plan.state import Item, Plan
from services.reserve.store import tables
from services.reserve.store.sorting import sort_key


def frozen(plan: Plan, issue: Issue) -> tuple[str, str]:
    """Write an edition as canonical JSON, with the SM3 digest of it."""
    text = canonical(content(plan, issue))
    return text.decode(), sm3(text)


async def freeze(work: Work, plan: Plan, issue: Issue, adjustment_id: UUID | None = None) -> tables.PlanEdition:
    """Keep an edition for ever."""
    text, digest = frozen(plan, issue)
    edition = tables.PlanEdition(
        id=work.new_id(),
        division=plan.division,
        plan_id=plan.id,
        number=issue.number,
        year=plan.year,
        drafted_on=plan.drafted_on,
        document_number=issue.document_number,
        issued_on=issue.issued_on,
        digest=digest,
        adjustment_id=adjustment_id,
        recorded_at=work.now,
        recorded_by=work.actor.name,
    )
    work.session.add(edition)
    await work.session.flush()
    work.session.add(tables.PlanEditionText(edition_id=edition.id, division=plan.division, text=text, digest=digest))
    await work.session.flush()
    keys = await _sort_keys(work.session, plan.id)
    rows = [_item_row(work, edition, item, keys) for item in plan.items]
    if rows:
        await work.session.execute(insert(tables.PlanEditionItem), rows)
    return edition


async def _sort_keys(session: AsyncSession, plan_id: UUID) -> dict[UUID, str]:
    """Look up the pinyin of the items, which takes longer to be worked out anew than all the rest."""
    item = tables.PlanItem
    rows = await session.execute(select(item.project_id, item.sort_key).where(item.plan_id == plan_id))
    return mapping(rows)


def _item_row(work: Work, edition: tables.PlanEdition, item: Item, keys: Mapping[UUID, str]) -> dict[str, Any]:
    return {
        "id": work.new_id(),
        "division": edition.division,
        "edition_id": edition.id,
        "project_id": item.project_id,
        "project_name": item.name,
        "sort_key": keys.get(item.project_id) or sort_key(item.name),
        "category": item.category,
        "kind": item.kind,
        "basis": item.basis,
        "total_investment": item.total_investment,
        "annual_investment": item.annual_investment,
    }


async def in_force(work: Work, plan: Plan) -> tables.PlanEdition:
    """Find the latest edition. A plan issued before editions were kept has not changed since: its first is made now."""
    table = tables.PlanEdition
    latest = select(table).where(table.plan_id == plan.id).order_by(table.number.desc()).limit(1)
    found = (await work.session.scalars(latest)).one_or_none()
    return found if found is not None else await freeze(work, plan, first(plan))


async def conversions_since(session: AsyncSession, plan_id: UUID, edition: int) -> tuple[Conversion, ...]:
    """Load the annex to an edition."""
    table = tables.PlanConversion
    rows = await session.scalars(select(table).where(table.plan_id == plan_id, table.edition == edition))
    return tuple(
        Conversion(
            project_id=r.project_id,
            from_kind=r.from_kind,
            kind=r.kind,
            annual_investment_before=r.annual_investment_before,
            annual_investment=r.annual_investment,
            converted_on=r.converted_on,
        )
        for r in rows.all()
    )


async def used_numbers(session: AsyncSession, division: str, but: UUID | None = None) -> list[str]:
    """List the document numbers under which plans and editions were issued; but: a plan that is left aside."""
    plan, edition = tables.Plan, tables.PlanEdition
    of_plans: Any = select(plan.document_number).where(plan.division == division, plan.document_number.is_not(None))
    of_editions: Any = select(edition.document_number).where(edition.division == division)
    if but is not None:
        of_plans, of_editions = of_plans.where(plan.id != but), of_editions.where(edition.plan_id != but)
    return [*(await session.scalars(of_plans)).all(), *(await session.scalars(of_editions)).all()]
