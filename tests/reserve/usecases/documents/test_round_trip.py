"""import(export(x)) = x: what an exported sheet says is what an import of it reads."""

from __future__ import annotations

import inspect
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from services.chassis.documents.sheet import A3, SheetFile
from services.chassis.documents.workbook import read_workbook
from services.law.text import clean_name, clean_text
from services.reserve.domain.documents.library import (
    Counted,
    library_table,
    project_line,
    section_line,
    subtotals,
    total_line,
)
from services.reserve.domain.project.state import Elements, FundSource, Project
from services.reserve.domain.record.place import CoordinateSystem
from services.reserve.domain.sheets.headings import find_layout
from services.reserve.domain.sheets.rows import Table, read_rows
from services.reserve.domain.terms import ApprovalRoute, Category, InvestmentMode, Level, Library
from services.reserve.usecases.imports.limits import AT_ONCE
from tests.reserve.papers import AUTHORITY, FURTHER, NAMES, OWNER, TOWN, project

OTHER = UUID(int=5)
# whatever is typed: Chinese, what sheets take for formulas, subtotals, separators, quotes, escapes
WORDS = st.one_of(
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs", "M")), max_size=12),
    st.text('松井涂料、；;，,/"=+-@（）小计合一二·:：_xF05亿万元 12.', max_size=12),
    st.sampled_from(
        ["合计", "某某小计", "注：甲", "一、产业", "=1+1", "_x0041_", "_x005F_", "12", "是", "专项债2026", '"']
    ),
)


def kept_name(text: str) -> bool:
    return clean_name(text, "名称") == text


NAMES_OF_THINGS = WORDS.filter(kept_name)
TEXTS = st.none() | WORDS.map(lambda w: clean_text(w, "说明")).filter(lambda t: isinstance(t, str) and bool(t))
AMOUNTS = st.integers(1, 10**16).map(lambda yuan: Decimal(yuan).scaleb(-4))
DAYS = st.none() | st.dates(date(1000, 1, 1), date(2200, 1, 1))
DEGREES = st.integers(730000000, 1360000000).map(lambda d: Decimal(d).scaleb(-7))


@st.composite
def projects(draw: st.DrawFn) -> tuple[Project, dict[UUID, str]]:
    units = [OWNER, TOWN, AUTHORITY, FURTHER, OTHER]
    names = dict(zip(units, draw(st.lists(NAMES_OF_THINGS, min_size=5, max_size=5, unique=True)), strict=True))
    sources = draw(st.lists(st.builds(FundSource, NAMES_OF_THINGS, AMOUNTS), max_size=3, unique_by=lambda f: f.source))
    optional = {
        name: draw(TEXTS) for name in ("function", "scale", "content", "construction_mode", "fund_use", "benefit")
    }
    here = draw(st.booleans())
    elements = Elements(
        name=draw(NAMES_OF_THINGS),
        owner_id=OWNER,
        town_id=draw(st.sampled_from([None, TOWN])),
        industry_authority_id=draw(st.sampled_from([None, AUTHORITY])),
        cooperating_ids=tuple(draw(st.lists(st.sampled_from([FURTHER, OTHER]), max_size=2, unique=True))),
        level=draw(st.sampled_from(Level)),
        category=draw(st.sampled_from(Category)),
        investment_mode=draw(st.sampled_from(InvestmentMode)),
        approval_route=draw(st.none() | st.sampled_from(ApprovalRoute)),
        industry_code=draw(st.sampled_from([None, "C2641", "E48"])),
        project_code=draw(st.sampled_from([None, "2111-522323-04-01-342068"])),
        total_investment=draw(AMOUNTS),
        fund_sources=tuple(sources),
        start_on=draw(DAYS),
        finish_on=draw(DAYS),
        longitude=draw(DEGREES) if here else None,
        latitude=draw(DEGREES) if here else None,
        coordinate_system=draw(st.sampled_from(CoordinateSystem)) if here else None,
        code_exception_reason=draw(TEXTS),
        code_exception_approver=draw(st.none() | NAMES_OF_THINGS),
        **optional,
    )
    library = draw(st.none() | st.sampled_from(Library))
    return Project(id=OWNER, division="430211", version=1, library=library, elements=elements), names


def exported(written: Project, names: dict[UUID, str]) -> bytes:
    file = SheetFile(library_table(date(2026, 11, 24)), name="储备项目", note="单位：万元", paper=A3)
    whole, by_category = subtotals([Counted(written.id, written.elements.category, written.elements.total_investment)])
    file.write([total_line(whole), *(section_line(0, c, s) for c, s in by_category.items())])
    file.write([project_line(1, written, names)])
    return file.close()


def imported(content: bytes) -> Table:
    sheets = read_workbook(content, AT_ONCE)
    assert isinstance(sheets, tuple)
    layout = find_layout(sheets[0])
    assert layout is not None
    assert (layout.unknown, layout.twice) == ((), ())
    return read_rows(sheets[0], layout)


def check(written: Project, names: dict[UUID, str]) -> None:
    table = imported(exported(written, names))
    assert table.left_out == 2
    (row,) = table.rows
    assert row.faults == []
    assert row.secret is False
    e = written.elements
    ids = {name: unit for unit, name in names.items()}
    owner, towns, authorities = row.owners, row.towns, row.authorities
    units = [owner, towns, authorities, row.cooperating]
    found_owner, found_towns, found_authorities, found_others = [[ids[n] for n in of] for of in units]
    read = Elements(
        name=row.name,
        owner_id=found_owner[0],
        town_id=found_towns[0] if found_towns else None,
        industry_authority_id=found_authorities[0] if found_authorities else None,
        cooperating_ids=tuple(found_others),
        **row.elements,
    )
    assert read == e


@settings(deadline=None)
@given(projects())
@example((project(name="某某小计"), NAMES))
@example((project(name="合计"), NAMES | {OWNER: "合计"}))
@example((project(total_investment=Decimal("999999999999.9999")), NAMES))
@example(
    (project(fund_sources=(FundSource('专项"债"；2026', Decimal("0.0001")), FundSource("甲1：", Decimal(2)))), NAMES)
)
@example((project(start_on=date(1888, 2, 3), finish_on=date(1900, 2, 28)), NAMES))
@example((project(cooperating_ids=(FURTHER, OTHER)), NAMES | {OTHER: '城建/交通 "一" 专班；'}))
def test_what_is_exported_is_imported_again_without_a_difference(made):
    check(*made)


@pytest.mark.parametrize("missing", ["town_id", "industry_authority_id"])
def test_further_units_do_not_move_up_where_a_leading_one_is_missing(missing):
    named = {"town_id": TOWN, "industry_authority_id": AUTHORITY} | {missing: None}
    check(project(**named, cooperating_ids=(FURTHER,)), NAMES)


def test_every_element_of_a_project_is_in_the_sheet():
    drawn = set(inspect.signature(Elements).parameters)
    read = {"name", "owner_id", "town_id", "industry_authority_id", "cooperating_ids"}
    (row,) = imported(exported(project(), NAMES)).rows
    assert read | row.elements.keys() == drawn
