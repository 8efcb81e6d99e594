"""Citations, refusals, and values that change on a day."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.law.dated import Dated, Entry

NUMBERS = st.integers(1, 99)


@given(NUMBERS, NUMBERS | st.none())
def test_a_citation_reads_back_as_it_was_written(number: int, clause: int | None) -> None:
    assert Article.parse(str(Article(number, clause))) == Article(number, clause)


@pytest.mark.parametrize(
    ("number", "clause", "written"),
    [
        (1, None, "第一条"),
        (10, 10, "第十条（十）"),
        (11, None, "第十一条"),
        (20, 3, "第二十条（三）"),
        (99, None, "第九十九条"),
    ],
)
def test_numerals_are_written_as_officials_write_them(number: int, clause: int | None, written: str) -> None:
    assert str(Article(number, clause)) == written


@pytest.mark.parametrize(("number", "clause"), [(0, None), (100, None), (-1, None), (5, 0), (5, 100)])
def test_no_article_has_such_a_number(number: int, clause: int | None) -> None:
    with pytest.raises(ValueError, match="no such article"):
        Article(number, clause)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "第条",
        "第5条",
        "五条",
        "第五条一",
        "第五条(一)",
        "第十十条",
        "第五五条",
        "第一十条",
        "第零条",
        "第五条\n",
        " 第五条",
    ],
)
def test_what_is_no_citation_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="not a citation"):
        Article.parse(written)


@given(st.text())
def test_reading_any_text_raises_nothing_but_value_error(written: str) -> None:
    with suppress(ValueError):
        assert str(Article.parse(written)) == written


def test_articles_sort_by_number() -> None:
    assert sorted([Article(17, 2), Article(5, 3), Article(17, 1)]) == [Article(5, 3), Article(17, 1), Article(17, 2)]


def test_an_article_sorts_before_its_clauses() -> None:
    assert sorted([Article(5, 1), Article(6), Article(5)]) == [Article(5), Article(5, 1), Article(6)]


def test_a_refusal_without_a_reason_is_impossible() -> None:
    with pytest.raises(ValueError, match="must give its reasons"):
        Refusal(())
    assert Refusal.of(Breach("A", "甲"), Breach("B", "乙", Article(5))).codes == ("A", "B")


def test_a_value_holds_from_its_first_day_until_the_next_one() -> None:
    days = Dated(
        Article(17, 1), "时限", Entry(date(2026, 1, 1), 15, "第十七条（一）"), Entry(date(2027, 1, 1), 10, "修订")
    )
    assert [days.on(date(2026, 1, 1)), days.on(date(2026, 12, 31)), days.on(date(2027, 1, 1))] == [15, 15, 10]
    assert days.entry_on(date(2027, 1, 1)).source == "修订"
    with pytest.raises(LookupError, match="nothing was set before 2026-01-01, asked for 2025-12-31"):
        days.on(date(2025, 12, 31))


def test_entries_out_of_order_doubled_or_missing_are_refused() -> None:
    first, second = Entry(date(2026, 1, 1), 1, "a"), Entry(date(2027, 1, 1), 2, "b")
    for entries in ((), (second, first), (first, first)):
        with pytest.raises(ValueError, match="must be given in order"):
            Dated(Article(1), "时限", *entries)
