"""第十二条、第十九条：statistics, and what only a year assesses, on both sides of every limit."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from services.assessment.domain.period import Year
from services.assessment.domain.quarter import Quarter
from services.assessment.domain.scheme.model import Outcome
from services.assessment.domain.score import yearly
from services.assessment.domain.score.conduct import commendations, incidents
from services.assessment.domain.score.item import Amounts
from services.assessment.domain.score.statistics import statistics
from tests.assessment.domain.given import AFTER, Q4, number, stands, verified
from tests.assessment.domain.given_matters import (
    PROJECT,
    by_record,
    conduct,
    item,
    limited,
    milestone,
    of_unit,
    outcomes,
    revoked,
    settled,
)

YEAR, END = Year(2026), date(2026, 12, 31)
DUE = date(2026, 10, 31)
LIMIT = limited("STATISTICS_DUE", DUE, code="ENTRY", record=PROJECT, recorded=date(2026, 10, 5))


def entered(done: date, late: int = 0, version: int = 1, **its):
    return settled("STATISTICS_ENTERED", DUE, done, version, late=late, code="ENTRY", **its)


def stat(*facts, quarter=Q4, today=AFTER):
    return statistics(by_record(facts), quarter, today)


@pytest.mark.parametrize(("today", "expected"), [(DUE, []), (DUE + timedelta(days=1), ["LATE"])])
def test_a_project_that_is_not_entered_is_late_from_the_day_after_its_limit_on(today: date, expected: list[str]):
    assert outcomes(stat(LIMIT, today=today)) == expected


@pytest.mark.parametrize(("late", "outcome"), [(0, "ON_TIME"), (1, "LATE")])
def test_an_entry_counts_once_in_time_or_late(late: int, outcome: str):
    (found,) = stat(LIMIT, entered(DUE + timedelta(days=late), late))
    assert (found.outcome, found.code) == (outcome, "ENTRY")


def test_what_was_entered_after_the_period_was_late_in_it_and_not_again():
    done = entered(date(2027, 1, 5), 66)
    assert outcomes(stat(LIMIT, done)) == ["LATE"]
    assert stat(LIMIT, done, quarter=Quarter(2027, 1), today=date(2027, 4, 2)) == []


def test_a_higher_version_corrects_an_entry():
    assert outcomes(stat(LIMIT, entered(date(2026, 11, 5), 5), entered(DUE, 0, 2))) == ["ON_TIME"]


def test_an_approved_exception_is_no_lateness():
    excepted = limited("STATISTICS_EXCEPTED", None, code="ENTRY", record=PROJECT)
    assert stat(LIMIT, excepted) == []
    assert outcomes(stat(LIMIT, excepted, entered(date(2026, 11, 9), 9))) == ["ON_TIME"]
    other = limited("STATISTICS_EXCEPTED", None, code="REPORTING", record=PROJECT)
    assert outcomes(stat(LIMIT, other)) == ["LATE"]


def test_a_start_that_was_taken_back_sets_no_limit_and_a_removed_project_neither():
    assert stat(LIMIT, limited("STATISTICS_DUE", None, code="ENTRY", record=PROJECT, recorded=date(2026, 11, 2))) == []
    assert stat(LIMIT, stands("ENDED", DUE)) == []
    assert outcomes(stat(LIMIT, stands("ENDED", DUE + timedelta(days=1)))) == ["LATE"]


def test_every_unit_that_answers_is_late_for_the_whole_and_those_that_the_newest_word_names():
    town = of_unit(LIMIT, number(2))
    assert {i.fact.unit_id for i in stat(LIMIT, town)} == {number(1), number(2)}
    again = limited("STATISTICS_DUE", DUE, code="ENTRY", record=PROJECT, recorded=date(2026, 10, 20), unit=number(3))
    assert {i.fact.unit_id for i in stat(LIMIT, town, again)} == {number(3)}


def test_entry_and_reporting_count_apart():
    reporting = limited("STATISTICS_DUE", date(2026, 11, 30), code="REPORTING", record=PROJECT)
    assert {(i.code, i.outcome) for i in stat(LIMIT, reporting, entered(DUE))} == {
        ("ENTRY", Outcome.ON_TIME),
        ("REPORTING", Outcome.LATE),
    }


def of(matter, *facts, today=AFTER):
    return matter(by_record(facts), YEAR, today)


@pytest.mark.parametrize(("done", "expected"), [(END, ["ON_TIME"]), (date(2027, 1, 1), ["LATE"]), (None, ["LATE"])])
def test_a_new_start_starts_within_the_year_or_is_late(done: date | None, expected: list[str]):
    assert outcomes(of(yearly.starts, item(), milestone("START", END, done))) == expected


def test_while_the_year_lasts_nothing_is_late():
    assert of(yearly.starts, item(), today=END) == []
    assert of(yearly.completions, item("CONTINUING"), milestone("COMPLETION", END), today=END) == []
    assert of(yearly.conversions, item("PRELIMINARY"), today=END) == []


def test_only_new_starts_are_to_start_and_a_converted_project_counts_if_it_does():
    assert of(yearly.starts, item("CONTINUING")) == []
    converted = item(version=2, of="PRELIMINARY_CONVERTED", recorded=date(2026, 5, 1))
    assert of(yearly.starts, item("PRELIMINARY"), converted) == []
    assert outcomes(of(yearly.starts, item("PRELIMINARY"), converted, milestone("START", None, END))) == ["ON_TIME"]


def test_what_the_plan_gave_up_counts_for_nobody_and_what_it_took_in_again_does():
    removed = item(version=2, of="PLAN_ITEM_REMOVED", recorded=date(2026, 7, 10))
    assert of(yearly.starts, item(), removed) == []
    assert outcomes(of(yearly.starts, item(), removed, item(version=3, recorded=date(2026, 9, 1)))) == ["LATE"]
    assert of(yearly.starts, item(), stands("ENDED", date(2026, 7, 10))) == []


def test_another_years_plan_and_what_was_issued_after_the_year_do_not_count():
    assert of(yearly.starts, item(year=2027)) == []
    assert of(yearly.starts, item(recorded=date(2027, 1, 2))) == []


@pytest.mark.parametrize(
    ("due", "done", "expected"),
    [
        (END, END, ["ON_TIME"]),
        (date(2026, 6, 30), END, ["ON_TIME"]),
        (END, None, ["LATE"]),
        (END, date(2027, 1, 1), ["LATE"]),
        (date(2027, 1, 1), None, []),
        (date(2027, 1, 1), END, ["ON_TIME"]),
        (date(2026, 6, 30), date(2025, 12, 31), []),
    ],
)
def test_completions_are_those_of_the_year_and_those_that_were_to_be(due: date, done: date | None, expected: list[str]):
    plan = milestone("COMPLETION", due)
    facts = [plan] if done is None else [plan, milestone("COMPLETION", due, done, recorded=date(2027, 1, 2))]
    assert outcomes(of(yearly.completions, item("CONTINUING"), *facts)) == expected


def test_moving_a_completion_after_the_year_undoes_nothing():
    moved = milestone("COMPLETION", date(2027, 6, 30), recorded=date(2027, 1, 2))
    assert outcomes(of(yearly.completions, item("CONTINUING"), milestone("COMPLETION", END), moved)) == ["LATE"]


def test_annual_investment_is_what_was_verified_against_the_plan_for_each_unit_that_answers():
    owner, town = number(1), number(2)
    plan = item(amount="100")
    reports = [verified(owner, date(2026, m, 1), done, "90") for m, done in ((6, "40"), (11, "80"))]
    found = of(yearly.annual_investment, plan, of_unit(plan, town), *reports)
    assert {(i.fact.unit_id, i.fact.kind.value, i.amounts) for i in found} == {
        (owner, "PROGRESS_VERIFIED", Amounts(Decimal(80), Decimal(100))),
        (town, "PLAN_ITEM_SET", Amounts(Decimal(80), Decimal(100))),
    }


def test_where_nothing_was_verified_nothing_was_done_and_preliminary_projects_invest_nothing():
    (found,) = of(yearly.annual_investment, item(amount="100"))
    assert found.amounts == Amounts(Decimal(0), Decimal(100))
    assert of(yearly.annual_investment, item("PRELIMINARY", amount="100")) == []
    assert of(yearly.annual_investment, item(amount="0")) == []
    later = item(version=2, amount="60", recorded=date(2026, 7, 10))
    assert of(yearly.annual_investment, item(amount="100"), later)[0].amounts == Amounts(Decimal(0), Decimal(60))


def test_preliminary_projects_are_converted_within_the_year_or_not():
    preliminary = item("PRELIMINARY")
    assert outcomes(of(yearly.conversions, preliminary)) == ["LATE"]
    converted = item(version=2, of="PRELIMINARY_CONVERTED", recorded=END)
    assert outcomes(of(yearly.conversions, preliminary, converted)) == ["ON_TIME"]
    revalued = item(version=3, recorded=END, hour=5)
    assert outcomes(of(yearly.conversions, preliminary, converted, revalued)) == ["ON_TIME"]
    assert of(yearly.conversions, item()) == []


@pytest.mark.parametrize("day", [date(2026, 10, 1), END])
def test_conduct_counts_in_the_period_in_which_it_happened_unless_it_was_revoked(day: date):
    incident, praise = conduct("INCIDENT_RECORDED", "SAFETY", day), conduct("COMMENDED", "EXPERIENCE", day)
    (found,) = incidents(by_record([incident, praise]), Q4, AFTER)
    assert (found.outcome, found.code, found.fact) == (Outcome.RECORDED, "SAFETY", incident)
    (found,) = commendations(by_record([incident, praise]), Q4, AFTER)
    assert (found.code, found.fact) == ("EXPERIENCE", praise)
    assert incidents(by_record([incident, revoked(incident)]), Q4, AFTER) == []
    assert incidents(by_record([incident]), Q4.next, date(2027, 4, 2)) == []
    assert incidents(by_record([incident]), Q4.previous, AFTER) == []
