from dataclasses import replace
from decimal import Decimal

import pytest

from services.law.article import Article
from services.law.breach import Refusal
from services.support.domain import handling
from services.support.domain.events import RequestReturned
from services.support.domain.request import Action, Held, State
from tests.support.domain.builders import (
    COLLEAGUE,
    MONDAY,
    OFFICER,
    OTHER_UNIT,
    OWNER,
    accepted,
    account,
    claimed,
    day,
    done,
    rule,
    sent_back,
    submitted,
)


def codes(outcome):
    assert isinstance(outcome, Refusal), outcome
    return outcome.codes


def test_an_accepted_request_reserves_what_it_asks_for():
    change = accepted(account("100"))
    assert change.request.held == Held(account().id, Decimal(80))
    assert change.postings[0].account.available == 20


@pytest.mark.parametrize(("allocated", "held"), [("79.9999", "79.9999"), ("80", "80"), ("80.0001", "80")])
def test_a_reservation_goes_as_far_as_the_quota(allocated, held):
    assert accepted(account(allocated)).request.held.amount == Decimal(held)


@pytest.mark.parametrize("quota", [None, account("0"), account("50", reserved="30", committed="20")])
def test_a_quota_that_is_used_up_or_not_opened_does_not_stop_the_acceptance(quota):
    change = accepted(quota)
    assert (change.request.state, change.request.held, change.postings) == (State.ACCEPTED, None, ())


def test_acceptance_does_not_stop_the_clock():
    assert accepted().request.clock == submitted().clock


def test_a_return_needs_a_reason_and_stops_the_clock():
    change = done(sent_back(submitted(), " 缺勘测定界图 "))
    assert change.request.clock.standing
    assert (change.request.state, change.note) == (State.RETURNED, "缺勘测定界图")
    (event,) = change.events
    assert isinstance(event, RequestReturned)
    assert (event.reason, event.returned_on, event.due_on) == ("缺勘测定界图", day(3), None)
    outcome = sent_back(submitted(), " ")
    assert codes(outcome) == ("TEXT_MISSING",)
    assert (outcome.breaches[0].field, outcome.breaches[0].article) == ("reason", Article(15))


def test_what_was_accepted_cannot_be_returned_any_more():
    for request in (accepted().request, claimed()):
        assert codes(sent_back(request)) == ("STATE_NOT_ALLOWED",)


@pytest.mark.parametrize("stranger", [OWNER, replace(OFFICER, unit=OTHER_UNIT), replace(OFFICER, roles=OWNER.roles)])
def test_only_the_bureaus_own_people_in_its_role_handle_a_request(stranger):
    assert codes(handling.accept(submitted(), None, rule(), stranger, MONDAY)) == ("NOT_THE_BUREAU",)
    assert codes(sent_back(submitted(), acting=stranger)) == ("NOT_THE_BUREAU",)
    assert codes(handling.claim(accepted().request, rule(), stranger, MONDAY)) == ("NOT_THE_BUREAU",)


def test_all_that_forbids_a_step_is_said_at_once():
    outcome = sent_back(accepted(on=day(5)).request, "", OWNER, day(4))
    assert codes(outcome) == ("STATE_NOT_ALLOWED", "NOT_THE_BUREAU", "DATE_BEFORE_LAST_STEP", "TEXT_MISSING")
    assert {str(b.article) for b in outcome.breaches} == {"第十五条"}


def test_a_step_may_be_on_the_day_of_the_one_before_and_not_earlier():
    request = accepted(on=day(5)).request
    assert codes(handling.claim(request, rule(), OFFICER, day(4))) == ("DATE_BEFORE_LAST_STEP",)
    assert done(handling.claim(request, rule(), OFFICER, day(5)))


def test_only_an_accepted_request_can_be_claimed():
    assert codes(handling.claim(submitted(), rule(), OFFICER, MONDAY)) == ("STATE_NOT_ALLOWED",)


def test_a_colleague_takes_over_on_record_but_nobody_claims_twice():
    mine = claimed()
    assert mine.claimant == OFFICER.subject
    taken = done(handling.claim(mine, rule(), COLLEAGUE, day(1)))
    assert (taken.request.claimant, taken.action, taken.note) == (COLLEAGUE.subject, Action.CLAIMED, "由 科员乙 转办")
    assert codes(handling.claim(mine, rule(), OFFICER, day(1))) == ("CLAIMED_ALREADY",)
