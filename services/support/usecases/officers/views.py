"""第十七条：keeps, changes and deletes views of the queue: one shape, for each is one person's own affair."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from services.chassis.versions import stale
from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.support.domain import views
from services.support.domain.views import Settings, View
from services.support.store import tables
from services.support.usecases.acting import acting

_view = tables.QueueView


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepView:
    """The command: a new view, or a change of one (then with its id and version); no settings: delete it."""

    settings: Settings | None
    view_id: UUID | None = None
    expected_version: int | None = None


async def keep_view(work: Work, command: KeepView) -> UUID | Refusal:
    """Judge and write; the commands of one person take turns, for names and numbers are counted before writing."""
    lock = func.pg_advisory_xact_lock(func.hashtext("queue_views"), func.hashtext(work.actor.subject))
    await work.session.execute(select(lock))
    row = None
    if command.view_id is not None:
        query = visible_select(_view, work.actor).where(_view.id == command.view_id, _view.deleted_at.is_(None))
        row = await work.session.scalar(query.with_for_update())
        if row is None:
            return Refusal.of(Breach("VIEW_UNKNOWN", "没有这个视图，或已删除", views.A17, "viewId"))
        if lost := stale(row.version, command.expected_version or 0):
            return Refusal.of(lost)
    before = state_of(row) if row is not None else None
    after = await _judged(work, command, before)
    if isinstance(after, Refusal):
        return after
    await _write(work, row, after)
    action = "saveQueueView" if before is None else "deleteQueueView" if after.deleted else "changeQueueView"
    await work.audit(action, f"queue-view/{after.id}", asdict(before) if before else None, asdict(after))
    return after.id


async def _judged(work: Work, command: KeepView, before: View | None) -> View | Refusal:
    who = acting(work)
    if command.settings is None:
        assert before is not None, "what is deleted is named"
        return views.delete(before, who)
    names = await _names(work, before)
    if before is None:
        return views.save(work.new_id(), command.settings, names, who)
    return views.change(before, command.settings, names, who)


async def _names(work: Work, view: View | None) -> frozenset[str]:
    actor = work.actor
    query = select(_view.name).where(
        _view.division == actor.division, _view.owner == actor.subject, _view.deleted_at.is_(None)
    )
    if view is not None:
        query = query.where(_view.id != view.id)
    return frozenset((await work.session.scalars(query)).all())


async def _write(work: Work, row: tables.QueueView | None, after: View) -> None:
    columns: Mapping[str, Any] = {
        "version": after.version,
        "name": after.name,
        "shared": after.shared,
        "filter": dict(after.filter),
        "sort": after.sort,
        "saved_at": work.now,
        "deleted_at": work.now if after.deleted else None,
    }
    if row is None:
        its: dict[str, Any] = {"id": after.id, "division": after.division, "owner": after.owner, "unit_id": after.unit}
        work.session.add(tables.QueueView(**its, owner_name=work.actor.name, **columns))
    else:
        for column, value in columns.items():
            setattr(row, column, value)
    await work.session.flush()


def state_of(row: tables.QueueView) -> View:
    """Read a row into the state that decisions see."""
    return View(
        id=row.id,
        version=row.version,
        division=row.division,
        owner=row.owner,
        unit=row.unit_id,
        name=row.name,
        shared=row.shared,
        filter=row.filter,
        sort=row.sort,
        deleted=row.deleted_at is not None,
    )
