"""Hangs files on requests and on the other records of this service; what the service says of its attachments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.attachments.judging import UNKNOWN
from services.chassis.attachments.kept import Attachments
from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Breach
from services.law.dated import Dated, Entry
from services.law.files import USUAL_FORMATS
from services.law.parties import Role
from services.support.domain.attaching import Purpose, RecordKind
from services.support.domain.kinds.since import FIRST_DAY
from services.support.store import tables

_SOURCE = "第十五条、第十七条的执行口径"
UPLOADING = tuple(r for r in Role if r not in {Role.LEADER, Role.INSPECTOR, Role.DISCIPLINE, Role.OPERATOR})
_FILE = tables.Attachment
KEPT = Attachments(
    table=_FILE,
    contents=tables.FileContent,
    waits=_FILE.attached_at.is_(None),
    audited=("file_name", "format", "size", "sm3", "request_id", "purpose", "part_id", "record_kind", "record_id"),
    formats=Dated(Article(17), "附件允许的文件格式", Entry(FIRST_DAY, USUAL_FORMATS, _SOURCE)),
    most_waiting=Dated(Article(17), "一人已上传、未使用的文件数上限", Entry(FIRST_DAY, 200, _SOURCE)),
    roles=UPLOADING,
)
_ATTACHED = "该文件已附于一条记录；需另附的请重新上传（内容相同的不重复存储）"


async def hang(work: Work, file_id: UUID, record_kind: str, record_id: UUID, field: str) -> Breach | None:
    """Hang an upload of the actor on a record of a kind that is known (`tables.attachments.files_hang_on`), for good.

    Return what is wrong, where it cannot be; nothing is written then.
    """
    row = await _waiting(work, file_id, field)
    if isinstance(row, Breach):
        return row
    row.record_kind, row.record_id = record_kind, record_id
    await _hung(work, row)
    return None


async def hanging(session: AsyncSession, kind: RecordKind, record_id: UUID) -> int:
    """Count the files on a record; its row must be locked."""
    its = _FILE.record_kind == kind.value, _FILE.record_id == record_id
    return await session.scalar(select(func.count()).select_from(_FILE).where(*its)) or 0


async def unusable(work: Work, file_ids: Iterable[tuple[str, UUID]], request_id: UUID | None) -> list[Breach]:
    """Name the files that cannot be hung on a request by the actor: what hangs on this request already, can stay."""
    faults = []
    seen: set[UUID] = set()
    for field, file_id in file_ids:
        if file_id in seen:
            faults.append(Breach("FILE_TWICE", "同一文件不能填写两次", field=field))
        seen.add(file_id)
        row = await work.session.scalar(visible_select(_FILE, work.actor).where(_FILE.id == file_id))
        if row is None or row.division != work.actor.division:
            faults.append(replace(UNKNOWN, field=field))
        elif row.attached_at is not None and (request_id is None or row.request_id != request_id):
            faults.append(Breach("FILE_ATTACHED", _ATTACHED, field=field))
    return faults


async def hang_on_request(
    work: Work,
    request_id: UUID,
    purpose: Purpose,
    files: Iterable[tuple[str, UUID]],
    part_id: UUID | None = None,
    *,
    of_form: bool = False,
) -> list[Breach]:
    """Hang uploads on a request; what hangs on it already, stays as it is. Return what is wrong, file by file."""
    faults = []
    for field, file_id in files:
        row = await _waiting(work, file_id, field, request_id)
        if isinstance(row, Breach):
            faults.append(row)
        elif row.attached_at is None:
            row.request_id, row.purpose, row.part_id = request_id, purpose, part_id
            row.field = field.removeprefix("form.") if of_form and field.startswith("form.") else None
            await _hung(work, row)
    return faults


async def _waiting(work: Work, file_id: UUID, field: str, request_id: UUID | None = None) -> tables.Attachment | Breach:
    row: tables.Attachment | None = await KEPT.lock(work, file_id)
    if row is None:
        return replace(UNKNOWN, field=field)
    if row.attached_at is not None and (request_id is None or row.request_id != request_id):
        return Breach("FILE_ATTACHED", _ATTACHED, field=field)
    return row


async def _hung(work: Work, row: tables.Attachment) -> None:
    row.attached_at, row.attached_by = work.now, work.actor.name
    await work.session.flush()
    await work.audit("attachFile", f"file/{row.id}", None, KEPT.shown(row))
