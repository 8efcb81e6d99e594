"""Reads and marks notices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, delete, func, select, true, union_all
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.identity import Actor
from services.chassis.reads.finding import MORE, found
from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.schedule.store import tables

_notice, _read, _mute = tables.Notice, tables.NoticeRead, tables.NoticeMute


def told(caller: Actor) -> tuple[Any, Select[Any]]:
    """Start with what the person, the unit and everybody was told, where that is little; with all of it where it is much."""
    nobodys = select(_notice.id).where(_notice.unit_id.is_(None), _notice.subject.is_(None)).order_by(_notice.at)
    ways = [nobodys.limit(MORE), select(_notice.id).where(_notice.subject == caller.subject).limit(MORE)]
    if caller.unit is not None:
        ways.append(select(_notice.id).where(_notice.unit_id == caller.unit).order_by(_notice.at).limit(MORE))
    row, kept = found(_notice, select(union_all(*(select(way.subquery()) for way in ways)).subquery()), _notice.at)
    return row, select(row).where(kept)


def read_at(notice: Any, subject: Any) -> Any:
    """When the person read the notice; null while the person has not."""
    return select(_read.read_at).where(_read.notice_id == notice.id, _read.subject == subject).scalar_subquery()


def heard(notice: Any, subject: Any) -> ColumnElement[bool]:
    """Whether the person wants to hear of the notice's kind."""
    muted = select(true()).where(_mute.subject == subject, _mute.kind == notice.kind)
    wanted: ColumnElement[bool] = muted.limit(1).scalar_subquery().is_(None)
    return wanted


async def unread(session: AsyncSession, actor: Actor) -> dict[str, int]:
    """Count what the person has not read, by kind."""
    query = visible_select(_notice, actor).where(
        read_at(_notice, actor.subject).is_(None), heard(_notice, actor.subject)
    )
    rows = await session.execute(query.with_only_columns(_notice.kind, func.count()).group_by(_notice.kind))
    return {kind: count for kind, count in rows.all()}  # noqa: C416 - rows are no pairs to the type checker


async def seen(session: AsyncSession, actor: Actor, ids: Sequence[UUID]) -> dict[UUID, str]:
    """Return those of the notices that the person sees, with their divisions."""
    query = visible_select(_notice, actor).where(_notice.id.in_(ids))
    rows = await session.execute(query.with_only_columns(_notice.id, _notice.division))
    return {row.id: row.division for row in rows.all()}


async def mark(work: Work, seen_ones: dict[UUID, str]) -> None:
    """Note that the person has read them; the first time counts."""
    rows = [
        {"subject": work.actor.subject, "notice_id": notice, "division": division, "read_at": work.now}
        for notice, division in seen_ones.items()
    ]
    await work.session.execute(insert(_read).on_conflict_do_nothing(), rows)


async def mute(work: Work, kind: str, *, muted: bool) -> None:
    """Keep, or forget, that the person does not want to hear of a kind."""
    if not muted:
        await work.session.execute(delete(_mute).where(_mute.subject == work.actor.subject, _mute.kind == kind))
        return
    row = {"subject": work.actor.subject, "kind": kind, "division": work.actor.division, "muted_at": work.now}
    await work.session.execute(insert(_mute).values(row).on_conflict_do_nothing())


async def mutes(session: AsyncSession, actor: Actor) -> set[str]:
    """Return the kinds that the person has muted."""
    return set((await session.scalars(visible_select(_mute, actor).with_only_columns(_mute.kind))).all())
