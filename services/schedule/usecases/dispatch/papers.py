"""第十条：dispatch's documents as files: written beside the loop, kept under their digest, proven before they are read."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from io import BytesIO

from services.chassis.digest import sm3
from services.chassis.documents.apart import apart, turn
from services.chassis.documents.file import File
from services.chassis.files import FileDamaged, Files, FilesAway
from services.law.breach import Breach
from services.law.document import Document
from services.schedule.domain.dispatch.terms import A10, PaperForm

FEW = 300  # lines that are written in a moment, sooner than a process starts
NO_STORE = Breach("FILE_STORE_MISSING", "平台未配置文件存储，无法留存印发的文件，请联系运维", A10)
STORE_AWAY = Breach("FILE_STORE_AWAY", "文件存储暂时无法访问，文件未印发，请稍后重试", A10)
LOST = Breach("FILE_DAMAGED", "所存文件已损坏或缺失，请联系运维从备份恢复", A10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The digests and sizes of the two files of a document."""

    docx_sm3: str
    docx_size: int
    pdf_sm3: str
    pdf_size: int


async def paper_file(document: Document, form: PaperForm) -> File:
    """Write a document; a long one in a process of its own."""
    async with turn():
        if sum(len(t.lines) for t in document.tables) > FEW:
            return await apart(made_file, document, form)
        return await asyncio.to_thread(made_file, document, form)


def made_file(document: Document, form: PaperForm) -> File:
    """Write a document."""
    # their libraries take a while to load, which a start need not wait for
    if form is PaperForm.PDF:
        from services.chassis.documents import pdf  # noqa: PLC0415

        return File(f"{document.title}.pdf", pdf.MEDIA_TYPE, pdf.write_pdf(document))
    from services.chassis.documents import word  # noqa: PLC0415

    return File(f"{document.title}.docx", word.MEDIA_TYPE, word.write_word(document))


async def keep_papers(files: Files | None, document: Document) -> Kept | Breach:
    """Write both files and keep their bytes; only then may a row speak of them."""
    if files is None:
        return NO_STORE
    made = [await paper_file(document, form) for form in (PaperForm.DOCX, PaperForm.PDF)]
    digests = [sm3(f.content) for f in made]
    try:
        for file, digest in zip(made, digests, strict=True):
            await files.keep(digest, len(file.content), BytesIO(file.content))
    except FilesAway:
        return STORE_AWAY
    word, pdf = made
    return Kept(docx_sm3=digests[0], docx_size=len(word.content), pdf_sm3=digests[1], pdf_size=len(pdf.content))


async def kept_file(files: Files | None, name: str, media_type: str, digest: str, size: int) -> File | Breach:
    """Read what was kept, proven."""
    if files is None:
        return NO_STORE
    try:
        await files.prove(digest, size)
        content = b"".join([piece async for piece in files.read(digest, 0, size)])
    except FilesAway:
        return STORE_AWAY
    except FileDamaged:
        return LOST
    return File(name, media_type, content)
