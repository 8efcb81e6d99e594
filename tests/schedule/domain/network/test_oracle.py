"""The scheduler against a slow one that moves nodes day by day: all kinds of links, lags, constraints, both kinds of days."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from services.law.breach import Refusal
from services.law.workdays import WorkCalendar, YearDays
from services.schedule.domain.network.activity import Activity, ConstraintKind, DayUnit, Link, LinkKind
from services.schedule.domain.network.timetable import Timetable, timetable
from tests.schedule.domain.network.oracle import Oracle, Spans

TODAY = date(2026, 9, 1)
ONE = timedelta(days=1)
ON_A_BUSY_MACHINE = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
# A year with long holidays and worked weekends, so that the two kinds of days differ often.
HOLIDAYS = frozenset(date(2026, 10, d) for d in range(1, 12)) | frozenset(date(2026, 9, d) for d in (14, 15, 25))
MAKEUP = frozenset({date(2026, 9, 13), date(2026, 9, 27), date(2026, 10, 24)})
CALENDAR = WorkCalendar({2026: YearDays(2026, HOLIDAYS, MAKEUP)})


@st.composite
def links(draw: st.DrawFn, before: int, units: tuple[DayUnit, ...]) -> tuple[Link, ...]:
    made = []
    for p in draw(st.lists(st.integers(0, before - 1), max_size=3)) if before else []:
        kind, lag = draw(st.sampled_from(LinkKind)), draw(st.sampled_from([0, 0, 0, 1, 3, -1, -4]))
        made.append(Link(f"N{p}", kind, lag, draw(st.sampled_from(units))))
    return tuple(made)


@st.composite
def networks(
    draw: st.DrawFn, units: tuple[DayUnit, ...] = tuple(DayUnit), constraints: tuple[ConstraintKind, ...] = ()
) -> list[Activity]:
    made = []
    for i in range(draw(st.integers(1, 7))):
        bound: dict[str, Any] = {}
        if constraints and draw(st.integers(0, 3)) == 0:
            on = TODAY + timedelta(days=draw(st.integers(0, 50)))
            bound = {"constraint": draw(st.sampled_from(constraints)), "constraint_on": on}
        duration, unit = draw(st.integers(0, 6)), draw(st.sampled_from(units))
        made.append(Activity(f"N{i}", duration, unit, draw(links(i, units)), **bound))
    return draw(st.permutations(made))


ALL = tuple(ConstraintKind)


def sound(net: list[Activity]) -> bool:
    """Whether no node must lie on a day that is none of its own, which is refused before anything is computed."""
    return not any(
        a.unit is DayUnit.WORKING_DAY
        and a.constraint in (ConstraintKind.MUST_START_ON, ConstraintKind.MUST_FINISH_ON)
        and a.constraint_on is not None
        and not CALENDAR.is_workday(a.constraint_on)
        for a in net
    )


def early(table: Timetable) -> Spans:
    return {r.code: (r.early.start, r.early.finish) for r in table.rows}


def late(table: Timetable) -> Spans:
    return {r.code: (r.late.start, r.late.finish) for r in table.rows}


@ON_A_BUSY_MACHINE
@given(networks(constraints=ALL), st.integers(0, 90))
def test_days_are_those_of_the_oracle_and_a_plan_is_refused_exactly_when_it_has_none(
    net: list[Activity], days: int
) -> None:
    target = TODAY + timedelta(days=days)
    table = timetable(net, target, TODAY, CALENDAR)
    if not sound(net):
        assert isinstance(table, Refusal)
        assert set(table.codes) == {"CONSTRAINT_NOT_WORKDAY"}
        return
    oracle = Oracle(net, target, TODAY, CALENDAR)
    first, last = oracle.earliest(), oracle.latest()
    possible = all(first[code][0] <= last[code][0] for code in first)
    event("possible" if possible else "impossible")
    assert isinstance(table, Timetable) is possible
    assert possible is (oracle.faults(first) == [])
    if isinstance(table, Timetable):
        assert (early(table), late(table)) == (first, last)
        assert oracle.faults(late(table)) == []


@ON_A_BUSY_MACHINE
@given(networks(constraints=ALL), st.integers(20, 120))
def test_nothing_breaks_a_dependency_and_floats_are_what_a_node_can_move_and_no_more(
    net: list[Activity], days: int
) -> None:
    target = TODAY + timedelta(days=days)
    table = timetable(net, target, TODAY, CALENDAR)
    if isinstance(table, Refusal):
        return
    oracle = Oracle(net, target, TODAY, CALENDAR)
    assert oracle.faults(early(table)) == []
    assert oracle.faults(late(table)) == []
    for row in table.rows:
        unit = oracle.by_code[row.code].unit
        assert row.early.start <= row.late.start
        assert row.total_float == oracle.passed(row.early.start, row.late.start, unit)
        assert 0 <= row.free_float <= row.total_float
        assert row.free_float == oracle.delayed(early(table), row.code, late(table))


@ON_A_BUSY_MACHINE
@given(networks(constraints=ALL), st.integers(20, 120))
def test_a_plan_made_of_any_mixture_of_earliest_days_stays_possible_when_today_comes_to_the_first_latest_start(
    net: list[Activity], days: int
) -> None:
    """第八条：the latest days are a plan: work may begin on the first of them, and not on the day after it."""
    target = TODAY + timedelta(days=days)
    table = timetable(net, target, TODAY, CALENDAR)
    if isinstance(table, Refusal):
        return
    first = min(r.late.start for r in table.rows)
    assert isinstance(timetable(net, target, first, CALENDAR), Timetable)
    assert isinstance(timetable(net, target, first + ONE, CALENDAR), Refusal)


NOT_FIXED = tuple(k for k in ConstraintKind if not k.startswith("MUST"))
WORKING = (DayUnit.WORKING_DAY,)


@ON_A_BUSY_MACHINE
@given(networks(WORKING, NOT_FIXED), st.integers(20, 120))
def test_in_working_days_the_critical_nodes_are_those_of_least_float_and_those_of_none(
    net: list[Activity], days: int
) -> None:
    table = timetable(net, TODAY + timedelta(days=days), TODAY, CALENDAR)
    if isinstance(table, Refusal):
        return
    least = min(r.total_float for r in table.rows)
    assert {r.code for r in table.rows if r.critical} == {r.code for r in table.rows if r.total_float in (least, 0)}
    floats = {r.code: r.total_float for r in table.rows}
    assert {floats[code] for code in table.critical_path} == {least}
    assert table.slack == least


@ON_A_BUSY_MACHINE
@given(networks(), st.integers(0, 120))
def test_with_mixed_days_the_critical_path_starts_first_and_everything_without_float_is_critical(
    net: list[Activity], days: int
) -> None:
    """A weekend can give a node of the path float of its own days; that the path fixes the first start holds always."""
    table = timetable(net, TODAY + timedelta(days=days), TODAY, CALENDAR)
    if isinstance(table, Refusal):
        return
    rows = {r.code: r for r in table.rows}
    assert rows[table.critical_path[0]].late.start == min(r.late.start for r in table.rows)
    assert all(rows[code].critical for code in table.critical_path)
    assert all(r.critical for r in table.rows if r.total_float == 0)


@ON_A_BUSY_MACHINE
@given(networks(WORKING), st.integers(30, 90), st.integers(1, 40))
def test_a_target_that_moves_by_working_days_moves_a_network_of_working_days_alike(
    net: list[Activity], days: int, more: int
) -> None:
    target = CALENDAR.add(TODAY, days)
    table, later = (timetable(net, t, TODAY, CALENDAR) for t in (target, CALENDAR.add(target, more)))
    if isinstance(table, Refusal):
        return
    assert isinstance(later, Timetable)
    assert early(table) == early(later)
    for row, moved in zip(table.rows, later.rows, strict=True):
        assert (moved.late.start, moved.late.finish) == tuple(CALENDAR.add(d, more) for d in row.late)
        assert moved.total_float == row.total_float + more
    assert later.slack == table.slack + more
    assert [r.critical for r in later.rows if table.slack] == [r.critical for r in table.rows if table.slack]


@ON_A_BUSY_MACHINE
@given(networks(constraints=ALL), st.integers(0, 60))
def test_the_order_in_which_nodes_are_written_changes_no_day(net: list[Activity], days: int) -> None:
    target = TODAY + timedelta(days=days)
    there, back = timetable(net, target, TODAY, CALENDAR), timetable(net[::-1], target, TODAY, CALENDAR)
    if isinstance(there, Refusal) or isinstance(back, Refusal):
        assert isinstance(there, Refusal)
        assert isinstance(back, Refusal)
        assert sorted(there.codes) == sorted(back.codes)
        return
    assert (early(there), late(there)) == (early(back), late(back))


def some_done(net: list[Activity], data: st.DataObject) -> list[Activity]:
    """Complete some of the nodes, in the last weeks before today."""
    done = data.draw(st.sets(st.sampled_from([a.code for a in net]), max_size=2))
    days = st.integers(0, 20).map(lambda n: TODAY - timedelta(days=n))
    return [replace(a, done=True, done_on=data.draw(days)) if a.code in done else a for a in net]


@ON_A_BUSY_MACHINE
@given(networks(constraints=NOT_FIXED), st.integers(0, 40), st.data())
def test_the_days_that_a_refusal_offers_can_be_kept_all_together_and_none_can_be_a_day_earlier(
    net: list[Activity], days: int, data: st.DataObject
) -> None:
    net, target = some_done(net, data), TODAY + timedelta(days=days)
    answer = timetable(net, target, TODAY, CALENDAR)
    if isinstance(answer, Timetable) or answer.codes == ("NO_OPEN_NODE",):
        return
    for breach in answer.breaches:
        offered = date.fromisoformat(re.findall(r"(?:目标日期为|最早于)(\d{4}-\d\d-\d\d)", breach.message)[-1])
        if breach.code == "TARGET_IMPOSSIBLE":
            target = offered
        else:
            i = int(str(breach.field).split(".")[1])
            net[i] = replace(net[i], constraint_on=offered)
    assert isinstance(timetable(net, target, TODAY, CALENDAR), Timetable)
    if "TARGET_IMPOSSIBLE" in answer.codes:
        assert isinstance(timetable(net, target - ONE, TODAY, CALENDAR), Refusal)
    for i in (int(str(b.field).split(".")[1]) for b in answer.breaches if b.code != "TARGET_IMPOSSIBLE"):
        on = net[i].constraint_on
        assert on is not None
        earlier = [*net[:i], replace(net[i], constraint_on=on - ONE), *net[i + 1 :]]
        assert isinstance(timetable(earlier, target, TODAY, CALENDAR), Refusal)


@ON_A_BUSY_MACHINE
@given(networks(), st.data())
def test_a_completed_node_holds_others_back_by_a_lag_that_still_runs_and_by_nothing_else(
    net: list[Activity], data: st.DataObject
) -> None:
    net = some_done(net, data)
    table = timetable(net, TODAY + timedelta(days=200), TODAY, CALENDAR)
    if isinstance(table, Refusal):
        return
    done, spans = {a.code: a for a in net if a.done}, early(table)
    still_open = [replace(a, links=tuple(k for k in a.links if k.predecessor not in done)) for a in net if not a.done]
    oracle = Oracle(still_open, TODAY + timedelta(days=200), TODAY, CALENDAR)
    free = oracle.earliest()
    assert all(free[code][0] <= spans[code][0] for code in free)
    runs = {k.predecessor for a in net for k in a.links if k.lag > 0 and k.kind.startswith("FINISH")}
    if not runs & set(done):
        assert free == spans
    for activity in net:
        for link in activity.links:
            if activity.code in spans and link.predecessor in done and link.lag > 0 and link.kind.startswith("FINISH"):
                ended = done[link.predecessor].done_on
                assert ended is not None
                end = spans[activity.code][1 if link.kind.endswith("FINISH") or activity.duration == 0 else 0]
                moment = end + ONE if link.kind.endswith("FINISH") or activity.duration == 0 else end
                assert oracle.passed(ended + ONE, moment, link.lag_unit) >= link.lag
