"""第十四条、第十七条：each rung exactly once for a limit, never early, never while the clock stands, missed ones later."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.law.parties import Role
from services.law.workdays import YearDays
from services.support.domain import clock, escalation, lateness
from services.support.domain.clock import Clock
from services.support.domain.escalation import Told
from services.support.domain.kinds.ladder import DEFAULT, ladder_of
from services.support.domain.lateness import Late, LateFact
from services.support.domain.rulebook import RULES
from tests.support.domain.builders import CALENDAR, MONDAY, day, rule

LADDER = ladder_of(rule(), MONDAY)
RUNGS = [rung.days for rung in LADDER]


def started(limit: int = 15) -> Clock:
    return Clock(received_on=MONDAY, working_days=limit, warning_days=0)


def told_on(of: Clock, today: date, told: list[Told], calendar=CALENDAR) -> list[int]:
    """Tell what is to be told on a day; return which rungs."""
    found = escalation.to_tell(of, LADDER, told, today, calendar)
    assert all(one.on <= today for one in found)
    told += [Told(one.rung.days, one.limit_on, today) for one in found]
    return [one.rung.days for one in found]


def test_the_default_ladder_goes_from_the_bureau_to_the_leaders() -> None:
    assert RUNGS == [-3, 0, 1, 3, 5]
    assert Role.LEADER in LADDER[-1].told
    assert LADDER[0].told == frozenset()
    assert str(DEFAULT.article) == "第十四条"


def test_every_kind_has_a_ladder_that_can_be_climbed() -> None:
    for rules in RULES.values():
        for kind in rules:
            for entry in kind.entries:
                rungs = ladder_of(entry.value, entry.since)
                assert rungs, entry.value.code
                assert all(entry.value.working_days + rung.days >= 1 for rung in rungs), entry.value.code


@pytest.mark.parametrize(("n", "rung"), [(12, -3), (15, 0), (16, 1), (18, 3), (20, 5)])
def test_each_rung_is_told_on_its_day_and_on_neither_neighbour(n: int, rung: int) -> None:
    told: list[Told] = []
    told_on(started(), day(n) - timedelta(days=1), told)
    assert told_on(started(), day(n), told) == [rung]
    assert told_on(started(), day(n), told) == []
    assert told_on(started(), day(n) + timedelta(days=1), told) in ([], [r for r in RUNGS if r == rung + 1])


def test_after_downtime_everything_that_was_missed_is_told_with_its_own_day() -> None:
    found = escalation.to_tell(started(), LADDER, [], day(18), CALENDAR)
    assert [(one.rung.days, one.on) for one in found] == [(-3, day(12)), (0, day(15)), (1, day(16)), (3, day(18))]
    assert escalation.next_on(started(), LADDER, [], day(18), CALENDAR) == day(20)


def test_nothing_is_told_while_the_clock_stands_and_a_stop_shifts_what_is_still_to_come() -> None:
    told: list[Told] = []
    assert told_on(started(), day(12), told) == [-3]
    standing = started().stop(day(13), "补件")
    assert told_on(standing, day(40), told) == []
    assert escalation.next_on(standing, LADDER, told, day(14), CALENDAR) is None
    resumed = standing.resume(day(40))
    # the warning was given at that very lateness: it is not given again for the new limit
    assert told_on(resumed, day(40), told) == []
    assert told_on(resumed, day(42), told) == []
    assert told_on(resumed, day(43), told) == [0]
    assert told[-1].limit_on == day(43)


def test_a_warning_on_the_very_day_of_a_stop_is_given_again_because_that_day_did_not_count() -> None:
    told: list[Told] = []
    assert told_on(started(), day(12), told) == [-3]
    resumed = started().stop(day(12), "补件").resume(day(30))
    assert told_on(resumed, day(30), told) == []
    assert told_on(resumed, day(31), told) == [-3]


def test_a_published_calendar_that_moves_the_limit_back_tells_anew_what_was_told_too_early() -> None:
    told: list[Told] = []
    of = Clock(received_on=date(2026, 3, 2), working_days=15, warning_days=0)
    assert told_on(of, day(15), told) == [-3, 0]
    closed = CALENDAR.with_year(YearDays(2026, frozenset(date(2026, 3, d) for d in (9, 10, 11, 12, 13)), frozenset()))
    moved = clock.read(of, MONDAY, closed).due_on
    assert moved == date(2026, 3, 30)
    assert told_on(of, day(15), told, closed) == []
    assert told_on(of, date(2026, 3, 25), told, closed) == [-3]
    assert told_on(of, date(2026, 3, 30), told, closed) == [0]


def test_a_calendar_that_moves_the_limit_forward_does_not_repeat_what_was_told_late_enough() -> None:
    told: list[Told] = []
    of = started()
    assert told_on(of, day(12), told) == [-3]
    worked = CALENDAR.with_year(YearDays(2026, frozenset(), frozenset({date(2026, 3, 7), date(2026, 3, 8)})))
    assert clock.read(of, MONDAY, worked).due_on == day(13)
    assert told_on(of, day(12), told, worked) == []
    assert told_on(of, day(13), told, worked) == [0]


def test_an_ended_request_tells_nothing_any_more() -> None:
    ended = started().end(day(14))
    assert escalation.to_tell(ended, LADDER, [], day(30), CALENDAR) == ()
    assert escalation.first_on(ended, LADDER, CALENDAR) is None


def test_a_rung_before_the_first_counted_day_is_left_out() -> None:
    assert clock.reached_on(started(3), -3, CALENDAR) is None
    assert clock.reached_on(started(4), -3, CALENDAR) == day(1)


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 9)), max_size=3), st.lists(st.integers(0, 4), max_size=60))
def test_whatever_the_stops_and_whenever_it_is_looked_each_rung_is_told_once_and_never_early(stops, pauses) -> None:
    """Looking every so many days while stops come and go: one telling a rung a request, at its lateness or later."""
    told: list[Told] = []
    of, today, plan = started(), MONDAY, list(stops)
    since = 0
    for pause in [*pauses, *[1] * 90]:
        today += timedelta(days=pause)
        since += pause
        if plan and of.running and since >= plan[0][0] * 2:
            of, since = of.stop(today, "补件"), 0
        elif plan and of.standing and since >= plan[0][1]:
            of, since = of.resume(today), 0
            plan.pop(0)
        for rung in told_on(of, today, told):
            assert clock.lateness_on(of, today, CALENDAR) >= rung
    if not plan and of.running:
        assert sorted({t.days for t in told}) == RUNGS
    for rung in RUNGS:
        counted = [t for t in told if t.days == rung and clock.lateness_on(of, t.on, CALENDAR) >= rung]
        assert len(counted) <= 1


@pytest.mark.parametrize(("n", "facts"), [(15, []), (16, [LateFact.LIMIT_PASSED])])
def test_the_limit_has_passed_on_the_working_day_after_it(n: int, facts: list[LateFact]) -> None:
    assert [one.fact for one in lateness.to_note(started(), (), day(n), CALENDAR)] == facts


@pytest.mark.parametrize(
    ("n", "facts"),
    [(15, []), (16, [(LateFact.LIMIT_PASSED, 1), (LateFact.ENDED_LATE, 1)]), (18, [(LateFact.LIMIT_PASSED, 3), (LateFact.ENDED_LATE, 3)])],
)  # fmt: skip
def test_ending_late_is_noted_with_the_days(n: int, facts: list[tuple[LateFact, int]]) -> None:
    noted = lateness.to_note(started().end(day(n)), (), day(n), CALENDAR)
    assert [(one.fact, one.working_days_late) for one in noted] == facts


def test_facts_are_noted_once_and_a_stop_after_the_limit_undoes_none() -> None:
    (passed,) = lateness.to_note(started(), (), day(17), CALENDAR)
    assert (passed.due_on, passed.on) == (day(15), day(16))
    returned = started().stop(day(17), "补件")
    assert lateness.to_note(returned, (), day(17), CALENDAR) == (Late(LateFact.LIMIT_PASSED, day(15), day(16), 1),)
    assert lateness.to_note(returned, (passed,), day(30), CALENDAR) == ()


def test_a_limit_that_by_a_published_calendar_had_not_passed_is_said_to_be_none_and_stays_on_record() -> None:
    (passed,) = lateness.to_note(started(), (), day(16), CALENDAR)
    closed = CALENDAR.with_year(YearDays(2026, frozenset({day(5), day(6)}), frozenset()))
    (void,) = lateness.to_void(started(), (passed,), day(16), closed)
    assert (void.fact, void.due_on) == (LateFact.VOIDED, day(15))
    assert lateness.to_void(started(), (passed, void), day(16), closed) == ()
    assert lateness.to_void(started(), (passed,), day(16), CALENDAR) == ()
