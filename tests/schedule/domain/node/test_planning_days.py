"""第八条：lags, constraints and milestones in a node plan: what is read, what is kept, what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from services.schedule.domain.decision import Decided
from services.schedule.domain.network.activity import ConstraintKind, DayUnit, Link
from services.schedule.domain.network.timetable import LONGEST_CHAIN_DAYS
from services.schedule.domain.node.spec import FARTHEST_CONSTRAINT_DAYS, LONGEST_NODE_DAYS
from tests.schedule.domain.node.test_planning import CHAIN, TODAY, again, codes, first, planned
from tests.schedule.domain.samples import draft


@pytest.mark.parametrize(("lag", "fits"), [(LONGEST_NODE_DAYS, True), (LONGEST_NODE_DAYS + 1, False)])
@pytest.mark.parametrize("sign", [1, -1])
def test_a_lag_is_at_most_five_years_either_way(lag: int, fits: bool, sign: int) -> None:
    answer = planned(
        draft("A"), draft("B", links=(Link("A", lag=sign * lag),)), target=TODAY + timedelta(days=LONGEST_CHAIN_DAYS)
    )
    assert isinstance(answer, Decided) is fits
    if not fits:
        assert codes(answer) == ("LAG_INVALID",)


def test_a_constraint_is_a_kind_with_a_day_within_ten_years() -> None:
    kind = ConstraintKind.START_NO_EARLIER_THAN
    assert codes(planned(draft("A", constraint=kind))) == ("CONSTRAINT_INCOMPLETE",)
    assert codes(planned(draft("A", constraint_on=TODAY))) == ("CONSTRAINT_INCOMPLETE",)
    for days, fits in ((FARTHEST_CONSTRAINT_DAYS, True), (FARTHEST_CONSTRAINT_DAYS + 1, False)):
        past = draft("A", constraint=kind, constraint_on=TODAY - timedelta(days=days))
        assert isinstance(planned(past), Decided) is fits
        future = ConstraintKind.FINISH_NO_LATER_THAN
        later = draft("A", constraint=future, constraint_on=TODAY + timedelta(days=days))
        assert isinstance(planned(later), Decided) is fits


def test_lag_constraint_milestone_and_free_float_are_kept_with_the_plan() -> None:
    bound = {"constraint": ConstraintKind.FINISH_NO_LATER_THAN, "constraint_on": date(2027, 6, 30)}
    plan = first(draft("A", 10), draft("M", 0, links=(Link("A", lag=3),), **bound), draft("B", 5, "A"))
    a, m, b = plan.nodes
    assert (m.spec.links, m.spec.constraint, m.spec.constraint_on) == ((Link("A", lag=3),), *bound.values())
    assert m.start_on == m.due_on == date(2027, 6, 30)
    assert (a.free_float, b.free_float) == (0, b.total_float)


def test_a_lag_runs_on_from_the_day_on_which_its_predecessor_was_completed() -> None:
    nodes = (replace(first().nodes[0], completed_on=date(2027, 3, 1)), *first().nodes[1:])
    lagged = draft("B", 20, links=(Link("A", lag=7, lag_unit=DayUnit.CALENDAR_DAY),))
    answer = again(nodes, CHAIN[0], lagged, CHAIN[2], today=date(2027, 3, 2))
    assert isinstance(answer, Decided)
    assert answer.state.nodes[1].early_start_on == date(2027, 3, 9)


def test_no_lag_is_none_in_any_kind_of_days() -> None:
    plan = first(draft("A"), draft("B", links=(Link("A", lag_unit=DayUnit.CALENDAR_DAY),)))
    assert plan.nodes[1].spec.links == (Link("A"),)


@pytest.mark.parametrize(
    ("absurd", "code"),
    [
        ({"duration": 2**31 - 1}, "DURATION_INVALID"),
        ({"links": (Link("A", lag=2**31 - 1),)}, "LAG_INVALID"),
        ({"links": (Link("A", lag=-(2**31)),)}, "LAG_INVALID"),
        ({"constraint": ConstraintKind.MUST_START_ON, "constraint_on": date.max}, "CONSTRAINT_TOO_FAR"),
        ({"constraint": ConstraintKind.MUST_START_ON, "constraint_on": date.min}, "CONSTRAINT_TOO_FAR"),
    ],
)
def test_absurd_numbers_are_told_and_never_computed_with(absurd: dict[str, Any], code: str) -> None:
    assert codes(planned(draft("A"), draft("B", **absurd))) == (code,)
