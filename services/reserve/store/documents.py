"""Reads what documents and sheets are made of: a plan whole, the library batch by batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.identity import Actor
from services.chassis.visibility import narrowed, visible_select
from services.reserve.domain import rulebook
from services.reserve.domain.adjustment.state import AdjustmentStatus, ChangeKind
from services.reserve.domain.documents.library import Counted
from services.reserve.domain.documents.plan import PlanFacts
from services.reserve.domain.documents.sums import Converted, Listed
from services.reserve.domain.project.state import FundSource, Project
from services.reserve.domain.terms import DeliberationOutcome, PlanStatus
from services.reserve.store import tables
from services.reserve.store.projects import KEPT, assemble


async def plan_facts(session: AsyncSession, actor: Actor, id: UUID, edition: int | None = None) -> PlanFacts | None:
    """Load a plan with its items, by the pinyin of their names; None where the actor may not see it.

    An issued plan is what its edition says, the newest one where none is named; a plan in preparation has none.
    """
    plan = await session.scalar(visible_select(tables.Plan, actor).where(tables.Plan.id == id))
    if plan is None:
        return None
    issued = await _edition(session, actor, plan, edition)
    if issued is None and edition is not None:
        return None
    items = await _items(session, actor, plan) if issued is None else await _edition_items(session, actor, issued)
    return PlanFacts(
        year=plan.year,
        status=plan.status,
        drafted_on=plan.drafted_on,
        support_areas=plan.support_areas,
        selection_standard=plan.selection_standard,
        conditions=plan.conditions,
        edition=issued.number if issued else 1,
        document_number=issued.document_number if issued else plan.document_number,
        issued_on=issued.issued_on if issued else plan.issued_on,
        passed=await _passed(session, actor, plan, issued),
        replaces=None if issued is None else await _replaced(session, actor, issued),
        items=tuple(items),
        converted=() if issued is None else await _converted(session, actor, issued),
    )


async def _edition(
    session: AsyncSession, actor: Actor, plan: tables.Plan, number: int | None
) -> tables.PlanEdition | None:
    if plan.status is not PlanStatus.ISSUED:
        return None
    edition = tables.PlanEdition
    of_plan = visible_select(edition, actor).where(edition.plan_id == plan.id)
    named = of_plan if number is None else of_plan.where(edition.number == number)
    return (await session.scalars(named.order_by(edition.number.desc()).limit(1))).one_or_none()


async def _items(session: AsyncSession, actor: Actor, plan: tables.Plan) -> list[Listed]:
    item = tables.PlanItem
    own = visible_select(item, actor).where(item.plan_id == plan.id).order_by(item.sort_key, item.id)
    rows = (await session.scalars(own)).all()
    return await _with_units(session, actor, [(row, row, row) for row in rows])


async def _edition_items(session: AsyncSession, actor: Actor, edition: tables.PlanEdition) -> list[Listed]:
    """Take figures from the edition, units and grounds from the plan's item.

    Of what an adjustment took out since, the units are the project's and the grounds those with which it was taken out.
    """
    item, listed, project = tables.PlanEditionItem, tables.PlanItem, tables.Project
    own = visible_select(item, actor).where(item.edition_id == edition.id).order_by(item.sort_key, item.id)
    rows = (await session.scalars(own)).all()
    ids = [row.project_id for row in rows]
    in_plan = visible_select(listed, actor).where(listed.plan_id == edition.plan_id, listed.project_id.in_(ids))
    units: dict[UUID, Any] = {r.project_id: r for r in (await session.scalars(in_plan)).all()}
    # who answers for an item is published with the plan, whoever may see the project itself
    columns = (project.id, project.owner_id, project.town_id, project.industry_authority_id)
    taken_out = select(*columns).where(project.id.in_([i for i in ids if i not in units]))
    units |= {r.id: r for r in await session.execute(taken_out)}
    grounds = units | await _taken_out(session, actor, edition)
    return await _with_units(session, actor, [(r, units[r.project_id], grounds[r.project_id]) for r in rows])


async def _taken_out(session: AsyncSession, actor: Actor, edition: tables.PlanEdition) -> dict[UUID, Any]:
    """Load by project the first removal after an edition: it has the item as it was."""
    made, change = tables.Adjustment, tables.AdjustmentChange
    since = (made.plan_id == edition.plan_id, made.status == AdjustmentStatus.ISSUED, made.edition >= edition.number)
    removals = visible_select(change, actor).join(made, made.id == change.adjustment_id).where(*since)
    latest_first = removals.where(change.change == ChangeKind.REMOVE).order_by(made.edition.desc())
    return {c.project_id: c for c in (await session.scalars(latest_first)).all()}


async def _with_units(session: AsyncSession, actor: Actor, rows: Sequence[tuple[Any, Any, Any]]) -> list[Listed]:
    """Put together figures, units and grounds; an exception is shown wherever the item is (原则上)."""
    named = {u for _, of, _ in rows for u in (of.owner_id, of.town_id, of.industry_authority_id)}
    names = await unit_names(session, actor, named)
    return [
        Listed(
            name=row.project_name,
            category=row.category,
            kind=row.kind,
            owner=names.get(of.owner_id, ""),
            town=names.get(of.town_id),
            authority=names.get(of.industry_authority_id),
            total=row.total_investment,
            annual=row.annual_investment,
            exception=_exception(grounds),
            basis=row.basis,
            assessment=getattr(grounds, "assessment", None),
            exempted=_exempted(grounds),
        )
        for row, of, grounds in rows
    ]


def _exempted(of: Any) -> tuple[str, str] | None:
    reason = getattr(of, "exception_reason", None)
    return (reason, of.exception_approver) if reason else None


def _exception(of: Any) -> str | None:
    reason = getattr(of, "exception_reason", None)
    return f"{reason}（{of.exception_approver}批准）" if reason else None


async def _passed(
    session: AsyncSession, actor: Actor, plan: tables.Plan, issued: tables.PlanEdition | None
) -> tuple[str, ...]:
    """Name the bodies that have passed the list, or the adjustment that made the edition, in the order of the rules."""
    of: Any = plan
    held: Any = tables.Deliberation
    own = held.plan_id == plan.id
    if issued is not None and issued.adjustment_id is not None:
        of = await session.get_one(tables.Adjustment, issued.adjustment_id)
        held = tables.AdjustmentDeliberation
        own = held.adjustment_id == of.id
    passing = held.round == of.round, held.outcome != DeliberationOutcome.RETURNED
    passed = set(await session.scalars(visible_select(held, actor).where(own, *passing).with_only_columns(held.body)))
    return tuple(b.name for b in rulebook.DELIBERATING_BODIES.on(of.drafted_on) if b.code in passed)


async def _replaced(session: AsyncSession, actor: Actor, issued: tables.PlanEdition) -> str | None:
    """Look up the number under which the edition before went out."""
    edition = tables.PlanEdition
    last = visible_select(edition, actor).where(edition.plan_id == issued.plan_id, edition.number == issued.number - 1)
    return await session.scalar(last.with_only_columns(edition.document_number))


async def _converted(session: AsyncSession, actor: Actor, issued: tables.PlanEdition) -> tuple[Converted, ...]:
    """Load the annex of an edition."""
    made = tables.PlanConversion
    own = visible_select(made, actor).where(made.plan_id == issued.plan_id, made.edition == issued.number)
    rows = await session.scalars(own.order_by(made.converted_on, made.id))
    return tuple(
        Converted(
            name=r.project_name,
            from_kind=r.from_kind,
            kind=r.kind,
            annual_before=r.annual_investment_before,
            annual=r.annual_investment,
            day=r.converted_on,
        )
        for r in rows.all()
    )


async def found_projects(
    session: AsyncSession, actor: Actor, query: Select[Any], ordered: Sequence[Any], most: int
) -> list[Counted]:
    """List the projects of a query that the actor may see, in its order; one more than `most` where there are more."""
    row = query.column_descriptions[0]["entity"]
    columns = (row.id, row.category, row.total_investment, row.package_id)
    kept = narrowed(query, actor).with_only_columns(*columns).order_by(*ordered).limit(most + 1)
    return [Counted(*r) for r in (await session.execute(kept)).all()]


async def projects_by_id(session: AsyncSession, actor: Actor, ids: Sequence[UUID]) -> list[Project]:
    """Load projects in the order of their ids given."""
    table, source = tables.Project, tables.FundSource
    own = visible_select(table, actor).where(table.id.in_(ids))
    rows = {r.id: r for r in await session.execute(own.with_only_columns(*(getattr(table, k) for k in KEPT)))}
    listed = select(source.project_id, source.source, source.amount).where(source.project_id.in_(rows))
    funds: dict[UUID, list[FundSource]] = defaultdict(list)
    for project_id, name, amount in (await session.execute(listed.order_by(source.position))).all():
        funds[project_id].append(FundSource(name, amount))
    return [assemble(rows[i], funds[i]) for i in ids if i in rows]


async def unit_names(session: AsyncSession, actor: Actor, ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Look up the names of units."""
    table = tables.Organization
    wanted = {i for i in ids if i is not None}
    named = visible_select(table, actor).where(table.id.in_(wanted)).with_only_columns(table.id, table.name)
    return {row.id: row.name for row in (await session.execute(named)).all()}


async def package_names(session: AsyncSession, actor: Actor, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Look up the names of packages, as far as the actor may see them."""
    table = tables.Project
    named = visible_select(table, actor).where(table.id.in_(set(ids))).with_only_columns(table.id, table.name)
    return {row.id: row.name for row in (await session.execute(named)).all()}
