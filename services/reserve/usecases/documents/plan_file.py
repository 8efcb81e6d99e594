"""第三条: hand out a plan as a document or as a sheet."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence

from services.chassis.documents import sheet
from services.chassis.documents.apart import apart, turn
from services.chassis.documents.file import File, Format
from services.law.document import Document, Line, LineKind, Table, written
from services.reserve.domain.documents.plan import PlanFacts, plan_document
from services.reserve.domain.documents.sums import Listed
from services.reserve.usecases.documents.grounds import with_grounds

FEW = 300  # items that are written in a moment, sooner than a process starts


async def plan_file(plan: PlanFacts, form: Format) -> File:
    """Write the plan beside the loop, which goes on meanwhile; a long one in a process of its own."""
    async with turn():
        if form is not Format.XLSX and len(plan.items) > FEW:
            return await apart(made_file, plan, form)
        return await asyncio.to_thread(made_file, plan, form)


def made_file(plan: PlanFacts, form: Format) -> File:
    """Write the plan."""
    document = plan_document(plan)
    if form is Format.XLSX:
        return File(f"{document.title}.xlsx", sheet.MEDIA_TYPE, _sheet(document, plan.items))
    # their libraries take a while to load, which a start need not wait for
    if form is Format.PDF:
        from services.chassis.documents import pdf  # noqa: PLC0415

        return File(f"{document.title}.pdf", pdf.MEDIA_TYPE, pdf.write_pdf(document))
    from services.chassis.documents import word  # noqa: PLC0415

    return File(f"{document.title}.docx", word.MEDIA_TYPE, word.write_word(document))


def _sheet(document: Document, items: Sequence[Listed]) -> bytes:
    """The sheet is the attachment of the items; what is no more than a draft says so over every page."""
    _, table, *annexes = document.tables
    issued = "　".join(part for part in (document.number, document.day) if part)
    note = f"{document.mark or issued}　单位：{table.unit}"
    table = with_grounds(table, items)
    file = sheet.SheetFile(table, name="计划项目表", note=note, paper=sheet.A4, mark=document.mark)
    file.write(table.lines)
    empty = (None,) * (len(table.columns) - 2)
    file.write(Line(LineKind.ITEM, (None, note, *empty)) for note in table.notes)
    for annex in annexes:
        file.write(Line(LineKind.ITEM, (None, told, *empty)) for told in _told(annex))
    return file.close()


def _told(annex: Table) -> Iterator[str]:
    """Tell an annex in words, for it has other columns than the items above it."""
    yield f"{annex.label}　{annex.title}"
    for line in annex.lines:
        parts = (f"{''.join(c.heading)}{written(v)}" for c, v in zip(annex.columns, line.cells, strict=True))
        yield "，".join(parts)
