"""Names and free texts: what is kept, what is refused."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.law.breach import Breach
from services.law.text import LONGEST_NAME, LONGEST_TEXT, clean_name, clean_text


def name(written: str, longest: int = LONGEST_NAME) -> str:
    """The cleaned name, or the code of the breach."""
    outcome = clean_name(written, "项目名称", "name", longest)
    return outcome.code if isinstance(outcome, Breach) else outcome


def text(written: str, longest: int = LONGEST_TEXT) -> str:
    outcome = clean_text(written, "说明", "note", longest)
    return outcome.code if isinstance(outcome, Breach) else outcome


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("松井涂料生产基地项目（二期）", "松井涂料生产基地项目（二期）"),
        ("  松井\t", "松井"),
        ("\u3000松井\u3000涂料\u00a0\u2003A 区\u2003", "松井 涂料 A 区"),
        ("Cafe\u0301", "Café"),
        ("株洲·天元 110kV 变电站~3#线 1×5㎡ ±0.5℃", "株洲·天元 110kV 变电站~3#线 1×5㎡ ±0.5℃"),
        ("“十四五”规划《办法》〔2026〕3号①Ⅱ期", "“十四五”规划《办法》〔2026〕3号①Ⅱ期"),
        ("𠮷田（㙍头）𱁬", "𠮷田（㙍头）𱁬"),  # beyond the basic plane
        ("\U0002ebf0", "\U0002ebf0"),  # an ideograph that an older Python's tables lack
    ],
)
def test_ordinary_names_are_kept(written: str, kept: str) -> None:
    assert name(written) == kept


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "TEXT_MISSING"),
        (" \u3000\n", "TEXT_MISSING"),
        ("松\x00井", "TEXT_CONTROL_CHARACTER"),
        ("松井\x1f", "TEXT_CONTROL_CHARACTER"),  # what str.strip() would drop in silence
        ("松\n井", "TEXT_CONTROL_CHARACTER"),
        ("松\t井", "TEXT_CONTROL_CHARACTER"),
        ("松\x7f井", "TEXT_CONTROL_CHARACTER"),
        ("松\u0085井", "TEXT_CONTROL_CHARACTER"),
        ("松\u200b井", "TEXT_INVISIBLE_CHARACTER"),
        ("松\u200d井", "TEXT_INVISIBLE_CHARACTER"),
        ("\ufeff松井", "TEXT_INVISIBLE_CHARACTER"),
        ("松\u00ad井", "TEXT_INVISIBLE_CHARACTER"),
        ("松\u202e井", "TEXT_INVISIBLE_CHARACTER"),
        ("松\u2066井", "TEXT_INVISIBLE_CHARACTER"),
        ("松\u2028井", "TEXT_INVISIBLE_CHARACTER"),
        ("松\u3164井", "TEXT_INVISIBLE_CHARACTER"),
        ("松\u2800井", "TEXT_INVISIBLE_CHARACTER"),
        ("葛\U000e0100城", "TEXT_INVISIBLE_CHARACTER"),
        ("松\ud83d井", "TEXT_LONE_SURROGATE"),
        ("松\udc00", "TEXT_LONE_SURROGATE"),
        ("松\ue000井", "TEXT_UNKNOWN_CHARACTER"),
        ("松\uffff井", "TEXT_UNKNOWN_CHARACTER"),
        ("松\U0002ffff井", "TEXT_UNKNOWN_CHARACTER"),
        ("松井🏗", "NAME_SYMBOL"),
        ("松井👍🏽", "NAME_SYMBOL"),
        ("松井⭐", "NAME_SYMBOL"),
        ("松井☎", "NAME_SYMBOL"),
        ("🇨🇳松井", "NAME_SYMBOL"),
        ("3\u20e3", "NAME_SYMBOL"),
        ("松井\U0001fadf", "NAME_SYMBOL"),  # younger than the tables
        ("x" + "\u0335" * 4, "TEXT_MARKS"),
    ],
)
def test_what_no_name_may_hold_is_refused(written: str, code: str) -> None:
    assert name(written) == code


def test_a_refusal_names_the_character_in_words_that_can_be_shown() -> None:
    breach = clean_name("松\ud83d井", "项目名称", "name")
    assert breach == Breach("TEXT_LONE_SURROGATE", "项目名称含有残缺字符（U+D83D），请删除", field="name")


def test_the_length_is_counted_in_characters_after_cleaning() -> None:
    assert name("松" * 200) == "松" * 200
    assert name(" " + "松" * 200 + " ") == "松" * 200
    assert name("松" * 201) == "TEXT_TOO_LONG"
    assert name("𠮷" * 200) == "𠮷" * 200
    assert name("e\u0301" * 200) == "é" * 200
    assert name("松" * 10_000_000) == "TEXT_TOO_LONG"
    assert (text("松" * 10_000), text("松" * 10_001)) == ("松" * 10_000, "TEXT_TOO_LONG")
    assert (name("松" * 3, longest=3), name("松" * 4, longest=3)) == ("松" * 3, "TEXT_TOO_LONG")


def test_three_marks_on_a_letter_are_writing_and_four_are_a_prank() -> None:
    assert name("x" + "\u0335" * 3) == "x" + "\u0335" * 3
    assert text("x" + "\u0335" * 4) == "TEXT_MARKS"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("", ""),
        ("第一行\r\n第二行\r第三行\n\t缩进", "第一行\n第二行\n第三行\n\t缩进"),
        ("好👍🏽", "好👍🏽"),
        ("👨‍👩‍👧 ❤️ ☎️ 3️⃣ #️⃣ 🏳️‍🌈", "👨‍👩‍👧 ❤️ ☎️ 3️⃣ #️⃣ 🏳️‍🌈"),
        ("🇨🇳", "🇨🇳"),
        ("\U0001fadf", "\U0001fadf"),
    ],
)
def test_free_texts_may_have_lines_and_emoji(written: str, kept: str) -> None:
    assert text(written) == kept


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("甲\x00", "TEXT_CONTROL_CHARACTER"),
        ("甲\x1b[31m", "TEXT_CONTROL_CHARACTER"),
        ("甲\u200b乙", "TEXT_INVISIBLE_CHARACTER"),
        ("甲\u200d乙", "TEXT_INVISIBLE_CHARACTER"),
        ("👍\u200d", "TEXT_INVISIBLE_CHARACTER"),
        ("\u200d👍", "TEXT_INVISIBLE_CHARACTER"),
        ("甲\ufe0f乙", "TEXT_INVISIBLE_CHARACTER"),
        ("\ufe0f", "TEXT_INVISIBLE_CHARACTER"),
        ("甲\u202e乙", "TEXT_INVISIBLE_CHARACTER"),
        ("甲\ud800", "TEXT_LONE_SURROGATE"),
        ("甲\ue000", "TEXT_UNKNOWN_CHARACTER"),
    ],
)
def test_what_no_text_may_hold_is_refused(written: str, code: str) -> None:
    assert text(written) == code


ANY = st.text(st.characters(exclude_categories=()))


@given(ANY)
def test_any_text_is_refused_or_kept_clean_for_good(written: str) -> None:
    for clean in (clean_name, clean_text):
        kept = clean(written, "名称")
        if isinstance(kept, str):
            assert clean(kept, "名称") == kept
            assert unicodedata.is_normalized("NFC", kept)
            assert "\x00" not in kept
            kept.encode("utf-8")
        else:
            kept.message.encode("utf-8")


@given(ANY)
def test_what_is_a_name_is_a_free_text_too(written: str) -> None:
    kept = clean_name(written, "名称")
    assert isinstance(kept, Breach) or clean_text(kept, "名称") == kept
