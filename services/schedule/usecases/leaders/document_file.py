"""第十三条: hand out the arrangement as Word or PDF."""

from __future__ import annotations

import asyncio
from enum import StrEnum

from services.chassis.documents.apart import turn
from services.chassis.documents.file import File
from services.law.document import Document


class PaperForm(StrEnum):
    """As what the arrangement is handed out."""

    DOCX = "DOCX"
    PDF = "PDF"


async def arrangement_file(document: Document, form: PaperForm) -> File:
    """Write it beside the loop, which goes on meanwhile."""
    async with turn():
        return await asyncio.to_thread(_written, document, form)


def _written(document: Document, form: PaperForm) -> File:
    if form is PaperForm.PDF:
        from services.chassis.documents import pdf  # noqa: PLC0415 - takes a while to load

        return File(f"{document.title}.pdf", pdf.MEDIA_TYPE, pdf.write_pdf(document))
    from services.chassis.documents import word  # noqa: PLC0415

    return File(f"{document.title}.docx", word.MEDIA_TYPE, word.write_word(document))
