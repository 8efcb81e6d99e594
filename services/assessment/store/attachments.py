"""Hangs files on the records of this service; what the service says of its attachments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from services.assessment.domain.rulebook import SINCE
from services.assessment.store import tables
from services.chassis.attachments.judging import UNKNOWN
from services.chassis.attachments.kept import Attachments
from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Breach
from services.law.dated import Dated, Entry
from services.law.files import USUAL_FORMATS
from services.law.parties import Role

_A19 = Article(19)
_SOURCE = "第十九条至第二十一条的执行口径"
_FILE = tables.Attachment
MOST_FILES = Dated(_A19, "一次提交所附文件数上限", Entry(SINCE, 20, _SOURCE))
KEPT = Attachments(
    table=_FILE,
    contents=tables.FileContent,
    waits=_FILE.attached_at.is_(None),
    audited=("file_name", "format", "size", "sm3", "record_kind", "record_id"),
    formats=Dated(_A19, "附件允许的文件格式", Entry(SINCE, USUAL_FORMATS, _SOURCE)),
    most_waiting=Dated(_A19, "一人已上传、未使用的文件数上限", Entry(SINCE, 200, _SOURCE)),
    roles=tuple(role for role in Role if role is not Role.OPERATOR),
)
_ATTACHED = "该文件已附于一条记录；需另附的请重新上传（内容相同的不重复存储）"


async def take(
    work: Work, file_ids: Sequence[UUID], faults: list[Breach], field: str = "fileIds"
) -> list[tables.Attachment]:
    """Lock uploads of the actor that hang on nothing yet; note what is wrong, file by file."""
    most = MOST_FILES.on(work.today)
    if len(file_ids) > most:
        faults.append(Breach("FILES_TOO_MANY", f"一次至多附 {most} 个文件", _A19, field))
        return []
    rows: list[tables.Attachment] = []
    for at, file_id in enumerate(file_ids):
        row: tables.Attachment | None = await KEPT.lock(work, file_id)
        if row is None:
            faults.append(replace(UNKNOWN, field=f"{field}.{at}"))
        elif row.attached_at is not None:
            faults.append(Breach("FILE_ATTACHED", _ATTACHED, field=f"{field}.{at}"))
        elif row in rows:
            faults.append(Breach("FILE_TWICE", "同一文件不能填写两次", field=f"{field}.{at}"))
        else:
            rows.append(row)
    return rows


async def hang(work: Work, rows: Sequence[tables.Attachment], record_kind: str, record_id: UUID) -> None:
    """Hang files that were taken on a record of a kind that is known (`tables.attachments.files_hang_on`), for good."""
    for row in rows:
        row.record_kind, row.record_id = record_kind, record_id
        row.attached_at, row.attached_by = work.now, work.actor.name
    await work.session.flush()
    for row in rows:
        await work.audit("attachFile", f"file/{row.id}", None, KEPT.shown(row))
