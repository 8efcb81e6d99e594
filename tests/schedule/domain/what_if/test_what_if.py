"""第八条（倒排）：renewing a scenario on a changed plan, and comparing plans, whatever the networks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.chassis.calendar import calendar
from services.schedule.domain.network.activity import DayUnit, Link
from services.schedule.domain.node.spec import NodeDraft
from services.schedule.domain.what_if.comparison import NodeChange, Placed, Side, against_actual, compared
from services.schedule.domain.what_if.editing import RemoveNode
from services.schedule.domain.what_if.renewal import renewed
from services.schedule.domain.what_if.rulebook import MOST_EDITS
from services.schedule.domain.what_if.rules import adoption_faults, edit_faults

UNIT = UUID(int=7)
CODES = "ABCDE"


def node(code, duration=5, links=()):
    return NodeDraft(
        code=code,
        name=f"节点{code}",
        stage=None,
        key_link="报批",
        responsible_unit_id=UNIT,
        responsible_person="责任人甲",
        duration=duration,
        unit=DayUnit.WORKING_DAY,
        links=tuple(Link(c) for c in links),
        evidence=("批复",),
        waits_for=None,
    )


PLANS = st.lists(st.sampled_from(CODES), unique=True, min_size=1).flatmap(
    lambda codes: st.lists(st.integers(1, 3), min_size=len(codes), max_size=len(codes)).map(
        lambda days: tuple(node(c, d) for c, d in zip(codes, days, strict=True))
    )
)


@settings(deadline=None)
@given(PLANS, PLANS)
def test_what_the_scenario_left_alone_is_as_the_plan_in_force_has_it(base, theirs):
    assert renewed(base, base, theirs, {}).nodes == theirs
    assert renewed(base, base, theirs, {}).overruled == ()


@settings(deadline=None)
@given(PLANS, PLANS)
def test_on_an_unchanged_plan_a_scenario_stays_what_it_is(base, mine):
    laid = renewed(base, mine, base, {})
    assert {n.code: n for n in laid.nodes} == {n.code: n for n in mine}
    assert laid.overruled == ()


@settings(deadline=None)
@given(PLANS, PLANS, PLANS)
def test_of_each_node_the_scenarios_own_changes_hold(base, mine, theirs):
    laid = {n.code: n for n in renewed(base, mine, theirs, {}).nodes}
    was = {n.code: n for n in base}
    for own in mine:
        if own.code not in was or own != was[own.code]:
            assert laid[own.code].duration == own.duration
    for code in set(was) - {n.code for n in mine}:
        assert code not in laid


def test_links_to_what_either_side_removed_are_dropped_and_named():
    base = (node("A"), node("B", links="A"))
    laid = renewed(base, (node("A"), node("B", 9, "A")), (node("B", links="A"),), {})
    assert [n.code for n in laid.nodes] == ["B"]
    assert laid.nodes[0].links == ()
    assert len(laid.overruled) == 1


def test_new_nodes_stand_behind_what_they_stood_behind_and_completed_ones_are_the_plans():
    base = (node("A"), node("B"))
    mine = (node("A", 9), node("N"), node("B"))
    laid = renewed(base, mine, (node("B"), node("A"), node("C")), {"A": node("A", 5)})
    assert [(n.code, n.duration) for n in laid.nodes] == [("B", 5), ("A", 5), ("N", 5), ("C", 5)]


def placed(code, start, due):
    draft = node(code)
    return Placed(
        code=code,
        name=draft.name,
        responsible_unit_id=UNIT,
        responsible_person="责任人甲",
        duration=draft.duration,
        unit=draft.unit,
        links=frozenset(),
        constraint=None,
        constraint_on=None,
        start_on=start,
        due_on=due,
        critical=False,
    )


DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
SIDES = st.lists(st.tuples(st.sampled_from(CODES), DAYS), unique_by=lambda t: t[0]).map(
    lambda rows: Side(target_on=date(2027, 12, 31), nodes=tuple(placed(c, d, d) for c, d in rows))
)


@settings(deadline=None)
@given(SIDES, SIDES)
def test_a_comparison_read_backwards_is_its_own_opposite(one, two):
    forth, back = compared(one, two, calendar()), compared(two, one, calendar())
    assert {n.shown.code: n.due_slip for n in forth.nodes} == {
        n.shown.code: None if n.due_slip is None else -n.due_slip for n in back.nodes
    }
    assert forth.count(NodeChange.ADDED) == back.count(NodeChange.REMOVED)
    assert sum(forth.count(c) for c in NodeChange) == len({n.code for n in (*one.nodes, *two.nodes)})


@settings(deadline=None)
@given(SIDES)
def test_compared_with_itself_a_plan_is_the_same(side):
    found = compared(side, side, calendar())
    assert {n.change for n in found.nodes} <= {NodeChange.SAME}
    assert found.end_slip in {0, None}


def test_a_weekend_is_no_slip_and_a_plan_without_days_has_no_end():
    friday, monday = date(2026, 11, 6), date(2026, 11, 9)
    one, two = (Side(target_on=friday, nodes=(placed("A", d, d),)) for d in (friday, monday))
    assert compared(one, two, calendar()).end_slip == 1
    saturday = Side(target_on=friday, nodes=(placed("A", date(2026, 11, 7), date(2026, 11, 7)),))
    assert compared(one, saturday, calendar()).end_slip == 0
    without = Side(target_on=friday, nodes=(replace(placed("A", friday, friday), due_on=None),))
    assert compared(one, without, calendar()).end_slip is None


def test_a_command_makes_only_so_many_changes():
    assert edit_faults([RemoveNode("A")] * MOST_EDITS) == []
    assert [f.code for f in edit_faults([RemoveNode("A")] * (MOST_EDITS + 1))] == ["TOO_MANY_EDITS"]


def test_a_scenario_is_adopted_only_on_the_version_that_it_was_copied_from():
    assert adoption_faults(2, 2) == []
    assert [f.code for f in adoption_faults(2, 3)] == ["SCENARIO_BASE_SUPERSEDED"]


@pytest.mark.parametrize(
    ("today", "completed_on", "slip"),
    [
        (date(2026, 11, 9), None, None),  # the due day itself is not late
        (date(2026, 11, 10), None, 1),
        (date(2026, 12, 31), date(2026, 11, 9), 0),
        (date(2026, 12, 31), date(2026, 11, 6), -1),
        (date(2026, 12, 31), date(2026, 11, 11), 2),
    ],
)
def test_actual_days_are_held_against_the_planned_ones(today, completed_on, slip):
    due = date(2026, 11, 9)
    plan = Side(target_on=due, nodes=(placed("A", due, due), placed("B", due, due)))
    now = Side(target_on=due, nodes=(replace(placed("A", due, due), completed_on=completed_on),))
    a, b = against_actual(plan, now, today, calendar())
    assert (a.completed_on, a.slip) == (completed_on, slip)
    assert (b.due_now, b.completed_on, b.slip) == (None, None, None)  # in the plan no more
