"""Writes a document as a Word file: the layout of official documents, attachments on landscape pages."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from services.chassis.documents.chart_word import chart_run
from services.chassis.documents.packing import repacked, writable
from services.law.document import (
    Chart,
    Column,
    Document,
    Line,
    LineKind,
    Paragraph,
    Style,
    Table,
    charts_after,
    heading_depth,
    heading_spans,
    written,
)

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TITLE, BODY, HEADING = "方正小标宋简体", "仿宋_GB2312", "黑体"
RED = RGBColor(0xC0, 0, 0)
_TWIPS = 15_000  # width of a table on a landscape page, in twentieths of a point
_FILLS = {LineKind.TOTAL: "D9E2F3", LineKind.SECTION: "E2EFDA", LineKind.PART: "F2F2F2"}


def write_word(document: Document) -> bytes:
    """Write the document; the same document gives the same bytes."""
    book = docx.Document()
    first = book.sections[0]
    first.page_width, first.page_height = Mm(210), Mm(297)
    first.top_margin, first.bottom_margin, first.left_margin, first.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    _margins(first, document.mark)
    _opening(book, document)
    for at, paragraph in enumerate(document.text):
        _paragraph(book, paragraph)
        for number, chart in charts_after(document, at):
            _chart(book, chart, number)
    for at, table in enumerate(document.tables, start=1):
        lead = "附件：" if at == 1 else "　　　"
        _put(book, f"{lead}{at}. {table.title}", indent=True)
    for name in document.signatures if document.day else ():
        _put(book, name, align=ALIGN.RIGHT)
    if document.day:
        _put(book, document.day, align=ALIGN.RIGHT)
    for table in document.tables:
        _attachment(book, table)
    book.core_properties.title, book.core_properties.author = writable(document.title), "、".join(document.letterhead)
    book.core_properties.comments = ""
    kept = BytesIO()
    book.save(kept)
    return repacked(kept.getvalue())


def _opening(book: Any, document: Document) -> None:
    """Letterhead and number stand on what is issued; a draft only says what it is a draft of."""
    if document.number:
        for name in document.letterhead:
            _put(book, name, font=TITLE, size=30, align=ALIGN.CENTER, colour=RED)
        _put(book, document.number, align=ALIGN.CENTER)
    _put(book, document.title, font=TITLE, size=22, align=ALIGN.CENTER)
    _put(book, "")
    _put(book, document.addressee)


def _paragraph(book: Any, paragraph: Paragraph) -> None:
    _put(book, paragraph.text, font=HEADING if paragraph.style is Style.HEADING else BODY, indent=True)


def _chart(book: Any, chart: Chart, number: int) -> None:
    """Show a chart in the middle of a line of its own, with its title and unit under it."""
    made = book.add_paragraph()
    made.alignment = ALIGN.CENTER
    made._element.append(chart_run(book, chart, number))  # noqa: SLF001 - the library knows no charts
    _put(book, f"图{number}　{chart.title}（单位：{chart.unit}）", size=12, align=ALIGN.CENTER)


def _put(
    place: Any,
    text: str,
    *,
    font: str = BODY,
    size: int = 16,
    align: Any = None,
    indent: bool = False,
    colour: RGBColor | None = None,
) -> Any:
    made = place.add_paragraph()
    made.alignment = align
    made.paragraph_format.space_after = Pt(0)
    made.paragraph_format.line_spacing = Pt(size * 1.75)
    if indent:
        made.paragraph_format.first_line_indent = Pt(2 * size)
    run = made.add_run(writable(text))
    _set(run, font, size)
    if colour is not None:
        run.font.color.rgb = colour
    return made


def _set(run: Any, font: str, size: int) -> None:
    run.font.name, run.font.size = font, Pt(size)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)  # noqa: SLF001 - no other way to it


def _margins(section: Any, mark: str | None) -> None:
    """Put the mark of a draft over every page and its number under it; later sections take both over."""
    if mark:
        over = section.header.paragraphs[0]
        over.alignment = ALIGN.RIGHT
        run = over.add_run(mark)
        _set(run, HEADING, 14)
        run.font.color.rgb = RED
    under = section.footer.paragraphs[0]
    under.alignment = ALIGN.CENTER
    for text, field in (("第", "PAGE"), ("页 共", "NUMPAGES"), ("页", None)):
        _set(under.add_run(text), BODY, 12)
        if field:
            of = OxmlElement("w:fldSimple")
            of.set(qn("w:instr"), field)
            under._element.append(of)  # noqa: SLF001


def _attachment(book: Any, table: Table) -> None:
    section = book.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(16)
    section.top_margin = section.bottom_margin = Mm(20)
    _put(book, table.label, font=HEADING)
    _put(book, table.title, font=TITLE, size=20, align=ALIGN.CENTER)
    _put(book, f"单位：{table.unit}", size=11, align=ALIGN.RIGHT)
    element = parse_xml(_table(table))
    book.element.body.insert(len(book.element.body) - 1, element)  # before the properties of the section
    for note in table.notes:
        _put(book, note, size=9)


def _table(table: Table) -> str:
    """Write the table as XML: the library's own cells take minutes for thousands of lines."""
    whole = sum(c.width for c in table.columns)
    widths = [_TWIPS * c.width // whole for c in table.columns]
    sides = "".join(
        f'<w:{s} w:val="single" w:sz="4"/>' for s in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{_TWIPS}" w:type="dxa"/><w:tblBorders>{sides}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{_heading(table, widths)}{''.join(_line(line, table.columns, widths) for line in table.lines)}</w:tbl>"
    )


def _heading(table: Table, widths: list[int]) -> str:
    """Write the heading's rows, which every page repeats."""
    rows = []
    spans = heading_spans(table.columns)
    for row in range(heading_depth(table.columns)):
        cells = []
        for span in sorted((s for s in spans if s.top <= row <= s.bottom), key=lambda s: s.left):
            merged = ""
            if span.top < span.bottom:
                merged = "<w:vMerge/>" if row > span.top else '<w:vMerge w:val="restart"/>'
            text = span.text if row == span.top else ""
            width, across = sum(widths[span.left : span.right + 1]), span.right - span.left + 1
            properties = f'<w:tcW w:w="{width}" w:type="dxa"/><w:gridSpan w:val="{across}"/>{merged}'
            cells.append(_cell(text, properties, "center", bold=True))
        rows.append(f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>")
    return "".join(rows)


def _line(line: Line, columns: tuple[Column, ...], widths: list[int]) -> str:
    fill = _FILLS.get(line.kind)
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    cells = (
        _cell(
            written(value),
            f'<w:tcW w:w="{width}" w:type="dxa"/>{shade}',
            "right" if column.figures else "left",
            bold=fill is not None,
        )
        for value, column, width in zip(line.cells, columns, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _cell(text: str, properties: str, align: str, *, bold: bool) -> str:
    run = (
        f'<w:r><w:rPr><w:rFonts w:eastAsia="宋体"/>{"<w:b/>" if bold else ""}<w:sz w:val="18"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(writable(text))}</w:t></w:r>'
    )
    return (
        f'<w:tc><w:tcPr>{properties}<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:spacing w:after="0"/>'
        f'<w:jc w:val="{align}"/></w:pPr>{run if text else ""}</w:p></w:tc>'
    )
