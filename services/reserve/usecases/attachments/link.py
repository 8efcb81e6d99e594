"""Make a link to a file; that it was made is on record, as every download is."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.law.breach import Refusal
from services.reserve.domain.attachments.decide import NOT_ATTACHED
from services.reserve.store import tables
from services.reserve.usecases.attachments.record import subject


@dataclass(frozen=True, slots=True)
class LinkFile:
    """Which file."""

    attachment_id: UUID


async def link_file(work: Work, command: LinkFile) -> UUID | Refusal:
    """Let whoever sees a file have a link to it."""
    table = tables.Attachment
    row = await work.session.scalar(visible_select(table, work.actor).where(table.id == command.attachment_id))
    if row is None:
        return Refusal.of(NOT_ATTACHED)
    await work.audit("createDownloadLink", subject(row.id), None, {"sm3": row.sm3}, division=row.division)
    return row.id
