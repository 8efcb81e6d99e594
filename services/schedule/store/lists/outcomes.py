"""What months' published lists planned, with what is verified of it now, as far as the asker may know."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.identity import Actor
from services.chassis.rows import mapping
from services.chassis.visibility import condition, visible_select
from services.schedule.domain.lists.month import Month, Span
from services.schedule.domain.lists.period import Listed
from services.schedule.domain.lists.record import Key, key_of
from services.schedule.domain.lists.terms import ListKind, ListRole
from services.schedule.store import tables
from services.schedule.store.lists.keeping import content_of
from services.schedule.store.lists.milestones import milestones

ROLES = {ListKind.TO_START: ListRole.START, ListKind.TO_COMPLETE: ListRole.COMPLETION}


async def published(session: AsyncSession, actor: Actor, kind: ListKind, span: Span) -> list[tables.MonthlyList]:
    """Read which months of the span have a published list."""
    listed = tables.MonthlyList
    rows = await session.scalars(
        visible_select(listed, actor)
        .where(
            listed.kind == kind,
            listed.edition > 0,
            listed.year * 12 + listed.month >= span.first.year * 12 + span.first.month,
            listed.year * 12 + listed.month <= span.last.year * 12 + span.last.month,
        )
        .order_by(listed.year, listed.month, listed.division)
    )
    return list(rows.all())


async def listed(session: AsyncSession, actor: Actor, kind: ListKind, span: Span, today: date) -> list[Listed]:
    """Read the entries in force of the span, with what became of them."""
    entry, of = tables.ListedEntry, tables.MonthlyList
    in_force = and_(of.id == entry.list_id, of.edition == entry.edition)
    rows = await session.scalars(
        visible_select(entry, actor)
        .join(of, in_force)
        .where(
            entry.kind == kind,
            entry.year * 12 + entry.month >= span.first.year * 12 + span.first.month,
            entry.year * 12 + entry.month <= span.last.year * 12 + span.last.month,
            condition(of, actor),
        )
        .order_by(entry.year, entry.month, entry.position)
    )
    found = rows.all()
    schedules = {row.schedule_id for row in found if row.schedule_id}
    seen = await _seen(session, actor, schedules)
    done = await _done(session, actor, kind, seen, {row.node_id for row in found if row.node_id}, today)
    verified = await _verified(session, actor, kind, seen, span)
    return [
        Listed(
            month=Month(row.year, row.month),
            content=content_of(row),
            done_on=done.get(row.node_id) or done.get(row.schedule_id),
            done_investment=verified.get((row.schedule_id, row.year, row.month)),
            seen=row.schedule_id is None or row.schedule_id in seen,
        )
        for row in found
    ]


async def later(session: AsyncSession, actor: Actor, kind: ListKind, span: Span) -> frozenset[Key]:
    """Read what the published list after the span carries on."""
    entry, of = tables.ListedEntry, tables.MonthlyList
    after = span.last.after()
    rows = await session.execute(
        visible_select(entry, actor)
        .join(of, and_(of.id == entry.list_id, of.edition == entry.edition))
        .where(entry.kind == kind, entry.year == after.year, entry.month == after.month, condition(of, actor))
        .with_only_columns(entry.section, entry.project_id)
    )
    return frozenset(key_of(section, project_id) for section, project_id in rows.all())


async def _seen(session: AsyncSession, actor: Actor, ids: set[UUID]) -> set[UUID]:
    schedule = tables.Schedule
    query = visible_select(schedule, actor).where(schedule.id.in_(ids)).with_only_columns(schedule.id)
    return set((await session.scalars(query)).all())


async def _done(
    session: AsyncSession, actor: Actor, kind: ListKind, seen: set[UUID], nodes: set[UUID], today: date
) -> dict[UUID | None, date]:
    """The days on which starts or completions were done, by node and by schedule."""
    role = ROLES.get(kind)
    if role is None:
        return {}
    node = tables.Node
    own = visible_select(node, actor).where(node.id.in_(nodes), node.completed_on.is_not(None))
    rows = (await session.execute(own.with_only_columns(node.id, node.completed_on))).all()
    done: dict[UUID | None, date] = {id_: on for id_, on in rows if on is not None}
    stone = milestones(role, today).where(node.schedule_id.in_(seen)).subquery()
    by_plan = select(stone.c.schedule_id, stone.c.completed_on).where(stone.c.completed_on.is_not(None))
    return done | {schedule_id: on for schedule_id, on in (await session.execute(by_plan)).all() if on is not None}


async def _verified(
    session: AsyncSession, actor: Actor, kind: ListKind, seen: set[UUID], span: Span
) -> dict[tuple[UUID | None, int, int], Decimal]:
    """The verified investment of each month of the span."""
    if kind is not ListKind.UNDER_CONSTRUCTION:
        return {}
    report = tables.ProgressReport
    query = visible_select(report, actor).where(
        report.schedule_id.in_(seen),
        report.year >= span.first.year,
        report.year <= span.last.year,
        report.verified_investment.is_not(None),
    )
    columns = (report.schedule_id, report.year, report.month, report.verified_investment)
    rows = (await session.execute(query.with_only_columns(*columns))).all()
    return {(s, y, m): amount for s, y, m, amount in rows if amount is not None}


async def unit_names(session: AsyncSession, actor: Actor, ids: set[UUID]) -> dict[UUID, str]:
    """Read the names of units."""
    unit = tables.Organization
    query = visible_select(unit, actor).where(unit.id.in_(ids)).with_only_columns(unit.id, unit.name)
    return mapping(await session.execute(query))
