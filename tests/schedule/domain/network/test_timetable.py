"""第八条（倒排）：dates computed backwards from the target, on both sides of what is possible."""

from __future__ import annotations

from datetime import date

import pytest

from services.law.breach import Refusal
from services.law.workdays import WorkCalendar
from services.schedule.domain.network.activity import Activity, DayUnit, Link
from services.schedule.domain.network.timetable import LONGEST_CHAIN_DAYS, Timetable, timetable
from tests.schedule.domain.samples import CALENDAR

MONDAY = date(2026, 11, 2)  # the first of four plain weeks
CALENDAR_DAY = DayUnit.CALENDAR_DAY


def act(
    code: str, days: int, *after: str, unit: DayUnit = DayUnit.WORKING_DAY, done: bool = False, name: str = ""
) -> Activity:
    return Activity(code, days, unit, tuple(Link(a) for a in after), done, name)


def computed(*activities: Activity, target: date, today: date = MONDAY, calendar: WorkCalendar = CALENDAR) -> Timetable:
    answer = timetable(activities, target, today, calendar)
    assert isinstance(answer, Timetable), answer
    return answer


def refused(*activities: Activity, target: date, today: date = MONDAY) -> Refusal:
    answer = timetable(activities, target, today, CALENDAR)
    assert isinstance(answer, Refusal)
    return answer


def late(table: Timetable, code: str) -> tuple[date, date]:
    row = next(r for r in table.rows if r.code == code)
    return row.late.start, row.late.finish


def test_a_chain_is_laid_backwards_from_the_target_day_which_is_its_last_working_day() -> None:
    table = computed(act("A", 2), act("B", 3, "A"), target=date(2026, 11, 13))
    assert late(table, "B") == (date(2026, 11, 11), date(2026, 11, 13))
    assert late(table, "A") == (date(2026, 11, 9), date(2026, 11, 10))


def test_working_days_leap_over_weekends_and_calendar_days_do_not() -> None:
    table = computed(act("W", 3), act("C", 3, unit=CALENDAR_DAY), target=date(2026, 11, 16))
    assert late(table, "W") == (date(2026, 11, 12), date(2026, 11, 16))
    assert late(table, "C") == (date(2026, 11, 14), date(2026, 11, 16))


def test_a_target_on_a_sunday_ends_working_days_on_friday_and_calendar_days_on_sunday() -> None:
    table = computed(act("W", 1), act("C", 1, unit=CALENDAR_DAY), target=date(2026, 11, 15))
    assert late(table, "W")[1] == date(2026, 11, 13)
    assert late(table, "C")[1] == date(2026, 11, 15)


def test_a_make_up_saturday_is_worked_and_the_national_holiday_is_not() -> None:
    """2026-10-10 is worked for the National Day week 1–7 October."""
    table = computed(act("A", 3), target=date(2026, 10, 10), today=date(2026, 9, 1))
    assert late(table, "A") == (date(2026, 10, 8), date(2026, 10, 10))
    table = computed(act("A", 4), target=date(2026, 10, 10), today=date(2026, 9, 1))
    assert late(table, "A")[0] == date(2026, 9, 30)


def test_a_node_with_two_successors_must_end_before_the_earlier_of_them() -> None:
    table = computed(act("A", 1), act("B", 1, "A"), act("C", 5, "A"), target=date(2026, 11, 13))
    assert late(table, "A") == (date(2026, 11, 6), date(2026, 11, 6))


def test_starting_today_is_possible_and_starting_yesterday_is_refused() -> None:
    computed(act("A", 5), act("B", 5, "A"), target=date(2026, 11, 13))  # needs exactly two weeks from Monday
    answer = refused(act("A", 5), act("B", 5, "A"), target=date(2026, 11, 12))
    assert answer.codes == ("TARGET_IMPOSSIBLE",)
    assert "“A”" in answer.breaches[0].message
    assert "1个工作日" in answer.breaches[0].message
    assert answer.breaches[0].field == "targetOn"


def test_a_refusal_names_the_node_with_its_code_the_working_days_that_lack_and_the_day_that_would_do() -> None:
    """15 working days from 2 to 20 November, for one node of 1 and one of 20: 6 lack, and 30 November is the 21st."""
    first = act("FIRST", 1, name="用地报批")
    answer = refused(act("LATER", 1), first, act("B", 20, "FIRST"), target=date(2026, 11, 20))
    assert answer.breaches[0].message == (
        "目标日期2026-11-20无法实现：节点“用地报批”（编号“FIRST”）最迟须于2026-10-23开始，至今日（2026-11-02）已缺6个工作日；"
        "按现有工期和前置关系，可行的最早目标日期为2026-11-30（推后6个工作日），"
        "请改用该日或以后的日期，或缩短工期、调整前置关系"
    )
    computed(act("LATER", 1), first, act("B", 20, "FIRST"), target=date(2026, 11, 30))
    refused(act("LATER", 1), first, act("B", 20, "FIRST"), target=date(2026, 11, 29))  # the Sunday before


def test_days_that_lack_and_are_all_free_days_are_told_as_such() -> None:
    """Three calendar days from a Saturday on do not fit before Sunday night; no working day would help."""
    saturday, sunday = date(2026, 11, 7), date(2026, 11, 8)
    answer = refused(act("C", 3, unit=CALENDAR_DAY), target=sunday, today=saturday)
    assert "最迟须于2026-11-06开始，至今日（2026-11-07）已缺1个工作日" in answer.breaches[0].message
    assert "2026-11-09（推后1个工作日）" in answer.breaches[0].message
    answer = refused(act("C", 2, unit=CALENDAR_DAY), target=sunday, today=sunday)
    assert "最迟须于2026-11-07开始，至今日（2026-11-08）已缺1个自然日（均为非工作日）" in answer.breaches[0].message


def test_a_target_in_the_past_is_impossible() -> None:
    assert refused(act("A", 1), target=date(2026, 10, 30)).codes == ("TARGET_IMPOSSIBLE",)


def test_float_and_critical_path_when_the_target_is_the_earliest_possible_day() -> None:
    table = computed(act("A", 2), act("B", 3, "A"), act("C", 1, "A"), act("D", 2, "B", "C"), target=date(2026, 11, 10))
    assert {r.code: r.total_float for r in table.rows} == {"A": 0, "B": 0, "C": 2, "D": 0}
    assert table.critical_path == ("A", "B", "D")
    assert {r.code for r in table.rows if r.critical} == {"A", "B", "D"}
    assert table.slack == 0


def test_a_later_target_gives_slack_to_the_critical_path_too() -> None:
    table = computed(act("A", 2), act("B", 3, "A"), act("C", 1, "A"), act("D", 2, "B", "C"), target=date(2026, 11, 11))
    assert {r.code: r.total_float for r in table.rows} == {"A": 1, "B": 1, "C": 3, "D": 1}
    assert table.critical_path == ("A", "B", "D")
    assert table.slack == 1


def test_two_chains_of_the_same_length_are_both_critical() -> None:
    table = computed(act("A", 2), act("B", 2), act("C", 1), target=date(2026, 11, 10))
    assert {r.code for r in table.rows if r.critical} == {"A", "B"}
    assert table.critical_path == ("A",)


def test_completed_nodes_take_no_days_and_hold_nobody_back() -> None:
    table = computed(act("A", 20, done=True), act("B", 10, "A"), target=date(2026, 11, 13))
    assert [r.code for r in table.rows] == ["B"]
    assert table.rows[0].early.start == MONDAY


def test_a_cycle_through_a_completed_node_is_still_a_cycle() -> None:
    answer = refused(act("A", 1, "B", done=True), act("B", 1, "A"), target=date(2026, 11, 13))
    assert answer.codes == ("NETWORK_CYCLE",)


def test_a_plan_whose_nodes_are_all_completed_has_nothing_to_schedule() -> None:
    assert refused(act("A", 1, done=True), target=date(2026, 11, 13)).codes == ("NO_OPEN_NODE",)


@pytest.mark.parametrize(("extra", "codes"), [(0, ("TARGET_IMPOSSIBLE",)), (1, ("NETWORK_TOO_LONG",))])
def test_a_chain_longer_than_ten_years_is_a_slip_of_the_pen(extra: int, codes: tuple[str, ...]) -> None:
    chain = [act("A", LONGEST_CHAIN_DAYS // 2), act("B", LONGEST_CHAIN_DAYS // 2 + extra, "A")]
    assert refused(*chain, target=date(2027, 12, 31)).codes == codes


def test_ten_thousand_knit_nodes_end_by_the_target_and_none_starts_before_its_predecessors_end() -> None:
    """A hundred strands of a hundred nodes, knit crosswise: about 20,000 dependencies."""
    before = {
        f"N{s}.{k}": [] if k == 0 else [f"N{s}.{k - 1}", f"N{(s + 37) % 100}.{k - 1}"]
        for k in range(100)
        for s in range(100)
    }
    nodes = [act(code, 1 + n % 7, *after, unit=list(DayUnit)[n % 2]) for n, (code, after) in enumerate(before.items())]
    target = date(2030, 12, 31)
    rows = {row.code: row for row in computed(*nodes, target=target).rows}
    assert len(rows) == 10_000
    assert max(row.late.finish for row in rows.values()) == target
    assert all(rows[b].late.finish < rows[code].late.start for code, after in before.items() for b in after)
