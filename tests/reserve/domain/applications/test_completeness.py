"""第三条（一）（二）: what an application lacks, on both sides of each limit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.reserve.domain.applications.completeness import Record, judge, judge_window
from services.reserve.domain.applications.guide import Contents
from services.reserve.domain.applications.rulebook import GUIDE_ELEMENTS
from services.reserve.domain.applications.terms import Channel
from services.reserve.domain.terms import Category, ItemKind, Library
from tests.reserve.domain.filings import ASKED
from tests.reserve.domain.samples import TODAY, project

RECORD = Record.of(project(Library.ONE_YEAR), TODAY)
CODES = [code for code, _ in GUIDE_ELEMENTS.on(TODAY)]


def lacking(asked=ASKED, record=RECORD, guide: Contents | None = Contents()):  # noqa: B008 - frozen
    return [r.lacking for r in judge(asked, record, guide, TODAY) if not r.met]


def test_an_application_that_has_all_lacks_nothing():
    assert lacking() == []


@pytest.mark.parametrize(
    ("kind", "annual", "code"),
    [
        (ItemKind.NEW_START, "0", "ANNUAL_INVESTMENT_INVALID"),
        (ItemKind.NEW_START, "0.0001", None),
        (ItemKind.CONTINUING, "0", "ANNUAL_INVESTMENT_INVALID"),
        (ItemKind.PRELIMINARY, "0", None),
        (ItemKind.NEW_START, "189000", None),
        (ItemKind.NEW_START, "189000.0001", "ANNUAL_EXCEEDS_TOTAL"),
    ],
)
def test_the_investment_of_the_year_lies_between_nothing_and_the_whole(kind, annual, code):
    asked = replace(ASKED, kind=kind, annual_investment=Decimal(annual))
    assert lacking(asked) == ([code] if code else [])


@pytest.mark.parametrize(("smallest", "met"), [("188999.9999", True), ("189000", True), ("189000.0001", False)])
def test_the_smallest_total_of_the_guide_suffices(smallest, met):
    guide = Contents(minimum_total_investment=Decimal(smallest))
    assert lacking(guide=guide) == ([] if met else ["TOTAL_BELOW_MINIMUM"])


def test_category_and_library_are_among_those_of_the_guide_or_are_not_asked():
    others = Contents(categories=(Category.ECOLOGY,), libraries=(Library.CONSTRUCTION,))
    assert lacking(guide=others) == ["CATEGORY_NOT_SUPPORTED", "LIBRARY_NOT_REACHED"]
    these = Contents(categories=(Category.ECOLOGY, Category.INDUSTRY), libraries=(Library.ONE_YEAR,))
    assert lacking(guide=these) == []
    assert lacking(record=replace(RECORD, library=None), guide=these) == ["LIBRARY_NOT_REACHED"]


def test_without_a_guide_nothing_can_be_filed_and_what_the_owner_can_do_is_told_all_the_same():
    assert lacking(replace(ASKED, statement=None), guide=None) == ["STATEMENT_MISSING", "GUIDE_NOT_PUBLISHED"]


def test_the_channel_of_the_industry_authority_needs_one():
    asked = replace(ASKED, channel=Channel.INDUSTRY_AUTHORITY)
    without = Record.of(project(industry_authority_id=None), TODAY)
    assert lacking(asked, without) == ["INDUSTRY_AUTHORITY_MISSING"]
    assert lacking(asked) == []


@given(required=st.lists(st.sampled_from(CODES), unique=True), stated=st.sets(st.sampled_from(CODES)))
def test_each_element_that_the_guide_asks_for_and_the_record_lacks_is_told_once_and_no_other(required, stated):
    guide = Contents(required_elements=tuple(required))
    missing = lacking(record=replace(RECORD, stated=frozenset(stated)), guide=guide)
    assert missing == [f"ELEMENT_{code.upper()}_MISSING" for code in required if code not in stated]


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2026, 10, 31), "WINDOW_NOT_OPEN"),
        (date(2026, 11, 1), None),
        (date(2026, 11, 30), None),
        (date(2026, 12, 1), "WINDOW_CLOSED"),
    ],
)
def test_the_first_and_the_last_day_of_the_window_are_part_of_it(day, code):
    judged = judge_window(Contents(opens_on=date(2026, 11, 1), closes_on=date(2026, 11, 30)), day)
    assert (None if judged.met else judged.lacking) == code
