from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from openpyxl import load_workbook

from services.chassis.documents.file import Format
from services.chassis.documents.pdf import write_pdf
from services.chassis.documents.word import write_word
from services.law.document import written
from services.reserve.domain.documents.plan import plan_document
from services.reserve.domain.terms import Category, ItemKind, PlanStatus
from services.reserve.usecases.documents.plan_file import plan_file
from tests.reserve.papers import facts, listed, pdf_pages, word_texts

DRAFT = {"status": PlanStatus.DRAFT, "document_number": None, "issued_on": None}


def many(number: int):
    """Items of every category and kind, each with figures of its own."""
    return [
        listed(
            f"示例项目{n}",
            category=list(Category)[n % 4],
            kind=list(ItemKind)[n % 3],
            total=Decimal(f"{n * 7919}.{n:04}"),
            annual=Decimal(f"{n * 101}.5000"),
        )
        for n in range(1, number + 1)
    ]


def test_every_word_and_figure_is_in_word_and_in_pdf():
    document = plan_document(facts(*many(40)))
    word, pages = word_texts(write_word(document)), pdf_pages(write_pdf(document))
    cells = [line for page in pages for line in page]
    for table in document.tables:
        for line in table.lines:
            for value, column in zip(line.cells, table.columns, strict=True):
                assert not written(value) or written(value) in word
                assert not column.figures or not written(value) or written(value) in cells
    running = "".join(cells)
    for text in (document.title, document.number, *document.letterhead, document.day, *(p.text for p in document.text)):
        assert text in word
        assert text in "".join(t for t in cells if not t.startswith("第")) or text in running


def test_both_say_the_same_numbers_in_the_same_order():
    table = plan_document(facts(*many(40))).tables[1]
    expected = [written(line.cells[6]) for line in table.lines]
    rows = docx.Document(BytesIO(write_word(plan_document(facts(*many(40)))))).tables[1].rows
    assert [r.cells[6].text for r in rows][3:] == expected
    cells = [t for page in pdf_pages(write_pdf(plan_document(facts(*many(40))))) for t in page]
    assert [t for t in cells if t in set(expected)][-len(expected) :] == expected


@pytest.mark.parametrize(("changes", "mark"), [(DRAFT, "征求意见稿"), ({}, None)])
def test_a_draft_is_marked_on_every_page_and_pages_are_numbered(changes, mark):
    document = plan_document(facts(*many(120), **changes))
    pages = pdf_pages(write_pdf(document))
    assert len(pages) > 5
    for number, page in enumerate(pages, start=1):
        assert f"第{number}页 共{len(pages)}页" in page
        assert ("征求意见稿" in page) == (mark is not None)
    book = docx.Document(BytesIO(write_word(document)))
    for section in book.sections:
        assert section.header.paragraphs[0].text == (mark or "")
        assert [
            f.get(f"{{{section.footer.paragraphs[0]._p.nsmap['w']}}}instr")
            for f in section.footer.paragraphs[0]._p.iter()
            if f.tag.endswith("fldSimple")
        ] == ["PAGE", "NUMPAGES"]


def test_the_heading_of_the_table_is_repeated_on_every_page():
    document = plan_document(facts(*many(120)))
    pages = [p for p in pdf_pages(write_pdf(document)) if "项目名称" in p]
    assert len(pages) > 2
    assert sum("附件2" in p for p in pages) == 1
    with ZipFile(BytesIO(write_word(document))) as packed:
        body = packed.read("word/document.xml").decode()
    assert body.count("<w:tblHeader/>") == 6
    assert all(row.startswith("<w:trPr><w:cantSplit/>") for row in body.split("<w:tr>")[1:])


def test_the_unit_of_money_is_said_once_over_each_table():
    document = plan_document(facts(*many(5)))
    assert word_texts(write_word(document)).count("单位：万元") == len(document.tables)
    assert sum(page.count("单位：万元") for page in pdf_pages(write_pdf(document))) == len(document.tables)


@pytest.mark.parametrize("form", list(Format))
async def test_the_same_plan_gives_the_same_bytes(form):
    first, again = [await plan_file(facts(*many(3)), form) for _ in range(2)]
    assert first == again
    assert first.name == f"关于下达株洲高新区（天元区）2027年度重点项目计划的通知.{form.lower()}"


def test_texts_that_would_be_markup_are_texts():
    document = plan_document(facts(listed("<b>甲&乙</b>", owner="<业主>", town='"&amp;"' * 9)))
    for name in ("<b>甲&乙</b>", "<业主>", '"&amp;"' * 9):
        assert name in word_texts(write_word(document))
        assert name in "".join(t for page in pdf_pages(write_pdf(document)) for t in page)


async def test_exceptions_are_told_under_the_table_however_long_their_reasons():
    reason = "抢险救灾" * 400 + "（王区长批准）"
    plan = facts(
        listed("在库项目"), listed("未入库项目", exception=reason), listed("又一项目", exception="甲（乙批准）")
    )
    note = f"注1：“未入库项目”未入库，按例外纳入：{reason}"
    document = plan_document(plan)
    assert document.tables[1].notes == (note, "注2：“又一项目”未入库，按例外纳入：甲（乙批准）")
    assert [line.cells[-1] for line in document.tables[1].lines][3:] == [None, "例外（注1）", "例外（注2）"]
    assert note in word_texts(write_word(document))
    assert note in "".join(t for page in pdf_pages(write_pdf(document)) for t in page if not t.startswith("第"))
    sheet = load_workbook(BytesIO((await plan_file(plan, Format.XLSX)).content)).active
    assert [row[1].value for row in sheet.iter_rows(min_row=12)] == list(document.tables[1].notes)


def test_rows_of_long_names_stay_on_their_pages():
    document = plan_document(facts(*(listed("长名" * 100, owner="某某公司" * 50) for _ in range(30))))
    pages = [p for p in pdf_pages(write_pdf(document)) if "项目名称" in p]
    assert sum(t == "新开工" for page in pages for t in page) == 30
    assert len(pages) > 5


def test_a_character_beyond_the_type_of_the_pdf_is_shown_as_missing_and_kept_in_word():
    document = plan_document(facts(listed("𠮷项目")))
    assert "𠮷项目" in word_texts(write_word(document))
    assert "〓项目" in [t for page in pdf_pages(write_pdf(document)) for t in page]


async def test_the_sheet_of_a_plan_has_the_form_of_the_office():
    file = await plan_file(facts(*many(30), **DRAFT), Format.XLSX)
    sheet = load_workbook(BytesIO(file.content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][0] == "2027年度重点项目计划项目表"
    assert rows[1][0] == "征求意见稿　单位：万元"
    assert sheet.oddHeader.right.text == "征求意见稿"
    assert [rows[2][6], rows[3][6], rows[4][7]] == ["投资", "总投资（万元）", "年度投资（万元）"]
    assert {"A3:A5", "D3:F3", "G3:H3", "G4:G5", "A1:I1"} <= {str(r) for r in sheet.merged_cells.ranges}
    table = plan_document(facts(*many(30), **DRAFT)).tables[1]
    assert [r[6] for r in rows[5:]] == [float(line.cells[6]) for line in table.lines]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("C6", "$3:$5")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
