"""Chinese type: lines end where they may, headings of tables have room for their text, no chart is cut off."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth

from services.chassis.documents import pdf
from services.chassis.documents.breaking import broken
from services.chassis.documents.chart_pdf import chart_drawing
from services.law.document import Chart, ChartKind, Column, Document, Line, LineKind, Paragraph, Series, Style, Table
from tests.reserve.papers import pdf_pages

SIZE = 10.0
ALPHABET = "重点项目，。（）〔〕“”、567700.00%a0 "


def lines(text: str, *widths: float) -> list[str]:
    return broken(text, widths or (60.0,), pdf.FONT, SIZE)


@given(st.text(alphabet=ALPHABET, max_size=80), st.floats(25, 90), st.floats(25, 90))
def test_nothing_is_lost_and_no_line_is_wider_than_its_place(text, first, others):
    found = lines(text, first, others)
    assert "".join(found) == text
    for at, line in enumerate(found):
        assert stringWidth(line, pdf.FONT, SIZE) <= (others if at else first) + 0.001


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("重点建设项目，年度计划", ["重点建设项", "目，年度计划"]),  # six in a line: the mark takes one along
        ("区交通运输（郑示例）", ["区交通运输", "（郑示例）"]),
        ("计划投资额567700.00万元", ["计划投资额", "567700.00万元"]),
        ("一二三四五六", ["一二三四五六"]),
        ("，，，，，，，，", ["，，，，，，", "，，"]),  # nowhere: where the line is full
        ("1234567890123456", ["123456789012", "3456"]),
        ("", []),
    ],
)
def test_where_a_line_ends(text, expected):
    assert lines(text) == expected


def table(*names: str) -> Table:
    columns = tuple(Column((name,), width=4, figures=True) for name in names)
    rows = tuple(Line(LineKind.ITEM, tuple(Decimal(n) for _ in names)) for n in range(60))
    return Table("附件1", "示例表", "万元", columns, rows)


def paper(*tables: Table, text: str = "正文") -> Document:
    return Document(
        mark=None,
        letterhead=("示例部门",),
        number="示例〔2027〕1号",
        title="示例通报",
        addressee="各单位：",
        text=(Paragraph(Style.TEXT, text),),
        signatures=("示例部门",),
        day="2027年4月6日",
        tables=tables,
    )


def test_a_heading_of_several_lines_has_a_higher_row():
    wide, narrow = table("甲"), table(*("截至本月完成投资与年度计划之比（万元）",) * 12)
    heading, _ = pdf._heading(narrow)
    whole = sum(c.width for c in narrow.columns)
    widths = [pdf._WIDTH * c.width / whole for c in narrow.columns]
    (height,) = pdf._heights(narrow, heading, widths)
    cell = heading[0][0]
    assert cell.wrap(widths[0] - pdf._PADDING, 1000)[1] + pdf._ROW - pdf._SMALL.leading == height > pdf._ROW
    assert pdf._heights(wide, pdf._heading(wide)[0], [pdf._WIDTH]) == [pdf._ROW]
    assert len(pdf_pages(pdf.write_pdf(paper(narrow)))) >= len(pdf_pages(pdf.write_pdf(paper(wide))))


def test_a_text_that_goes_on_on_the_next_page_is_whole():
    text = "".join(f"第{n}句，" for n in range(900))
    pages = pdf_pages(pdf.write_pdf(paper(text=text)))
    assert len(pages) > 2
    assert text in "".join(line for page in pages for line in page if "页 共" not in line)


@pytest.mark.parametrize("kind", [ChartKind.BAR, ChartKind.STACKED, ChartKind.LINE])
@pytest.mark.parametrize("highest", ["26475", "4", "0.03", "100", "999999999.99"])
def test_the_highest_figure_is_within_the_axis(kind, highest):
    series = (Series("计划", (Decimal(highest), Decimal(0))), Series("完成", (Decimal(highest) / 2, None)))
    chart = Chart(kind=kind, title="示例", unit="万元", categories=("甲", "乙"), series=series)
    body = chart_drawing(chart, pdf.FONT, str).contents[-1]
    axis, most = body.valueAxis, float(highest) * (1.5 if kind is ChartKind.STACKED else 1)
    assert axis.valueMin == 0
    assert most <= axis.valueMax < most * 2.01
    assert round(axis.valueMax / axis.valueStep, 9) == round(axis.valueMax / axis.valueStep)


def test_long_names_under_an_axis_stand_in_lines_of_their_own_place():
    names = ("示例市生态环境局示例分局", "示例市自然资源和规划局示例分局", "示例市自来水公司示例分公司", "示例局")
    series = (Series("按时办结", tuple(Decimal(n) for n in range(4))),)
    chart = Chart(kind=ChartKind.BAR, title="示例", unit="件", categories=names, series=series)
    body = chart_drawing(chart, pdf.FONT, str).contents[-1]
    shown = body.categoryAxis.categoryNames
    assert ["".join(name.split("\n")) for name in shown] == list(names)
    lines = [line for name in shown for line in name.split("\n")]
    assert max(stringWidth(line, pdf.FONT, body.categoryAxis.labels.fontSize) for line in lines) < body.width / 4
