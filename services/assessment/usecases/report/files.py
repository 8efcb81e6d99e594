"""Writes documents as files beside the loop, and keeps those of what is issued (A19)."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from uuid import UUID

from services.assessment.store import tables
from services.assessment.store.attachments import KEPT
from services.assessment.store.tables.reports import REPORT
from services.chassis.database import Database
from services.chassis.digest import sm3
from services.chassis.documents.apart import apart, turn
from services.chassis.documents.file import File, Format
from services.chassis.files import Files, FilesAway
from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Breach
from services.law.document import Document

FEW = 300  # lines that are written in a moment, sooner than a process starts
A19 = Article(19)
NO_STORE = Breach("FILE_STORE_MISSING", "平台未配置文件存储，无法留存印发的文件，请联系运维", A19)
STORE_AWAY = Breach("FILE_STORE_AWAY", "文件存储暂时无法访问，材料未印发，请稍后重试", A19)


@dataclass(frozen=True, slots=True)
class Keeping:
    """Where bytes are kept, and how it is written down that they are about to be."""

    files: Files | None
    database: Database


async def write_file(document: Document, form: Format) -> File:
    """Write a document; a long one in a process of its own."""
    async with turn():
        if sum(len(t.lines) for t in document.tables) > FEW:
            return await apart(made_file, document, form)
        return await asyncio.to_thread(made_file, document, form)


def made_file(document: Document, form: Format) -> File:
    """Write a document."""
    # their libraries take a while to load, which a start need not wait for
    if form is Format.PDF:
        from services.chassis.documents import pdf  # noqa: PLC0415

        return File(f"{document.title}.pdf", pdf.MEDIA_TYPE, pdf.write_pdf(document))
    if form is Format.DOCX:
        from services.chassis.documents import word  # noqa: PLC0415

        return File(f"{document.title}.docx", word.MEDIA_TYPE, word.write_word(document))
    from services.chassis.documents import book  # noqa: PLC0415

    return File(f"{document.title}.xlsx", book.MEDIA_TYPE, book.write_book(document))


async def keep_files(work: Work, keeping: Keeping, document: Document, report_id: UUID) -> Breach | None:
    """Write a document in all forms, keep the bytes, and hang the files on its report."""
    if keeping.files is None:
        return NO_STORE
    made = [(form, await write_file(document, form)) for form in Format]
    async with keeping.database.session(work.actor.scope) as session:  # committed before a byte is kept
        for digest, size in sorted((sm3(f.content), len(f.content)) for _, f in made):
            await KEPT.touch(session, digest, size)
        await session.commit()
    try:
        for _, file in made:
            await keeping.files.keep(sm3(file.content), len(file.content), BytesIO(file.content))
    except FilesAway:
        return STORE_AWAY
    for form, file in made:
        await _hang(work, form, file, report_id)
    return None


async def _hang(work: Work, form: Format, file: File, report_id: UUID) -> None:
    row = tables.Attachment(
        id=work.new_id(),
        division=work.actor.division,
        file_name=file.name,
        format=form.value,
        size=len(file.content),
        sm3=sm3(file.content),
        uploaded_at=work.now,
        uploaded_by=work.actor.subject,
        uploaded_by_name=work.actor.name,
        record_kind=REPORT,
        record_id=report_id,
        attached_at=work.now,
        attached_by=work.actor.name,
    )
    work.session.add(row)
    await work.session.flush()
    await work.audit("attachFile", f"file/{row.id}", None, KEPT.shown(row))


def stamped(name: str, day: date) -> str:
    """Put a day into the name of a file that is written anew each time.

    >>> stamped("示例.pdf", date(2027, 1, 8))
    '示例（2027-01-08）.pdf'
    """
    stem, dot, ending = name.rpartition(".")
    return f"{stem}（{day.isoformat()}）{dot}{ending}"
