"""Judging a scheme: new formulas, what belongs to a quarter and what to a year, awards; each fault with its place and clause."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from services.assessment.domain.scheme.indicator import fits
from services.assessment.domain.scheme.judge import judge
from services.assessment.domain.scheme.model import (
    Awards,
    Formula,
    Indicator,
    Measure,
    Outcome,
    Scheme,
    ShareRounding,
    Tier,
)
from services.law.breach import Breach, Refusal
from tests.assessment.domain.given import ratio, scheme

TODAY = date(2026, 11, 24)
COUNT = Indicator("C", "办结项数", Measure.COORDINATION, Formula.COUNT, weight=Decimal(100), target=5)
TIERS = Indicator(
    "T",
    "形象进度分档",
    Measure.PHYSICAL_PROGRESS,
    Formula.TIERS,
    weight=Decimal(100),
    tiers=(Tier(Decimal(0), Decimal(0)), Tier(Decimal("0.8"), Decimal("0.6")), Tier(Decimal(1), Decimal(1))),
)
RANKED = Indicator(
    "R", "节点任务名次", Measure.NODE_TASKS, Formula.RANK_POINTS, weight=Decimal(100), floor=Decimal("0.6")
)
PRAISE = Indicator(
    "P",
    "表扬加分",
    Measure.COMMENDATIONS,
    Formula.PER_EVENT,
    cap=Decimal(5),
    outcome=Outcome.RECORDED,
    points=Decimal(1),
)
INCIDENT = replace(PRAISE, code="I", name="安全事故", measure=Measure.INCIDENTS, points=Decimal(-5))
STARTS = ratio(100, Measure.STARTS, "STARTS")
AWARDS = Awards(Decimal("0.2"), ShareRounding.HALF_UP, per_group=True, individuals=10, city_units=3, city_individuals=5)


def faults(proposed: Scheme) -> tuple[Breach, ...]:
    found = judge(proposed, TODAY, frozen=False)
    return found.breaches if isinstance(found, Refusal) else ()


def of_first(proposed: Scheme) -> list[tuple[str, str]]:
    """Codes and places of what is wrong with the first group; the others have the same."""
    told = [(b.code, b.field or "") for b in faults(proposed)]
    return [(code, field.removeprefix("groups.0.")) for code, field in told if field.startswith("groups.0.")]


def one(indicator: Indicator) -> list[tuple[str, str]]:
    return of_first(scheme(indicator))


def yearly(*indicators: Indicator, **its: object) -> Scheme:
    whole = scheme()
    groups = tuple(replace(rule, yearly=indicators or (STARTS,)) for rule in whole.groups)
    return replace(whole, groups=groups, **its)  # type: ignore[arg-type]


@pytest.mark.parametrize("indicator", [COUNT, TIERS, RANKED])
def test_sound_indicators_of_each_formula_are_accepted(indicator: Indicator) -> None:
    assert faults(scheme(indicator)) == ()


@pytest.mark.parametrize("beside", [PRAISE, INCIDENT])
def test_what_is_on_record_adds_or_deducts_beside_the_weights(beside: Indicator) -> None:
    assert faults(scheme(ratio(), beside)) == ()
    assert faults(yearly(STARTS, beside)) == ()


@pytest.mark.parametrize(
    ("target", "fine"), [(None, False), (0, False), (1, True), (10_000, True), (10_001, False), (-1, False)]
)
def test_a_target_is_at_least_one(target: int | None, fine: bool) -> None:
    assert one(replace(COUNT, target=target)) == ([] if fine else [("TARGET_INVALID", "indicators.0.target")])


@pytest.mark.parametrize(
    ("floor", "fine"), [(None, False), ("-0.0001", False), ("0", True), ("0.9999", True), ("1", False)]
)
def test_the_last_of_a_group_has_less_than_the_first(floor: str | None, fine: bool) -> None:
    changed = replace(RANKED, floor=None if floor is None else Decimal(floor))
    assert one(changed) == ([] if fine else [("FLOOR_INVALID", "indicators.0.floor")])


def tiers(*pairs: tuple[str, str]) -> Indicator:
    return replace(TIERS, tiers=tuple(Tier(Decimal(since), Decimal(share)) for since, share in pairs))


@pytest.mark.parametrize(
    ("pairs", "code", "place"),
    [
        ((), "TIERS_MISSING", "tiers"),
        ((("0", "0"),) * 21, "TIERS_MISSING", "tiers"),
        ((("0.1", "0"), ("1", "1")), "TIERS_NOT_FROM_ZERO", "tiers.0.since"),
        ((("0", "0"), ("0", "1")), "TIERS_NOT_ASCENDING", "tiers.1.since"),
        ((("0", "0"), ("0.8", "0.5"), ("0.7", "1")), "TIERS_NOT_ASCENDING", "tiers.2.since"),
        ((("0", "0.5"), ("1", "0.4999")), "TIERS_INVERTED", "tiers.1.share"),
        ((("0", "-0.0001"), ("1", "1")), "TIER_SHARE_INVALID", "tiers.0.share"),
        ((("0", "0"), ("1", "1.0001")), "TIER_SHARE_INVALID", "tiers.1.share"),
        ((("0", "0"), ("10.0001", "1")), "TIER_INVALID", "tiers.1.since"),
        ((("0", "0"), ("0.00001", "1")), "TIER_INVALID", "tiers.1.since"),
        ((("0", "0"), ("1", "0.00001")), "TIER_SHARE_INVALID", "tiers.1.share"),
    ],
)
def test_a_better_ratio_never_gives_less(pairs: tuple[tuple[str, str], ...], code: str, place: str) -> None:
    assert one(tiers(*pairs)) == [(code, f"indicators.0.{place}")]


@pytest.mark.parametrize(
    "pairs", [(("0", "0"),), (("0", "1"), ("10", "1")), (("0", "0.5"), ("0.0001", "0.5")), (("0", "0"), ("1", "1"))]
)
def test_the_limits_of_tiers_are_allowed(pairs: tuple[tuple[str, str], ...]) -> None:
    assert one(tiers(*pairs)) == []


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"target": 1}, "target"),
        ({"floor": Decimal(0)}, "floor"),
        ({"tiers": (Tier(Decimal(0), Decimal(1)),)}, "tiers"),
        ({"cap": Decimal(1)}, "cap"),
    ],
)
def test_a_number_that_a_formula_ignores_is_refused(changes: dict[str, object], place: str) -> None:
    assert one(replace(ratio(), **changes)) == [("VALUE_NOT_USED", f"indicators.0.{place}")]  # type: ignore[arg-type]


def test_items_are_narrowed_by_codes_that_they_have() -> None:
    issues = ratio(100, Measure.ISSUES, "ISSUES")
    assert one(replace(issues, only=("JAM", "BLOCKAGE"))) == []
    assert one(replace(issues, only=("JAM", "QUALITY"))) == [("ONLY_UNKNOWN", "indicators.0.only.1")]
    assert one(replace(issues, only=("JAM", "JAM"))) == [("ONLY_REPEATED", "indicators.0.only.1")]
    assert one(replace(ratio(), only=("JAM",))) == [("ONLY_UNKNOWN", "indicators.0.only.0")]


@pytest.mark.parametrize(
    ("indicator", "code", "place", "article"),
    [
        (replace(PRAISE, points=Decimal(-1)), "POINTS_INVERTED", "points", "第二十一条"),
        (replace(INCIDENT, points=Decimal(1)), "POINTS_INVERTED", "points", "第二十一条"),
        (replace(PRAISE, outcome=Outcome.ON_TIME), "OUTCOME_MISFIT", "outcome", "第十八条"),
        (replace(INCIDENT, outcome=Outcome.LATE), "OUTCOME_MISFIT", "outcome", "第十八条"),
        (replace(PRAISE, measure=Measure.ISSUES), "OUTCOME_MISFIT", "outcome", "第十八条"),
        (replace(PRAISE, outcome=None), "OUTCOME_MISSING", "outcome", "第十八条"),
    ],
)
def test_praise_only_adds_and_incidents_only_deduct(indicator: Indicator, code: str, place: str, article: str) -> None:
    found = [b for b in faults(scheme(ratio(), indicator)) if b.code == code]
    assert {b.field for b in found} == {f"groups.{g}.indicators.1.{place}" for g in range(5)}
    assert str(found[0].article) == article


@pytest.mark.parametrize(
    ("formula", "measures"),
    [
        (Formula.RATIO, {"ISSUES", "STARTS"}),
        (Formula.COUNT, {"ISSUES", "STARTS", "COMMENDATIONS"}),
        (Formula.CAPPED_LINEAR, {"PHYSICAL_PROGRESS", "QUARTER_RESULTS"}),
        (Formula.TIERS, {"ISSUES", "STARTS", "PHYSICAL_PROGRESS", "QUARTER_RESULTS"}),
        (Formula.RANK_POINTS, {"ISSUES", "STARTS", "PHYSICAL_PROGRESS", "QUARTER_RESULTS"}),
        (Formula.PER_EVENT, {"ISSUES", "STARTS", "COMMENDATIONS", "INCIDENTS"}),
    ],
)
def test_what_each_formula_is_for(formula: Formula, measures: set[str]) -> None:
    looked_at = {"ISSUES", "STARTS", "PHYSICAL_PROGRESS", "QUARTER_RESULTS", "COMMENDATIONS", "INCIDENTS"}
    assert {m for m in looked_at if fits(formula, Measure(m))} == measures


def test_matters_of_a_year_are_not_of_a_quarter_nor_the_other_way_round() -> None:
    found = faults(scheme(STARTS))
    assert {(b.code, str(b.article)) for b in found} == {("MEASURE_MISPLACED", "第十九条")}
    assert found[0].field == "groups.0.indicators.0.measure"
    assert of_first(yearly(ratio())) == [("MEASURE_MISPLACED", "yearly.0.measure")]


def test_yearly_weights_sum_to_full_marks_too() -> None:
    assert faults(yearly()) == ()
    assert of_first(yearly(ratio("99.9999", Measure.STARTS))) == [("WEIGHTS_NOT_FULL", "yearly")]
    twice = (ratio(50, Measure.STARTS, "S"), ratio(50, Measure.COMPLETIONS, "S"))
    assert of_first(yearly(*twice)) == [("INDICATOR_REPEATED", "yearly")]


def test_a_code_may_stand_for_something_else_in_the_year() -> None:
    assert faults(yearly(ratio(100, Measure.STARTS, "NODES"))) == ()


def test_yearly_ties_are_parted_by_yearly_indicators() -> None:
    groups = tuple(replace(rule, yearly_tie_breakers=("NODES",)) for rule in yearly().groups)
    assert of_first(replace(yearly(), groups=groups)) == [("TIE_BREAKER_UNKNOWN", "yearlyTieBreakers.0")]


def test_the_year_is_assessed_for_all_groups_or_for_none() -> None:
    whole = yearly()
    lacking = replace(whole, groups=(*whole.groups[:4], replace(whole.groups[4], yearly=())))
    found = faults(lacking)
    assert [(b.code, b.field, str(b.article)) for b in found] == [
        ("YEARLY_MISSING", "groups.4.yearly", "第十九条"),
    ]


def test_awards_stand_on_the_years_results() -> None:
    assert faults(yearly(awards=AWARDS)) == ()
    found = faults(replace(scheme(), awards=AWARDS))
    assert [(b.code, b.field, str(b.article)) for b in found] == [("AWARDS_WITHOUT_YEAR", "awards", "第二十条")]


@pytest.mark.parametrize(
    ("share", "fine"), [("0", False), ("0.0001", True), ("0.5", True), ("0.5001", False), ("0.00001", False)]
)
def test_the_share_of_advanced_units_has_bounds(share: str, fine: bool) -> None:
    found = faults(yearly(awards=replace(AWARDS, unit_share=Decimal(share))))
    assert [(b.code, b.field) for b in found] == ([] if fine else [("AWARD_SHARE_INVALID", "awards.unitShare")])


@pytest.mark.parametrize(
    ("name", "field"),
    [("individuals", "individuals"), ("city_units", "cityUnits"), ("city_individuals", "cityIndividuals")],
)
def test_numbers_of_awards_have_bounds(name: str, field: str) -> None:
    for number, fine in ((-1, False), (0, True), (1000, True), (1001, False)):
        found = faults(yearly(awards=replace(AWARDS, **{name: number})))  # type: ignore[arg-type]
        assert [(b.code, b.field) for b in found] == ([] if fine else [("AWARD_NUMBER_INVALID", f"awards.{field}")])


def test_a_proposal_of_endless_groups_is_not_looked_at() -> None:
    rule = scheme().groups[0]
    assert [b.code for b in faults(scheme(groups=(rule,) * 101))] == ["GROUPS_TOO_MANY"]


def test_all_faults_of_one_indicator_come_at_once() -> None:
    bad = Indicator("x", "", Measure.INCIDENTS, Formula.TIERS, weight=Decimal(100), target=3, only=("NONE",))
    assert [code for code, _ in one(bad)] == [
        "INDICATOR_CODE_MALFORMED",
        "TEXT_MISSING",
        "FORMULA_MISFIT",
        "ONLY_UNKNOWN",
        "TIERS_MISSING",
        "VALUE_NOT_USED",
    ]
