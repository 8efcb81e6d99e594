"""Writes a document as PDF, with Chinese type that readers bring along, so that no font file is needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, KeepTogether, NextPageTemplate, PageBreak, PageTemplate, Spacer
from reportlab.platypus import Paragraph as ParagraphOfLibrary
from reportlab.platypus import Table as Grid

from services.chassis.documents.breaking import broken
from services.chassis.documents.chart_pdf import chart_drawing
from services.law.document import (
    Chart,
    Document,
    Line,
    LineKind,
    Style,
    Table,
    charts_after,
    heading_depth,
    heading_spans,
    written,
)

MEDIA_TYPE = "application/pdf"
FONT = "STSong-Light"
NO_GLYPH = "〓"  # how printers have always shown a character that their type lacks
_LAST = 0xFFFF  # the font knows no characters beyond
registerFont(UnicodeCIDFont(FONT))

_BODY = ParagraphStyle("body", fontName=FONT, fontSize=16, leading=28, wordWrap="CJK")
_INDENTED = ParagraphStyle("indented", _BODY, firstLineIndent=32)
_LISTED = ParagraphStyle("listed", _BODY, firstLineIndent=32 + 48)  # below what stands behind “附件：”
_TITLE = ParagraphStyle("title", _BODY, fontSize=22, leading=34, alignment=TA_CENTER)
_LETTERHEAD = ParagraphStyle("letterhead", _BODY, fontSize=28, leading=40, alignment=TA_CENTER, textColor=colors.red)
_CENTRED = ParagraphStyle("centred", _BODY, alignment=TA_CENTER)
_RIGHT = ParagraphStyle("right", _BODY, alignment=TA_RIGHT)
_CAPTION = ParagraphStyle("caption", _CENTRED, fontSize=11, leading=18)
_UNIT = ParagraphStyle("unit", _RIGHT, fontSize=11, leading=16)
_SMALL = ParagraphStyle("small", _BODY, fontSize=9, leading=12)
_HEAD = ParagraphStyle("head", _SMALL, alignment=TA_CENTER)
_WIDTH, _ROOM = 265 * mm, 172 * mm  # of a landscape page
_ROW = 22  # points: a row of one line
_PADDING = 12  # points that a table leaves beside a text
_FILLS = {LineKind.TOTAL: "#D9E2F3", LineKind.SECTION: "#E2EFDA", LineKind.PART: "#F2F2F2"}


def write_pdf(document: Document) -> bytes:
    """Write the document; the same document gives the same bytes."""
    kept = BytesIO()
    book = BaseDocTemplate(
        kept, title=document.title, author="、".join(document.letterhead), invariant=1, pageCompression=1
    )
    wide = landscape(A4)
    book.addPageTemplates(
        [
            PageTemplate("text", [Frame(28 * mm, 35 * mm, 156 * mm, 225 * mm, 0, 0, 0, 0)], pagesize=A4),
            PageTemplate("attachment", [Frame(16 * mm, 18 * mm, _WIDTH, _ROOM, 0, 0, 0, 0)], pagesize=wide),
        ]
    )
    story = [*_text(document)]
    for table in document.tables:
        story += [NextPageTemplate("attachment"), PageBreak(), *_attachment(table)]
    book.build(story, canvasmaker=lambda *a, **k: _Numbered(document.mark, *a, **k))
    return kept.getvalue()


class _Numbered(Canvas):  # type: ignore[misc]  # reportlab has no types
    """Puts onto every page its number, of how many, and the mark of a draft; pages are shown when all are known."""

    def __init__(self, mark: str | None, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._mark = mark
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for number, page in enumerate(self._pages, start=1):
            self.__dict__.update(page)
            width, height = self._pagesize
            self.setFont(FONT, 11)
            self.drawCentredString(width / 2, 10 * mm, f"第{number}页 共{len(self._pages)}页")
            if self._mark:
                self.setFillColor(colors.red)
                self.drawRightString(width - 20 * mm, height - 14 * mm, self._mark)
            super().showPage()
        super().save()


class Flow(ParagraphOfLibrary):  # type: ignore[misc]  # reportlab has no types
    """A text of one type; its lines end where Chinese ones may, which the library knows in part only."""

    def breakLinesCJK(self, maxWidths: Any) -> Any:  # noqa: N802, N803 - reportlab's names
        only = self.frags[0] if self.frags else None  # an escaped sign begins a fragment of its own, of the same type
        if only is None or (hasattr(self, "blPara") and getattr(self, "_splitpara", False)):
            return super().breakLinesCJK(maxWidths)
        self.height = 0
        widths = maxWidths if isinstance(maxWidths, (list, tuple)) else [maxWidths]
        # words: of the rest on the next page
        text = "".join(f.text if hasattr(f, "text") else "".join(f.words) for f in self.frags)
        lines = broken(text, widths, only.fontName, only.fontSize)
        rooms = [widths[min(at, len(widths) - 1)] for at in range(len(lines))]
        spare = [
            room - stringWidth(line, only.fontName, only.fontSize) for line, room in zip(lines, rooms, strict=True)
        ]
        placed = [(left, [line]) for left, line in zip(spare, lines, strict=True)]
        return only.clone(kind=0, lines=placed, ascent=only.fontSize, descent=-0.2 * only.fontSize)


def _text(document: Document) -> list[Any]:
    flow = []
    if document.number:
        flow += [_flow(name, _LETTERHEAD) for name in document.letterhead]
        flow.append(_flow(document.number, _CENTRED))
    flow += [_flow(document.title, _TITLE), Spacer(0, 20), _flow(document.addressee, _BODY)]
    for at, p in enumerate(document.text):
        flow.append(_flow(p.text, _INDENTED, bold=p.style is Style.HEADING))
        flow += [_chart(chart, number) for number, chart in charts_after(document, at)]
    for at, table in enumerate(document.tables, start=1):
        flow.append(
            _flow(f"附件：{at}. {table.title}", _INDENTED) if at == 1 else _flow(f"{at}. {table.title}", _LISTED)
        )
    if document.day:
        flow += [Spacer(0, 28), *(_flow(s, _RIGHT) for s in (*document.signatures, document.day))]
    return flow


def _chart(chart: Chart, number: int) -> Any:
    told = f"图{number}　{chart.title}（单位：{chart.unit}）"
    return KeepTogether([Spacer(0, 6), chart_drawing(chart, FONT, _shown), _flow(told, _CAPTION)])


def _attachment(table: Table) -> list[Any]:
    """Lay the table out page by page: the library would measure all that is left anew for every page."""
    whole = sum(c.width for c in table.columns)
    widths = [_WIDTH * c.width / whole for c in table.columns]
    heading, look = _heading(table)
    heights = _heights(table, heading, widths)
    above = [_flow(table.label, _BODY), _flow(table.title, _TITLE), _flow(f"单位：{table.unit}", _UNIT)]
    room = _ROOM - sum(heights)
    first = room - sum(_height(f, _WIDTH) for f in above)
    rows = [_row(line, table, widths) for line in table.lines]
    grids: list[Any] = []
    for page in _pages(rows, first, room):
        grids += [_grid((heading, heights), look, page, widths), PageBreak()]
    return [*above, *grids[:-1], *(_flow(n, _SMALL) for n in table.notes)]


@dataclass(frozen=True, slots=True)
class _Row:
    kind: LineKind
    cells: list[Any]
    height: float


def _row(line: Line, table: Table, widths: Sequence[float]) -> _Row:
    cells = _cells(line, table, widths)
    height = max(_height(c, w - _PADDING) for c, w in zip(cells, widths, strict=True))
    return _Row(line.kind, cells, height + _ROW - _SMALL.leading)


def _pages(rows: Sequence[_Row], first: float, room: float) -> Iterator[list[_Row]]:
    """Fill page after page; the first one has less room."""
    page: list[_Row] = []
    left = first
    for row in rows:
        if page and row.height > left:
            yield page
            page, left = [], room
        page.append(row)
        left -= row.height
    yield page


def _heading(table: Table) -> tuple[list[list[Any]], list[tuple[Any, ...]]]:
    depth = heading_depth(table.columns)
    rows: list[list[Any]] = [[""] * len(table.columns) for _ in range(depth)]
    look: list[tuple[Any, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("FONT", (0, 0), (-1, -1), FONT, _SMALL.fontSize),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ]
    for span in heading_spans(table.columns):
        rows[span.top][span.left] = _flow(span.text, _HEAD)
        look.append(("SPAN", (span.left, span.top), (span.right, span.bottom)))
    look += [("ALIGN", (at, depth), (at, -1), "RIGHT") for at, c in enumerate(table.columns) if c.figures]
    return rows, look


def _heights(table: Table, heading: list[list[Any]], widths: list[float]) -> list[float]:
    """How high the rows of the heading are; where a text over several rows needs more, the last of them gives it."""
    heights = [float(_ROW)] * len(heading)
    for span in sorted(heading_spans(table.columns), key=lambda s: s.bottom - s.top):
        wide = sum(widths[span.left : span.right + 1]) - _PADDING
        needed = _height(heading[span.top][span.left], wide) + _ROW - _SMALL.leading
        heights[span.bottom] += max(0.0, needed - sum(heights[span.top : span.bottom + 1]))
    return heights


def _grid(
    head: tuple[list[list[Any]], list[float]], look: list[tuple[Any, ...]], page: list[_Row], widths: list[float]
) -> Any:
    """Draw the part of a table that one page holds, under the whole heading."""
    heading, above = head
    shades = [
        ("BACKGROUND", (0, at), (-1, at), colors.HexColor(_FILLS[row.kind]))
        for at, row in enumerate(page, len(heading))
        if row.kind in _FILLS
    ]
    rows, heights = [*heading, *(r.cells for r in page)], [*above, *(r.height for r in page)]
    return Grid(rows, colWidths=widths, rowHeights=heights, style=[*look, *shades])


def _cells(line: Line, table: Table, widths: Sequence[float]) -> list[Any]:
    """Figures stay on one line; a text that is wider than its column is broken, which takes far longer than to draw it."""
    cells: list[Any] = []
    for value, column, width in zip(line.cells, table.columns, widths, strict=True):
        text = written(value)
        fits = column.figures or len(text) * _SMALL.fontSize <= width - _PADDING
        cells.append(_shown(text) if fits else _flow(text, _SMALL))
    return cells


def _height(cell: Any, width: float) -> float:
    return _SMALL.leading if isinstance(cell, str) else float(cell.wrap(width, _ROOM)[1])


def _flow(text: str, style: ParagraphStyle, *, bold: bool = False) -> Flow:
    return Flow(
        escape(_shown(text)), ParagraphStyle("heading", style, textColor=colors.black, fontSize=17) if bold else style
    )


def _shown(text: str) -> str:
    return "".join(c if ord(c) <= _LAST else NO_GLYPH for c in text)
