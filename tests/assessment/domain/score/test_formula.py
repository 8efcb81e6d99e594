"""The formulas, with their numbers and words."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from services.assessment.domain.scheme.model import Outcome
from services.assessment.domain.score.entry import Entry
from services.assessment.domain.score.formula import measure
from tests.assessment.domain.given import fresh, linear, per_event, ratio


def nodes(kept: int, late: int, **its: Any) -> list[Entry]:
    outcomes = [Outcome.ON_TIME] * kept + [Outcome.LATE] * late
    return [Entry(fresh(), outcome, **its) for outcome in outcomes]


requests = nodes


def invested(done: str, plan: str, **its: Any) -> list[Entry]:
    return [Entry(fresh(), done=Decimal(done), planned=Decimal(plan), **its)]


def test_a_ratio_is_on_time_over_all() -> None:
    found = measure(ratio(), nodes(3, 1))
    assert found is not None
    assert found.value == Fraction(3, 4)
    assert found.words == "按时 3 项 ÷ 应办 4 项 = 0.75"


def test_without_items_there_is_nothing_to_measure() -> None:
    assert measure(ratio(), []) is None
    assert measure(linear(), []) is None
    assert measure(per_event("-2"), []) is None


def test_investment_counts_up_to_the_cap_and_no_further() -> None:
    values = []
    for done in ("119.9999", "120", "120.0001"):
        found = measure(linear(cap="1.2"), invested(done, "100"))
        assert found is not None
        values.append(found.value)
    assert values == [Fraction("1.199999"), Fraction("1.2"), Fraction("1.2")]


def test_a_capped_value_says_so_in_words() -> None:
    found = measure(linear(cap="1"), invested("150", "100"))
    assert found is not None
    assert found.words == "累计完成 150 万元 ÷ 累计计划 100 万元 = 1.5，上限 1，按 1 计"


def test_investment_below_nothing_counts_as_nothing() -> None:
    found = measure(linear(), invested("-5", "100"))
    assert found is not None
    assert found.value == 0


def test_where_nothing_was_planned_there_is_nothing_to_measure() -> None:
    assert measure(linear(), invested("5", "0")) is None


def test_projects_are_added_up_before_dividing() -> None:
    found = measure(linear(), [*invested("100", "100"), *invested("0", "300")])
    assert found is not None
    assert found.value == Fraction(1, 4)


def test_each_late_request_deducts_down_to_the_cap() -> None:
    values = []
    for late in (4, 5, 6):
        found = measure(per_event("-2", cap="10"), requests(1, late))
        assert found is not None
        values.append(found.value)
    assert values == [-8, -10, -10]


def test_only_the_named_outcome_counts() -> None:
    found = measure(per_event("0.5", outcome=Outcome.ON_TIME), requests(3, 2))
    assert found is not None
    assert found.value == Fraction(3, 2)
    assert found.words == "按时 3 项 × 0.5 分 = 1.5 分"
