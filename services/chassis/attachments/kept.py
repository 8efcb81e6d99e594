"""What a service says of its attachments, and how files are kept, counted and cleared away in its tables."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import IO, Any
from uuid import UUID

from sqlalchemy import delete, exists, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.attachments.judging import waiting_breach
from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.law.breach import Refusal
from services.law.dated import Dated
from services.law.files import Format
from services.law.parties import Role

CLEAR_BATCH = 50  # in one transaction


@dataclass(slots=True, kw_only=True)
class UploadFile:
    """A file that was judged, and whose bytes are in the store of files under its digest."""

    idempotency_key: str
    file_name: str
    format: str
    size: int
    sm3: str
    says: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachments:
    """The attachments of one service.

    table: id, division, file_name, format, size, sm3, uploaded_at, uploaded_by, uploaded_by_name, recorded_at, and what a
        file hangs on; it declares who sees a row. contents: sm3, size, touched_at (bytes that are kept or about to be).
    waits: the condition that a file hangs on nothing. audited: the columns that the audit trail sees.
    formats, most_waiting: the rules of a day. roles: who may upload.
    look: reads from the bytes of a format, in a thread, what the service keeps of them besides: columns of `table` with
        values that JSON has. It raises nothing, whatever the bytes are.
    """

    table: type[Any]
    contents: type[Any]
    waits: Any
    audited: tuple[str, ...]
    formats: Dated[tuple[Format, ...]]
    most_waiting: Dated[int]
    roles: tuple[Role, ...]
    look: Callable[[IO[bytes], str], dict[str, Any]] | None = None

    def shown(self, row: Any) -> Mapping[str, Any]:
        """Show a file to the audit trail."""
        return {name: getattr(row, name) for name in self.audited}

    def media_type(self, code: str) -> str:
        """Name the media type; a file keeps its format when the rules of today allow it no longer."""
        media = {f.code: f.media_type for entry in self.formats.entries for f in entry.value}
        return media.get(code, "application/octet-stream")

    async def upload(self, work: Work, command: UploadFile) -> UUID | Refusal:
        """Take a file in; it hangs on nothing yet, and only its uploader sees it."""
        breach = await self.too_many(work.session, work.actor.subject, work.today)
        if breach is not None:
            return Refusal.of(breach)
        row = self.table(
            id=work.new_id(),
            division=work.actor.division,
            file_name=command.file_name,
            format=command.format,
            size=command.size,
            sm3=command.sm3,
            uploaded_at=work.now,
            uploaded_by=work.actor.subject,
            uploaded_by_name=work.actor.name,
            **command.says,
        )
        work.session.add(row)
        await work.session.flush()
        await work.audit("uploadFile", f"file/{row.id}", None, self.shown(row))
        made: UUID = row.id
        return made

    async def lock(self, work: Work, id: UUID) -> Any:
        """Load a file that the actor may see, and keep others from attaching, detaching or clearing it; None without one."""
        its = visible_select(self.table, work.actor).where(
            self.table.id == id, self.table.division == work.actor.division
        )
        found = await work.session.scalars(its.with_for_update().execution_options(populate_existing=True))
        return found.one_or_none()

    async def touch(self, session: AsyncSession, sm3: str, size: int) -> None:
        """Say that bytes are about to be kept, so that nothing clears them meanwhile. The caller commits, then keeps them."""
        fresh = insert(self.contents).values(sm3=sm3, size=size)
        again = fresh.on_conflict_do_update(index_elements=["sm3"], set_={"touched_at": func.clock_timestamp()})
        await session.execute(again)

    async def too_many(self, session: AsyncSession, subject: str, today: date) -> Any:
        """Refuse one more upload to who leaves too many unused; None where there is room."""
        its = select(func.count()).where(self.waits, self.table.uploaded_by == subject)
        waiting = int((await session.execute(its)).scalar_one())
        return waiting_breach(waiting, self.most_waiting.on(today))

    async def unused(self, session: AsyncSession, age: timedelta) -> list[Any]:
        """Take uploads that nobody attached for so long, and that nobody is attaching now; up to a batch."""
        table = self.table
        its = select(table).where(self.waits, table.recorded_at < func.clock_timestamp() - age)
        locked = its.order_by(table.recorded_at).limit(CLEAR_BATCH).with_for_update(skip_locked=True)
        return list((await session.scalars(locked)).all())

    async def clear_contents(
        self, session: AsyncSession, age: timedelta, remove: Callable[[str], Awaitable[None]]
    ) -> int:
        """Remove bytes that no file has, up to a batch; return how many. The caller commits.

        What is about to be kept was touched just now and is left alone. Whoever touches it while it is removed waits for the
        row, and then keeps the bytes anew. Should the commit fail, the row stays and speaks of bytes that no file has.
        """
        content, table = self.contents, self.table
        nobody = ~exists(select(table.id).where(table.sm3 == content.sm3))
        its = select(content.sm3).where(content.touched_at < func.clock_timestamp() - age, nobody)
        batch = its.order_by(content.touched_at).limit(CLEAR_BATCH).with_for_update(skip_locked=True)
        found = (await session.scalars(batch)).all()
        for sm3 in found:
            # a file may have come to have them between the look and the lock; the lock keeps new ones away
            if not await session.scalar(select(exists(select(table.id).where(table.sm3 == sm3)))):
                await remove(sm3)
                await session.execute(delete(content).where(content.sm3 == sm3))
        return len(found)
