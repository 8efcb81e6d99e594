"""第八条：constraints on both sides of their limits, milestones, lags, and refusals that name what stands in the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.law.breach import Breach, Refusal
from services.schedule.domain.network.activity import Activity, ConstraintKind, DayUnit, Link, LinkKind
from services.schedule.domain.network.timetable import LONGEST_CHAIN_DAYS, Timed, Timetable, timetable
from tests.schedule.domain.samples import CALENDAR

MONDAY = date(2026, 11, 2)  # the first of four plain weeks
FAR = date(2026, 11, 27)
CALENDAR_DAY = DayUnit.CALENDAR_DAY
SNE, SNL = ConstraintKind.START_NO_EARLIER_THAN, ConstraintKind.START_NO_LATER_THAN
FNE, FNL = ConstraintKind.FINISH_NO_EARLIER_THAN, ConstraintKind.FINISH_NO_LATER_THAN
MSO, MFO = ConstraintKind.MUST_START_ON, ConstraintKind.MUST_FINISH_ON


def nov(day: int) -> date:
    return date(2026, 11, day)


def act(code: str, days: int, *links: Link | str, on: int | None = None, **rest: object) -> Activity:
    made = tuple(k if isinstance(k, Link) else Link(k) for k in links)
    bound = {"constraint_on": nov(on)} if on else {}
    return Activity(code, days, links=made, **bound, **rest)  # type: ignore[arg-type]


def rows(*activities: Activity, target: date = FAR, today: date = MONDAY) -> dict[str, Timed]:
    table = timetable(activities, target, today, CALENDAR)
    assert isinstance(table, Timetable), table
    return {r.code: r for r in table.rows}


def breaches(*activities: Activity, target: date = FAR, today: date = MONDAY) -> tuple[Breach, ...]:
    answer = timetable(activities, target, today, CALENDAR)
    assert isinstance(answer, Refusal), answer
    return answer.breaches


def test_a_node_that_starts_no_earlier_waits_for_its_day_and_no_longer() -> None:
    row = rows(act("A", 2, constraint=SNE, on=10))["A"]
    assert (row.early.start, row.early.finish, row.late.finish) == (nov(10), nov(11), FAR)


def test_a_day_no_earlier_that_nobody_works_means_the_next_one_that_is_worked() -> None:
    assert rows(act("A", 2, constraint=SNE, on=14))["A"].early.start == nov(16)
    assert rows(act("A", 2, constraint=FNE, on=14))["A"].early == (nov(13), nov(16))


def test_a_target_of_its_own_holds_for_the_node_and_what_comes_before_it_and_not_for_the_rest() -> None:
    found = rows(act("A", 2), act("B", 3, "A", constraint=FNL, on=13), act("C", 5, "A"))
    assert found["B"].late == (nov(11), nov(13))
    assert found["A"].late == (nov(9), nov(10))
    assert found["C"].late.finish == FAR


def test_a_target_of_its_own_on_a_sunday_is_kept_on_the_friday_before() -> None:
    assert rows(act("A", 2, constraint=FNL, on=15))["A"].late.finish == nov(13)


@pytest.mark.parametrize(("kind", "last_that_holds"), [(SNL, 6), (FNL, 10), (MSO, 6), (MFO, 10)], ids=str)
def test_a_day_no_later_is_kept_on_the_day_itself_and_refused_on_the_working_day_before(
    kind: ConstraintKind, last_that_holds: int
) -> None:
    """A takes four days from Monday the 2nd, so that B, of three, runs from Friday the 6th to Tuesday the 10th."""
    before = {6: 5, 10: 9}[last_that_holds]
    assert rows(act("A", 4), act("B", 3, "A", constraint=kind, on=last_that_holds))["B"].total_float == 0
    (breach,) = breaches(act("A", 4), act("B", 3, "A", constraint=kind, on=before))
    assert (breach.code, breach.field) == ("CONSTRAINT_IMPOSSIBLE", "nodes.1.constraintOn")
    assert "节点“A”最迟须于2026-10-30开始，至今日（2026-11-02）已缺1个工作日" in breach.message
    assert f"2026-11-{last_that_holds:02}" in breach.message


@pytest.mark.parametrize(("kind", "starts"), [(MSO, 11), (MFO, 9)])
def test_a_node_that_must_lie_on_a_day_has_no_float_and_pulls_its_predecessors_with_it(
    kind: ConstraintKind, starts: int
) -> None:
    found = rows(act("A", 2), act("B", 3, "A", constraint=kind, on=11), act("C", 1, "B"))
    assert found["B"].early == found["B"].late
    assert found["B"].late.start == nov(starts)
    assert (found["B"].total_float, found["B"].critical) == (0, True)
    assert found["A"].late.finish < found["B"].late.start < found["C"].early.start


def test_a_day_that_must_be_and_that_nobody_works_is_refused_for_working_days_only() -> None:
    (breach,) = breaches(act("A", 1, constraint=MSO, on=14))
    assert (breach.code, breach.field) == ("CONSTRAINT_NOT_WORKDAY", "nodes.0.constraintOn")
    assert "“A”" in breach.message
    assert rows(act("A", 1, constraint=MSO, on=14, unit=CALENDAR_DAY))["A"].late.start == nov(14)


def test_contradictory_constraints_name_both_nodes_and_by_how_much() -> None:
    first = act("A", 3, constraint=SNE, on=10, name="征地")
    last = act("C", 2, "B", constraint=FNL, on=13, name="开工")
    (breach,) = breaches(first, act("B", 4, "A"), last)
    assert (breach.code, breach.field) == ("CONSTRAINTS_CONTRADICT", "nodes.2.constraintOn")
    assert "节点“征地”（编号“A”）的约束“不早于2026-11-10开始”" in breach.message
    assert "节点“开工”（编号“C”）的约束“不晚于2026-11-13完成”" in breach.message
    assert "最早于2026-11-20完成（晚5个工作日）" in breach.message
    rows(first, act("B", 4, "A"), act("C", 2, "B", constraint=FNL, on=20))


def test_a_constraint_against_the_target_is_named_with_the_first_target_that_can_be_kept() -> None:
    (breach,) = breaches(act("A", 3, constraint=SNE, on=16), act("B", 5, "A"), target=nov(20))
    assert (breach.code, breach.field) == ("TARGET_IMPOSSIBLE", "targetOn")
    assert "节点“A”的约束“不早于2026-11-16开始”" in breach.message
    assert "可行的最早目标日期为2026-11-25" in breach.message
    rows(act("A", 3, constraint=SNE, on=16), act("B", 5, "A"), target=nov(25))


def test_every_target_that_cannot_be_kept_is_told_at_once_and_a_done_node_shifts_no_field() -> None:
    done = act("Z", 1, done=True)
    found = breaches(done, act("A", 10, constraint=FNL, on=12), act("B", 9, "A", constraint=FNL, on=13), target=nov(20))
    assert [(b.code, b.field) for b in found] == [
        ("TARGET_IMPOSSIBLE", "targetOn"),
        ("CONSTRAINT_IMPOSSIBLE", "nodes.1.constraintOn"),
        ("CONSTRAINT_IMPOSSIBLE", "nodes.2.constraintOn"),
    ]


def test_not_more_faults_are_named_than_are_of_use() -> None:
    assert len(breaches(*(act(f"N{i}", 5, constraint=FNL, on=3) for i in range(15)))) == 10


def test_a_milestone_lies_on_the_last_day_of_what_it_follows_and_what_follows_it_begins_the_day_after() -> None:
    found = rows(act("A", 3), act("M", 0, "A"), act("B", 2, "M"), target=nov(6))
    assert found["M"].early == (nov(4), nov(4)) == found["A"].early[1:] * 2
    assert found["B"].early.start == nov(5)
    assert {r.total_float for r in found.values()} == {0}


def test_a_milestone_on_the_target_lies_on_the_target_and_one_without_predecessors_on_today_at_the_earliest() -> None:
    row = rows(act("M", 0), target=nov(13))["M"]
    assert (row.early.start, row.late.finish, row.total_float) == (MONDAY, nov(13), 9)
    assert rows(act("M", 0), target=MONDAY)["M"].total_float == 0
    assert breaches(act("M", 0), target=date(2026, 10, 30))[0].code == "TARGET_IMPOSSIBLE"


def test_a_chain_of_milestones_lies_on_one_day() -> None:
    found = rows(act("A", 1), act("M", 0, "A"), act("N", 0, "M"), act("O", 0, "N"))
    assert {found[code].early.start for code in "AMNO"} == {MONDAY}


@pytest.mark.parametrize(
    ("link", "starts"),
    [
        (Link("A"), 5),
        (Link("A", lag=1), 6),
        (Link("A", lag=2), 9),
        (Link("A", lag=2, lag_unit=CALENDAR_DAY), 9),
        (Link("A", lag=-1), 4),
        (Link("A", lag=-9), 2),
        (Link("A", LinkKind.START_TO_START), 2),
        (Link("A", LinkKind.START_TO_START, 4), 6),
        (Link("A", LinkKind.FINISH_TO_FINISH), 3),
        (Link("A", LinkKind.FINISH_TO_FINISH, 3), 6),
        (Link("A", LinkKind.START_TO_FINISH), 2),
        (Link("A", LinkKind.START_TO_FINISH, 5), 5),
    ],
    ids=str,
)
def test_each_kind_of_link_and_lag_bounds_its_own_end(link: Link, starts: int) -> None:
    """A runs from Monday the 2nd to Wednesday the 4th; B takes two days."""
    assert rows(act("A", 3), act("B", 2, link))["B"].early.start == nov(starts)


def test_a_lag_in_working_days_leaps_over_a_weekend_and_one_in_calendar_days_does_not() -> None:
    lags = {u: rows(act("A", 5), act("B", 1, Link("A", lag=2, lag_unit=u), unit=CALENDAR_DAY)) for u in DayUnit}
    assert lags[DayUnit.WORKING_DAY]["B"].early.start == nov(11)  # Monday and Tuesday pass
    assert lags[CALENDAR_DAY]["B"].early.start == nov(9)  # Saturday and Sunday pass


def test_a_lag_still_runs_from_the_day_on_which_its_predecessor_was_completed() -> None:
    done = act("A", 20, done=True, done_on=date(2026, 10, 30), unit=CALENDAR_DAY)
    cured = rows(done, act("B", 1, Link("A", lag=7, lag_unit=CALENDAR_DAY)))["B"]
    assert cured.early.start == nov(9)  # 31 October to 6 November pass
    assert rows(done, act("B", 1, "A"))["B"].early.start == MONDAY
    assert rows(replace(done, done_on=MONDAY), act("B", 1, "A"))["B"].early.start == MONDAY
    assert rows(done, act("B", 1, Link("A", LinkKind.START_TO_START, 7)))["B"].early.start == MONDAY
    assert rows(done, act("M", 0, Link("A", lag=7, lag_unit=CALENDAR_DAY)))["M"].early.start == nov(6)
    assert rows(done, act("B", 2, Link("A", LinkKind.FINISH_TO_FINISH, 5)))["B"].early == (nov(5), nov(6))


def test_a_lag_that_still_runs_is_named_when_the_target_cannot_be_kept_for_it() -> None:
    done = act("A", 20, done=True, done_on=date(2026, 10, 30), name="主体结构")
    (breach,) = breaches(done, act("B", 1, Link("A", lag=10)), target=nov(13))
    assert "须在前置节点“主体结构”（编号“A”）办结（2026-10-30）后间隔10个工作日" in breach.message
    rows(done, act("B", 1, Link("A", lag=10)), target=nov(16))
    also_bound = act("B", 1, Link("A", lag=10), constraint=SNE, on=4)
    assert "间隔10个工作日" in breaches(done, also_bound, target=nov(13))[0].message


def test_several_links_between_two_nodes_all_hold() -> None:
    ladder = (Link("A", LinkKind.START_TO_START, 1), Link("A", LinkKind.FINISH_TO_FINISH, 1))
    assert rows(act("A", 5), act("B", 2, *ladder))["B"].early == (nov(6), nov(9))


def test_lags_count_towards_the_longest_chain() -> None:
    half = LONGEST_CHAIN_DAYS // 2
    chain = [act("A", half), act("B", 1, Link("A", lag=half - 1))]
    assert breaches(*chain)[0].code == "TARGET_IMPOSSIBLE"
    assert breaches(chain[0], act("B", 1, Link("A", lag=half)))[0].code == "NETWORK_TOO_LONG"


def test_the_longest_chain_and_the_longest_leads_stay_within_the_days_that_are_laid_out() -> None:
    late = date(2036, 11, 1)
    alternating = [
        Activity(f"N{i}", 60, list(DayUnit)[i % 2], (Link(f"N{i - 1}"),) if i else ())
        for i in range(LONGEST_CHAIN_DAYS // 60)
    ]
    assert timetable(alternating, late, MONDAY, CALENDAR)
    leads = [Activity("A", 1), *(Activity(f"B{i}", 1, links=(Link("A", k, -1830),)) for i, k in enumerate(LinkKind))]
    assert {r.early.start for r in rows(*leads).values()} == {MONDAY}
    bound = Activity("A", 1830, constraint=SNE, constraint_on=late)
    assert breaches(bound, Activity("B", 1830, links=(Link("A"),)))[0].code == "TARGET_IMPOSSIBLE"


def test_with_a_fixed_day_in_the_plan_the_critical_path_is_still_that_of_the_rest() -> None:
    found = timetable([act("OPEN", 0, constraint=MSO, on=5), act("A", 5), act("B", 9, "A")], nov(20), MONDAY, CALENDAR)
    assert isinstance(found, Timetable)
    assert (found.critical_path, found.slack) == (("A", "B"), 1)
    assert {r.code: r.critical for r in found.rows} == {"OPEN": True, "A": True, "B": True}


def test_a_chain_that_must_wait_for_its_day_is_the_critical_one_when_it_has_the_least_room() -> None:
    nodes = [act("A", 5), act("S", 5, constraint=SNE, on=16), act("T", 4, "S")]
    found = timetable(nodes, FAR, MONDAY, CALENDAR)
    assert isinstance(found, Timetable)
    assert (found.critical_path, found.slack) == (("S", "T"), 1)
    assert not found.rows[0].critical
