"""The bodies approve in their order, and no other (A20)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.assessment.domain.award.approval import decide, next_step, steps_of, submit
from services.assessment.domain.award.model import AwardList, Level, Limit, ListStatus, Nominated, Outcome, Recipient
from services.chassis.clock import new_id
from services.law.breach import Refusal
from services.law.parties import UnitCategory

DAY = date(2027, 3, 1)
PASSED, RETURNED = Outcome.PASSED, Outcome.RETURNED
CODES = ["HEADQUARTERS", "GOVERNMENT_EXECUTIVE", "WORKING_COMMITTEE", "PARTY_STANDING_COMMITTEE"]
LIMITS = (Limit(Recipient.UNIT, None, 1, "示例"),)


def submitted(level: Level = Level.DISTRICT) -> AwardList:
    return AwardList(2026, level, ListStatus.SUBMITTED, 1, DAY, DAY, ())


def after(which: AwardList, body: str, outcome: Outcome = PASSED, **its) -> AwardList:
    decided = decide(which, body, outcome, its.get("held_on", DAY), its.get("reason"), its.get("today", DAY))
    assert not isinstance(decided, Refusal), decided
    return decided.after


def codes(which: AwardList, body: str, outcome: Outcome = PASSED, **its) -> list[str]:
    decided = decide(which, body, outcome, its.get("held_on", DAY), its.get("reason"), its.get("today", DAY))
    return list(decided.codes) if isinstance(decided, Refusal) else []


@pytest.mark.parametrize("first", ["HEADQUARTERS", "GOVERNMENT_EXECUTIVE"])
def test_the_first_step_is_taken_by_either_body_and_the_others_follow(first: str):
    which = submitted()
    for body in (first, "WORKING_COMMITTEE", "PARTY_STANDING_COMMITTEE"):
        assert which.status is ListStatus.SUBMITTED
        which = after(which, body)
    assert which.status is ListStatus.APPROVED


def test_the_citys_list_is_for_the_headquarters_leaders_alone():
    assert codes(submitted(Level.CITY), "WORKING_COMMITTEE") == ["BODY_UNKNOWN"]
    assert after(submitted(Level.CITY), "HEADQUARTERS_LEADERS").status is ListStatus.APPROVED


def test_a_body_out_of_its_turn_is_refused_and_told_whose_turn_it_is():
    assert codes(submitted(), "PARTY_STANDING_COMMITTEE") == ["APPROVAL_OUT_OF_ORDER"]
    passed = after(submitted(), "HEADQUARTERS")
    assert codes(passed, "GOVERNMENT_EXECUTIVE") == ["APPROVAL_OUT_OF_ORDER"]
    assert codes(passed, "HEADQUARTERS") == ["APPROVAL_OUT_OF_ORDER"]


def test_what_one_returns_is_a_draft_again_and_the_next_round_starts_anew():
    passed = after(submitted(), "HEADQUARTERS")
    assert codes(passed, "WORKING_COMMITTEE", RETURNED) == ["REASON_MISSING"]
    back = after(passed, "WORKING_COMMITTEE", RETURNED, reason="人选需调整")
    assert (back.status, back.round, back.submitted_on) == (ListStatus.DRAFT, 2, None)
    again = replace(back, status=ListStatus.SUBMITTED, submitted_on=DAY)
    assert codes(again, "WORKING_COMMITTEE") == ["APPROVAL_OUT_OF_ORDER"]
    assert after(again, "GOVERNMENT_EXECUTIVE").status is ListStatus.SUBMITTED


def test_a_meeting_is_held_since_the_submission_and_not_in_the_future():
    assert codes(submitted(), "HEADQUARTERS", held_on=DAY - timedelta(1)) == ["MEETING_DAY_INVALID"]
    assert codes(submitted(), "HEADQUARTERS", held_on=DAY + timedelta(1)) == ["MEETING_DAY_INVALID"]
    later = after(submitted(), "HEADQUARTERS", held_on=DAY + timedelta(2), today=DAY + timedelta(2))
    assert codes(later, "WORKING_COMMITTEE", held_on=DAY + timedelta(1), today=DAY + timedelta(3)) == [
        "MEETING_DAY_INVALID"
    ]


@pytest.mark.parametrize("status", [s for s in ListStatus if s is not ListStatus.SUBMITTED])
def test_only_a_submitted_list_is_decided_on(status: ListStatus):
    assert "AWARDS_NOT_IN_STATUS" in codes(replace(submitted(), status=status), "HEADQUARTERS")


@given(st.lists(st.tuples(st.sampled_from(CODES), st.sampled_from(Outcome)), max_size=12))
def test_whatever_is_recorded_an_approved_list_was_passed_by_every_step_in_order(tried: list[tuple[str, Outcome]]):
    which = submitted()
    for body, outcome in tried:
        decided = decide(which, body, outcome, DAY, "理由", DAY)
        if not isinstance(decided, Refusal):
            which = decided.after
        if which.status is ListStatus.DRAFT:
            which = replace(which, status=ListStatus.SUBMITTED, submitted_on=DAY)
    passed = [h.step for h in which.held if h.round == which.round and h.outcome is PASSED]
    assert passed == list(range(1, len(passed) + 1))
    assert (which.status is ListStatus.APPROVED) == (len(passed) == len(steps_of(which)))
    assert (next_step(which) is None) == (which.status is ListStatus.APPROVED)


def nominated(*, clear: bool | None) -> Nominated:
    return Nominated(new_id(), Recipient.UNIT, new_id(), UnitCategory.TOWN, None, clear)


def test_a_list_is_submitted_with_somebody_on_it_all_vetted_and_clear_within_the_numbers():
    draft = replace(submitted(), status=ListStatus.DRAFT, submitted_on=None)
    assert submit(draft, LIMITS, [nominated(clear=True)]) == ()
    found = {
        (): ["NOBODY_NOMINATED"],
        (None,): ["NOT_VETTED"],
        (False,): ["NOMINATION_BARRED"],
        (True, True): ["AWARD_LIMIT_EXCEEDED"],
        (None, False): ["AWARD_LIMIT_EXCEEDED", "NOT_VETTED", "NOMINATION_BARRED"],
    }
    for clears, expected in found.items():
        assert [b.code for b in submit(draft, LIMITS, [nominated(clear=c) for c in clears])] == expected
    assert [b.code for b in submit(submitted(), LIMITS, [nominated(clear=True)])] == ["AWARDS_NOT_IN_STATUS"]
