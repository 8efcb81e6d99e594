"""Loads and saves files and what they hang on; clears away what hangs on nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, exists, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.reserve.domain.attachments.decide import Attachment, Beside
from services.reserve.store import tables
from services.reserve.store.applications import Loaded

CLEAR_BATCH = 50  # in one transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class On:
    """What a file hangs on: a project, one of its documents, or an application for it."""

    project_id: UUID
    evidence_id: UUID | None = None
    application_id: UUID | None = None


async def lock(work: Work, id: UUID) -> tables.Attachment | None:
    """Load a file that the actor may see, and keep others from attaching, detaching or clearing it."""
    table = tables.Attachment
    its = visible_select(table, work.actor).where(table.id == id, table.division == work.actor.division)
    found = await work.session.scalars(its.with_for_update().execution_options(populate_existing=True))
    return found.one_or_none()


def state_of(row: tables.Attachment) -> Attachment:
    """Read a row into the state that decisions see."""
    return Attachment(
        id=row.id,
        file_name=row.file_name,
        sm3=row.sm3,
        attached=row.project_id is not None,
        detached=row.detached_at is not None,
        kind=row.kind or "",
        title=row.title or "",
    )


async def beside(session: AsyncSession, on: On) -> Beside:
    """Look what hangs on the same record; what was taken off it does not count."""
    table = tables.Attachment
    if on.evidence_id is not None:
        of = table.evidence_id == on.evidence_id
    elif on.application_id is not None:
        of = table.application_id == on.application_id
    else:
        of = (table.project_id == on.project_id) & table.evidence_id.is_(None) & table.application_id.is_(None)
    digests = (await session.scalars(select(table.sm3).where(of, table.detached_at.is_(None)))).all()
    return Beside(len(digests), frozenset(digests))


async def hang(work: Work, row: tables.Attachment, after: Attachment, on: On) -> None:
    """Write what a file hangs on from now on."""
    row.project_id, row.evidence_id, row.application_id = on.project_id, on.evidence_id, on.application_id
    row.kind, row.title = after.kind, after.title
    row.attached_at, row.attached_by = work.now, work.actor.name
    await work.session.flush()


def noted(row: tables.Attachment) -> Mapping[str, str]:
    """Show an attachment to the history: the field `attachments/…` and what it was."""
    return {f"attachments/{row.id}": f"{row.title} {row.file_name} SM3 {row.sm3}"}


async def note(work: Work, loaded: Loaded, action: str, row: tables.Attachment, reason: str | None) -> None:
    """Let an application's version go on, and write into its steps which file came or went."""
    loaded.row.version += 1
    loaded.row.changed_at = work.now
    what = f"{row.title}（{row.file_name}）"
    work.session.add(
        tables.ApplicationStep(
            id=work.new_id(),
            division=loaded.row.division,
            application_id=loaded.row.id,
            version=loaded.row.version,
            at=work.now,
            action=action,
            from_status=loaded.row.status,
            to_status=loaded.row.status,
            actor=work.actor.subject,
            actor_name=work.actor.name,
            roles=sorted(work.actor.roles),
            unit=work.actor.unit,
            text=f"{what}：{reason}" if reason else what,
            due_on=None,
            annual_investment=loaded.row.annual_investment,
            total_investment=loaded.project.elements.total_investment,
        )
    )
    await work.session.flush()
    version = loaded.row.version
    subject = f"application/{loaded.row.id}"
    await work.audit(action, subject, {"version": version - 1}, {"version": version, "file": what}, reason=reason)


def audited(row: tables.Attachment) -> Mapping[str, Any]:
    """Show a file to the audit trail."""
    names = ("file_name", "format", "size", "sm3", "project_id", "evidence_id", "application_id", "kind", "title")
    return {name: getattr(row, name) for name in names}


async def touch(session: AsyncSession, sm3: str, size: int) -> None:
    """Say that bytes are about to be kept, so that nothing clears them meanwhile. The caller commits, then keeps them."""
    fresh = insert(tables.FileContent).values(sm3=sm3, size=size)
    again = fresh.on_conflict_do_update(index_elements=["sm3"], set_={"touched_at": func.clock_timestamp()})
    await session.execute(again)


async def waiting(session: AsyncSession, subject: str) -> int:
    """Count the files that a person uploaded and did not attach."""
    table = tables.Attachment
    its = select(func.count()).where(table.project_id.is_(None), table.uploaded_by == subject)
    return int((await session.execute(its)).scalar_one())


async def unused(session: AsyncSession, age: timedelta) -> list[tables.Attachment]:
    """Take uploads that nobody attached for so long, and that nobody is attaching now; up to a batch."""
    table = tables.Attachment
    its = select(table).where(table.project_id.is_(None), table.recorded_at < func.clock_timestamp() - age)
    locked = its.order_by(table.recorded_at).limit(CLEAR_BATCH).with_for_update(skip_locked=True)
    return list((await session.scalars(locked)).all())


async def clear_contents(session: AsyncSession, age: timedelta, remove: Callable[[str], Awaitable[None]]) -> int:
    """Remove bytes that no file has, up to a batch; return how many. The caller commits.

    What is about to be kept was touched just now and is left alone. Whoever touches it while it is removed waits for the
    row, and then keeps the bytes anew. Should the commit fail, the row stays and speaks of bytes that no file has.
    """
    content, table = tables.FileContent, tables.Attachment
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
