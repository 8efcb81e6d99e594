"""第八条：the annual investment task, twelve months that sum exactly to the plan."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.law.breach import Refusal
from services.schedule.domain.decision import Decided
from services.schedule.domain.events import AnnualTaskSet
from services.schedule.domain.opening import ItemKind
from services.schedule.domain.task import AnnualTask, SetAnnualTask, set_task
from tests.schedule.domain.samples import MONTHS, OWNER, item, schedule, task, uid


def command(**changes: Any) -> SetAnnualTask:
    given: dict[str, Any] = {
        "project_id": uid(2),
        "year": 2027,
        "months": MONTHS,
        "reason": None,
        "expected_version": 0,
    }
    return SetAnnualTask(**(given | changes))


def accepted(answer: Decided[AnnualTask] | Refusal) -> Decided[AnnualTask]:
    assert isinstance(answer, Decided), answer
    return answer


def codes(answer: Decided[AnnualTask] | Refusal) -> tuple[str, ...]:
    assert isinstance(answer, Refusal)
    assert all(str(b.article) == "第八条" for b in answer.breaches)
    return answer.codes


def test_a_task_whose_months_sum_exactly_is_set_and_told() -> None:
    answer = accepted(set_task(schedule(), item(), None, command()))
    assert (answer.state.version, answer.state.months) == (1, MONTHS)
    (event,) = answer.events
    assert isinstance(event, AnnualTaskSet)
    assert (event.annual_investment, sum(event.months)) == (Decimal(80000), Decimal(80000))
    assert event.responsible_unit_id == OWNER


@pytest.mark.parametrize("kind", [ItemKind.NEW_START, ItemKind.CONTINUING])
def test_new_starts_and_continuing_projects_get_a_task(kind: ItemKind) -> None:
    accepted(set_task(schedule(), item(kind=kind), None, command()))


def test_a_preliminary_project_gets_no_task() -> None:
    assert codes(set_task(schedule(), item(kind=ItemKind.PRELIMINARY), None, command())) == ("PRELIMINARY_HAS_NO_TASK",)


def test_a_year_whose_plan_does_not_have_the_project_gets_no_task() -> None:
    assert codes(set_task(schedule(), None, None, command(year=2028))) == ("NOT_IN_PLAN",)


@pytest.mark.parametrize(("off", "words"), [(Decimal("-0.0001"), "少0.0001万元"), (Decimal("0.0001"), "多0.0001万元")])
def test_one_yuan_more_or_less_is_refused_saying_how_much(off: Decimal, words: str) -> None:
    answer = set_task(schedule(), item(), None, command(months=(*MONTHS[:11], MONTHS[11] + off)))
    assert codes(answer) == ("MONTHS_DO_NOT_SUM",)
    assert isinstance(answer, Refusal)
    assert words in answer.breaches[0].message


YUAN = st.integers(0, 10_000_000_000).map(lambda yuan: Decimal(yuan) / 10_000)


@given(st.lists(YUAN, min_size=12, max_size=12), YUAN, st.sampled_from([Decimal(0), Decimal("0.0001"), Decimal(-1)]))
def test_months_are_taken_exactly_when_they_sum_to_the_plan_to_the_last_yuan(
    months: list[Decimal], annual: Decimal, off: Decimal
) -> None:
    """Twelve amounts of any size: for a plan of their sum, of one yuan more or 万元 less, and of any other amount."""
    total = sum(months, Decimal(0))
    for wanted in (total - off, annual):
        answer = set_task(schedule(), item(annual_investment=wanted), None, command(months=tuple(months)))
        assert isinstance(answer, Decided) is (wanted == total)
        if isinstance(answer, Decided):
            assert sum(answer.state.months) == answer.state.annual_investment == answer.state.planned_up_to(12)
            assert answer.events[0].months == tuple(months)  # as they were given: nothing is rounded away
        else:
            assert codes(answer) == ("MONTHS_DO_NOT_SUM",)


@pytest.mark.parametrize("number", [0, 11, 13])
def test_a_year_has_twelve_months(number: int) -> None:
    months = (Decimal(80000),) * min(number, 1) + (Decimal(0),) * (number - 1)
    assert codes(set_task(schedule(), item(), None, command(months=months))) == ("TWELVE_MONTHS_NEEDED",)


def test_a_month_may_be_nothing_but_not_less_and_not_finer_than_a_yuan() -> None:
    accepted(set_task(schedule(), item(), None, command(months=(Decimal(80000), *(Decimal(0),) * 11))))
    bad = (Decimal(-1), Decimal("0.00001"), Decimal("NaN"), Decimal(10) ** 18, *MONTHS[4:])
    answer = set_task(schedule(), item(), None, command(months=bad))
    assert codes(answer) == ("AMOUNT_NEGATIVE", "AMOUNT_TOO_PRECISE", "AMOUNT_MALFORMED", "AMOUNT_TOO_LARGE")
    assert isinstance(answer, Refusal)
    assert [b.field for b in answer.breaches] == ["months.0", "months.1", "months.2", "months.3"]


def test_a_standing_task_changes_only_with_a_reason_to_a_new_version() -> None:
    other = (Decimal(0), Decimal(12000), *MONTHS[2:])
    assert codes(set_task(schedule(), item(), task(), command(months=other))) == ("REASON_MISSING",)
    assert codes(set_task(schedule(), item(), task(), command(months=other, reason="  "))) == ("REASON_MISSING",)
    answer = accepted(set_task(schedule(), item(), task(), command(months=other, reason="开工推迟一个月")))
    assert (answer.state.version, answer.state.reason) == (2, "开工推迟一个月")


def test_a_change_to_the_same_amounts_is_refused() -> None:
    assert codes(set_task(schedule(), item(), task(), command(reason="再次下达"))) == ("TASK_UNCHANGED",)


def test_after_the_plan_is_adjusted_the_task_must_sum_to_the_new_annual_investment() -> None:
    adjusted = item(annual_investment=Decimal(80001), plan_version=2)
    assert codes(set_task(schedule(), adjusted, task(), command(reason="年中调整"))) == ("MONTHS_DO_NOT_SUM",)
    answer = set_task(schedule(), adjusted, task(), command(months=(*MONTHS[:11], Decimal(14001)), reason="年中调整"))
    assert accepted(answer).state.annual_investment == Decimal(80001)


def test_all_faults_are_named_at_once() -> None:
    answer = set_task(schedule(), item(), task(), command(months=MONTHS[:11], reason=None))
    assert codes(answer) == ("TWELVE_MONTHS_NEEDED", "REASON_MISSING")


def test_planned_amounts_are_by_month_and_cumulative() -> None:
    assert (task().planned_in(12), task().planned_up_to(1), task().planned_up_to(12)) == (
        Decimal(14000),
        Decimal(6000),
        Decimal(80000),
    )


def test_faults_outside_of_the_amounts_do_not_hide_those_of_the_amounts() -> None:
    assert codes(set_task(schedule(), None, None, command(months=MONTHS[:11]))) == (
        "NOT_IN_PLAN",
        "TWELVE_MONTHS_NEEDED",
    )
