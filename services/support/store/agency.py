"""Loads and saves agencies. Whoever acts on one holds its row lock until the commit: so a revocation is never overtaken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.calendar import calendar
from services.chassis.identity import Actor
from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.support.domain.agency.case import Authorisation, Case, CaseChange, Entered
from services.support.domain.agency.items import Item, provisional, unlocked
from services.support.domain.agency.supervision import Supervision
from services.support.store import tables

_LISTS = frozenset({"stages", "item_codes", "materials", "after", "handled"})


@dataclass
class File:
    """A locked agency with everything in it, in the order of its items."""

    case: Case
    authorisations: tuple[Authorisation, ...]
    items: tuple[Item, ...]

    def item(self, id: UUID) -> Item | None:
        """Find an item."""
        return next((i for i in self.items if i.id == id), None)

    def put(self, *changed: Item) -> None:
        """Replace items by their next versions, or add new ones at the end."""
        by_id = {i.id: i for i in self.items} | {i.id: i for i in changed}
        self.items = tuple(by_id.values())


async def locked(session: AsyncSession, id: UUID, actor: Actor | None) -> File | None:
    """Lock an agency, with an actor only one that the actor may see, and read it whole."""
    case = tables.AgencyCase
    query = (select(case) if actor is None else visible_select(case, actor)).where(case.id == id)
    found = await session.scalars(query.with_for_update(of=case).execution_options(populate_existing=True))
    row = found.one_or_none()
    if row is None:
        return None
    given, item = tables.AgencyAuthorisation, tables.AgencyItem
    fresh = {"populate_existing": True}
    auths = await session.scalars(
        select(given).where(given.case_id == id).order_by(given.seq).execution_options(**fresh)
    )
    items = await session.scalars(
        select(item).where(item.case_id == id).order_by(item.position, item.id).execution_options(**fresh)
    )
    return File(
        case=_read(Case, row),
        authorisations=tuple(_read(Authorisation, a) for a in auths.all()),
        items=tuple(_read(Item, i) for i in items.all()),
    )


async def case_of_item(session: AsyncSession, item_id: UUID, actor: Actor | None) -> UUID | None:
    """Find the agency of an item, with an actor only of one that the actor may see."""
    item = tables.AgencyItem
    query = select(item) if actor is None else visible_select(item, actor)
    found: UUID | None = await session.scalar(query.with_only_columns(item.case_id).where(item.id == item_id))
    return found


async def provisional_cases(session: AsyncSession) -> Sequence[UUID]:
    """Find the agencies with items whose limits rest on an unpublished year, in the order in which they are locked."""
    item = tables.AgencyItem
    its = select(item.case_id).where(item.due_provisional, item.ended_on.is_(None)).distinct()
    return (await session.scalars(its.order_by(item.case_id))).all()


async def open_of(session: AsyncSession, project_id: UUID) -> UUID | None:
    """Find the agency that a project has going."""
    case = tables.AgencyCase
    return await session.scalar(select(case.id).where(case.project_id == project_id, case.ended_on.is_(None)))


async def supervision(session: AsyncSession, id: UUID, actor: Actor) -> Supervision | None:
    """Lock a joint supervision that the actor may see."""
    table = tables.AgencySupervision
    query = visible_select(table, actor).where(table.id == id).with_for_update(of=table)
    row = (await session.scalars(query.execution_options(populate_existing=True))).one_or_none()
    return None if row is None else _read(Supervision, row)


async def supervised(session: AsyncSession, item_id: UUID) -> UUID | None:
    """Find the joint supervision of an item that is not closed."""
    table = tables.AgencySupervision
    return await session.scalar(select(table.id).where(table.item_id == item_id, table.closed_on.is_(None)))


async def keep_case(work: Work, change: CaseChange) -> None:
    """Keep an agency as a step leaves it, with the step's line in the log and its events."""
    await _merge(work.session, tables.AgencyCase, change.case)
    if change.authorisation is not None:
        own = {"case_id": change.case.id, "project_id": change.case.project_id, "division": change.case.division}
        await _merge(work.session, tables.AgencyAuthorisation, change.authorisation, **own)
    await enter(work, change.case, change.entry)
    await work.record(*change.events)


async def keep_items(session: AsyncSession, items: Iterable[Item]) -> None:
    """Keep items as they are now."""
    for item in items:
        stops = [[day.isoformat() if day else None for day in stop] for stop in item.stops]
        uncertain = provisional(item, calendar())
        await _merge(session, tables.AgencyItem, item, stops=stops, due_provisional=uncertain)


async def keep_supervision(session: AsyncSession, supervision: Supervision, item: Item) -> None:
    """Keep a joint supervision as it is now."""
    await _merge(session, tables.AgencySupervision, supervision, bureau_id=item.bureau_id)


async def release(session: AsyncSession, file: File) -> None:
    """Let what waits no more become ready, and the other way round."""
    changed = unlocked(file.items)
    file.put(*changed)
    await keep_items(session, changed)


async def enter(work: Work, case: Case, entry: Entered, item: Item | None = None) -> None:
    """Write a line into the log."""
    row = tables.AgencyEntry(
        id=work.new_id(),
        division=case.division,
        case_id=case.id,
        project_id=case.project_id,
        item_id=item.id if item else None,
        bureau_id=item.bureau_id if item else None,
        kind=entry.kind,
        text=entry.text,
        at=work.now,
        on=work.today,
        actor=work.actor.subject,
        actor_name=work.actor.name,
        unit_id=work.actor.unit,
    )
    work.session.add(row)
    await work.session.flush()


def audited(record: Any) -> dict[str, Any]:
    """Show a record to the audit trail."""
    return asdict(record)


def _read(kind: Any, row: Any) -> Any:
    """Read a row into the record that decisions see."""
    values = {f.name: getattr(row, f.name) for f in fields(kind)}
    for name in _LISTS & values.keys():
        values[name] = tuple(values[name])
    if "stops" in values:
        values["stops"] = tuple((_day(since), _day(until)) for since, until in values["stops"])
    return kind(**values)


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


async def _merge(session: AsyncSession, model: Any, record: Any, **more: Any) -> None:
    values = {f.name: getattr(record, f.name) for f in fields(record)} | more
    for name in _LISTS & values.keys():
        values[name] = list(values[name])
    await session.merge(model(**values))
    await session.flush()
