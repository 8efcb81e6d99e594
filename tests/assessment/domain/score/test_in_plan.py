"""第十一条：what falls due on or after the day on which the plan gave a project up counts for nobody."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from services.assessment.domain.fact.model import Fact
from services.assessment.domain.quarter import Quarter
from services.assessment.domain.scheme.model import Measure, Outcome
from services.assessment.domain.score.items import items_of
from tests.assessment.domain.given import AFTER, Q4, completed, number, planned, stands, tasked, verified

UNIT, REMOVED = number(1), date(2026, 11, 10)
OTHER = number(78)


def outcomes(facts: list[Fact], quarter: Quarter = Q4) -> list[Outcome | None]:
    return [i.outcome for i in items_of(facts, quarter, AFTER).get(UNIT, {}).get(Measure.NODE_TASKS, ())]


def amounts(facts: list[Fact], quarter: Quarter = Q4, today: date = AFTER) -> list[tuple[int, int]]:
    items = items_of(facts, quarter, today).get(UNIT, {}).get(Measure.PHYSICAL_PROGRESS, ())
    return [(int(i.amounts.done), int(i.amounts.planned)) for i in items if i.amounts]


def test_a_limit_on_the_day_of_the_removal_counts_no_more_and_the_day_before_does() -> None:
    removed = stands("ENDED", REMOVED)
    assert outcomes([removed, planned(UNIT, date(2026, 11, 9))]) == [Outcome.LATE]
    assert outcomes([removed, planned(UNIT, REMOVED)]) == []
    assert outcomes([removed, planned(UNIT, date(2026, 11, 11))]) == []


def test_what_was_completed_before_the_removal_counts() -> None:
    node = number(500)
    facts = [planned(UNIT, date(2026, 11, 20), record=node), completed(UNIT, date(2026, 11, 5), record=node)]
    assert outcomes([*facts, stands("ENDED", REMOVED)]) == [Outcome.ON_TIME]


def test_another_projects_nodes_count_as_before() -> None:
    assert outcomes([stands("ENDED", REMOVED, project=OTHER), planned(UNIT, date(2026, 11, 20))]) == [Outcome.LATE]


def test_taken_in_again_a_project_counts_from_that_day_on() -> None:
    life = [stands("ENDED", REMOVED), stands("RESUMED", date(2026, 12, 1), 2)]
    assert outcomes([*life, planned(UNIT, date(2026, 11, 30))]) == []
    assert outcomes([*life, planned(UNIT, date(2026, 12, 1))]) == [Outcome.LATE]


def test_an_end_that_is_told_again_with_another_day_replaces_the_former() -> None:
    life = [stands("ENDED", REMOVED), stands("ENDED", date(2026, 11, 20), 2)]
    assert outcomes([*life, planned(UNIT, date(2026, 11, 15))]) == [Outcome.LATE]
    assert outcomes([*life, planned(UNIT, date(2026, 11, 20))]) == []


def test_a_removal_after_the_quarter_undoes_nothing() -> None:
    facts = [planned(UNIT, date(2026, 12, 31)), tasked(UNIT, "10")]
    removed = stands("ENDED", date(2027, 1, 1))
    assert outcomes([*facts, removed]) == [Outcome.LATE]
    assert amounts([*facts, removed]) == [(0, 120)]


def test_a_silent_project_counts_with_the_months_that_were_over_when_the_plan_gave_it_up() -> None:
    task = tasked(UNIT, "10")
    assert amounts([task, stands("ENDED", REMOVED)]) == [(0, 100)]
    assert amounts([task, stands("ENDED", date(2026, 10, 31))]) == []
    assert amounts([task, stands("ENDED", date(2026, 11, 1))]) == [(0, 100)]
    assert amounts([task, stands("ENDED", date(2026, 7, 1))]) == []
    assert amounts([task, stands("ENDED", REMOVED)], today=date(2026, 11, 30)) == [(0, 100)]


def test_of_what_was_reported_the_months_before_the_removal_count() -> None:
    october, november = (verified(UNIT, date(2026, m, 1), str(m), f"{m}0") for m in (10, 11))
    assert amounts([tasked(UNIT, "10"), october, november]) == [(11, 110)]
    assert amounts([tasked(UNIT, "10"), october, november, stands("ENDED", REMOVED)]) == [(10, 100)]


DAYS = st.dates(date(2026, 10, 1), date(2026, 12, 31))


@given(st.lists(st.tuples(st.sampled_from(["ENDED", "RESUMED"]), DAYS), max_size=5), DAYS, st.randoms())
def test_the_order_in_which_facts_are_found_makes_no_difference(life: Any, due: date, chance: Any) -> None:
    facts = [stands(verb, on, version) for version, (verb, on) in enumerate(life, 1)]
    facts += [planned(UNIT, due), tasked(UNIT, "10")]
    shuffled = list(facts)
    chance.shuffle(shuffled)
    assert items_of(shuffled, Q4, AFTER) == items_of(facts, Q4, AFTER)
