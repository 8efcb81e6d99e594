"""Judging a scheme: what makes it whole, and what is refused."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from services.assessment.domain.scheme.judge import judge
from services.assessment.domain.scheme.model import Indicator, Measure, Outcome, Scheme
from services.law.breach import Breach, Refusal
from tests.assessment.domain.given import linear, per_event, ratio, scheme

TODAY = date(2026, 11, 24)


def refused(proposed: Scheme, **its: Any) -> tuple[Breach, ...]:
    found = judge(proposed, its.get("today", TODAY), frozen=its.get("frozen", False))
    assert isinstance(found, Refusal), found
    return found.breaches


def codes(proposed: Scheme, **its: Any) -> set[str]:
    return {b.code for b in refused(proposed, **its)}


def accepted(proposed: Scheme, today: date = TODAY) -> bool:
    return isinstance(judge(proposed, today, frozen=False), Scheme)


def test_a_whole_scheme_is_kept_with_its_texts_cleaned() -> None:
    found = judge(scheme(title=" 2026年  考核细则 "), TODAY, frozen=False)
    assert isinstance(found, Scheme)
    assert found.title == "2026年 考核细则"


@pytest.mark.parametrize("total", ["99.9999", "100.0001"])
def test_weights_that_miss_full_marks_by_little_are_refused(total: str) -> None:
    found = refused(scheme(ratio(total)))
    assert {b.code for b in found} == {"WEIGHTS_NOT_FULL"}
    assert len(found) == 5  # every group is judged
    assert str(found[0].article) == "第十八条"


def test_weights_that_sum_to_full_marks_are_accepted_whatever_their_places() -> None:
    assert accepted(scheme(ratio("33.3333"), linear("66.6667")))


def test_a_missing_group_and_a_repeated_one_are_both_named() -> None:
    whole = scheme()
    found = refused(replace(whole, groups=(*whole.groups[:3], whole.groups[0])))
    assert [b.code for b in found] == ["GROUP_REPEATED", "GROUP_MISSING", "GROUP_MISSING"]
    assert "镇（街道）" in found[0].message


def test_a_scheme_without_groups_lacks_all_five() -> None:
    assert [b.code for b in refused(scheme(groups=()))] == ["GROUP_MISSING"] * 5


def test_once_a_result_is_published_the_years_scheme_is_frozen() -> None:
    assert codes(scheme(), frozen=True) == {"SCHEME_FROZEN"}


@pytest.mark.parametrize(("year", "fine"), [(2025, False), (2026, True), (2027, True), (2028, False)])
def test_schemes_are_made_for_years_near_today_and_never_before_the_measures(year: int, fine: bool) -> None:
    assert accepted(scheme(year=year)) == fine


def test_last_years_scheme_can_still_be_made_in_january() -> None:
    assert accepted(scheme(year=2026), date(2027, 1, 5))
    assert codes(scheme(year=2026), today=date(2028, 1, 1)) == {"SCHEME_YEAR_OUT_OF_RANGE"}


@pytest.mark.parametrize("year", [-5, 0, 10_000, 2_147_483_647])
def test_a_year_that_no_calendar_has_is_refused_and_not_a_fault(year: int) -> None:
    assert codes(scheme(year=year)) == {"SCHEME_YEAR_OUT_OF_RANGE"}


@pytest.mark.parametrize(("places", "fine"), [(-1, False), (0, True), (4, True), (5, False)])
def test_scores_have_up_to_four_places(places: int, fine: bool) -> None:
    assert accepted(scheme(places=places)) == fine


@pytest.mark.parametrize(("highest", "fine"), [("99.99", False), ("100", True), ("1000", True), ("1000.01", False)])
def test_the_highest_score_is_not_below_full_marks(highest: str, fine: bool) -> None:
    assert accepted(scheme(highest=highest)) == fine


@pytest.mark.parametrize(
    ("highest", "places", "fine"), [("105.55", 2, True), ("105.555", 2, False), ("100.0", 0, True), ("100.5", 0, False)]
)
def test_the_highest_score_is_one_that_rounding_can_give(highest: str, places: int, fine: bool) -> None:
    proposed = scheme(highest=highest, places=places)
    assert accepted(proposed) if fine else codes(proposed) == {"HIGHEST_TOO_PRECISE"}


def test_the_scheme_says_what_its_colours_mean() -> None:
    found = refused(scheme(yellow_means=" ", red_means=""))
    assert [(b.code, b.field) for b in found] == [
        ("COLOUR_MEANING_MISSING", "yellowMeans"),
        ("COLOUR_MEANING_MISSING", "redMeans"),
    ]
    assert str(found[0].article) == "第二十一条"


def test_ties_are_parted_only_by_indicators_of_the_group() -> None:
    assert codes(scheme(tie_breakers=("NODES", "OTHER"))) == {"TIE_BREAKER_UNKNOWN"}
    assert codes(scheme(tie_breakers=("NODES", "NODES"))) == {"TIE_BREAKER_UNKNOWN"}
    assert accepted(scheme(tie_breakers=("NODES",)))


def test_a_repeated_indicator_code_is_refused() -> None:
    assert codes(scheme(ratio(50), ratio(50))) == {"INDICATOR_REPEATED"}


def test_more_indicators_than_anyone_reads_are_refused_without_listing_them() -> None:
    many = tuple(ratio(2, code=f"N{i}") for i in range(51))
    assert codes(scheme(*many)) == {"INDICATORS_TOO_MANY"}


def one(indicator: Indicator) -> set[str]:
    """Codes for an indicator beside a sound one that carries the full marks."""
    return codes(scheme(ratio(), replace(indicator, code="OTHER")))


PENALTY = per_event("-2")


@pytest.mark.parametrize(
    ("indicator", "code"),
    [
        (replace(PENALTY, points=Decimal(2)), "POINTS_INVERTED"),
        (replace(PENALTY, outcome=Outcome.ON_TIME), "POINTS_INVERTED"),
        (replace(PENALTY, points=Decimal(0)), "POINTS_INVALID"),
        (replace(PENALTY, points=None), "POINTS_INVALID"),
        (replace(PENALTY, points=Decimal("-100.0001")), "POINTS_INVALID"),
        (replace(PENALTY, points=Decimal("-0.00001")), "POINTS_INVALID"),
        (replace(PENALTY, outcome=None), "OUTCOME_MISSING"),
        (replace(PENALTY, cap=None), "CAP_INVALID"),
        (replace(PENALTY, cap=Decimal(0)), "CAP_INVALID"),
        (replace(PENALTY, cap=Decimal("100.0001")), "CAP_INVALID"),
        (replace(PENALTY, weight=Decimal(1)), "VALUE_NOT_USED"),
        (replace(PENALTY, measure=Measure.PHYSICAL_PROGRESS), "FORMULA_MISFIT"),
        (replace(PENALTY, name=" "), "TEXT_MISSING"),
    ],
)
def test_points_per_event_must_be_sound(indicator: Indicator, code: str) -> None:
    assert one(indicator) == {code}


@pytest.mark.parametrize(
    ("indicator", "code"),
    [
        (replace(linear(1), cap=Decimal("0.9999")), "CAP_INVALID"),
        (replace(linear(1), cap=Decimal("10.0001")), "CAP_INVALID"),
        (replace(linear(1), cap=Decimal("1.00001")), "CAP_INVALID"),
        (replace(linear(1), points=Decimal(1)), "VALUE_NOT_USED"),
        (replace(ratio(1), cap=Decimal(1)), "VALUE_NOT_USED"),
        (replace(ratio(1), measure=Measure.PHYSICAL_PROGRESS), "FORMULA_MISFIT"),
        (replace(linear(1), measure=Measure.NODE_TASKS), "FORMULA_MISFIT"),
        (replace(ratio(1), weight=Decimal(0)), "WEIGHT_INVALID"),
        (replace(ratio(1), weight=None), "WEIGHT_INVALID"),
        (replace(ratio(1), weight=Decimal(-1)), "WEIGHT_INVALID"),
        (replace(ratio(1), weight=Decimal("0.00001")), "WEIGHT_INVALID"),
    ],
)
def test_weighted_indicators_must_be_sound(indicator: Indicator, code: str) -> None:
    assert code in one(indicator)


@pytest.mark.parametrize("points", ["-100", "-0.0001"])
@pytest.mark.parametrize("cap", ["0.0001", "100"])
def test_the_limits_of_points_per_event_are_allowed(points: str, cap: str) -> None:
    assert accepted(scheme(ratio(), per_event(points, cap)))


def test_fifty_indicators_are_allowed() -> None:
    assert accepted(scheme(*(ratio(2, code=f"N{i}") for i in range(50))))


@pytest.mark.parametrize("cap", ["1", "10"])
def test_the_limits_of_a_cap_are_allowed(cap: str) -> None:
    assert accepted(scheme(linear(100, cap)))


@pytest.mark.parametrize("code", ["", "nodes", "1A", "A-B", "A" * 41, "节点", "A\n"])
def test_an_indicator_code_is_for_programs(code: str) -> None:
    assert "INDICATOR_CODE_MALFORMED" in codes(scheme(replace(ratio(), code=code)))


def test_all_faults_of_a_scheme_come_at_once_with_their_fields() -> None:
    bad = scheme(replace(ratio("90"), name=""), year=2030, places=9, yellow_means="", title="")
    found = refused(bad, frozen=True)
    assert {b.code for b in found} == {
        "SCHEME_YEAR_OUT_OF_RANGE",
        "SCHEME_FROZEN",
        "PLACES_OUT_OF_RANGE",
        "COLOUR_MEANING_MISSING",
        "TEXT_MISSING",
        "WEIGHTS_NOT_FULL",
    }
    assert {"year", "places", "title", "groups.0.indicators.0.name", "groups.4.indicators"} <= {b.field for b in found}
