"""Money: exact, bounded, and rounded once."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.law.breach import Breach
from services.law.money import LARGEST, check_amount, percentage, round_half_up, wan_from_yi


def code(outcome: Decimal | Breach) -> str | None:
    return outcome.code if isinstance(outcome, Breach) else None


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("0", "0"),
        ("80000", "80000"),
        ("0.0001", "0.0001"),
        ("1.50", "1.50"),
        ("1.500000", "1.5000"),
        ("007", "7"),
        ("-0", "0"),
        ("-0.00", "0.00"),
        ("1000000000000", "1000000000000"),
        ("999999999999.9999", "999999999999.9999"),
    ],
)
def test_plain_figures_are_kept_exactly(written: str, kept: str) -> None:
    assert str(check_amount(Decimal(written))) == kept


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("-0.0001", "AMOUNT_NEGATIVE"),
        ("0.00001", "AMOUNT_TOO_PRECISE"),
        ("1.00005", "AMOUNT_TOO_PRECISE"),
        ("1000000000000.0001", "AMOUNT_TOO_LARGE"),
        ("1000000000000.00000000000000000000000000001", "AMOUNT_TOO_LARGE"),
        ("1000000000000000000", "AMOUNT_TOO_LARGE"),
    ],
)
def test_other_figures_are_refused_with_their_fault(written: str, expected: str) -> None:
    refused = check_amount(Decimal(written), "totalInvestment")
    assert code(refused) == expected
    assert isinstance(refused, Breach)
    assert refused.field == "totalInvestment"


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("NaN", "AMOUNT_MALFORMED"),
        ("sNaN", "AMOUNT_MALFORMED"),
        ("Infinity", "AMOUNT_MALFORMED"),
        ("-Infinity", "AMOUNT_MALFORMED"),
        ("1e999999", "AMOUNT_TOO_LARGE"),
        ("-1e999999", "AMOUNT_NEGATIVE"),
        ("1e-999999", "AMOUNT_TOO_PRECISE"),
        ("123456789012.12345678901234567890123456789", "AMOUNT_TOO_PRECISE"),
        ("999999999999.99990000000000000000000000001", "AMOUNT_TOO_PRECISE"),
    ],
)
def test_decimals_from_elsewhere_are_held_to_the_same_limits(amount: str, expected: str) -> None:
    assert code(check_amount(Decimal(amount))) == expected


@pytest.mark.parametrize(
    ("amount", "kept"), [("1E+3", "1000"), ("1E+12", "1000000000000"), ("0E+99", "0"), ("0E-99", "0.0000")]
)
def test_an_accepted_amount_is_written_without_exponent(amount: str, kept: str) -> None:
    assert str(check_amount(Decimal(amount))) == kept


def test_a_lower_limit_can_be_set() -> None:
    limit = Decimal(100)
    assert check_amount(Decimal(100), largest=limit) == 100
    assert code(check_amount(Decimal("100.0001"), largest=limit)) == "AMOUNT_TOO_LARGE"


@given(st.decimals())
def test_any_decimal_is_kept_unchanged_in_value_or_refused(amount: Decimal) -> None:
    kept = check_amount(amount)
    if not isinstance(kept, Breach):
        assert kept == amount
        assert 0 <= kept <= LARGEST
        assert "E" not in str(kept)
        assert str(kept)[0] != "-"
        assert check_amount(Decimal(str(kept))) == kept


@pytest.mark.parametrize(
    ("yi", "wan"),
    [
        ("8", "80000"),
        ("0.0001", "1"),
        ("8.12345678", "81234.5678"),
        ("0.123456789", "1234.56789"),
        ("4437", "44370000"),
        ("0", "0"),
        ("12345678901234567890.123456789012345678901234567890", "123456789012345678901234.56789012345678901234567890"),
    ],
)
def test_yi_become_wan_exactly(yi: str, wan: str) -> None:
    assert str(wan_from_yi(Decimal(yi))) == wan


@pytest.mark.parametrize("yi", ["NaN", "Infinity", "1e999999", "-1e999999"])
def test_what_cannot_be_converted_exactly_is_refused(yi: str) -> None:
    with pytest.raises(ValueError, match=r"not an amount|too many figures"):
        wan_from_yi(Decimal(yi))


@given(st.decimals(min_value=0, max_value=10**8, places=8))
def test_conversion_changes_the_unit_and_nothing_else(yi: Decimal) -> None:
    assert Fraction(wan_from_yi(yi)) == Fraction(yi) * 10_000


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        ("6.25", 1, "6.3"),
        ("6.2499999999999999999999999999999999", 1, "6.2"),
        ("6.35", 1, "6.4"),
        ("6.24", 1, "6.2"),
        ("6.26", 1, "6.3"),
        ("0.5", 0, "1"),
        ("1.5", 0, "2"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("-0.04", 1, "0.0"),
        ("99.95", 1, "100.0"),
        ("7", 2, "7.00"),
    ],
)
def test_a_half_is_rounded_up_as_offices_do(value: str, places: int, rounded: str) -> None:
    assert str(round_half_up(Decimal(value), places)) == rounded


@pytest.mark.parametrize(
    ("part", "whole", "places", "expected"),
    [
        (1, 16, 1, "6.3"),
        (1, 3, 2, "33.33"),
        (2, 3, 2, "66.67"),
        (0, 5, 1, "0.0"),
        (5, 5, 1, "100.0"),
        (1999, 2000, 1, "100.0"),
        (19989, 20000, 1, "99.9"),
        (-1, 16, 1, "-6.3"),
    ],
)
def test_a_percentage_is_rounded_once(part: int, whole: int, places: int, expected: str) -> None:
    assert str(percentage(Decimal(part), Decimal(whole), places)) == expected


def test_a_percentage_just_below_the_half_is_not_lifted_by_a_first_rounding() -> None:
    assert percentage(Decimal(625 * 10**36 - 1), Decimal(10**40), 1) == Decimal("6.2")
    assert percentage(Decimal("0." + "0624" + "9" * 40), Decimal(1), 1) == Decimal("6.2")


@pytest.mark.parametrize(
    ("part", "whole"), [("1", "0"), ("NaN", "1"), ("1", "NaN"), ("Infinity", "1"), ("1e999999", "1")]
)
def test_there_is_no_percentage_of_nothing(part: str, whole: str) -> None:
    with pytest.raises(ValueError, match=r"no percentage|cannot reckon"):
        percentage(Decimal(part), Decimal(whole), 1)


@pytest.mark.parametrize("places", [-1, 21])
def test_places_that_no_table_shows_are_refused(places: int) -> None:
    with pytest.raises(ValueError, match="places"):
        round_half_up(Decimal(1), places)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=7), st.integers(0, 6))
def test_rounding_moves_by_half_a_step_at_most(value: Decimal, places: int) -> None:
    rounded = round_half_up(value, places)
    assert abs(Fraction(rounded) - Fraction(value)) <= Fraction(1, 2 * 10**places)
    assert rounded == round_half_up(rounded, places)
