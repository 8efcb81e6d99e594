"""Raising and deciding objections."""

from dataclasses import replace
from datetime import date

import pytest

from services.assessment.domain.review.model import ObjectionStatus, Point
from services.assessment.domain.review.objection import (
    Asked,
    Decision,
    Raised,
    decide,
    not_open,
    not_to_carry_out,
    raise_objection,
)
from services.assessment.domain.score.record import Recorded, Status
from services.law.breach import Refusal
from tests.assessment.domain.given import Q4, number

UNTIL = date(2027, 1, 15)
ANNOUNCED = Recorded(Q4, Status.PROVISIONAL, "d", corrected=False, objections_until=UNTIL)
WHOLE = Point(None, None)
ASKED = Asked(WHOLE, "节点实际按时办结", None)


def raised(asked: Asked = ASKED, period: Recorded = ANNOUNCED, today: date = UNTIL, open_ones: object = ()) -> object:
    found = raise_objection(asked, period, ["NODES", "GUARANTEE"], open_ones, today)  # type: ignore[arg-type]
    return found.codes if isinstance(found, Refusal) else found


def test_an_objection_is_raised_until_the_last_day_of_the_window() -> None:
    assert isinstance(raised(today=UNTIL), Raised)
    assert raised(today=date(2027, 1, 16)) == ("OBJECTION_WINDOW_OVER",)


def test_there_is_nothing_to_object_to_before_the_announcement_or_after_publication() -> None:
    assert raised(period=replace(ANNOUNCED, status=Status.COMPUTED, objections_until=None)) == ("NOT_ANNOUNCED",)
    assert raised(period=replace(ANNOUNCED, status=Status.PUBLISHED)) == ("NOT_ANNOUNCED",)


def test_all_that_is_wrong_is_said_at_once() -> None:
    asked = Asked(Point("NOBODY", None), "  ", "长" * 4001)
    assert raised(asked, today=date(2027, 1, 16)) == (
        "OBJECTION_WINDOW_OVER",
        "GROUNDS_MISSING",
        "TEXT_TOO_LONG",
        "INDICATOR_UNKNOWN",
    )


def test_one_matter_is_objected_to_once_at_a_time() -> None:
    assert raised(open_ones=[WHOLE]) == ("OBJECTION_PENDING",)
    assert isinstance(raised(open_ones=[Point("NODES", None), Point(None, number(1))]), Raised)
    assert raised(replace(ASKED, point=Point("NODES", number(1))), open_ones=[Point("NODES", number(1))]) == (
        "OBJECTION_PENDING",
    )


def test_a_unit_has_fifty_open_objections_at_most() -> None:
    many = [Point(None, number(n)) for n in range(50)]
    assert isinstance(raised(open_ones=many[:49]), Raised)
    assert raised(open_ones=many) == ("OBJECTIONS_TOO_MANY",)


def test_texts_are_trimmed_and_what_is_not_asked_for_is_nothing() -> None:
    assert raised(Asked(WHOLE, " 理由 ", " ")) == Raised("理由", None)


def decided(status: ObjectionStatus = ObjectionStatus.RAISED, reason: str = "属实", decider: str = "b") -> object:
    found = decide(status, Decision(accepted=True, reason=reason, decider=decider, raisers={"a", "c"}))
    return found.codes if isinstance(found, Refusal) else found


def test_an_objection_is_decided_with_a_reason_and_by_somebody_else() -> None:
    assert decided(reason=" 属实 ") == "属实"
    assert decided(reason=" ") == ("REASON_MISSING",)
    assert decided(reason="长" * 4001) == ("TEXT_TOO_LONG",)
    assert decided(reason="长" * 4000) == "长" * 4000
    assert decided(decider="a", reason="") == ("REASON_MISSING", "DECIDER_IS_RAISER")
    assert decided(decider="c") == ("DECIDER_IS_RAISER",)


@pytest.mark.parametrize("status", [s for s in ObjectionStatus if s is not ObjectionStatus.RAISED])
def test_what_is_settled_is_neither_decided_nor_withdrawn_again(status: ObjectionStatus) -> None:
    assert decided(status) == ("OBJECTION_SETTLED",)
    assert [b.code for b in not_open(status)] == ["OBJECTION_SETTLED"]
    assert not_open(ObjectionStatus.RAISED) == ()


def test_only_an_accepted_objection_is_carried_out_and_only_once() -> None:
    for status in ObjectionStatus:
        codes = [b.code for b in not_to_carry_out(status, done=False)]
        assert codes == ([] if status is ObjectionStatus.ACCEPTED else ["OBJECTION_NOT_ACCEPTED"])
    assert [b.code for b in not_to_carry_out(ObjectionStatus.ACCEPTED, done=True)] == ["OBJECTION_CARRIED_OUT"]
