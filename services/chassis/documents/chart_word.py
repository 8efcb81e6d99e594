"""Writes a chart into a Word file as Word itself would: a chart part with its workbook, to be opened and edited there."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from xml.sax.saxutils import quoteattr

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm
from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.chart.xmlwriter import ChartXmlWriter
from pptx.enum.chart import XL_CHART_TYPE

from services.chassis.documents.packing import repacked, writable
from services.law.document import Chart, ChartKind

WIDTH, HEIGHT = Mm(156), Mm(85)
_DATA: Any = CategoryChartData  # these three have no types
_SHEET: Any = CategoryWorkbookWriter
_DRAWN: Any = ChartXmlWriter
_KINDS = {
    ChartKind.BAR: XL_CHART_TYPE.COLUMN_CLUSTERED,
    ChartKind.STACKED: XL_CHART_TYPE.COLUMN_STACKED,
    ChartKind.LINE: XL_CHART_TYPE.LINE_MARKERS,
    ChartKind.PIE: XL_CHART_TYPE.PIE,
}
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LEGEND = f'<c:legend xmlns:c="{_C}"><c:legendPos val="b"/><c:overlay val="0"/></c:legend>'
_SHARES = (
    f'<c:dLbls xmlns:c="{_C}"><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
    '<c:showSerName val="0"/><c:showPercent val="1"/><c:showBubbleSize val="0"/></c:dLbls>'
)


def chart_run(book: Any, chart: Chart, number: int) -> Any:
    """Add the parts of a chart to the file; return the run that shows it."""
    package = book.part.package
    data = _data(chart)
    sheet = Part(
        PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx"),
        CONTENT_TYPE.SML_SHEET,
        repacked(_SHEET(data).xlsx_blob),
        package,
    )
    name = PackURI(f"/word/charts/chart{number}.xml")
    part = Part(name, CONTENT_TYPE.DML_CHART, b"", package)
    part._blob = _chart(chart, data, part.relate_to(sheet, RELATIONSHIP_TYPE.PACKAGE))  # noqa: SLF001 - known only now
    return parse_xml(_shown(chart, number, book.part.relate_to(part, RELATIONSHIP_TYPE.CHART)))


def _data(chart: Chart) -> Any:
    data = _DATA(number_format="General")
    data.categories = [writable(c) for c in chart.categories]
    for series in chart.series:
        data.add_series(writable(series.name), [_plain(v) for v in series.values])
    return data


def _plain(value: Decimal | int | None) -> Decimal | int | None:
    """Write equal amounts alike, and without an exponent, which sheets would show."""
    return Decimal(f"{value.normalize():f}") if isinstance(value, Decimal) else value


def _chart(chart: Chart, data: Any, sheet: str) -> bytes:
    root: Any = parse_xml(_DRAWN(_KINDS[chart.kind], data).xml.encode())
    drawn = root.find(f"{{{_C}}}chart")
    untitled = drawn.find(f"{{{_C}}}autoTitleDeleted")
    if untitled is None:
        untitled = parse_xml(f'<c:autoTitleDeleted xmlns:c="{_C}"/>')
        drawn.insert(0, untitled)
    untitled.set("val", "1")  # the title stands under the chart, in the text
    if drawn.find(f"{{{_C}}}legend") is None:
        drawn.find(f"{{{_C}}}plotArea").addnext(parse_xml(_LEGEND))
    if chart.kind is ChartKind.PIE:
        _shares(root)
    outside = f'<c:externalData xmlns:c="{_C}" xmlns:r="{_R}" r:id="{sheet}"><c:autoUpdate val="0"/></c:externalData>'
    root.append(parse_xml(outside))
    return serialize_part_xml(root)


def _shares(root: Any) -> None:
    """Write the shares onto a pie; they stand before its categories."""
    for old in list(root.iter(f"{{{_C}}}dLbls")):
        old.getparent().remove(old)
    for categories in list(root.iter(f"{{{_C}}}cat")):
        categories.addprevious(parse_xml(_SHARES))


def _shown(chart: Chart, number: int, relation: str) -> str:
    told = quoteattr(writable(f"图{number}　{chart.title}"))
    return (
        f'<w:r {nsdecls("w", "wp", "a", "r")}><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{int(WIDTH)}" cy="{int(HEIGHT)}"/><wp:docPr id="{1000 + number}" name="图{number}" descr={told}/>'
        "<wp:cNvGraphicFramePr/><a:graphic>"
        f'<a:graphicData uri="{_C}"><c:chart xmlns:c="{_C}" r:id="{relation}"/></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )
