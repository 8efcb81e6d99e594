"""Credit codes, project codes and division codes."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from services.law.credit_code import CreditCodeCheck, check_character, check_credit_code
from services.law.division import covers, is_division, significant_prefix
from services.law.project_code import ProjectCodeForm, project_code_form

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
FIRST_17 = st.tuples(
    st.text(ALPHABET, min_size=2, max_size=2),
    st.text("0123456789", min_size=6, max_size=6),
    st.text(ALPHABET, min_size=9, max_size=9),
).map("".join)


# The example of the standard's own annex, and codes that well-known companies publish.
@pytest.mark.parametrize(
    "code", ["91350100M000100Y43", "91440300708461136T", "914403001922038216", "91330100799655058B"]
)
def test_published_codes_are_valid(code: str) -> None:
    assert check_credit_code(code) is CreditCodeCheck.VALID


def test_a_wrong_check_character_is_told_apart_from_a_wrong_form() -> None:
    assert check_credit_code("91350100M000100Y44") is CreditCodeCheck.CHECK_FAILED


@pytest.mark.parametrize(
    "code",
    [
        "",
        "91350100M000100Y4",  # 17
        "91350100M000100Y433",  # 19
        "91350100m000100y43",
        "91350100I000100Y43",  # a letter that is not used
        "91350100O000100Y43",
        "9135010AM000100Y43",  # a letter in the division
        "９1350100M000100Y43",  # a full-width figure
        " 91350100M000100Y4",
        "91350100M000100Y4\n",
        "91350100M000100Y4\x00",
    ],
)
def test_what_was_never_a_code_is_malformed(code: str) -> None:
    assert check_credit_code(code) is CreditCodeCheck.MALFORMED


@given(FIRST_17)
def test_exactly_one_check_character_makes_a_code_valid(first: str) -> None:
    valid = [c for c in ALPHABET if check_credit_code(first + c) is CreditCodeCheck.VALID]
    assert valid == [check_character(first)]


@given(FIRST_17, st.integers(0, 16), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_noticed(first: str, at: int, other: str) -> None:
    assume(first[at] != other)
    code = first[:at] + other + first[at + 1 :] + check_character(first)
    assert check_credit_code(code) is not CreditCodeCheck.VALID


@given(st.text())
def test_any_text_gets_an_answer(written: str) -> None:
    assert check_credit_code(written) in CreditCodeCheck
    assert project_code_form(written) is None or len(written) == 24
    assert isinstance(is_division(written), bool)


@pytest.mark.parametrize("first", ["", "9" * 16, "9" * 18, "I" * 17])
def test_there_is_no_check_character_of_anything_else(first: str) -> None:
    with pytest.raises(ValueError, match="not the first 17 characters"):
        check_character(first)


@pytest.mark.parametrize(
    ("code", "form"),
    [
        ("2111-522323-04-01-342068", ProjectCodeForm.PRESENT),
        ("2020-530100-76-01-041471", ProjectCodeForm.FORMER),
        ("2011-430211-04-01-000001", ProjectCodeForm.PRESENT),  # its first month
        ("2012-430211-04-01-000001", ProjectCodeForm.PRESENT),
        ("2010-430211-04-01-000001", None),  # the month before
        ("2013-430211-04-01-000001", ProjectCodeForm.FORMER),
        ("2021-430211-04-01-000001", None),  # neither a month nor a year of the former form
        ("2112-430211-04-01-000001", ProjectCodeForm.PRESENT),
        ("2113-430211-04-01-000001", None),
        ("2100-430211-04-01-000001", None),
        ("1920-430211-04-01-000001", None),
        ("2111-52232-04-01-342068", None),
        ("2111-522323-04-01-3420681", None),
        ("2111-522323-04-01-34206X", None),
        ("2111522323040134206 8", None),
        ("２111-522323-04-01-342068", None),
        ("2111-522323-04-01-342068\n", None),
        ("", None),
    ],
)
def test_the_two_forms_of_project_codes_are_told_apart(code: str, form: ProjectCodeForm | None) -> None:
    assert project_code_form(code) is form


@pytest.mark.parametrize(
    ("code", "prefix"),
    [
        ("430000", "43"),
        ("430200", "4302"),
        ("430211", "430211"),
        ("100000", "10"),
        ("500100", "5001"),
        ("429004", "429004"),
        ("430210", "430210"),
    ],
)
def test_the_prefix_of_a_division_ends_before_its_zero_pairs(code: str, prefix: str) -> None:
    assert significant_prefix(code) == prefix


@pytest.mark.parametrize(
    "code", ["", "43", "43021", "4302110", "43021a", "030211", "930211", "430011", "４30211", "430211\n"]
)
def test_what_is_no_division_code_is_refused(code: str) -> None:
    assert not is_division(code)
    for ask in (significant_prefix, lambda c: covers(c, "430211"), lambda c: covers("430211", c)):
        with pytest.raises(ValueError, match="not the code of a division"):
            ask(code)


@pytest.mark.parametrize(
    ("scope", "code", "seen"),
    [
        ("430211", "430211", True),
        ("430211", "430212", False),
        ("430211", "430200", False),
        ("430200", "430211", True),
        ("430200", "430200", True),
        ("430200", "430100", False),
        ("430200", "430000", False),
        ("430000", "430211", True),
        ("430000", "440300", False),
        ("430100", "431000", False),  # 4301 is no prefix of 4310
    ],
)
def test_a_scope_covers_itself_and_what_lies_below(scope: str, code: str, *, seen: bool) -> None:
    assert covers(scope, code) is seen


DIVISIONS = st.from_regex(r"[1-8][0-9](0000|(0[1-9]|[1-9][0-9])[0-9]{2})", fullmatch=True)


@given(DIVISIONS, DIVISIONS, DIVISIONS)
def test_covering_is_an_order(a: str, b: str, c: str) -> None:
    assert covers(a, a)
    assert a == b or not (covers(a, b) and covers(b, a))
    assert not (covers(a, b) and covers(b, c)) or covers(a, c)
