"""第三条: hand out a plan as a document or as a sheet."""

from __future__ import annotations

import asyncio

from services.reserve.domain.documents.model import Document, Line, LineKind
from services.reserve.domain.documents.plan import PlanFacts, plan_document
from services.reserve.usecases.documents import sheet
from services.reserve.usecases.documents.file import File, Format


async def plan_file(plan: PlanFacts, form: Format) -> File:
    """Write the plan beside the loop, which goes on meanwhile."""
    return await asyncio.to_thread(_file, plan, form)


def _file(plan: PlanFacts, form: Format) -> File:
    document = plan_document(plan)
    if form is Format.XLSX:
        return File(f"{document.title}.xlsx", sheet.MEDIA_TYPE, _sheet(document))
    # their libraries take a while to load, which a start need not wait for
    if form is Format.PDF:
        from services.reserve.usecases.documents import pdf  # noqa: PLC0415

        return File(f"{document.title}.pdf", pdf.MEDIA_TYPE, pdf.write_pdf(document))
    from services.reserve.usecases.documents import word  # noqa: PLC0415

    return File(f"{document.title}.docx", word.MEDIA_TYPE, word.write_word(document))


def _sheet(document: Document) -> bytes:
    """The sheet is the attachment of the items; what is no more than a draft says so over every page."""
    table = document.tables[-1]
    issued = "　".join(part for part in (document.number, document.day) if part)
    note = f"{document.mark or issued}　单位：{table.unit}"
    file = sheet.SheetFile(table, name="计划项目表", note=note, paper=sheet.A4, mark=document.mark)
    file.write(table.lines)
    empty = (None,) * (len(table.columns) - 2)
    file.write(Line(LineKind.ITEM, (None, note, *empty)) for note in table.notes)
    return file.close()
