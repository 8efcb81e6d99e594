from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from services.reserve.domain.seeking.initials import MOST, initials
from services.reserve.domain.seeking.polyphones import USUAL
from services.reserve.domain.seeking.words import credit_code_sought, initials_sought, project_code_sought

HANZI = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=12)


@settings(deadline=None)  # the first loads the tables of readings
@given(st.text(max_size=60))
@example("\ud800")
@example("\u00ad欸嗯İßﬁ①ａＢ𠮷")
def test_initials_of_any_text_are_letters_and_figures_and_never_too_many(text):
    found = initials(text)
    words = found.split()
    assert len(words) <= MOST
    assert len(set(words)) == len(words)
    assert all(w.isascii() and w.isalnum() and w == w.lower() for w in words)
    assert len({len(w) for w in words}) <= 1


@settings(deadline=None)
@given(HANZI)
def test_what_is_sought_by_its_own_initials_is_found(name):
    for word in initials(name).split():
        if len(word) >= 2 and any(c.isalpha() for c in word):
            assert initials_sought(word.upper()) == word
            assert word in initials(name)


@pytest.mark.parametrize(
    ("name", "first", "also"),
    [
        ("重庆路", "cql", "zql"),
        ("长沙银行", "csyh", "csyx"),
        ("音乐厅", "yyt", "ylt"),
        ("会计学院", "kjxy", "hjxy"),
    ],
)
def test_phrases_are_read_as_phrases_and_other_readings_follow(name, first, also):
    words = initials(name).split()
    assert words[0] == first
    assert also in words


def test_a_name_of_polyphones_keeps_the_readings_that_depart_least():
    words = initials("重长行乐会单大石" * 5).split()
    assert len(words) == MOST
    assert all(sum(a != b for a, b in zip(words[0], w, strict=True)) <= 1 for w in words)


def test_every_polyphone_has_two_readings_at_least():
    assert all(len(readings) >= 2 for readings in USUAL.values())
    assert {r for readings in USUAL.values() for r in readings} <= set("abcdefghijklmnopqrstuvwxyz")


def test_readings_that_nobody_types_find_nothing():
    assert initials("分面乙区号") == "fmyqh"


@given(st.text(max_size=40))
def test_whatever_is_typed_is_initials_a_code_or_neither(text):
    for sought in (initials_sought(text), project_code_sought(text), credit_code_sought(text)):
        assert sought is None or (sought.isascii() and sought.isalnum())


@pytest.mark.parametrize(
    ("typed", "sought"),
    [("123", None), ("1234", "1234"), ("12-34", "1234"), ("-1-2-3-4-", "1234"), ("1" * 30, "1" * 30), ("1" * 31, None)],
)
def test_a_part_of_a_project_code_has_four_figures_at_least(typed, sought):
    assert project_code_sought(typed) == sought
