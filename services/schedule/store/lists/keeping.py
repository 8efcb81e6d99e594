"""Loads and saves the lists of months, their entries, what was published of them, and what was done to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.work import Work
from services.schedule.domain.lists.month import Month
from services.schedule.domain.lists.record import Content, Entry, Facts, MonthlyList, shown
from services.schedule.domain.lists.terms import ListAction, ListKind
from services.schedule.store import tables

FACTS = (
    "project_id",
    "schedule_id",
    "project_name",
    "level",
    "category",
    "owner_id",
    "town_id",
    "industry_authority_id",
)
SAYS = (
    "section",
    "responsible_unit_id",
    "origin",
    "planned_on",
    "node_id",
    "evidence_id",
    "document",
    "issuing_body",
    "total_investment",
    "annual_investment",
    "planned_investment",
    "note",
)


async def hold(session: AsyncSession, division: str, kind: ListKind) -> None:
    """Wait for whoever else makes or publishes lists of this kind, until the transaction ends: months follow each other."""
    lock = func.pg_advisory_xact_lock(func.hashtext("monthly_lists"), func.hashtext(f"{division}/{kind}"))
    await session.execute(select(lock))


async def of_month(session: AsyncSession, division: str, kind: ListKind, month: Month) -> tables.MonthlyList | None:
    """Read the list of a month."""
    listed = tables.MonthlyList
    query = select(listed).where(
        listed.division == division, listed.kind == kind, listed.year == month.year, listed.month == month.month
    )
    return await session.scalar(query.with_for_update())


async def locked(work: Work, list_id: UUID) -> tables.MonthlyList | None:
    """Lock a list of the actor's division; None where there is none."""
    listed = tables.MonthlyList
    query = select(listed).where(listed.id == list_id, listed.division == work.actor.division)
    return await work.session.scalar(query.with_for_update().execution_options(populate_existing=True))


def state(row: tables.MonthlyList) -> MonthlyList:
    """Read a list as the domain knows it."""
    return MonthlyList(
        id=row.id,
        division=row.division,
        kind=row.kind,
        month=Month(row.year, row.month),
        state=row.state,
        version=row.version,
        edition=row.edition,
    )


def content_of(row: Any) -> Content:
    """Read what an entry says."""
    return Content(
        facts=Facts(**{name: getattr(row, name) for name in FACTS}),
        first=Month(row.first_year, row.first_month),
        **{name: getattr(row, name) for name in SAYS},
    )


async def entries_of(session: AsyncSession, list_id: UUID) -> list[Entry]:
    """Read the entries of a draft, those taken out too, in order."""
    entry = tables.ListEntry
    rows = await session.scalars(
        select(entry)
        .where(entry.list_id == list_id)
        .order_by(entry.position, entry.id)
        .execution_options(populate_existing=True)
    )
    return [Entry(id=r.id, content=content_of(r), edited=r.edited, removed_reason=r.removed_reason) for r in rows.all()]


async def edition_of(session: AsyncSession, list_id: UUID, edition: int) -> list[tuple[UUID, Content]]:
    """Read the entries of an edition with their identities, in order."""
    entry = tables.ListedEntry
    query = select(entry).where(entry.list_id == list_id, entry.edition == edition).order_by(entry.position)
    return [(row.entry_id, content_of(row)) for row in (await session.scalars(query)).all()]


async def save_entries(session: AsyncSession, listed: MonthlyList, entries: Sequence[Entry]) -> None:
    """Write the entries of a draft as they are now."""
    await session.execute(delete(tables.ListEntry).where(tables.ListEntry.list_id == listed.id))
    rows = [
        {
            "id": entry.id,
            "division": listed.division,
            "edited": entry.edited,
            "removed_reason": entry.removed_reason,
            **_columns(listed, position, entry.content),
        }
        for position, entry in enumerate(entries, start=1)
    ]
    if rows:
        await session.execute(insert(tables.ListEntry), rows)


async def freeze(work: Work, listed: MonthlyList, entries: Sequence[Entry], digest: str, reason: str | None) -> None:
    """Write an edition: it is never changed again, the database sees to that."""
    edition = tables.ListEdition(
        list_id=listed.id,
        edition=listed.edition,
        division=listed.division,
        digest=digest,
        entries_count=len(entries),
        reason=reason,
        published_at=work.now,
        published_by=work.actor.name,
        published_by_unit_id=work.actor.unit,
    )
    work.session.add(edition)
    await work.session.flush()
    rows = [
        {
            "entry_id": entry.id,
            "edition": listed.edition,
            "division": listed.division,
            "kind": listed.kind,
            "year": listed.month.year,
            "month": listed.month.month,
            **_columns(listed, position, entry.content),
        }
        for position, entry in enumerate(entries, start=1)
    ]
    if rows:
        await work.session.execute(insert(tables.ListedEntry), rows)


def _columns(listed: MonthlyList, position: int, content: Content) -> dict[str, Any]:
    return {"list_id": listed.id, "position": position, **shown(content)}


async def note(
    work: Work,
    listed: MonthlyList,
    action: ListAction,
    *,
    entry: Entry | None = None,
    reason: str | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Write what was done to the list, in the version that it made."""
    change = tables.ListChange(
        list_id=listed.id,
        version=listed.version,
        division=listed.division,
        action=action,
        entry_id=entry.id if entry else None,
        project_name=entry.content.facts.project_name if entry else None,
        reason=reason,
        before=plain(before),
        after=plain(after),
        at=work.now,
        by=work.actor.name,
        by_unit_id=work.actor.unit,
    )
    work.session.add(change)
    await work.session.flush()


def plain(said: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Write facts as JSON has them: days, amounts and identities as text."""
    if said is None:
        return None
    return {k: _plain(v) for k, v in said.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value) if isinstance(value, (UUID, date)) else value
