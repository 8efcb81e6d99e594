"""第十九条（节点任务）：in which quarter a node counts, and whether its limit was kept."""

from datetime import date

from services.assessment.domain.fact.model import Fact
from services.assessment.domain.quarter import Quarter
from services.assessment.domain.scheme.model import Measure, Outcome
from services.assessment.domain.score.items import items_of
from tests.assessment.domain.given import AFTER, Q4, completed, decided, number, planned, reopened

UNIT = number(1)
NODE = number(500)
Q1 = Quarter(2027, 1)


def outcomes(
    facts: list[Fact], quarter: Quarter = Q4, today: date = AFTER, measure: Measure = Measure.NODE_TASKS
) -> list[Outcome | None]:
    return [item.outcome for item in items_of(facts, quarter, today).get(UNIT, {}).get(measure, ())]


def test_a_node_completed_within_its_limit_is_on_time() -> None:
    assert outcomes([completed(UNIT, date(2026, 10, 20), due=date(2026, 10, 20))]) == [Outcome.ON_TIME]


def test_a_node_completed_one_working_day_after_its_limit_is_late() -> None:
    assert outcomes([completed(UNIT, date(2026, 10, 21), due=date(2026, 10, 20), days_late=1)]) == [Outcome.LATE]


def test_the_first_and_the_last_day_of_the_quarter_count_and_their_neighbours_do_not() -> None:
    days = [date(2026, 9, 30), date(2026, 10, 1), date(2026, 12, 31), date(2027, 1, 1)]
    assert [len(outcomes([completed(UNIT, day)])) for day in days] == [0, 1, 1, 0]
    assert [len(outcomes([decided(UNIT, day)], measure=Measure.FACTOR_GUARANTEE)) for day in days] == [0, 1, 1, 0]


def test_a_node_unfinished_when_its_quarter_ends_is_late_there() -> None:
    assert outcomes([planned(UNIT, date(2026, 12, 31), record=NODE)]) == [Outcome.LATE]
    assert outcomes([planned(UNIT, date(2027, 1, 1), record=NODE)]) == []


def test_a_limit_on_the_first_day_of_the_quarter_belongs_to_it_and_one_on_the_eve_does_not() -> None:
    assert outcomes([planned(UNIT, date(2026, 10, 1))]) == [Outcome.LATE]
    assert outcomes([planned(UNIT, date(2026, 9, 30))]) == []


def test_a_late_node_is_proved_by_its_completion_up_to_the_last_day_and_by_its_plan_afterwards() -> None:
    plan = planned(UNIT, date(2026, 12, 20), record=NODE)
    for day, proof in ((date(2026, 12, 31), "completion"), (date(2027, 1, 1), "plan")):
        late = completed(UNIT, day, due=date(2026, 12, 20), days_late=5, record=NODE)
        (item,) = items_of([plan, late], Q4, AFTER)[UNIT][Measure.NODE_TASKS]
        assert item.fact == (late if proof == "completion" else plan)


def test_a_node_counts_once_in_the_quarter_of_its_limit_when_it_is_completed_later() -> None:
    facts = [
        planned(UNIT, date(2026, 12, 20), record=NODE),
        completed(UNIT, date(2027, 1, 5), due=date(2026, 12, 20), days_late=9, record=NODE),
    ]
    assert outcomes(facts) == [Outcome.LATE]
    assert outcomes(facts, Q1, date(2027, 4, 9)) == []


def test_completing_an_overdue_node_after_the_quarter_does_not_change_what_counted_in_it() -> None:
    plan = planned(UNIT, date(2026, 12, 20), record=NODE)
    late = completed(UNIT, date(2027, 1, 5), due=date(2026, 12, 20), days_late=9, record=NODE)
    assert items_of([plan], Q4, AFTER) == items_of([plan, late], Q4, AFTER)


def test_a_node_completed_early_counts_in_the_quarter_of_its_completion() -> None:
    facts = [
        planned(UNIT, date(2027, 2, 20), record=NODE),
        completed(UNIT, date(2026, 12, 5), due=date(2027, 2, 20), record=NODE),
    ]
    assert outcomes(facts) == [Outcome.ON_TIME]
    assert outcomes(facts, Q1, date(2027, 4, 9)) == []


def test_a_limit_on_the_quarters_last_working_day_is_kept_by_completion_on_the_weekend_after_it() -> None:
    plan = planned(UNIT, date(2027, 6, 30), record=NODE, recorded=date(2027, 1, 5))
    weekend = completed(UNIT, date(2027, 7, 1), due=date(2027, 6, 30), days_late=0, record=NODE)
    assert outcomes([plan, weekend], Quarter(2027, 2), date(2027, 7, 9)) == [Outcome.ON_TIME]


def test_planning_again_within_the_quarter_moves_the_limit() -> None:
    facts = [
        planned(UNIT, date(2026, 12, 20), record=NODE),
        planned(UNIT, date(2027, 2, 20), record=NODE, version=2, recorded=date(2026, 12, 31)),
    ]
    assert outcomes(facts) == []


def test_planning_again_after_the_quarter_does_not_undo_what_was_overdue_in_it() -> None:
    facts = [
        planned(UNIT, date(2026, 12, 20), record=NODE),
        planned(UNIT, date(2027, 2, 20), record=NODE, version=2, recorded=date(2027, 1, 1)),
        completed(UNIT, date(2027, 2, 10), due=date(2027, 2, 20), record=NODE, recorded=date(2027, 2, 10)),
    ]
    assert outcomes(facts) == [Outcome.LATE]
    assert outcomes(facts, Q1, date(2027, 4, 9)) == [Outcome.ON_TIME]


def test_a_node_that_a_later_plan_leaves_out_is_not_overdue() -> None:
    facts = [
        planned(UNIT, date(2026, 11, 20), record=NODE),
        planned(UNIT, date(2027, 2, 20), record=number(501), version=2, recorded=date(2026, 11, 1)),
    ]
    assert outcomes(facts) == []


def test_another_projects_later_plan_changes_nothing() -> None:
    other = planned(UNIT, date(2027, 2, 20), version=2, recorded=date(2026, 11, 1), project=number(78))
    assert outcomes([planned(UNIT, date(2026, 11, 20), record=NODE), other]) == [Outcome.LATE]


def test_before_the_quarter_is_over_a_node_is_overdue_only_after_its_day() -> None:
    plan = planned(UNIT, date(2026, 11, 24), record=NODE)
    assert outcomes([plan], today=date(2026, 11, 24)) == []
    assert outcomes([plan], today=date(2026, 11, 25)) == [Outcome.LATE]


def test_a_later_fact_about_the_same_record_counts_in_place_of_the_earlier() -> None:
    first = decided(UNIT, date(2026, 11, 2), days_late=3, record=NODE)
    second = decided(UNIT, date(2026, 11, 2), days_late=0, record=NODE, recorded=date(2026, 11, 3))
    assert outcomes([second, first], measure=Measure.FACTOR_GUARANTEE) == [Outcome.ON_TIME]


def test_a_completion_that_was_taken_back_leaves_the_node_unfinished() -> None:
    due = date(2026, 12, 18)
    plan = planned(UNIT, due, record=NODE)
    done = completed(UNIT, date(2026, 12, 10), due=due, record=NODE)
    back = reopened(UNIT, date(2026, 12, 14), due=due, record=NODE)
    assert outcomes([plan, done]) == [Outcome.ON_TIME]
    assert outcomes([plan, done, back]) == [Outcome.LATE]
    assert outcomes([plan, done, back], today=due) == []  # the day of the limit can still keep it
    (item,) = items_of([back, done, plan], Q4, AFTER)[UNIT][Measure.NODE_TASKS]
    assert item.fact == plan


def test_a_completion_after_one_that_was_taken_back_counts_in_its_place() -> None:
    due = date(2026, 12, 18)
    facts = [
        planned(UNIT, due, record=NODE),
        completed(UNIT, date(2026, 12, 10), due=due, record=NODE),
        reopened(UNIT, date(2026, 12, 14), due=due, record=NODE),
    ]
    in_time = completed(UNIT, due, due=due, record=NODE)
    too_late = completed(UNIT, date(2026, 12, 21), due=due, days_late=1, record=NODE)
    assert outcomes([*facts, in_time]) == [Outcome.ON_TIME]
    assert outcomes([*facts, too_late]) == [Outcome.LATE]
    assert outcomes([*facts, in_time, reopened(UNIT, date(2026, 12, 22), due=due, record=NODE)]) == [Outcome.LATE]


def test_a_completion_taken_back_after_the_quarter_leaves_the_node_late_where_its_limit_was() -> None:
    due = date(2026, 12, 18)
    facts = [
        planned(UNIT, due, record=NODE),
        completed(UNIT, date(2026, 12, 10), due=due, record=NODE),
        reopened(UNIT, date(2027, 1, 6), due=due, record=NODE),
    ]
    assert outcomes(facts) == [Outcome.LATE]
    again = completed(UNIT, date(2027, 1, 8), due=due, days_late=15, record=NODE)
    assert outcomes([*facts, again]) == [Outcome.LATE]
    assert outcomes([*facts, again], Q1, date(2027, 4, 9)) == []


def test_another_nodes_completion_is_not_taken_back() -> None:
    due = date(2026, 12, 18)
    other = number(501)
    facts = [completed(UNIT, due, record=NODE), reopened(UNIT, due, record=other)]
    assert outcomes(facts) == [Outcome.ON_TIME]
