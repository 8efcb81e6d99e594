"""A clue from its transfer to its outcome (A21)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from services.assessment.domain.discipline.clue import (
    MOST_PERSONS,
    STEPS,
    ClueStatus,
    ClueStep,
    Person,
    Transfer,
    conclude,
    take,
    transfer,
)
from services.assessment.domain.rulebook import SINCE
from services.chassis.clock import new_id
from services.law.breach import Refusal

TODAY = date(2027, 3, 1)
ASKED = Transfer(
    unit_id=new_id(),
    project_id=None,
    ground="NEGLECT",
    seen="示例情况",
    place="示例现场",
    seen_on=TODAY,
    documents=("示例记录",),
    persons=(Person("p1", "示例人甲"),),
)


def codes(asked: Transfer, *, known: bool = True) -> list[str]:
    judged = transfer(asked, TODAY, unit_known=known, project_known=known)
    return list(judged.codes) if isinstance(judged, Refusal) else []


def test_a_clue_says_what_was_seen_where_and_when():
    assert codes(ASKED) == []
    assert codes(replace(ASKED, ground="X", seen=" ", place="", seen_on=TODAY + timedelta(1)), known=False) == [
        "UNIT_UNKNOWN",
        "PROJECT_UNKNOWN",
        "GROUND_UNKNOWN",
        "DAY_OUT_OF_RANGE",
        "TEXT_MISSING",
        "TEXT_MISSING",
    ]
    assert codes(replace(ASKED, seen_on=SINCE)) == []
    assert codes(replace(ASKED, seen_on=SINCE - timedelta(1))) == ["DAY_OUT_OF_RANGE"]


def test_persons_are_named_once_and_not_too_many():
    twice = transfer(replace(ASKED, persons=ASKED.persons * 2), TODAY, unit_known=True, project_known=True)
    assert isinstance(twice, Transfer)
    assert twice.persons == ASKED.persons
    many = tuple(Person(f"p{n}", "示例人") for n in range(MOST_PERSONS + 1))
    assert codes(replace(ASKED, persons=many[:-1])) == []
    assert codes(replace(ASKED, persons=many)) == ["PERSONS_TOO_MANY"]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("status", ClueStatus)
def test_every_step_is_taken_in_its_statuses_and_in_no_other(step: ClueStep, status: ClueStatus):
    taken = take(step, status, "示例说明")
    allowed, following = STEPS[step]
    if status not in allowed:
        assert isinstance(taken, Refusal)
        assert taken.codes == ("CLUE_NOT_IN_STATUS",)
    elif step is ClueStep.SUPPLEMENT and status is ClueStatus.RETURNED:
        assert taken == (ClueStatus.TRANSFERRED, "示例说明")
    else:
        assert taken == (following or status, "示例说明")


def test_a_step_needs_words_and_a_conclusion_an_outcome_from_the_list():
    empty = take(ClueStep.RECEIVE, ClueStatus.TRANSFERRED, " ")
    assert isinstance(empty, Refusal)
    assert empty.codes == ("TEXT_MISSING",)
    assert conclude(ClueStatus.RECEIVED, "UNFOUNDED", "已了结", TODAY) == (ClueStatus.CONCLUDED, "已了结")
    wrong = conclude(ClueStatus.TRANSFERRED, "X", "", TODAY)
    assert isinstance(wrong, Refusal)
    assert wrong.codes == ("CLUE_NOT_IN_STATUS", "TEXT_MISSING", "OUTCOME_UNKNOWN")
