"""A quarter computed: scores, explanations, and that nothing else than facts and scheme matters."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.assessment.domain.fact.model import Fact
from services.assessment.domain.scheme.model import IdleRule, Indicator, Measure, Outcome
from services.assessment.usecases.period.digest import digest_of as digest
from services.law.parties import UnitCategory
from tests.assessment.domain.given import (
    completed,
    computed,
    decided,
    linear,
    number,
    per_event,
    planned,
    ratio,
    scheme,
    score_of,
    town,
    towns,
    verified,
)
from tests.assessment.domain.given_matters import conduct

DAY = date(2026, 11, 2)
GUARANTEE = ratio(40, Measure.FACTOR_GUARANTEE, "GUARANTEE")
THREE = (ratio(40), linear(30, "1.2"), ratio(30, Measure.FACTOR_GUARANTEE, "GUARANTEE"))


def test_a_score_is_the_weighted_sum_rounded_half_up_once() -> None:
    facts = [completed(number(1), DAY), completed(number(1), DAY, days_late=1), completed(number(1), DAY)]
    facts.append(decided(number(1), DAY))
    found = score_of(computed(scheme(ratio(60), GUARANTEE), [town(1)], facts), number(1))
    assert found.score == Decimal("80.00")
    assert found.words == "40 + 40 = 80，四舍五入保留 2 位：80.00"
    assert [i.points for i in found.indicators] == [Decimal(40), Decimal(40)]


def test_half_a_cent_goes_up_and_less_does_not() -> None:
    rules = [scheme(linear("100"), places=2)]
    scores = [
        score_of(
            computed(rules[0], [town(1)], [verified(number(1), date(2026, 11, 1), done, "10000")]), number(1)
        ).score
        for done in ("8844.4", "8844.5", "8844.6")
    ]
    assert scores == [Decimal("88.44"), Decimal("88.45"), Decimal("88.45")]


def test_the_weight_of_an_idle_indicator_is_shared_out() -> None:
    facts = [completed(number(1), DAY), completed(number(1), DAY, days_late=2)]
    found = score_of(computed(scheme(ratio(60), GUARANTEE), [town(1)], facts), number(1))
    assert found.score == Decimal("50.00")
    assert found.indicators[0].words == "按时 1 项 ÷ 应办 2 项 = 0.5；× 权重 60（分摊后 100） = 50 分"
    assert found.indicators[1].words == "本季度无此项任务，权重 40 分摊到其他指标"


def test_or_an_idle_indicator_gives_its_full_points_where_the_scheme_says_so() -> None:
    facts = [completed(number(1), DAY), completed(number(1), DAY, days_late=2)]
    rules = scheme(ratio(60), GUARANTEE, idle=IdleRule.FULL_POINTS)
    found = score_of(computed(rules, [town(1)], facts), number(1))
    assert found.score == Decimal("70.00")
    assert found.indicators[1].words == "本季度无此项任务，按满分计 40 分"


def test_a_unit_that_had_nothing_to_do_is_not_assessed() -> None:
    result = towns(computed(scheme(), [town(1), town(2)], [completed(number(1), DAY)]))
    assert [u.unit_id for u in result.units] == [number(1)]
    assert result.idle == (number(2),)


@pytest.mark.parametrize("recorded", [("COMMENDED", "PRAISE"), ("INCIDENT_RECORDED", "SAFETY")])
def test_what_is_only_recorded_of_a_unit_is_no_task_and_does_not_rank_it(recorded: tuple[str, str]) -> None:
    points, measure = ("2", Measure.COMMENDATIONS) if recorded[0] == "COMMENDED" else ("-2", Measure.INCIDENTS)
    rules = scheme(ratio(), per_event(points, outcome=Outcome.RECORDED, measure=measure), highest=105)
    facts = [completed(number(1), DAY), *(conduct(*recorded, DAY, unit=number(n)) for n in (1, 2))]
    result = towns(computed(rules, [town(1), town(2)], facts))
    assert [(u.unit_id, u.score) for u in result.units] == [(number(1), Decimal("100.00") + Decimal(points))]
    assert result.idle == (number(2),)


def test_extra_points_go_no_higher_than_the_schemes_limit_and_deductions_no_lower_than_nothing() -> None:
    bonus = per_event("5", outcome=Outcome.ON_TIME)
    facts = [completed(number(1), DAY), decided(number(1), DAY)]
    assert score_of(computed(scheme(ratio(), bonus, highest=103), [town(1)], facts), number(1)).score == Decimal(
        "103.00"
    )
    assert score_of(computed(scheme(ratio(), bonus, highest=105), [town(1)], facts), number(1)).score == Decimal(
        "105.00"
    )
    late = [completed(number(1), DAY, days_late=1), decided(number(1), DAY, days_late=1)]
    assert score_of(computed(scheme(ratio(), per_event("-5")), [town(1)], late), number(1)).score == Decimal("0.00")


def test_deductions_alone_start_from_full_marks() -> None:
    found = score_of(
        computed(scheme(ratio(), per_event("-5")), [town(1)], [decided(number(1), DAY, days_late=1)]), number(1)
    )
    assert found.score == Decimal("95.00")
    assert found.words == "100（基础分） + 0 + -5 = 95，四舍五入保留 2 位：95.00"


def test_every_counted_fact_is_named_with_its_outcome() -> None:
    kept, late = completed(number(1), DAY), completed(number(1), DAY, days_late=1)
    outside = completed(number(1), date(2026, 9, 1))
    found = computed(scheme(), [town(1)], [kept, late, outside])
    indicator = score_of(found, number(1)).indicators[0]
    assert {(c.source, c.outcome) for c in found.counted(number(1), indicator)} == {
        (kept.id, Outcome.ON_TIME),
        (late.id, Outcome.LATE),
    }


def test_facts_of_units_in_no_group_are_named_and_not_lost_unseen() -> None:
    stray = completed(number(9), DAY)
    assert computed(scheme(), [town(1)], [stray]).unplaced == (stray.id,)


def test_units_are_ranked_in_their_own_group() -> None:
    bureau = replace(town(2), group=UnitCategory.DEPARTMENT)
    facts = [completed(number(1), DAY, days_late=1), completed(number(2), DAY)]
    result = computed(scheme(), [town(1), bureau], facts)
    assert score_of(result, number(1)).rank == 1
    assert score_of(result, number(2)).rank == 1


def test_a_computation_looks_no_further_than_today_and_the_quarters_end() -> None:
    assert computed(scheme(), [], [], today=DAY).through == DAY
    assert computed(scheme(), [], []).through == date(2026, 12, 31)


def test_equal_scores_are_parted_by_the_schemes_indicators_and_an_idle_one_missed_nothing() -> None:
    rules = scheme(ratio(50), ratio(50, Measure.FACTOR_GUARANTEE, "GUARANTEE"), tie_breakers=("GUARANTEE",))
    half = [completed(number(1), DAY), completed(number(1), DAY, days_late=1), decided(number(1), DAY)]
    half.append(decided(number(1), DAY, days_late=1))
    idle = [completed(number(2), DAY), completed(number(2), DAY, days_late=1)]
    result = towns(computed(rules, [town(1), town(2)], half + idle))
    assert [(u.unit_id, u.score, u.rank) for u in result.units] == [
        (number(2), Decimal("50.00"), 1),
        (number(1), Decimal("50.00"), 2),
    ]


@pytest.mark.parametrize(("outcome", "points", "first"), [(Outcome.ON_TIME, "0.5", 1), (Outcome.LATE, "-0.5", 2)])
def test_without_anything_that_gives_extra_points_a_unit_has_none_to_part_it_from_equals(
    outcome: Outcome, points: str, first: int
) -> None:
    extra = per_event(points, outcome=outcome, cap="0.5")
    rules = scheme(ratio(), extra, tie_breakers=("EXTRA",), highest=100)  # both come to 100, cut off or rounded up
    facts = [completed(number(1), DAY), completed(number(2), DAY), decided(number(1), DAY, days_late=int(first == 2))]
    result = towns(computed(replace(rules, places=0), [town(1), town(2)], facts))
    assert result.units[0].unit_id == number(first)
    assert [u.rank for u in result.units] == [1, 2]


unit_numbers = st.integers(1, 6)
days = st.dates(date(2026, 8, 1), date(2027, 2, 28))
records = st.integers(500, 520).map(number)


@st.composite
def some_facts(draw: st.DrawFn) -> list[Fact]:
    """Facts of all kinds about a few units, within and around the quarter."""
    made = []
    for at in range(draw(st.integers(0, 25))):
        unit, day, record = number(draw(unit_numbers)), draw(days), draw(records)
        event = number(10_000 + at)
        late = draw(st.integers(0, 3))
        kind = draw(st.sampled_from(["completed", "planned", "verified", "decided"]))
        if kind == "completed":
            made.append(completed(unit, day, due=draw(days), days_late=late, record=record, event=event))
        elif kind == "planned":
            made.append(planned(unit, day, version=1 + late, record=record, event=event))
        elif kind == "verified":
            amount = str(draw(st.integers(0, 200)))
            made.append(verified(unit, day.replace(day=1), amount, "100", record=record, event=event))
        else:
            made.append(decided(unit, day, days_late=late, record=record, event=event))
    return made


UNITS = [town(n) for n in range(1, 6)]  # the sixth is in no group


@settings(max_examples=60, deadline=None)
@given(some_facts(), st.randoms())
def test_the_order_in_which_facts_and_units_come_makes_no_difference(facts: list[Fact], random: object) -> None:
    shuffled, units = list(facts), list(UNITS)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    random.shuffle(units)  # type: ignore[attr-defined]
    assert digest(computed(scheme(*THREE), UNITS, facts)) == digest(computed(scheme(*THREE), units, shuffled))


@settings(max_examples=60, deadline=None)
@given(some_facts(), unit_numbers.filter(lambda n: n < 6), st.sampled_from(list(IdleRule)), st.booleans())
def test_one_more_late_node_never_raises_a_score(facts: list[Fact], unit: int, idle: IdleRule, finished: bool) -> None:
    rules = scheme(*THREE, per_event("-1", measure=Measure.NODE_TASKS), idle=idle, highest=120)
    before = computed(rules, UNITS, facts)
    late = completed(number(unit), DAY, days_late=1) if finished else planned(number(unit), DAY, project=number(999))
    after = computed(rules, UNITS, [*facts, late])
    if number(unit) in {u.unit_id for u in towns(before).units}:
        assert score_of(after, number(unit)).score <= score_of(before, number(unit)).score


@settings(max_examples=60, deadline=None)
@given(some_facts(), st.integers(1, 1000), st.integers(1, 1000))
def test_scaling_all_weights_changes_neither_scores_nor_ranks(facts: list[Fact], times: int, over: int) -> None:
    def scaled(i: Indicator) -> Indicator:
        # divided as decimals the scaled weights would no longer be exactly proportional: multiply only
        return replace(i, weight=(i.weight or Decimal(0)) * times * over)

    plain = towns(computed(scheme(*THREE), UNITS, facts))
    other = towns(computed(scheme(*map(scaled, THREE)), UNITS, facts))
    assert [(u.unit_id, u.rank, u.last, u.score) for u in plain.units] == [
        (u.unit_id, u.rank, u.last, u.score) for u in other.units
    ]


@settings(max_examples=40, deadline=None)
@given(some_facts())
def test_facts_far_from_the_quarter_make_no_difference(facts: list[Fact]) -> None:
    far = [
        completed(number(1), date(2026, 3, 3)),
        decided(number(2), date(2027, 5, 5)),
        planned(number(3), date(2028, 1, 1), project=number(998)),
    ]
    assert digest(computed(scheme(*THREE), UNITS, facts)) == digest(computed(scheme(*THREE), UNITS, facts + far))
