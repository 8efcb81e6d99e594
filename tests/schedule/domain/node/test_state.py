"""第八条：the state of a node, on the limit days and on both sides of them."""

from __future__ import annotations

from datetime import date

import pytest

from services.schedule.domain.node.state import NodeState, day_line, light, slip, state, working_days_late
from tests.schedule.domain.samples import CALENDAR

START, DUE = date(2026, 11, 10), date(2026, 11, 25)  # Tuesday, Wednesday two weeks later


def on(today: date, *, waiting: bool = False, completed_on: date | None = None) -> NodeState:
    return state(START, DUE, completed_on, waiting=waiting, line=day_line(today, CALENDAR))


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 11, 9), NodeState.NOT_STARTED),
        (date(2026, 11, 10), NodeState.ON_TIME),
        (date(2026, 11, 17), NodeState.ON_TIME),  # six working days left
        (date(2026, 11, 18), NodeState.DUE_SOON),  # five
        (date(2026, 11, 24), NodeState.DUE_SOON),
        (date(2026, 11, 25), NodeState.DUE_TODAY),
        (date(2026, 11, 26), NodeState.LATE),
    ],
)
def test_a_node_goes_through_its_states(today: date, expected: NodeState) -> None:
    assert on(today) is expected


def test_due_today_is_not_late() -> None:
    assert on(DUE) is NodeState.DUE_TODAY
    assert working_days_late(DUE, DUE, CALENDAR) == 0


@pytest.mark.parametrize(
    ("completed", "expected"),
    [
        (date(2026, 11, 24), NodeState.DONE),
        (DUE, NodeState.DONE),
        (date(2026, 11, 26), NodeState.DONE_LATE),
    ],
)
def test_completed_on_the_due_day_is_in_time_and_a_day_later_is_late(completed: date, expected: NodeState) -> None:
    assert on(date(2026, 12, 31), completed_on=completed, waiting=True) is expected


def test_a_waiting_node_shows_that_it_waits_until_it_is_late() -> None:
    assert on(date(2026, 11, 2), waiting=True) is NodeState.WAITING
    assert on(date(2026, 11, 24), waiting=True) is NodeState.WAITING
    assert on(DUE, waiting=True) is NodeState.WAITING
    assert on(date(2026, 11, 26), waiting=True) is NodeState.LATE


def test_lateness_is_counted_in_working_days_after_the_due_day() -> None:
    friday = date(2026, 11, 20)
    assert [working_days_late(friday, date(2026, 11, d), CALENDAR) for d in (19, 20, 21, 23, 24)] == [0, 0, 0, 1, 2]


def test_slip_is_counted_against_the_baseline_both_ways() -> None:
    assert slip(date(2026, 11, 20), date(2026, 11, 24), CALENDAR) == 2
    assert slip(date(2026, 11, 20), date(2026, 11, 20), CALENDAR) == 0
    assert slip(date(2026, 11, 20), date(2026, 11, 18), CALENDAR) == -2
    assert slip(None, date(2026, 11, 18), CALENDAR) is None


def test_states_are_named_in_chinese() -> None:
    assert light(NodeState.LATE, date(2026, 11, 24)).name == "已逾期"
