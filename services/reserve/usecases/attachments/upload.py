"""第四条、第五条: take in a file whose bytes are kept already."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.reserve.domain.attachments import decide as rules
from services.reserve.store import attachments, tables


@dataclass(slots=True, kw_only=True)
class UploadFile:
    """A file that was judged, and whose bytes are in the store of files under its digest."""

    idempotency_key: str
    file_name: str
    format: str
    size: int
    sm3: str


async def upload_file(work: Work, command: UploadFile) -> UUID | Refusal:
    """Take a file in; it hangs on nothing yet, and only its uploader sees it."""
    breach = rules.waiting_breach(await attachments.waiting(work.session, work.actor.subject), work.today)
    if breach is not None:
        return Refusal.of(breach)
    row = tables.Attachment(
        id=work.new_id(),
        division=work.actor.division,
        file_name=command.file_name,
        format=command.format,
        size=command.size,
        sm3=command.sm3,
        uploaded_at=work.now,
        uploaded_by=work.actor.subject,
        uploaded_by_name=work.actor.name,
    )
    work.session.add(row)
    await work.session.flush()
    await work.audit("uploadFile", f"file/{row.id}", None, attachments.audited(row))
    return row.id
