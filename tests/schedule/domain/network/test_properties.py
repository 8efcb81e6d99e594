"""The scheduler against what must hold for any network, and against a slow oracle that counts day by day."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.law.breach import Refusal
from services.law.workdays import WorkCalendar, YearDays
from services.schedule.domain.network.activity import Activity, DayUnit, Link
from services.schedule.domain.network.timetable import Timetable, timetable

TODAY = date(2026, 9, 1)
ONE = timedelta(days=1)
ON_A_BUSY_MACHINE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
# A year with long holidays and worked weekends, so that the two kinds of days differ often.
HOLIDAYS = frozenset(date(2026, 10, d) for d in range(1, 12)) | frozenset(date(2026, 9, d) for d in (14, 15, 25))
MAKEUP = frozenset({date(2026, 9, 13), date(2026, 9, 27), date(2026, 10, 24)})
CALENDAR = WorkCalendar({2026: YearDays(2026, HOLIDAYS, MAKEUP)})


@st.composite
def networks(draw: st.DrawFn, units: tuple[DayUnit, ...] = tuple(DayUnit)) -> list[Activity]:
    size = draw(st.integers(1, 9))
    made = []
    for i in range(size):
        before = draw(st.sets(st.integers(0, i - 1), max_size=3)) if i else set()
        duration, unit = draw(st.integers(1, 6)), draw(st.sampled_from(units))
        made.append(Activity(f"N{i}", duration, unit, tuple(Link(f"N{b}") for b in sorted(before))))
    return draw(st.permutations(made))


def works(day: date, unit: DayUnit) -> bool:
    return unit is DayUnit.CALENDAR_DAY or CALENDAR.is_workday(day)


def oracle_latest(activities: list[Activity], target: date) -> dict[str, tuple[date, date]]:
    """Count backwards, one day at a time, straight from the meaning of the words."""
    successors = {a.code: [b for b in activities if any(k.predecessor == a.code for k in b.links)] for a in activities}
    by_code = {a.code: a for a in activities}

    @cache
    def span(code: str) -> tuple[date, date]:
        activity = by_code[code]
        day = min([target, *(span(s.code)[0] - ONE for s in successors[code])])
        while not works(day, activity.unit):
            day -= ONE
        finish, left = day, activity.duration - 1
        while left:
            day -= ONE
            left -= works(day, activity.unit)
        return day, finish

    return {a.code: span(a.code) for a in activities}


def oracle_earliest(activities: list[Activity]) -> dict[str, tuple[date, date]]:
    by_code = {a.code: a for a in activities}

    @cache
    def span(code: str) -> tuple[date, date]:
        activity = by_code[code]
        day = max([TODAY, *(span(k.predecessor)[1] + ONE for k in activity.links)])
        while not works(day, activity.unit):
            day += ONE
        start, left = day, activity.duration - 1
        while left:
            day += ONE
            left -= works(day, activity.unit)
        return start, day

    return {a.code: span(a.code) for a in activities}


@ON_A_BUSY_MACHINE
@given(networks(), st.integers(0, 120))
def test_dates_are_those_of_the_oracle_and_impossible_exactly_when_it_says_so(net: list[Activity], days: int) -> None:
    target = TODAY + timedelta(days=days)
    expected = oracle_latest(net, target)
    table = timetable(net, target, TODAY, CALENDAR)
    if min(start for start, _ in expected.values()) < TODAY:
        assert isinstance(table, Refusal)
        assert table.codes == ("TARGET_IMPOSSIBLE",)
        first = min(expected.values())[0]
        lacking = sum(CALENDAR.is_workday(first + timedelta(days=n)) for n in range((TODAY - first).days))
        assert f"已缺{lacking}个工作日" in table.breaches[0].message or not lacking
        named = next(code for code in expected if f"“{code}”" in table.breaches[0].message)
        assert expected[named][0] == first
    else:
        assert isinstance(table, Timetable)
        assert {r.code: (r.late.start, r.late.finish) for r in table.rows} == expected
        assert {r.code: (r.early.start, r.early.finish) for r in table.rows} == oracle_earliest(net)


@ON_A_BUSY_MACHINE
@given(networks(), st.integers(0, 60))
def test_the_target_that_a_refusal_offers_is_the_first_that_can_be_kept(net: list[Activity], days: int) -> None:
    answer = timetable(net, TODAY + timedelta(days=days), TODAY, CALENDAR)
    if isinstance(answer, Timetable):
        return
    (offered,) = re.findall(r"可行的最早目标日期为(\S{10})", answer.breaches[0].message)
    possible = date.fromisoformat(offered)
    assert isinstance(timetable(net, possible, TODAY, CALENDAR), Timetable)
    assert isinstance(timetable(net, possible - ONE, TODAY, CALENDAR), Refusal)


@ON_A_BUSY_MACHINE
@given(networks(), st.integers(60, 200))
def test_no_node_starts_before_its_predecessors_are_finished(net: list[Activity], days: int) -> None:
    table = timetable(net, TODAY + timedelta(days=days), TODAY, CALENDAR)
    if isinstance(table, Refusal):
        return
    rows = {r.code: r for r in table.rows}
    for activity in net:
        for link in activity.links:
            assert rows[link.predecessor].late.finish < rows[activity.code].late.start
            assert rows[link.predecessor].early.finish < rows[activity.code].early.start
        assert rows[activity.code].early.start <= rows[activity.code].late.start
        assert rows[activity.code].total_float >= 0


@ON_A_BUSY_MACHINE
@given(networks(units=(DayUnit.WORKING_DAY,)), st.integers(0, 15))
def test_the_critical_nodes_are_those_of_least_float_and_of_none_when_the_target_is_the_earliest(
    net: list[Activity], more: int
) -> None:
    earliest_end = max(finish for _, finish in oracle_earliest(net).values())
    table = timetable(net, CALENDAR.add(earliest_end, more), TODAY, CALENDAR)
    assert isinstance(table, Timetable)
    assert table.slack == more
    assert {r.code for r in table.rows if r.critical} == {r.code for r in table.rows if r.total_float == more}
    rows = {r.code: r for r in table.rows}
    assert all(rows[code].total_float == more for code in table.critical_path)


@ON_A_BUSY_MACHINE
@given(networks(), st.integers(60, 200))
def test_the_critical_path_is_a_chain_from_the_first_start_to_the_target(net: list[Activity], days: int) -> None:
    target = TODAY + timedelta(days=days)
    table = timetable(net, target, TODAY, CALENDAR)
    if isinstance(table, Refusal):
        return
    rows, by_code = {r.code: r for r in table.rows}, {a.code: a for a in net}
    path = table.critical_path
    assert rows[path[0]].late.start == min(r.late.start for r in table.rows)
    for before, after in pairwise(path):
        assert before in {k.predecessor for k in by_code[after].links}
    last = by_code[path[-1]]
    assert rows[last.code].late.finish == oracle_latest([Activity("X", 1, last.unit)], target)["X"][1]
    assert all(rows[code].critical for code in path)


@ON_A_BUSY_MACHINE
@given(networks(), st.integers(60, 200))
def test_a_critical_chain_cannot_begin_a_day_later_and_still_meet_the_target(net: list[Activity], days: int) -> None:
    target = TODAY + timedelta(days=days)
    table = timetable(net, target, TODAY, CALENDAR)
    if isinstance(table, Refusal):
        return
    first = min(r.late.start for r in table.rows)
    assert isinstance(timetable(net, target, first, CALENDAR), Timetable)
    assert isinstance(timetable(net, target, first + ONE, CALENDAR), Refusal)
