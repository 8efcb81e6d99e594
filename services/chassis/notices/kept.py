"""What a service says of its notices, and how they are found, counted, marked as read and muted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, DateTime, Select, and_, delete, false, func, or_, select, true, union_all
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.expression import literal_column

from services.chassis.clock import SHANGHAI
from services.chassis.identity import Actor
from services.chassis.reads.asking import through
from services.chassis.reads.finding import MORE, found
from services.chassis.rows import mapping
from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.law.breach import Refusal
from services.law.notice import NOTICE_DAYS, MarkRead, MuteNotices, NoticeKind, mark_faults, mute_faults, unknown

Done = Callable[[Any, Actor], ColumnElement[bool]]


def concerned(actor: Actor, notice: Any) -> ColumnElement[bool]:
    """A notice is its unit's or its person's, and everybody's of the division where it names neither."""
    nobodys = notice.unit_id.is_(None) & notice.subject.is_(None)
    mine = func.coalesce(notice.subject == actor.subject, literal_column("false"))
    if actor.unit is None:
        return or_(nobodys, mine)
    return or_(nobodys, mine, func.coalesce(notice.unit_id == actor.unit, literal_column("false")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Notices:
    """The notices of one service: its three tables (migration: `notices_v1`), its kinds, and which notices are settled.

    done: the condition, over a notice, that what it told of is done: such a notice is shown only to who asks for past ones.
    """

    notice: type[Any]
    read: type[Any]
    muted: type[Any]
    kinds: Mapping[str, NoticeKind]
    done: Done = lambda _notice, _actor: false()

    def told(self, caller: Actor) -> tuple[Any, Select[Any]]:
        """Start with what the person, the unit and everybody was told, where that is little; with all of it where it is much."""
        table = self.notice
        nobodys = select(table.id).where(table.unit_id.is_(None), table.subject.is_(None)).order_by(table.at)
        ways = [nobodys.limit(MORE), select(table.id).where(table.subject == caller.subject).limit(MORE)]
        if caller.unit is not None:
            ways.append(select(table.id).where(table.unit_id == caller.unit).order_by(table.at).limit(MORE))
        row, kept = found(table, select(union_all(*(select(way.subquery()) for way in ways)).subquery()), table.at)
        return row, select(row).where(kept)

    def current(self, notice: Any, caller: Actor, today: Any) -> ColumnElement[bool]:
        """Whether a notice still says something: it is not too old, and what it told of is not done."""
        since = through(today, _shown_since, DateTime(timezone=True))
        return and_(notice.at >= since, ~func.coalesce(self.done(notice, caller), literal_column("false")))

    def read_at(self, notice: Any, subject: Any) -> Any:
        """When the person read the notice; null while the person has not."""
        return (
            select(self.read.read_at)
            .where(self.read.notice_id == notice.id, self.read.subject == subject)
            .scalar_subquery()
        )

    def heard(self, notice: Any, subject: Any) -> ColumnElement[bool]:
        """Whether the person wants to hear of the notice's kind."""
        muted = select(true()).where(self.muted.subject == subject, self.muted.kind == notice.kind)
        wanted: ColumnElement[bool] = muted.limit(1).scalar_subquery().is_(None)
        return wanted

    async def unread(self, session: AsyncSession, actor: Actor, today: date) -> dict[str, int]:
        """Count what the person has not read, by kind."""
        table = self.notice
        query = visible_select(table, actor).where(
            self.read_at(table, actor.subject).is_(None),
            self.heard(table, actor.subject),
            self.current(table, actor, today),
        )
        rows = await session.execute(query.with_only_columns(table.kind, func.count()).group_by(table.kind))
        return mapping(rows)

    async def mutes(self, session: AsyncSession, actor: Actor) -> set[str]:
        """Return the kinds that the person has muted."""
        its = visible_select(self.muted, actor).with_only_columns(self.muted.kind)
        return set((await session.scalars(its)).all())

    async def mark_read(self, work: Work, command: MarkRead) -> UUID | Refusal:
        """Mark all of them as read by the person, or none; the first time counts. The id is that of the first."""
        if faults := mark_faults(command.notice_ids):
            return Refusal(tuple(faults))
        seen = await self._seen(work.session, work.actor, command.notice_ids)
        if faults := [unknown(at) for at, notice in enumerate(command.notice_ids) if notice not in seen]:
            return Refusal(tuple(faults))
        rows = [
            {"subject": work.actor.subject, "notice_id": notice, "division": division, "read_at": work.now}
            for notice, division in seen.items()
        ]
        await work.session.execute(insert(self.read).on_conflict_do_nothing(), rows)
        await work.audit("markNoticesRead", f"notices/{work.actor.subject}", None, {"read": sorted(map(str, seen))})
        return command.notice_ids[0]

    async def mute(self, work: Work, command: MuteNotices) -> UUID | Refusal:
        """Keep, or forget, that the person does not want to hear of a kind; the id is only this change's."""
        if refused := mute_faults(self.kinds, command):
            return refused
        actor, table = work.actor, self.muted
        before = command.kind in await self.mutes(work.session, actor)
        if command.muted:
            row = {"subject": actor.subject, "kind": command.kind, "division": actor.division, "muted_at": work.now}
            await work.session.execute(insert(table).values(row).on_conflict_do_nothing())
        else:
            its = delete(table).where(table.subject == actor.subject, table.kind == command.kind)
            await work.session.execute(its)
        subject = f"notices/{actor.subject}/{command.kind}"
        await work.audit("muteNotices", subject, {"muted": before}, {"muted": command.muted})
        return work.new_id()

    async def _seen(self, session: AsyncSession, actor: Actor, ids: Sequence[UUID]) -> dict[UUID, str]:
        query = visible_select(self.notice, actor).where(self.notice.id.in_(ids))
        rows = await session.execute(query.with_only_columns(self.notice.id, self.notice.division))
        return {row.id: row.division for row in rows.all()}


def _shown_since(today: date) -> datetime:
    return datetime.combine(today - timedelta(days=NOTICE_DAYS.on(today)), time.min, SHANGHAI)
