"""Loads and saves files and what they hang on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.attachments.kept import Attachments
from services.chassis.work import Work
from services.reserve.domain.attachments.decide import Attachment, Beside
from services.reserve.domain.attachments.rulebook import ATTACHING, FORMATS, MOST_WAITING
from services.reserve.store import tables
from services.reserve.store.applications import Loaded

_FILE = tables.Attachment
KEPT = Attachments(
    table=_FILE,
    contents=tables.FileContent,
    waits=_FILE.project_id.is_(None),
    audited=("file_name", "format", "size", "sm3", "project_id", "evidence_id", "application_id", "kind", "title"),
    formats=FORMATS,
    most_waiting=MOST_WAITING,
    roles=ATTACHING,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class On:
    """What a file hangs on: a project, one of its documents, or an application for it."""

    project_id: UUID
    evidence_id: UUID | None = None
    application_id: UUID | None = None


async def lock(work: Work, id: UUID) -> tables.Attachment | None:
    """Load a file that the actor may see, and keep others from attaching, detaching or clearing it."""
    row: tables.Attachment | None = await KEPT.lock(work, id)
    return row


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
    return KEPT.shown(row)
