"""Refunds never exceed what was granted; contacts are logged while a matter is in hand; periods lie within what was asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.law.breach import Refusal
from services.law.parties import Role
from services.support.domain import outcome
from services.support.domain.kinds.model import Outcome
from services.support.domain.outcome import Contact, Payment
from services.support.domain.request import Acting, Decision, Request, State
from tests.support.domain import builders as b

WINDOW_UNIT, URBAN_UNIT = b.identifier(71), b.identifier(72)
WINDOW = Acting("win-1", "窗口甲", WINDOW_UNIT, frozenset({Role.APPROVAL_SERVICE}), b.DIVISION)
URBAN = Acting("urb-1", "城管甲", URBAN_UNIT, frozenset({Role.URBAN_MANAGEMENT}), b.DIVISION)


def request(kind: str, state: State = State.GRANTED, granted: str | None = "12.5", **changes: object) -> Request:
    made = b.submitted()
    ended = {} if state is State.CLAIMED else {"clock": made.clock.end(b.MONDAY)}
    decision = Decision(
        outcome=Outcome.GRANTED,
        granted=Decimal(granted) if granted else None,
        reason="",
        document_number="示例〔2026〕1号",
    )
    decided = {} if state is State.CLAIMED else {"decision": decision}
    bureau = URBAN_UNIT if kind.startswith("ROAD") else WINDOW_UNIT
    return replace(made, kind=kind, state=state, bureau_id=bureau, **ended, **decided, **changes)  # type: ignore[arg-type]


def pay(
    amount: str,
    *paid: str,
    on: date = b.MONDAY,
    of: Request | None = None,
    kind: str = "FEE_REFUND",
    note: str = "误记",
) -> object:
    payment = Payment(amount=Decimal(amount), paid_on=on, voucher="示例凭证1", note=note)
    before = [Decimal(p) for p in paid]
    return outcome.pay_back(of or request("FEE_REFUND"), payment, before, b.rule(kind), WINDOW, b.MONDAY)


def codes(found: object) -> list[str]:
    assert isinstance(found, Refusal), found
    return [breach.code for breach in found.breaches]


@pytest.mark.parametrize(
    ("amount", "paid", "code"),
    [
        ("12.5", (), None),
        ("12.500001", (), "REFUND_EXCEEDED"),
        ("2.5", ("10",), None),
        ("2.6", ("10",), "REFUND_EXCEEDED"),
        ("-10", ("10",), None),
        ("-10.1", ("10",), "REFUND_EXCEEDED"),
        ("0", (), "AMOUNT_INVALID"),
        ("1E30", (), "AMOUNT_INVALID"),
        ("-1E30", (), "AMOUNT_INVALID"),
        ("1.0000001", (), "AMOUNT_INVALID"),
        ("NaN", (), "AMOUNT_INVALID"),
    ],
)
def test_what_is_paid_back_adds_up_to_no_more_than_was_granted_and_never_to_less_than_nothing(amount, paid, code):
    found = pay(amount, *paid)
    assert isinstance(found, Payment) if code is None else codes(found) == [code]


def test_a_payment_is_taken_back_for_a_reason():
    assert isinstance(pay("1", "10", note=""), Payment)
    assert codes(pay("-1", "10", note=" ")) == ["TEXT_MISSING"]


@pytest.mark.parametrize(("days", "code"), [(0, None), (-1, "DAY_INVALID"), (1, "DAY_INVALID")])
def test_a_refund_is_paid_between_the_decision_and_today(days, code):
    found = pay("1", on=b.MONDAY + timedelta(days=days))
    assert isinstance(found, Payment) if code is None else codes(found) == [code]


def test_only_a_granted_refund_is_paid():
    assert codes(pay("1", of=request("FEE_REFUND", State.CLAIMED))) == ["STATE_NOT_ALLOWED"]
    assert codes(pay("1", of=request("CITY_LIAISON"), kind="CITY_LIAISON")) == ["KIND_MISMATCH"]


@given(st.lists(st.decimals(-13, 13, places=3), max_size=12))
def test_whatever_is_booked_the_sum_stays_between_nothing_and_the_grant(amounts):
    paid: list[Decimal] = []
    for amount in amounts:
        found = outcome.pay_back(
            request("FEE_REFUND"),
            Payment(amount=amount, paid_on=b.MONDAY, voucher="示例凭证", note="误记"),
            paid,
            b.rule("FEE_REFUND"),
            WINDOW,
            b.MONDAY,
        )
        if isinstance(found, Payment):
            paid.append(found.amount)
        assert 0 <= sum(paid) <= Decimal("12.5")


def contact(**changes: object) -> object:
    made = replace(Contact(on=b.MONDAY, with_="示例市局", said="已送件", next_on=None), **changes)  # type: ignore[arg-type]
    return outcome.contact(request("CITY_LIAISON", State.CLAIMED), made, b.rule("CITY_LIAISON"), WINDOW, b.MONDAY)


def test_a_contact_is_logged_on_its_day_while_the_matter_is_in_hand():
    assert isinstance(contact(next_on=b.MONDAY), Contact)
    assert codes(contact(on=b.MONDAY + timedelta(days=1))) == ["DAY_INVALID"]
    assert codes(contact(next_on=b.MONDAY - timedelta(days=1))) == ["DAY_INVALID"]
    assert codes(contact(with_="", said="")) == ["TEXT_MISSING", "TEXT_MISSING"]
    ended = outcome.contact(
        request("CITY_LIAISON"),
        Contact(on=b.MONDAY, with_="示例市局", said="已办", next_on=None),
        b.rule("CITY_LIAISON"),
        WINDOW,
        b.MONDAY,
    )
    assert codes(ended) == ["STATE_NOT_ALLOWED"]


@pytest.mark.parametrize(
    ("since", "until", "code"),
    [
        ((2026, 3, 9), (2026, 3, 20), None),
        ((2026, 3, 10), (2026, 3, 10), None),
        ((2026, 3, 8), (2026, 3, 20), "PERIOD_INVALID"),
        ((2026, 3, 9), (2026, 3, 21), "PERIOD_INVALID"),
        ((2026, 3, 11), (2026, 3, 10), "PERIOD_INVALID"),
    ],
)
def test_a_permitted_period_lies_within_the_one_that_was_asked_for(since, until, code):
    asked = request("ROAD_OCCUPATION", form={"from": "2026-03-09", "until": "2026-03-20"})
    found = outcome.permit(asked, date(*since), date(*until), b.rule("ROAD_OCCUPATION"), URBAN)
    assert found is None if code is None else codes(found) == [code]


def test_a_matter_without_a_period_is_permitted_none():
    asked = request("CITY_LIAISON")
    assert codes(outcome.permit(asked, b.MONDAY, b.MONDAY, b.rule("CITY_LIAISON"), WINDOW)) == ["KIND_MISMATCH"]
