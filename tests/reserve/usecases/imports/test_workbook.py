from __future__ import annotations

import itertools
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import Font

from services.chassis.documents import workbook as opening
from services.chassis.documents.workbook import Limits, open_book, read_workbook
from services.law.breach import Breach
from services.law.grid import Cell, Sheet
from services.reserve.domain.sheets.headings import find_layout
from services.reserve.domain.sheets.rows import read_rows
from services.reserve.usecases.imports.limits import AT_ONCE, IN_BACKGROUND
from tests.reserve.importing import project_row, workbook

SHEET = "xl/worksheets/sheet1.xml"


def saved(fill: Callable[[Any], None], *, title: str = "表") -> bytes:
    book, kept = Workbook(), BytesIO()
    book.active.title = title
    fill(book)
    book.save(kept)
    return kept.getvalue()


def changed(content: bytes, entry: str, change: Callable[[bytes], bytes]) -> bytes:
    """Rewrite one entry of the archive."""
    kept = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == entry else old.read(name))
    return kept.getvalue()


def code(content: bytes, limits: Limits = IN_BACKGROUND) -> str | None:
    """Open a file and count its rows; the code of what is wrong with it."""
    book = open_book(content, limits)
    if isinstance(book, Breach):
        return book.code
    heights = book.heights()
    book.close()
    return heights.code if isinstance(heights, Breach) else None


def rows(content: bytes) -> list[tuple[Cell, ...]]:
    sheets = read_workbook(content, AT_ONCE)
    assert isinstance(sheets, tuple)
    return list(sheets[0].rows)


def test_what_stands_in_cells_is_read_as_the_office_sees_it():
    def fill(book: Any) -> None:
        sheet = book.active
        sheet["B2"] = "文字"
        for at, value in enumerate((1, 0.1 + 0.2, date(2027, 3, 1), True, "=1+1", None, "0012"), start=3):
            sheet.cell(2, at, value)
        sheet["A4"] = "合并"
        sheet.merge_cells("A4:C5")
        sheet["D5"] = "下"

    read = rows(saved(fill))
    expected = (None, "文字", Decimal(1), Decimal("0.3"), date(2027, 3, 1), True, None, None, "0012")
    assert read[1] == expected
    assert read[3][:4] == ("合并", "合并", "合并", None)
    assert read[4][:4] == ("合并", "合并", "合并", "下")


def test_hidden_and_empty_sheets_give_no_rows():
    def fill(book: Any) -> None:
        hidden = book.create_sheet("藏")
        hidden["A1"] = "不读"
        hidden.sheet_state = "hidden"
        deep = book.create_sheet("深藏")
        deep.sheet_state = "veryHidden"

    sheets = read_workbook(saved(fill), AT_ONCE)
    assert sheets == (Sheet("表", ()),)


@pytest.mark.parametrize("content", [b"", b"plain text", b"PK\x03\x04 broken", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_workbook_is_unreadable(content):
    assert code(content) == "FILE_UNREADABLE"


def test_an_encrypted_workbook_is_told_apart():
    book = open_book(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2048, IN_BACKGROUND)
    assert isinstance(book, Breach)
    assert "加密" in book.message


def test_an_archive_of_other_things_is_unreadable():
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("读我.txt", "不是表格")
    assert code(kept.getvalue()) == "FILE_UNREADABLE"


def test_an_entry_that_is_damaged_is_unreadable():
    content = bytearray(saved(lambda book: book.active.append(["甲"] * 50)))
    at = content.find(b"xl/worksheets/sheet1.xml") + 60
    content[at : at + 20] = b"\xff" * 20
    assert code(bytes(content)) == "FILE_UNREADABLE"


def test_a_file_may_be_as_large_as_the_limit_and_no_larger():
    content = workbook(project_row(1, "甲"))
    assert code(content, Limits(len(content), 10**8, 100)) is None
    assert code(content, Limits(len(content) - 1, 10**8, 100)) == "FILE_TOO_LARGE"


def test_a_small_file_that_unpacks_into_a_large_one_is_refused_before_it_is_unpacked():
    def fill(book: Any) -> None:
        book.active.append(["甲"])

    bomb = changed(saved(fill), "docProps/app.xml", lambda _: b" " * (8 * 1024 * 1024))
    assert len(bomb) < 40_000
    assert code(bomb, Limits(10**6, 8 * 1024 * 1024, 100)) == "FILE_TOO_LARGE"
    assert code(bomb, Limits(10**6, 9 * 1024 * 1024, 100)) is None


def test_a_file_that_lies_about_what_it_unpacks_into_is_unreadable():
    content = changed(saved(lambda book: book.active.append(["甲"])), "docProps/app.xml", lambda _: b" " * 100_000)
    lying = content.replace((100_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != content
    assert code(lying) == "FILE_UNREADABLE"


def test_entities_are_not_expanded():
    def bomb(xml: bytes) -> bytes:
        return xml.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet', 1)

    assert code(changed(saved(lambda book: book.active.append(["甲"])), SHEET, bomb)) == "FILE_UNREADABLE"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('r="A49999"', None),
        ('r="A50000"', "FILE_TOO_LARGE"),
        ('r="A1048576"', "FILE_TOO_LARGE"),
        ("r='XFD1048576'", "FILE_TOO_LARGE"),
        ('s="1"\n r = "xfd9"', "FILE_TOO_LARGE"),
        ('r="GR1"', None),
        ('r="GS1"', "FILE_TOO_LARGE"),
    ],
)
def test_one_cell_far_away_does_not_take_all_of_memory(cell, expected):
    def far(xml: bytes) -> bytes:
        return xml.replace(b"</sheetData>", f"<row><c {cell}><v>1</v></c></row></sheetData>".encode())

    assert code(changed(saved(lambda book: book.active.append(["甲"])), SHEET, far)) == expected


def test_a_sheet_is_recognised_whatever_its_part_is_called():
    content = saved(lambda book: book.active.append(["甲"]))
    far = b'<row><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    content = changed(content, SHEET, lambda xml: xml.replace(b"</sheetData>", far))
    kept = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(kept, "w") as new:
        for name in old.namelist():
            renamed = old.read(name).replace(b"worksheets/sheet1.xml", b"hidden.bin")
            new.writestr("xl/hidden.bin" if name == SHEET else name, renamed)
    assert code(kept.getvalue()) == "FILE_TOO_LARGE"


def test_a_row_far_away_whose_cells_do_not_say_where_they_are_is_refused():
    def far(xml: bytes) -> bytes:
        return xml.replace(b"</sheetData>", b'<row r="1048576"><c><v>1</v></c></row></sheetData>')

    assert code(changed(saved(lambda book: book.active.append(["甲"])), SHEET, far)) == "FILE_TOO_LARGE"


def test_formats_down_to_the_last_row_do_not_count():
    def fill(book: Any) -> None:
        sheet = book.active
        sheet.append(["甲"])
        sheet["A1048576"].font = Font(bold=True)
        sheet["XFD3"].font = Font(bold=True)
        sheet.row_dimensions[1048575].height = 20

    content = saved(fill)
    assert code(content) is None
    assert rows(content) == [("甲",)]


@pytest.mark.parametrize(("count", "expected"), [(5_000, None), (5_001, "FILE_TOO_LARGE")])
def test_a_small_import_has_five_thousand_rows_at_most_and_names_the_other_way(count, expected):
    content = workbook(*([n] for n in range(count - 1)), heading=["甲"])
    assert code(content, AT_ONCE) == expected
    assert code(content) is None
    read = read_workbook(content, AT_ONCE)
    if isinstance(read, Breach):
        assert "startImport" in read.message


@pytest.mark.parametrize(("count", "expected"), [(200, None), (201, "FILE_TOO_LARGE")])
def test_a_sheet_has_two_hundred_columns_at_most(count, expected):
    assert code(workbook(heading=["甲"] * count)) == expected


def test_links_to_other_files_and_formulas_are_read_as_the_values_that_were_kept():
    def linked(xml: bytes) -> bytes:
        cell = b'<row r="2"><c r="A2"><f>[1]Sheet1!A1</f><v>42</v></c></row></sheetData>'
        return xml.replace(b"</sheetData>", cell)

    content = changed(saved(lambda book: book.active.append(["甲"])), SHEET, linked)
    assert rows(content) == [("甲",), (Decimal(42),)]


CELLS = st.none() | st.text("甲乙丙 _x0041_=+@", max_size=6).map(lambda t: t or None) | st.integers(-(10**9), 10**9)


@settings(deadline=None, max_examples=30)
@given(
    st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=30),
    st.integers(24, 40),
    st.tuples(st.integers(1, 20), st.integers(1, 4), st.integers(0, 30), st.integers(0, 2)),
)
def test_parts_put_together_are_the_whole(cells, chunk, span):
    def fill(book: Any) -> None:
        for row in cells * 3:
            book.active.append(row)
        top, left, down, across = span
        book.active.merge_cells(start_row=top, start_column=left, end_row=top + down, end_column=left + across)

    content = saved(fill)
    whole = read_workbook(content, AT_ONCE)
    assert isinstance(whole, tuple)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(opening, "CHUNK", chunk)
        book = open_book(content, IN_BACKGROUND)
        assert not isinstance(book, Breach)
        parts = list(book.parts("表"))
        book.close()
    assert tuple(r for p in parts for r in p.rows) == whole[0].rows
    for before, after in itertools.pairwise(parts):
        assert after.first == before.last + 1


def peak(path: Path) -> tuple[int, int]:
    """Read a file as an import does, keeping nothing; the most memory of Python that it took, and the rows."""
    tracemalloc.start()
    try:
        book = open_book(path, IN_BACKGROUND)
        assert not isinstance(book, Breach)
        (name,) = book.names
        layout, found = None, 0
        for part in book.parts(name):
            layout = layout or find_layout(part)
            assert layout is not None
            found += len(read_rows(part, layout).rows)
        book.close()
        return tracemalloc.get_traced_memory()[1], found
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_rows(tmp_path):
    measured = {}
    for count in (2_000, 10_000):
        path = tmp_path / f"{count}.xlsx"
        path.write_bytes(workbook(*(project_row(n, f"示例项目{n}号") for n in range(1, count + 1))))
        measured[count], found = peak(path)
        assert found == count
    assert measured[10_000] < measured[2_000] * 2


def test_what_excel_escapes_is_read_as_it_was_written():
    def escaped(xml: bytes) -> bytes:
        return xml.replace(b"WORD", b"_x005F_x0041_")

    content = saved(lambda book: book.active.append(["WORD"]))
    for entry in (SHEET, "xl/sharedStrings.xml"):
        content = changed(content, entry, escaped)
    assert rows(content) == [("_x0041_",)]
