"""What is worked out once for spans of days is what would be worked out on each of them."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.law.dated import Dated, Entry
from services.reserve.domain import rulebook
from services.reserve.domain.library import forecast as forecasting
from services.reserve.domain.library import settings
from services.reserve.domain.library.criteria import Verdict
from services.reserve.domain.library.forecast import DAY, assess, forecast
from services.reserve.domain.terms import Library
from tests.reserve.domain.library import strategies as some
from tests.reserve.domain.samples import THREE, TODAY, document, documents, project


def on(spans, day):
    (span,) = [s for s in spans if s.since <= day <= s.until]
    return span.assessment


@given(some.projects, some.papers(), st.dates(TODAY - timedelta(days=500), TODAY), some.days)
def test_the_span_of_any_day_to_come_has_the_verdict_of_that_day(project, papers, updated_on, day):
    spans = forecast(project, papers, updated_on, TODAY)
    fresh = assess(project, papers, updated_on, day)
    assert fresh is None if not spans else on(spans, day) == fresh


@given(some.projects, some.papers(), st.dates(TODAY - timedelta(days=500), TODAY))
def test_both_sides_of_every_turn_have_the_verdict_of_their_day(project, papers, updated_on):
    for span in forecast(project, papers, updated_on, TODAY):
        for day in (max(span.since, TODAY), min(span.until, TODAY + timedelta(days=9000))):
            assert span.assessment == assess(project, papers, updated_on, day)


@given(some.projects, some.papers())
def test_spans_follow_each_other_without_a_gap_and_each_differs_from_the_next(project, papers):
    spans = forecast(project, papers, TODAY, TODAY)
    if not spans:
        assert project.library is Library.CONSTRUCTION
        return
    assert (spans[0].since, spans[-1].until) == (date.min, date.max)
    for one, next_ in itertools.pairwise(spans):
        assert one.until + DAY == next_.since
        assert one.assessment != next_.assessment


@pytest.mark.parametrize(
    ("later", "verdict", "ready"),
    [
        (-31, None, True),
        (-30, Verdict.EXPIRING, True),
        (-1, Verdict.EXPIRING, True),
        (0, Verdict.EXPIRING, True),
        (1, Verdict.EXPIRED, False),
        (400, Verdict.EXPIRED, False),
    ],
)
def test_a_document_ends_soon_from_thirty_days_before_its_last_valid_day_and_has_expired_after_it(
    later, verdict, ready
):
    last = date(2027, 6, 30)
    papers = [*documents(*THREE[1:]), document("SPATIAL_PLANNING", 9, valid_until=last)]
    found = on(forecast(project(Library.FIVE_YEAR), papers, TODAY, TODAY), last + timedelta(days=later))
    assert dict(found.gaps).get("SPATIAL_PLANNING") is verdict
    assert found.ready is ready


@pytest.mark.parametrize(("later", "met"), [(-1, False), (0, True), (1, True)])
def test_a_planned_start_counts_from_the_day_on_which_it_is_near_enough(later, met):
    day = date(2027, 2, 28)  # a year later has no 29th either
    found = on(
        forecast(project(Library.THREE_YEAR, start_on=date(2028, 2, 28)), [], TODAY, TODAY), day + timedelta(days=later)
    )
    assert ("START_WITHIN_ONE_YEAR" not in dict(found.gaps)) is met


@pytest.mark.parametrize(
    ("library", "last"),
    [
        (Library.FIVE_YEAR, date(2027, 11, 24)),
        (Library.THREE_YEAR, date(2027, 5, 24)),
        (Library.ONE_YEAR, date(2027, 2, 24)),
    ],
)
@pytest.mark.parametrize(("later", "stale"), [(0, False), (1, True)])
def test_an_entry_is_stale_after_the_months_of_its_library(library, last, later, stale):
    assert on(forecast(project(library), [], TODAY, TODAY), last + timedelta(days=later)).stale is stale


def test_what_is_in_no_library_does_not_grow_stale():
    assert not any(s.assessment.stale for s in forecast(project(None), [], TODAY, TODAY))


def test_a_rule_that_takes_effect_later_is_a_turn_as_well(monkeypatch):
    first = rulebook.ENTRY_CRITERIA.entries[0]
    fewer = first.value | {Library.THREE_YEAR: first.value[Library.THREE_YEAR][:1]}
    changed = Dated(first_article(), "标准", first, Entry(date(2027, 1, 1), fewer, "示例修订"))
    monkeypatch.setattr(rulebook, "ENTRY_CRITERIA", changed)
    monkeypatch.setattr(forecasting, "RULES", (changed, *forecasting.RULES[1:]))
    spans = forecast(project(Library.FIVE_YEAR), documents("SPATIAL_PLANNING"), TODAY, TODAY)
    assert [on(spans, d).ready for d in (date(2026, 12, 31), date(2027, 1, 1))] == [False, True]


def first_article():
    return rulebook.ENTRY_CRITERIA.article


@pytest.mark.parametrize("until", [date.max, date.max - DAY])
def test_a_document_may_be_valid_to_the_end_of_time(until):
    papers = [document("SPATIAL_PLANNING", valid_until=until)]
    spans = forecast(project(Library.FIVE_YEAR, start_on=date.max), papers, TODAY, TODAY)
    assert on(spans, date.max).aim is Library.THREE_YEAR


def test_every_library_before_construction_says_how_long_its_entries_stay_fresh_and_who_looks_after_them():
    assert set(settings.FRESH_FOR.on(TODAY)) == set(Library) - {Library.CONSTRUCTION}
