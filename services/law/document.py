"""An official document before it is written: every word and figure, so that Word, PDF and Excel cannot differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

Value = str | int | Decimal | date | None


class LineKind(StrEnum):
    """What a line of a table is; writers set them off from each other."""

    ITEM = "ITEM"
    SECTION = "SECTION"  # 一、 with its subtotal
    PART = "PART"  # （一） with its subtotal
    TOTAL = "TOTAL"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table, a value for each column."""

    kind: LineKind
    cells: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading from top to bottom, how wide it is beside the others, whether it holds figures or money."""

    heading: tuple[str, ...]
    width: int
    figures: bool = False
    money: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """An attachment; money is in `unit`, said once above the table, or in the headings where there is no above."""

    label: str  # 附件1
    title: str
    unit: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()  # under the table, for what is too long for a cell


class Style(StrEnum):
    """How a paragraph of the text is set."""

    HEADING = "HEADING"
    TEXT = "TEXT"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the text."""

    style: Style
    text: str


class ChartKind(StrEnum):
    """How a chart is drawn."""

    BAR = "BAR"  # 柱形图
    STACKED = "STACKED"  # 堆积柱形图
    LINE = "LINE"  # 折线图（累计曲线）
    PIE = "PIE"  # 饼图


@dataclass(frozen=True, slots=True)
class Series:
    """A row of figures of a chart, one for each category; None where there is none yet."""

    name: str
    values: tuple[Decimal | int | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of the text: Word gets one that can be edited, with its figures in a sheet.

    after: the place of the paragraph that it follows, from 0; None for the end of the text.
    """

    kind: ChartKind
    title: str
    unit: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    after: int | None = None

    def __post_init__(self) -> None:
        """Raise ValueError for a chart that cannot be drawn."""
        if not self.categories or not self.series:
            raise ValueError(f"{self.title}: a chart needs categories and series")
        if any(len(s.values) != len(self.categories) for s in self.series):
            raise ValueError(f"{self.title}: every series has a value for each category")
        if self.kind is ChartKind.PIE and (len(self.series) > 1 or any((v or 0) < 0 for v in self.series[0].values)):
            raise ValueError(f"{self.title}: a pie has one series, and nothing below zero")


@dataclass(frozen=True, slots=True)
class Document:
    """An official document with its attachments. `mark` stands on every page of what is not in force."""

    mark: str | None
    letterhead: tuple[str, ...]
    number: str | None
    title: str
    addressee: str
    text: tuple[Paragraph, ...]
    signatures: tuple[str, ...]
    day: str | None
    tables: tuple[Table, ...]
    charts: tuple[Chart, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """One cell of a heading; rows and columns from 0, the last ones included."""

    text: str
    top: int
    left: int
    bottom: int
    right: int


def charts_after(document: Document, paragraph: int) -> list[tuple[int, Chart]]:
    """Give the charts that follow a paragraph, with their numbers; those of no paragraph follow the last one.

    >>> pie = Chart(ChartKind.PIE, "示例", "个", ("甲",), (Series("数", (1,)),))
    >>> paper = Document(None, (), None, "示例", "", (Paragraph(Style.TEXT, "示例"),), (), None, (), (pie,))
    >>> [number for number, _ in charts_after(paper, 0)]
    [1]
    """
    last = len(document.text) - 1
    numbered = enumerate(sorted(document.charts, key=lambda c: last if c.after is None else c.after), start=1)
    return [(n, c) for n, c in numbered if min(last if c.after is None else c.after, last) == paragraph]


def heading_depth(columns: Sequence[Column]) -> int:
    """Tell how many rows the heading has."""
    return max(len(c.heading) for c in columns)


def heading_spans(columns: Sequence[Column]) -> list[Span]:
    """Merge the heading: equal parents side by side become one cell, a short heading reaches down to the last row."""
    depth = heading_depth(columns)
    spans: list[Span] = []
    for row in range(depth):
        left = 0
        while left < len(columns):
            path = columns[left].heading
            right = left
            if row < len(path) - 1:
                while right + 1 < len(columns) and _under(columns[right + 1].heading, path, row):
                    right += 1
            if row < len(path):
                spans.append(Span(path[row], row, left, depth - 1 if row == len(path) - 1 else row, right))
            left = right + 1
    return spans


def _under(heading: tuple[str, ...], path: tuple[str, ...], row: int) -> bool:
    return len(heading) > row + 1 and heading[: row + 1] == path[: row + 1]


def written(value: Value) -> str:
    """Write a value as documents show it; amounts with all their places and no needless zero.

    >>> written(Decimal("80000.5000")), written(Decimal("1E+5")), written(date(2027, 3, 1)), written(None)
    ('80000.5', '100000', '2027年3月1日', '')
    """
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return amount(value)
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    return str(value)


def amount(value: Decimal) -> str:
    """Write an amount exactly.

    >>> amount(Decimal("0.0000")), amount(Decimal("12.3400"))
    ('0', '12.34')
    """
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
