"""Duties of carded units: until when, and who says that they are done."""

from datetime import date, timedelta

import pytest

from services.assessment.domain.card.duty import (
    Fulfilment,
    due_again,
    due_on,
    fulfil,
    give_back,
    may_confirm,
    may_set_review,
)
from services.assessment.domain.card.model import OPEN_DUTY, DutyKind, DutyStatus
from services.law.breach import Refusal
from services.law.workdays import WorkCalendar

PLAIN = WorkCalendar({})  # Monday to Friday
ISSUED = date(2027, 1, 18)  # a Monday
SAID = Fulfilment("示例镇镇长甲", "已查明原因，限期整改", 0)


def codes(found: object) -> list[str]:
    return list(found.codes) if isinstance(found, Refusal) else []


@pytest.mark.parametrize("kind", DutyKind)
def test_without_a_day_of_review_a_duty_is_due_ten_working_days_after_the_card(kind: DutyKind) -> None:
    assert due_on(kind, ISSUED, None, PLAIN) == date(2027, 2, 1)


def test_statements_are_due_on_the_day_of_the_review_and_the_report_five_working_days_after() -> None:
    review = date(2027, 1, 22)
    assert due_on(DutyKind.STATEMENT_IN_PERSON, ISSUED, review, PLAIN) == review
    assert due_on(DutyKind.STATEMENT_IN_WRITING, ISSUED, review, PLAIN) == review
    assert due_on(DutyKind.REPORT_IN_WRITING, ISSUED, review, PLAIN) == date(2027, 1, 29)
    assert due_on(DutyKind.STATEMENT_IN_PERSON, ISSUED, ISSUED, PLAIN) == ISSUED


def test_a_card_that_comes_after_the_review_has_days_of_its_own() -> None:
    assert due_on(DutyKind.STATEMENT_IN_PERSON, ISSUED, date(2027, 1, 17), PLAIN) == date(2027, 2, 1)


@pytest.mark.parametrize("status", DutyStatus)
def test_a_duty_is_done_while_it_is_open(status: DutyStatus) -> None:
    expected = {
        DutyStatus.DUE: [],
        DutyStatus.RETURNED: [],
        DutyStatus.FULFILLED: ["DUTY_FULFILLED"],
        DutyStatus.CONFIRMED: ["DUTY_CONFIRMED"],
        DutyStatus.LAPSED: ["DUTY_LAPSED"],
    }
    assert codes(fulfil(status, SAID)) == expected[status]


def test_who_does_a_duty_is_named_and_something_is_shown() -> None:
    assert codes(fulfil(DutyStatus.CONFIRMED, Fulfilment(" ", " ", 0))) == [
        "DUTY_CONFIRMED",
        "TEXT_MISSING",
        "EVIDENCE_MISSING",
    ]
    assert fulfil(DutyStatus.DUE, Fulfilment(" 甲 ", " ", 1)) == Fulfilment("甲", "", 1)
    assert fulfil(DutyStatus.DUE, Fulfilment("甲", "已表态", 0)) == Fulfilment("甲", "已表态", 0)
    assert codes(fulfil(DutyStatus.DUE, Fulfilment("甲", "长" * 10_001, 0))) == ["TEXT_TOO_LONG"]
    assert codes(fulfil(DutyStatus.DUE, Fulfilment("甲", "长" * 10_000, 0))) == []


@pytest.mark.parametrize("status", DutyStatus)
def test_only_what_was_done_is_confirmed_or_returned(status: DutyStatus) -> None:
    expected = {
        DutyStatus.DUE: ["DUTY_NOT_FULFILLED"],
        DutyStatus.RETURNED: ["DUTY_NOT_FULFILLED"],
        DutyStatus.FULFILLED: [],
        DutyStatus.CONFIRMED: ["DUTY_CONFIRMED"],
        DutyStatus.LAPSED: ["DUTY_LAPSED"],
    }
    assert [b.code for b in may_confirm(status, "a", "b")] == expected[status]
    assert codes(give_back(status, "请补充", "a", "b")) == expected[status]


def test_nobody_confirms_or_returns_what_was_written_by_oneself() -> None:
    assert [b.code for b in may_confirm(DutyStatus.FULFILLED, "a", "a")] == ["CONFIRMED_BY_ONESELF"]
    assert codes(give_back(DutyStatus.FULFILLED, " ", "a", "a")) == ["CONFIRMED_BY_ONESELF", "REASON_MISSING"]
    assert give_back(DutyStatus.FULFILLED, " 请补充 ", "a", "b") == "请补充"


def test_what_is_returned_is_due_five_working_days_later_and_never_sooner_than_before() -> None:
    assert due_again(date(2027, 1, 20), ISSUED, PLAIN) == date(2027, 1, 25)
    assert due_again(date(2027, 1, 25), ISSUED, PLAIN) == date(2027, 1, 25)
    assert due_again(date(2027, 1, 26), ISSUED, PLAIN) == date(2027, 1, 26)


def test_the_day_of_the_review_lies_ahead_and_its_quarter_is_published() -> None:
    def found(day: date, published: date | None = ISSUED) -> list[str]:
        return [b.code for b in may_set_review(day, published, ISSUED)]

    assert found(ISSUED) == []
    assert found(ISSUED + timedelta(days=92)) == []
    assert found(ISSUED + timedelta(days=93)) == ["REVIEW_TOO_LATE"]
    assert found(date(2027, 1, 17)) == ["REVIEW_IN_THE_PAST"]
    assert found(date(2027, 1, 17), None) == ["NOT_PUBLISHED", "REVIEW_IN_THE_PAST"]


def test_what_is_open_is_what_the_unit_has_to_do() -> None:
    assert set(OPEN_DUTY) == {DutyStatus.DUE, DutyStatus.RETURNED}
