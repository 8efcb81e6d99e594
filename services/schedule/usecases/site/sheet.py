"""A sheet of paper to draw on: frame, title block, Chinese type that fits its place. One drawing is PDF and SVG alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from reportlab.graphics import renderPDF, renderSVG
from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib import colors
from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from services.chassis.documents.breaking import broken
from services.chassis.documents.pdf import FONT, NO_GLYPH

SIZES = {"A3": landscape(A3), "A4": landscape(A4)}
MARGIN, BLOCK, TITLE = 10 * mm, 16 * mm, 14 * mm
LEAST_TYPE = 4.5  # points; smaller is not read from a wall
ELLIPSIS = "…"
_LAST = 0xFFFF  # the font knows no characters beyond
# the font's own name is known to PDF readers only; browsers have one of these
FAMILY = "STSong, SimSun, 'Songti SC', 'Noto Serif CJK SC', 'Noto Sans CJK SC', serif"


@dataclass(frozen=True, slots=True, kw_only=True)
class Titled:
    """What the title block says: the chart, the project, its code, day, version, and who answers for it."""

    title: str
    project: str
    code: str | None
    day: str
    version: str
    answers: str


def sheet(paper: str, titled: Titled, page: int, pages: int) -> Drawing:
    """Begin a page: its frame, its title above, the block below."""
    width, height = SIZES[paper]
    drawing = Drawing(width, height)
    drawing.add(Rect(0, 0, width, height, fillColor=colors.white, strokeColor=None))
    drawing.add(Rect(MARGIN, MARGIN, width - 2 * MARGIN, height - 2 * MARGIN, fillColor=None, strokeColor=colors.black))
    title = f"{titled.project}　{titled.title}"
    put(drawing, title, width / 2, height - MARGIN - TITLE / 2 - 6, width - 4 * MARGIN, size=17, middle=True)
    _block(drawing, titled, page, pages)
    return drawing


def room(paper: str) -> tuple[float, float, float, float]:
    """Return what is left to draw on: left, bottom, width, height."""
    width, height = SIZES[paper]
    left, bottom = MARGIN + 3 * mm, MARGIN + BLOCK + 2 * mm
    return left, bottom, width - 2 * left, height - MARGIN - TITLE - bottom - 1 * mm


def _block(drawing: Drawing, titled: Titled, page: int, pages: int) -> None:
    cells = (
        ("项目", titled.project, 30),
        ("项目代码", titled.code or "—", 22),
        ("编制日期", titled.day, 13),
        ("版本", titled.version, 12),
        ("责任单位（责任人）", titled.answers, 23),
        ("页", f"第{page}页 共{pages}页", 10),
    )
    width, left = drawing.width - 2 * MARGIN, MARGIN
    whole = sum(share for _, _, share in cells)
    for label, text, share in cells:
        wide = width * share / whole
        drawing.add(Rect(left, MARGIN, wide, BLOCK, fillColor=None, strokeColor=colors.black, strokeWidth=0.6))
        put(drawing, label, left + 4, MARGIN + BLOCK - 10, wide - 8, size=7, colour=colors.grey)
        lines, size = fitted(text, wide - 8, 9, lines=2)
        for at, line in enumerate(lines):
            put(drawing, line, left + 4, MARGIN + BLOCK - 23 - at * (size + 2), wide, size=size)
        left += wide


def put(
    drawing: Any, text: str, x: float, y: float, width: float, *, size: float, middle: bool = False, colour: Any = None
) -> None:
    """Write one line, smaller where it would not fit, and cut where it would be too small."""
    (line,), size = fitted(text, width, size, lines=1)
    anchor = "middle" if middle else "start"
    made = String(x, y, line, fontName=FONT, fontSize=size, textAnchor=anchor, fillColor=colour or colors.black)
    drawing.add(made)


def fitted(text: str, width: float, size: float, *, lines: int) -> tuple[list[str], float]:
    """Break a text into at most so many lines, in the largest type that fits; what fits in none is cut with an ellipsis."""
    shown = "".join(c if ord(c) <= _LAST else NO_GLYPH for c in " ".join(text.split()))
    while True:
        parts = broken(shown, [width], FONT, size)
        if len(parts) <= lines:
            return parts or [""], size
        if size <= LEAST_TYPE:
            return _cut(parts, width, size, lines), size
        size = max(LEAST_TYPE, size - 0.5)


def _cut(parts: Sequence[str], width: float, size: float, lines: int) -> list[str]:
    last = parts[lines - 1]
    while last and stringWidth(last + ELLIPSIS, FONT, size) > width:
        last = last[:-1]
    return [*parts[: lines - 1], last + ELLIPSIS]


def rule(
    drawing: Any, x1: float, y1: float, x2: float, y2: float, colour: Any = colors.black, width: float = 0.5
) -> None:
    """Draw a line."""
    drawing.add(Line(x1, y1, x2, y2, strokeColor=colour, strokeWidth=width))


def as_pdf(drawings: Sequence[Drawing], title: str) -> bytes:
    """Write pages as PDF; the same drawings give the same bytes."""
    kept = BytesIO()
    canvas = Canvas(kept, invariant=1, pageCompression=1)
    canvas.setTitle(title)
    for drawing in drawings:
        canvas.setPageSize((drawing.width, drawing.height))
        renderPDF.draw(drawing, canvas, 0, 0)
        canvas.showPage()
    canvas.save()
    return kept.getvalue()


def as_svg(drawing: Drawing) -> bytes:
    """Write one page as SVG."""
    written: str = renderSVG.drawToString(drawing)
    return written.replace(FONT, FAMILY).encode()
