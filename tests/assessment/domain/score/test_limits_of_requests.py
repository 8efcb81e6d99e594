"""第十九条（要素保障）：a request counts once, and a bureau that lets it lie is late for it."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.assessment.domain.fact.model import Fact
from services.assessment.domain.quarter import Quarter
from services.assessment.domain.scheme.model import Measure, Outcome
from services.assessment.domain.score.items import items_of
from services.law.workdays import Stop, StoppableClock, WorkCalendar
from tests.assessment.domain.given import AFTER, Q4, decided, number, pending

BUREAU, REQUEST = number(1), number(600)
Q1, IN_APRIL = Quarter(2027, 1), date(2027, 4, 9)
LATE, ON_TIME = Outcome.LATE, Outcome.ON_TIME


def submitted(due: date | None, on: date = date(2026, 12, 1)) -> Fact:
    return pending(BUREAU, "SUBMITTED", on, due, record=REQUEST)


def returned(on: date, due: date | None = None) -> Fact:
    return pending(BUREAU, "RETURNED", on, due, 2, record=REQUEST)


def resubmitted(on: date, due: date) -> Fact:
    return pending(BUREAU, "RESUBMITTED", on, due, 3, record=REQUEST)


def withdrawn(on: date) -> Fact:
    return pending(BUREAU, "WITHDRAWN", on, None, 4, record=REQUEST)


def ended(on: date, due: date, days_late: int = 0) -> Fact:
    return decided(BUREAU, on, due=due, days_late=days_late, record=REQUEST)


def outcomes(facts: list[Fact], quarter: Quarter = Q4, today: date = AFTER) -> list[Outcome | None]:
    of_bureau = items_of(facts, quarter, today).get(BUREAU, {})
    return [item.outcome for item in of_bureau.get(Measure.FACTOR_GUARANTEE, ())]


@pytest.mark.parametrize(
    ("due", "in_q4", "in_q1"),
    [
        (date(2026, 9, 30), [], []),
        (date(2026, 10, 1), [LATE], []),
        (date(2026, 12, 31), [LATE], []),
        (date(2027, 1, 1), [], [LATE]),
    ],
)
def test_a_request_that_nobody_decides_is_late_in_the_quarter_of_its_limit(due: date, in_q4: list, in_q1: list) -> None:
    facts = [submitted(due, date(2026, 9, 1))]
    assert (outcomes(facts), outcomes(facts, Q1, IN_APRIL)) == (in_q4, in_q1)


def test_before_the_quarter_is_over_a_request_is_late_only_after_its_day() -> None:
    facts = [submitted(date(2026, 12, 22))]
    assert outcomes(facts, today=date(2026, 12, 22)) == []
    assert outcomes(facts, today=date(2026, 12, 23)) == [LATE]


def test_a_late_decision_after_the_quarter_counts_where_the_limit_was_and_not_again() -> None:
    facts = [submitted(date(2026, 12, 22)), ended(date(2027, 1, 5), date(2026, 12, 22), 9)]
    assert (outcomes(facts), outcomes(facts, Q1, IN_APRIL)) == ([LATE], [])
    assert outcomes(facts) == outcomes(facts[:1])  # what counted before the decision stands


def test_an_early_decision_counts_in_its_own_quarter() -> None:
    facts = [submitted(date(2027, 1, 8)), ended(date(2026, 12, 31), date(2027, 1, 8))]
    assert (outcomes(facts), outcomes(facts, Q1, IN_APRIL)) == ([ON_TIME], [])


def test_a_limit_before_the_weekend_at_the_quarters_end_is_kept_by_a_decision_on_that_weekend() -> None:
    facts = [submitted(date(2027, 6, 30), date(2027, 6, 9)), ended(date(2027, 7, 3), date(2027, 6, 30))]
    assert outcomes(facts, Quarter(2027, 2), date(2027, 7, 9)) == [ON_TIME]


@pytest.mark.parametrize(
    ("withdrawn_on", "counted"),
    [(date(2026, 12, 20), []), (date(2026, 12, 31), []), (date(2027, 1, 1), [LATE])],
)
def test_a_withdrawn_request_is_not_counted_as_late_unless_it_was_when_its_quarter_ended(
    withdrawn_on: date, counted: list
) -> None:
    facts = [submitted(date(2026, 12, 22)), withdrawn(withdrawn_on)]
    assert (outcomes(facts), outcomes(facts, Q1, IN_APRIL)) == (counted, [])


def test_nothing_is_due_while_a_correction_is_awaited() -> None:
    facts = [submitted(date(2026, 12, 22)), returned(date(2026, 12, 4))]
    assert (outcomes(facts), outcomes(facts, Q1, IN_APRIL)) == ([], [])


def test_a_return_after_the_limit_does_not_undo_the_lateness() -> None:
    assert outcomes([submitted(date(2026, 12, 22)), returned(date(2026, 12, 23), date(2026, 12, 22))]) == [LATE]


@pytest.mark.parametrize(("due", "in_q4", "in_q1"), [(date(2026, 12, 31), [LATE], []), (date(2027, 1, 4), [], [LATE])])
def test_a_resubmitted_request_is_judged_by_where_its_clock_runs_on_to(due: date, in_q4: list, in_q1: list) -> None:
    facts = [submitted(date(2026, 12, 22)), returned(date(2026, 12, 4)), resubmitted(date(2026, 12, 16), due)]
    assert (outcomes(facts), outcomes(facts, Q1, IN_APRIL)) == (in_q4, in_q1)


def corrected(on: date, due: date | None, version: int = 1) -> Fact:
    return pending(BUREAU, "DUE_CORRECTED", on, due, version, record=REQUEST)


@pytest.mark.parametrize("on", [date(2026, 12, 2), date(2027, 2, 1)], ids=["in the quarter", "after it"])
def test_a_corrected_limit_counts_in_place_of_the_one_before_whenever_the_calendar_came(on: date) -> None:
    facts = [submitted(date(2026, 12, 31)), corrected(on, date(2027, 1, 4))]
    assert (outcomes(facts), outcomes(facts, Q1, IN_APRIL)) == ([], [LATE])


@pytest.mark.parametrize(
    ("version", "in_q4"),
    [(1, [LATE]), (2, []), (3, []), (4, [LATE])],
    ids=["before the step", "of the step", "of the bureau's own step after it", "of the next step"],
)
def test_a_correction_holds_for_the_step_that_it_corrects(version: int, in_q4: list) -> None:
    """Resubmitted as version 2, taken on by the bureau as version 3, withdrawn after the quarter as version 4."""
    again = pending(BUREAU, "RESUBMITTED", date(2026, 12, 10), date(2026, 12, 31), 2, record=REQUEST)
    facts = [submitted(date(2026, 12, 22)), again, corrected(date(2027, 2, 1), date(2027, 1, 4), version)]
    assert outcomes([*facts, withdrawn(date(2027, 1, 5))]) == in_q4


def suspended(on: date, due: date | None = None) -> Fact:
    return pending(BUREAU, "SUSPENDED", on, due, 2, record=REQUEST)


def resumed(on: date, due: date) -> Fact:
    return pending(BUREAU, "RESUMED", on, due, 3, record=REQUEST)


def not_accepted(on: date) -> Fact:
    return pending(BUREAU, "NOT_ACCEPTED", on, None, 2, record=REQUEST)


def test_nothing_is_due_during_a_special_procedure_unless_it_was_over_before() -> None:
    due = date(2026, 12, 21)
    assert outcomes([submitted(due), suspended(date(2026, 12, 15))]) == []
    assert outcomes([submitted(due), suspended(date(2026, 12, 22), due)]) == [LATE]


@pytest.mark.parametrize(("due", "in_q4", "in_q1"), [(date(2026, 12, 31), [LATE], []), (date(2027, 1, 1), [], [LATE])])
def test_after_a_special_procedure_the_limit_is_where_the_clock_runs_on_to(due: date, in_q4: list, in_q1: list) -> None:
    facts = [submitted(date(2026, 12, 21)), suspended(date(2026, 12, 15)), resumed(date(2026, 12, 23), due)]
    assert outcomes(facts) == in_q4
    assert outcomes(facts, Q1, IN_APRIL) == in_q1


@pytest.mark.parametrize(("on", "expected"), [(date(2026, 12, 21), []), (date(2026, 12, 22), [LATE])])
def test_a_request_that_was_not_taken_on_is_late_only_where_the_answer_was(on: date, expected: list) -> None:
    assert outcomes([submitted(date(2026, 12, 21)), not_accepted(on)]) == expected


def test_a_corrected_limit_counts_for_an_answer_that_nothing_is_taken_on() -> None:
    facts = [submitted(date(2026, 12, 21)), not_accepted(date(2026, 12, 22))]
    assert outcomes([*facts, corrected(date(2026, 12, 20), date(2026, 12, 22))]) == []
    assert outcomes([*facts, corrected(date(2026, 12, 20), date(2026, 12, 18))]) == [LATE]


def test_the_fact_that_proves_the_lateness_is_the_one_that_set_the_limit() -> None:
    again = resubmitted(date(2026, 12, 16), date(2026, 12, 31))
    facts = [submitted(date(2026, 12, 22)), returned(date(2026, 12, 4)), again]
    (item,) = items_of(facts, Q4, AFTER)[BUREAU][Measure.FACTOR_GUARANTEE]
    assert item.fact == again


def test_the_version_and_not_the_time_of_recording_says_which_step_was_the_last() -> None:
    """All on one day, at one moment: nothing but the version tells the return from the resubmission."""
    day = date(2026, 12, 1)
    facts = [submitted(date(2026, 12, 22)), returned(day), resubmitted(day, date(2026, 12, 23)), withdrawn(day)]
    for order in permutations(facts):
        assert outcomes(list(order)) == []
        assert outcomes([f for f in order if f is not facts[3]]) == [LATE]


CALENDAR = WorkCalendar({})
STEPS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=3)
ENDS = st.sampled_from(["decided", "withdrawn", None])
QUARTERS = [Quarter(2026, 3), Q4, *(Quarter(2027, n) for n in range(1, 5)), Quarter(2028, 1)]


def life(start: date, waits: list[tuple[int, int]], end: str | None, rest: int) -> tuple[list[Fact], int | None]:
    """Live a request by the law's clock; return its facts, and how late it was decided if it was."""
    stops: list[Stop] = []
    facts, day, version = [submitted(StoppableClock(start, 15, [], CALENDAR).due, start)], start, 1
    for before, correcting in waits:
        for step, pause in (("RETURNED", before), ("RESUBMITTED", correcting)):
            day, version = day + timedelta(days=pause), version + 1
            stops = [*stops, Stop(day)] if step == "RETURNED" else [*stops[:-1], Stop(stops[-1].since, day)]
            due = StoppableClock(start, 15, stops, CALENDAR).due
            facts.append(pending(BUREAU, step, day, due, version, record=REQUEST))
    day += timedelta(days=rest)
    clock = StoppableClock(start, 15, stops, CALENDAR)
    if end == "withdrawn":
        facts.append(pending(BUREAU, "WITHDRAWN", day, None, version + 1, record=REQUEST))
    if end == "decided":
        assert clock.due is not None
        facts.append(ended(day, clock.due, clock.late_on(day)))
        return facts, clock.late_on(day)
    return facts, None


@settings(deadline=None)
@given(st.dates(date(2026, 8, 1), date(2026, 12, 31)), STEPS, ENDS, st.integers(0, 90), st.randoms())
def test_whatever_a_request_lives_through_it_counts_once_and_as_late_as_it_was(start, waits, end, rest, chance) -> None:
    facts, late = life(start, waits, end, rest)
    chance.shuffle(facts)
    counted = [o for quarter in QUARTERS for o in outcomes(facts, quarter, quarter.next.first_day + timedelta(days=9))]
    if end == "decided":
        assert counted == [LATE if late else ON_TIME]
    elif end is None:
        assert counted == [LATE]  # its clock runs, and by the last quarter its limit is long over
    else:
        assert counted in ([], [LATE])
