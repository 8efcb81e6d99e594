"""第十九条（形象进度）：what was done of what was planned; who reports nothing has done nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from services.assessment.domain.fact.model import Fact
from services.assessment.domain.quarter import Quarter
from services.assessment.domain.scheme.model import Measure
from services.assessment.domain.score.items import items_of
from tests.assessment.domain.given import (
    AFTER,
    Q4,
    computed,
    linear,
    number,
    ratio,
    scheme,
    score_of,
    tasked,
    town,
    verified,
)

UNIT, OTHER = number(1), number(2)
Q1, Q2 = Quarter(2026, 1), Quarter(2026, 2)
OCTOBER, LAST_DAY = date(2026, 10, 1), date(2026, 12, 31)


def amounts(facts: list[Fact], quarter: Quarter = Q4, today: date = AFTER, unit=UNIT) -> list[tuple[int, int]]:
    items = items_of(facts, quarter, today).get(unit, {}).get(Measure.PHYSICAL_PROGRESS, ())
    return sorted((int(i.amounts.done), int(i.amounts.planned)) for i in items)


def test_a_reported_project_counts_with_its_latest_month_and_the_plan_of_that_month() -> None:
    facts = [tasked(UNIT, "10"), verified(UNIT, OCTOBER, "90", "100"), verified(UNIT, date(2026, 11, 1), "95", "110")]
    assert amounts(facts) == [(95, 110)]


def test_of_each_project_the_latest_verified_month_of_the_quarter_counts() -> None:
    october = verified(UNIT, date(2026, 10, 1), "100", "100")
    november = verified(UNIT, date(2026, 11, 1), "150", "200")
    september = verified(UNIT, date(2026, 9, 1), "90", "90")
    other = verified(UNIT, date(2026, 10, 1), "5", "10", project=number(78))
    items = items_of([november, october, september, other], Q4, AFTER)[UNIT][Measure.PHYSICAL_PROGRESS]
    assert {item.fact for item in items} == {november, other}


def test_a_report_verified_after_the_quarter_counts_in_the_quarter_of_its_month() -> None:
    december = verified(UNIT, date(2026, 12, 1), "150", "200", recorded=date(2027, 1, 6))
    assert items_of([december], Q4, AFTER)[UNIT][Measure.PHYSICAL_PROGRESS][0].fact == december
    assert items_of([december], Quarter(2027, 1), date(2027, 4, 9)) == {}


def test_a_project_that_reports_nothing_counts_with_all_that_its_task_plans_until_the_quarters_end() -> None:
    assert amounts([tasked(UNIT, "10")]) == [(0, 120)]
    assert amounts([tasked(UNIT, "10")], Q1) == [(0, 30)]


def test_what_was_verified_earlier_in_the_year_is_not_forgotten() -> None:
    facts = [
        tasked(UNIT, "10"),
        verified(UNIT, date(2026, 8, 1), "70", "80"),
        verified(UNIT, date(2026, 9, 1), "75", "90"),
    ]
    assert amounts(facts) == [(75, 120)]
    last_years = verified(UNIT, date(2025, 12, 1), "999", "999")
    assert amounts([tasked(UNIT, "10"), last_years], Q1) == [(0, 30)]


@pytest.mark.parametrize(
    ("today", "counted"),
    [
        (date(2026, 10, 31), []),  # no month of the quarter is over
        (date(2026, 11, 1), [(0, 100)]),
        (date(2026, 12, 31), [(0, 110)]),
        (date(2027, 1, 1), [(0, 120)]),
    ],
)
def test_in_a_draft_only_months_that_are_over_count(today: date, counted: list) -> None:
    assert amounts([tasked(UNIT, "10")], today=today) == counted


def test_a_quarter_for_which_nothing_is_planned_asks_for_no_report() -> None:
    later = tasked(UNIT, "0 0 0 10 10 10 20 20 20 5 5 0")
    assert amounts([later], Q1) == []
    assert amounts([later], Q2) == [(0, 30)]


def test_a_project_without_a_task_is_asked_for_nothing() -> None:
    assert amounts([]) == []
    assert amounts([tasked(UNIT, "10", year=2025)]) == []


@pytest.mark.parametrize(("recorded", "planned"), [(LAST_DAY, 60), (date(2027, 1, 1), 120)])
def test_the_task_in_force_at_the_quarters_end_counts_and_a_later_change_undoes_nothing(recorded, planned) -> None:
    first, second = tasked(UNIT, "10"), tasked(UNIT, "5", version=2, recorded=recorded)
    for facts in ([first, second], [second, first]):
        assert amounts(facts) == [(0, planned)]


def test_a_task_given_after_the_quarter_asks_for_nothing_in_it() -> None:
    assert amounts([tasked(UNIT, "10", recorded=date(2026, 4, 1))], Q1) == []
    assert amounts([tasked(UNIT, "10", recorded=date(2026, 3, 31))], Q1) == [(0, 30)]


def test_a_project_that_changed_hands_and_was_reported_counts_for_who_reported_it() -> None:
    facts = [tasked(UNIT, "10"), verified(OTHER, OCTOBER, "90", "100")]
    assert amounts(facts) == []
    assert amounts(facts, unit=OTHER) == [(90, 100)]


def test_silence_about_one_project_lowers_the_score_of_all_of_them() -> None:
    reported = verified(UNIT, date(2026, 12, 1), "120", "120", project=number(78))
    facts = [tasked(UNIT, "10"), tasked(UNIT, "10", project=number(78)), reported]
    found = computed(scheme(linear()), [town(1)], facts)
    scored = score_of(found, UNIT)
    assert scored.score == Decimal("50.00")
    assert "累计完成 120 万元 ÷ 累计计划 240 万元" in scored.indicators[0].words
    assert {c.source for c in found.counted(UNIT, scored.indicators[0])} == {facts[0].id, reported.id}


def test_a_unit_that_reports_nothing_is_not_better_off_than_one_that_reports_little() -> None:
    rules = scheme(linear(60), ratio(40))
    silent = [tasked(UNIT, "10")]
    little = [
        tasked(OTHER, "10", project=number(78)),
        verified(OTHER, date(2026, 12, 1), "12", "120", project=number(78)),
    ]
    scores = computed(rules, [town(1), town(2)], silent + little)
    assert score_of(scores, UNIT).score < score_of(scores, OTHER).score
