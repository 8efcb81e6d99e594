"""第十九条：交办问题整改销号、协调服务: where each counts, kept or late, on both sides of every limit."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from services.assessment.domain.period import Year
from services.assessment.domain.quarter import Quarter
from services.assessment.domain.scheme.model import Outcome
from services.assessment.domain.score.issues import issues
from services.assessment.domain.score.item import Item
from services.assessment.domain.score.services import services
from tests.assessment.domain.given import Q4, fresh, number, stands
from tests.assessment.domain.given_matters import by_record, limited, outcomes, settled

DUE, END, AFTER = date(2026, 11, 20), date(2026, 12, 31), date(2027, 1, 10)
Q1 = Quarter(2027, 1)
GIVEN = limited("ISSUE_ASSIGNED", DUE, code="JAM")


def found(*facts, quarter=Q4, today=AFTER) -> list[Item]:
    return issues(by_record(facts), quarter, today)


@pytest.mark.parametrize(("today", "expected"), [(DUE, []), (DUE + timedelta(days=1), [Outcome.LATE])])
def test_an_issue_is_late_from_the_day_after_its_limit_on(today: date, expected: list[Outcome]):
    assert [i.outcome for i in found(GIVEN, today=today)] == expected


@pytest.mark.parametrize(("late", "outcome"), [(0, "ON_TIME"), (1, "LATE")])
@pytest.mark.parametrize("kind", ["ISSUE_REPORTED", "ISSUE_CLOSED"])
def test_an_issue_counts_as_its_owner_judged_the_report(kind: str, late: int, outcome: str):
    done = settled(kind, DUE, DUE + timedelta(days=late), late=late)
    (item,) = found(GIVEN, done)
    assert (item.outcome, item.fact, item.code) == (outcome, done, "JAM")


def test_an_issue_counts_once_where_it_was_reported_or_due_whichever_came_first():
    due = date(2027, 1, 15)
    given = limited("ISSUE_ASSIGNED", due)
    early = settled("ISSUE_REPORTED", due, END)
    closed = settled("ISSUE_CLOSED", due, END, 3, recorded=date(2027, 1, 20))
    assert outcomes(found(given, early)) == ["ON_TIME"]
    assert outcomes(found(given, early, closed)) == ["ON_TIME"]
    assert found(given, early, closed, quarter=Q1, today=date(2027, 4, 2)) == []


def test_what_was_unfinished_at_the_end_of_its_period_is_late_there_and_not_again_when_it_is_done():
    done = settled("ISSUE_REPORTED", DUE, date(2027, 1, 5), late=30)
    assert outcomes(found(GIVEN, done)) == ["LATE"]
    assert found(GIVEN, done, quarter=Q1, today=date(2027, 4, 2)) == []


def test_a_limit_before_days_off_at_the_end_of_the_period_is_kept_on_the_first_working_day():
    given = limited("ISSUE_ASSIGNED", END)
    done = settled("ISSUE_REPORTED", END, date(2027, 1, 4))
    assert outcomes(found(given, done)) == ["ON_TIME"]


def test_how_long_others_take_to_verify_is_not_held_against_the_unit():
    reported = settled("ISSUE_REPORTED", DUE, DUE)
    assert outcomes(found(GIVEN, reported)) == ["ON_TIME"]
    closed = settled("ISSUE_CLOSED", DUE, DUE, 3, recorded=date(2027, 1, 20), on=date(2027, 1, 20))
    assert outcomes(found(GIVEN, reported, closed)) == ["ON_TIME"]


def test_a_report_that_is_returned_counts_no_more_and_the_limit_is_the_one_it_was():
    reported = settled("ISSUE_REPORTED", DUE, date(2026, 11, 10))
    before = limited("ISSUE_REOPENED", DUE, 3, recorded=date(2026, 11, 12))
    assert outcomes(found(GIVEN, reported, before)) == ["LATE"]
    again = settled("ISSUE_REPORTED", DUE, DUE, 4)
    assert outcomes(found(GIVEN, reported, before, again)) == ["ON_TIME"]


def test_a_report_in_time_that_is_returned_in_a_later_period_counts_there():
    reported = settled("ISSUE_REPORTED", DUE, DUE)
    returned = limited("ISSUE_REOPENED", DUE, 3, recorded=date(2027, 1, 12))
    assert found(GIVEN, reported, returned, today=date(2027, 1, 14)) == []
    assert outcomes(found(GIVEN, reported, returned, quarter=Q1, today=date(2027, 4, 2))) == ["LATE"]
    done = settled("ISSUE_REPORTED", DUE, date(2027, 1, 20), 4, late=40)
    assert outcomes(found(GIVEN, reported, returned, done, quarter=Q1, today=date(2027, 4, 2))) == ["LATE"]
    assert found(GIVEN, reported, returned, done) == []


def test_a_late_report_that_is_returned_stays_late_where_it_was_and_counts_once():
    reported = settled("ISSUE_REPORTED", DUE, date(2026, 11, 25), late=3)
    returned = limited("ISSUE_REOPENED", DUE, 3, recorded=date(2027, 1, 12))
    assert outcomes(found(GIVEN, reported, returned)) == ["LATE"]
    assert found(GIVEN, reported, returned, quarter=Q1, today=date(2027, 4, 2)) == []


def test_a_closed_issue_that_is_opened_again_counts_by_its_new_limit_unless_it_was_late_before():
    closed = settled("ISSUE_CLOSED", DUE, DUE)
    again = limited("ISSUE_REOPENED", date(2027, 2, 10), 3, recorded=date(2027, 1, 12))
    kept = settled("ISSUE_CLOSED", date(2027, 2, 10), date(2027, 2, 8), 4)
    assert found(GIVEN, closed, again, kept) == []
    assert outcomes(found(GIVEN, closed, again, kept, quarter=Q1, today=date(2027, 4, 2))) == ["ON_TIME"]
    late = settled("ISSUE_CLOSED", DUE, date(2026, 11, 25), late=3)
    assert outcomes(found(GIVEN, late, again, kept)) == ["LATE"]
    assert outcomes(found(GIVEN, late, again, kept, quarter=Q1, today=date(2027, 4, 2))) == ["ON_TIME"]


@pytest.mark.parametrize(("told", "expected"), [(END, []), (END + timedelta(days=1), ["LATE"])])
def test_what_is_withdrawn_by_the_end_is_no_lateness_and_later_undoes_nothing(told: date, expected: list[str]):
    ended = limited("ISSUE_ENDED", None, 2, recorded=told)
    assert outcomes(found(GIVEN, ended)) == expected


def test_the_limit_and_the_unit_are_those_of_the_newest_assignment_at_the_end():
    later = limited("ISSUE_ASSIGNED", date(2027, 1, 5), 2, recorded=date(2026, 12, 1), unit=number(2))
    assert found(GIVEN, later) == []
    (item,) = found(GIVEN, later, quarter=Q1, today=date(2027, 4, 2))
    assert (item.outcome, item.fact.unit_id) == (Outcome.LATE, number(2))


def test_a_limit_after_the_project_left_the_plan_is_nobodys_lateness():
    assert outcomes(found(GIVEN, stands("ENDED", DUE + timedelta(days=1)))) == ["LATE"]
    assert found(GIVEN, stands("ENDED", DUE)) == []


def test_the_order_in_which_facts_come_makes_no_difference():
    facts = [
        GIVEN,
        settled("ISSUE_REPORTED", DUE, date(2026, 11, 10)),
        limited("ISSUE_REOPENED", DUE, 3, recorded=date(2026, 11, 12)),
        settled("ISSUE_CLOSED", DUE, date(2026, 11, 25), 4, late=3),
    ]
    assert len({tuple(map(repr, found(*told))) for told in permutations(facts)}) == 1


@drawn(st.lists(st.dates(date(2026, 10, 1), date(2027, 3, 31)), min_size=1, max_size=4), st.booleans())
def test_an_issue_counts_at_most_once_a_round_over_all_quarters(days: list[date], closes: bool):
    kind = "ISSUE_CLOSED" if closes else "ISSUE_REPORTED"
    facts = [GIVEN]
    for at, day in enumerate(sorted(days)):
        due = DUE if not closes or at == 0 else day
        if at:
            facts.append(limited("ISSUE_REOPENED", due, 2 * at + 1, recorded=day))
        late = max(0, (day - due).days)
        facts.append(settled(kind, due, day, 2 * at + 2, late=late))
    over = date(2027, 5, 1)
    counted = [i for q in (Q4, Q1) for i in issues(by_record(facts), q, over)]
    assert len(counted) <= (len(days) if closes else 1)
    assert len(issues(by_record(facts), Year(2026), over)) <= len(days)


def served(*facts, quarter=Q4, today=AFTER) -> list[Item]:
    return services(by_record(facts), quarter, today)


ASKED = limited("SERVICE_DUE", DUE, code="OPINION")


@pytest.mark.parametrize(("late", "outcome"), [(0, "ON_TIME"), (1, "LATE")])
def test_a_service_is_kept_or_late(late: int, outcome: str):
    done = settled("SERVICE_DONE", DUE, DUE + timedelta(days=late), late=late, code="OPINION")
    (item,) = served(ASKED, done)
    assert (item.outcome, item.code) == (outcome, "OPINION")


@pytest.mark.parametrize(("on", "expected"), [(DUE, []), (DUE + timedelta(days=1), ["LATE"])])
def test_an_opinion_that_nobody_waits_for_any_more_was_late_when_its_limit_was_over(on: date, expected: list[str]):
    assert outcomes(served(ASKED, limited("SERVICE_ENDED", None, 2, recorded=on))) == expected


def test_a_service_without_a_project_counts_too():
    assert outcomes(served(limited("SERVICE_DUE", DUE, project=None))) == ["LATE"]


def test_each_record_counts_for_itself():
    other = limited("SERVICE_DUE", DUE, record=fresh(), unit=number(2))
    assert {i.fact.unit_id for i in served(ASKED, other)} == {number(1), number(2)}
