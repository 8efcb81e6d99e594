"""Draws a chart for PDF, with the Chinese type of the text."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from reportlab.graphics.charts.barcharts import VerticalBarChart
from reportlab.graphics.charts.legends import Legend
from reportlab.graphics.charts.linecharts import HorizontalLineChart
from reportlab.graphics.charts.piecharts import Pie
from reportlab.graphics.shapes import Drawing
from reportlab.graphics.widgets.markers import makeMarker
from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth

from services.chassis.documents.breaking import broken
from services.law.document import Chart, ChartKind, written

WIDTH, HEIGHT = 156 * mm, 88 * mm
_ACROSS = WIDTH - 60  # of the axis of categories
_SIZE, _LEADING = 8, 10
_LEGEND_ROOM, _LEGEND_ROW = 16, 12
_COLOURS = tuple(
    map(HexColor, ("#4472C4", "#ED7D31", "#A5A5A5", "#FFC000", "#5B9BD5", "#70AD47", "#264478", "#9E480E"))
)
_STEPS = 5  # of the axis of values, or fewer
_CROWDED = 7  # categories from which on their names are turned


def chart_drawing(chart: Chart, font: str, shown: Callable[[str], str]) -> Drawing:
    """Draw the chart; `shown` replaces what the type lacks."""
    drawing = Drawing(WIDTH, HEIGHT)
    names = _names(chart, shown)
    below = _LEGEND_ROOM + _legend(drawing, names, font) * _LEGEND_ROW
    pie = chart.kind is ChartKind.PIE
    under = [] if pie else _under_axis(chart, font, shown)
    body = _pie(chart, font) if pie else _axes(chart, font, under)
    body.x, body.y = 45, below + (40 if len(under) >= _CROWDED else 20 + _LEADING * _more_lines(under))
    body.width, body.height = _ACROSS, HEIGHT - body.y - 10
    if pie:
        body.width = body.height = min(body.width, body.height)
        body.x = (WIDTH - body.width) / 2
    drawing.add(body)
    return drawing


def _names(chart: Chart, shown: Callable[[str], str]) -> list[str]:
    if chart.kind is not ChartKind.PIE:
        return [shown(s.name) for s in chart.series]
    values = chart.series[0].values
    return [shown(f"{c} {written(v)}") for c, v in zip(chart.categories, values, strict=True)]


def _under_axis(chart: Chart, font: str, shown: Callable[[str], str]) -> list[str]:
    """Name the categories; where there are few, a long name takes as many lines as its room is too narrow for."""
    names = [shown(c) for c in chart.categories]
    if len(names) >= _CROWDED:
        return names
    room = _ACROSS / len(names) - _SIZE / 2
    return ["\n".join(broken(name, (room,), font, _SIZE)) for name in names]


def _more_lines(names: list[str]) -> int:
    return max((name.count("\n") for name in names), default=0)


def _legend(drawing: Any, names: list[str], font: str) -> int:
    """Put the legend under the chart, in as many rows as it needs; tell how many."""
    widest = max(stringWidth(n, font, _SIZE) for n in names) + 24
    across = max(1, min(len(names), int((WIDTH - 20) // widest)))
    rows = -(-len(names) // across)
    legend = Legend()
    legend.x, legend.y, legend.boxAnchor = WIDTH / 2, 4, "s"
    legend.fontName, legend.fontSize, legend.alignment = font, _SIZE, "right"
    legend.columnMaximum, legend.deltax, legend.deltay, legend.dx, legend.dy = rows, widest, _LEGEND_ROW, 8, 6
    legend.autoXPadding, legend.dxTextSpace, legend.strokeWidth = 6, 4, 0
    legend.colorNamePairs = [(_COLOURS[at % len(_COLOURS)], name) for at, name in enumerate(names)]
    drawing.add(legend)
    return rows


def _axes(chart: Chart, font: str, names: list[str]) -> Any:
    line = chart.kind is ChartKind.LINE
    body = HorizontalLineChart() if line else VerticalBarChart()
    # what is missing is left out of a line; a bar of nothing is as high as none
    body.data = [tuple(_drawn(v, missing=None if line else 0) for v in s.values) for s in chart.series]
    axis = body.categoryAxis
    axis.categoryNames = names
    axis.labels.fontName, axis.labels.fontSize, axis.labels.leading = font, _SIZE, _LEADING
    if len(names) >= _CROWDED:
        axis.labels.angle, axis.labels.boxAnchor, axis.labels.dy = 35, "ne", -2
    else:
        axis.labels.textAnchor = "middle"
    values = body.valueAxis
    values.labels.fontName, values.labels.fontSize = font, _SIZE
    values.valueMin, values.valueMax, values.valueStep = _scale(chart, body.data)
    values.labelTextFormat = lambda value: f"{value:.12g}"
    if line:
        body.joinedLines = 0  # said by row: a single figure is a point, of which the library makes no line
    values.visibleGrid, values.gridStrokeColor, values.gridStrokeWidth = True, HexColor("#D9D9D9"), 0.4
    for at in range(len(chart.series)):
        colour = _COLOURS[at % len(_COLOURS)]
        if line:
            body.lines[at].strokeColor, body.lines[at].strokeWidth = colour, 1.6
            body.lines[at].symbol = makeMarker("FilledCircle", size=3)
            if sum(1 for v in body.data[at] if v is not None) > 1:
                body.lines[at].lineStyle = "joinedLine"
        else:
            body.bars[at].fillColor, body.bars[at].strokeWidth = colour, 0
    if not line:
        axis.style = "stacked" if chart.kind is ChartKind.STACKED else "parallel"
    return body


def _scale(chart: Chart, data: list[tuple[Any, ...]]) -> tuple[float, float, float]:
    """From and until where the axis goes and by which steps: both ends are steps, so that what is highest is not cut off."""
    shown = [[v or 0 for v in row] for row in data]
    if chart.kind is ChartKind.STACKED:
        shown = [[sum(v) for v in zip(*shown, strict=True)]]
    least, most = min([0.0, *(v for row in shown for v in row)]), max([0.0, *(v for row in shown for v in row)])
    if least == most:
        return 0, 1, 1  # nothing at all still has an axis
    rough = (most - least) / _STEPS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(by * power for by in (1, 2, 5, 10) if by * power >= rough * (1 - 1e-9))
    return math.floor(least / step) * step, math.ceil(most / step) * step, step


def _pie(chart: Chart, font: str) -> Any:
    body = Pie()
    body.data = [_drawn(v, missing=0) for v in chart.series[0].values]
    if not any(body.data):
        body.data = [1] * len(body.data)  # equal parts of nothing; the legend says that they are 0
    body.labels = None
    body.slices.fontName, body.slices.fontSize, body.slices.strokeWidth = font, _SIZE, 0.4
    for at in range(len(body.data)):
        body.slices[at].fillColor = _COLOURS[at % len(_COLOURS)]
    return body


def _drawn(value: Any, *, missing: Any) -> Any:
    """Where a figure is drawn: a place on paper, not an amount."""
    return missing if value is None else float(value)
