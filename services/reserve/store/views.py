"""Loads and saves views of lists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update

from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.reserve.domain.seeking.views import Others, Person, SavedView
from services.reserve.store import tables
from services.reserve.store.sorting import sort_key
from services.reserve.store.tables.project import AUTHORITIES


def person(work: Work) -> Person:
    """Say who acts."""
    actor = work.actor
    return Person(subject=actor.subject, unit=actor.unit, authority=actor.acts_as(*AUTHORITIES))


async def take_turns(work: Work) -> None:
    """Let the commands of one person on views run one after the other: names and numbers are counted before writing."""
    owner = func.hashtext(work.actor.subject)
    await work.session.execute(select(func.pg_advisory_xact_lock(func.hashtext("saved_views"), owner)))


async def lock(work: Work, id: UUID) -> tables.SavedView | None:
    """Load a view of the actor's division that he may see, and keep others from changing it until the command ends."""
    await take_turns(work)
    table = tables.SavedView
    found = await work.session.scalars(
        visible_select(table, work.actor)
        .where(table.id == id, table.division == work.actor.division)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found.one_or_none()


async def others(work: Work, view: SavedView) -> Others:
    """Name the actor's other views of the same list."""
    table = tables.SavedView
    names = await work.session.scalars(
        select(table.name).where(
            table.division == view.division,
            table.owner == view.owner,
            table.of_list == view.of_list,
            table.deleted_at.is_(None),
            table.id != view.id,
        )
    )
    return Others(frozenset(names.all()))


def state_of(row: tables.SavedView) -> SavedView:
    """Read a row into the state that decisions see."""
    return SavedView(
        id=row.id,
        division=row.division,
        version=row.version,
        owner=row.owner,
        of_list=row.of_list,
        name=row.name,
        sharing=row.sharing,
        unit=row.unit_id,
        is_default=row.is_default,
        settings=row.settings,
        deleted=row.deleted_at is not None,
    )


def audited(state: SavedView) -> Mapping[str, Any]:
    """Show a state to the audit trail."""
    return {
        "list": state.of_list,
        "name": state.name,
        "sharing": state.sharing,
        "unit_id": state.unit,
        "is_default": state.is_default,
        "settings": state.settings,
        "deleted": state.deleted,
    }


async def keep(work: Work, row: tables.SavedView | None, after: SavedView, action: str) -> UUID:
    """Write a view, new or changed, with the audit trail; a new default takes the place of the one before."""
    before = audited(state_of(row)) if row else None
    if after.is_default:
        await _no_default_but(work, after)
    columns = _columns(work, after)
    if row is None:
        work.session.add(
            tables.SavedView(
                id=after.id,
                division=after.division,
                owner=after.owner,
                of_list=after.of_list,
                owner_name=work.actor.name,
                saved_at=work.now,
                **columns,
            )
        )
    else:
        for column, value in columns.items():
            setattr(row, column, value)
    await work.session.flush()
    await work.audit(action, f"savedView/{after.id}", before, audited(after))
    return after.id


def _columns(work: Work, state: SavedView) -> dict[str, Any]:
    return {
        "version": state.version,
        "name": state.name,
        "sort_key": sort_key(state.name),
        "sharing": state.sharing,
        "unit_id": state.unit,
        "is_default": state.is_default,
        "settings": dict(state.settings),
        "changed_at": work.now,
        "deleted_at": work.now if state.deleted else None,
    }


async def _no_default_but(work: Work, view: SavedView) -> None:
    """Take the mark from the person's other views of the list; each counts a version, for it is shown with it."""
    table = tables.SavedView
    await work.session.execute(
        update(table)
        .where(
            table.division == view.division,
            table.owner == view.owner,
            table.of_list == view.of_list,
            table.is_default,
            table.id != view.id,
        )
        .values(is_default=False, version=table.version + 1)
    )
