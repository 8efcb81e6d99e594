"""Charts of documents: Word opens and edits them, PDF draws them, and the same document gives the same bytes."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pptx.oxml import parse_xml

from services.chassis.documents import pdf, word
from services.law.document import Chart, ChartKind, Document, Paragraph, Series, Style, charts_after

NAMES = ("示例镇甲", "示例镇乙", "示例镇丙")
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
FIGURES = (Decimal("100.50"), Decimal("1E+3"), None)


def chart(kind: ChartKind = ChartKind.BAR, **changes) -> Chart:
    series = (
        (Series("计划", FIGURES),) if kind is ChartKind.PIE else (Series("计划", FIGURES), Series("完成", (1, 2, 3)))
    )
    return Chart(**({"kind": kind, "title": "示例图", "unit": "万元", "categories": NAMES, "series": series} | changes))


def document(*charts: Chart) -> Document:
    return Document(
        mark=None,
        letterhead=("示例部门",),
        number="示例〔2027〕1号",
        title="示例通报",
        addressee="各单位：",
        text=(Paragraph(Style.HEADING, "一、总体"), Paragraph(Style.TEXT, "正文一"), Paragraph(Style.TEXT, "正文二")),
        signatures=("示例部门",),
        day="2027年4月6日",
        tables=(),
        charts=charts,
    )


ALL = tuple(chart(kind) for kind in ChartKind)


def package(*charts: Chart) -> ZipFile:
    return ZipFile(BytesIO(word.write_word(document(*charts))))


def test_every_part_has_a_type_and_every_relation_a_part():
    file = package(*ALL)
    names = set(file.namelist())
    types = etree.fromstring(file.read("[Content_Types].xml"))
    typed = {e.get("PartName", "").lstrip("/") for e in types.iter(f"{TYPES}Override")}
    extensions = {e.get("Extension") for e in types.iter(f"{TYPES}Default")}
    for name in names - {"[Content_Types].xml"}:
        assert name in typed or name.rsplit(".", 1)[-1] in extensions, name
    for name in (n for n in names if n.endswith(".rels")):
        folder = posixpath.dirname(posixpath.dirname(name))
        relations = list(etree.fromstring(file.read(name)).iter(RELATIONS))
        assert len({e.get("Id") for e in relations}) == len(relations)
        for relation in relations:
            if relation.get("TargetMode") != "External":
                target = relation.get("Target")
                path = (
                    target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                )
                assert path in names, (name, target)


def test_each_chart_of_the_text_leads_to_its_figures_in_a_sheet_that_can_be_edited():
    file = package(*ALL)
    shown = etree.fromstring(file.read("word/document.xml"))
    relations = {
        e.get("Id"): e.get("Target")
        for e in etree.fromstring(file.read("word/_rels/document.xml.rels")).iter(RELATIONS)
    }
    parts = [relations[e.get(f"{R}id")] for e in shown.iter(f"{C}chart")]
    assert parts == [f"charts/chart{n}.xml" for n in range(1, 5)]
    for number, drawn in enumerate(ALL, start=1):
        root = parse_xml(file.read(f"word/charts/chart{number}.xml"))
        (outside,) = root.iter(f"{C}externalData")
        assert root[-1] is outside  # where the schema has it
        (relation,) = etree.fromstring(file.read(f"word/charts/_rels/chart{number}.xml.rels")).iter(RELATIONS)
        assert relation.get("Id") == outside.get(f"{R}id")
        sheet = posixpath.normpath(posixpath.join("word/charts", relation.get("Target")))
        rows = list(openpyxl.load_workbook(BytesIO(file.read(sheet))).active.iter_rows(values_only=True))
        assert [r[0] for r in rows[1:]] == list(NAMES)
        assert rows[0][1:] == tuple(s.name for s in drawn.series)
        for at, series in enumerate(drawn.series, start=1):
            assert [None if r[at] is None else Decimal(str(r[at])) for r in rows[1:]] == [
                None if v is None else Decimal(v) for v in series.values
            ]


@pytest.mark.parametrize(
    ("kind", "element", "grouping"),
    [
        (ChartKind.BAR, "barChart", "clustered"),
        (ChartKind.STACKED, "barChart", "stacked"),
        (ChartKind.LINE, "lineChart", "standard"),
        (ChartKind.PIE, "pieChart", None),
    ],
)
def test_a_chart_is_of_its_kind_with_the_figures_written_in_it(kind, element, grouping):
    root = etree.fromstring(package(chart(kind)).read("word/charts/chart1.xml"))
    (drawn,) = root.iter(f"{C}{element}")
    found = drawn.find(f"{C}grouping")
    assert (None if found is None else found.get("val")) == grouping
    values = [e.text for e in next(drawn.iter(f"{C}val")).iter(f"{C}v")]
    assert [Decimal(v) for v in values] == [Decimal("100.5"), Decimal(1000)]
    assert not any("E" in v for v in values)  # no exponent, which sheets would show
    assert root.find(f"{C}chart/{C}legend") is not None


def test_a_chart_follows_its_paragraph_and_has_its_number_title_and_unit_under_it():
    second, first = chart(title="末图"), chart(title="首图", after=1)
    made = docx.Document(BytesIO(word.write_word(document(second, first))))
    texts = [p.text for p in made.paragraphs]
    at = texts.index("正文一")
    assert texts[at + 2] == "图1　首图（单位：万元）"
    assert texts[at + 3] == "正文二"
    assert texts[at + 5] == "图2　末图（单位：万元）"


def test_charts_after_a_paragraph_that_is_not_there_stand_at_the_end():
    paper = document(chart(after=99))
    assert [n for n, _ in charts_after(paper, 2)] == [1]
    assert sum(len(charts_after(paper, at)) for at in range(3)) == 1


def test_the_same_document_gives_the_same_bytes():
    assert word.write_word(document(*ALL)) == word.write_word(document(*ALL))
    assert pdf.write_pdf(document(*ALL)) == pdf.write_pdf(document(*ALL))
    assert word.write_word(document(chart())) != word.write_word(document(chart(title="另一图")))


def test_a_document_without_charts_has_no_parts_of_them():
    assert not [n for n in package().namelist() if "chart" in n or "embed" in n]


@pytest.mark.parametrize(
    "changes",
    [
        {"categories": ()},
        {"series": ()},
        {"series": (Series("计划", (1, 2)),)},
        {"kind": ChartKind.PIE, "series": (Series("计划", (1, -1, 2)),)},
        {"kind": ChartKind.PIE, "series": (Series("计划", (1, 1, 2)), Series("完成", (1, 1, 2)))},
    ],
)
def test_what_cannot_be_drawn_is_not_taken(changes):
    with pytest.raises(ValueError, match="示例图"):
        chart(**changes)


@given(
    kind=st.sampled_from([k for k in ChartKind if k is not ChartKind.PIE]),
    rows=st.lists(
        st.lists(st.none() | st.decimals(min_value=-(10**9), max_value=10**9, places=4), min_size=9, max_size=9),
        min_size=1,
        max_size=4,
    ),
)
@settings(max_examples=20, deadline=None)
def test_whatever_the_figures_both_files_are_written(kind, rows):
    names = tuple(f"示例单位😀\x01\uffff<&>{n}" for n in range(9))
    series = tuple(Series(f"序列{n}", tuple(row)) for n, row in enumerate(rows))
    paper = document(replace(chart(), kind=kind, categories=names, series=series))
    assert pdf.write_pdf(paper).startswith(b"%PDF")
    assert ZipFile(BytesIO(word.write_word(paper))).testzip() is None
