from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from services.law.breach import Refusal
from services.reserve.domain.decision import Decided
from services.reserve.domain.plan.deliberation import deliberate, next_body
from services.reserve.domain.terms import DeliberationOutcome, Library, PlanStatus
from tests.reserve.domain.samples import BODIES, TODAY, drafted, passed, project, suggested

PASSED, RETURNED = DeliberationOutcome.PASSED, DeliberationOutcome.RETURNED
LISTED = drafted(project(Library.ONE_YEAR))


def test_the_three_bodies_pass_the_list_one_after_the_other():
    plan = suggested(LISTED)
    for body in BODIES:
        assert next_body(plan).code == body
        plan = passed(plan, body)
    assert plan.status is PlanStatus.APPROVED
    assert next_body(plan) is None


@pytest.mark.parametrize("order", [o for o in permutations(BODIES) if o != BODIES])
def test_every_other_order_is_refused(order):
    plan = suggested(LISTED)
    outcomes = []
    for body in order:
        outcome = deliberate(plan, body, PASSED, TODAY, None, TODAY)
        outcomes.append(outcome)
        plan = outcome.state if isinstance(outcome, Decided) else plan
    refused = next(o for o in outcomes if isinstance(o, Refusal))
    assert refused.codes == ("DELIBERATION_OUT_OF_ORDER",)
    assert str(refused.breaches[0].article) == "第三条（四）"
    assert plan.status is PlanStatus.SUGGESTED


def test_no_body_decides_twice_in_a_round():
    plan = passed(suggested(LISTED), BODIES[0])
    assert deliberate(plan, BODIES[0], PASSED, TODAY, None, TODAY).codes == ("DELIBERATION_OUT_OF_ORDER",)


def test_a_returned_list_is_a_draft_again_and_starts_anew():
    plan = passed(suggested(LISTED), BODIES[0])
    back = deliberate(plan, BODIES[1], RETURNED, TODAY, "压减投资", TODAY).state
    assert (back.status, back.round) == (PlanStatus.DRAFT, 2)
    again = suggested(back)
    assert next_body(again).code == BODIES[0]
    assert len(again.deliberations) == 2


def test_a_return_says_why():
    assert deliberate(suggested(LISTED), BODIES[0], RETURNED, TODAY, None, TODAY).codes == ("REASON_MISSING",)


def test_a_draft_is_not_deliberated():
    assert deliberate(LISTED, BODIES[0], PASSED, TODAY, None, TODAY).codes == ("PLAN_STATUS_WRONG",)


def test_an_unknown_body_is_refused():
    assert deliberate(suggested(LISTED), "PARLIAMENT", PASSED, TODAY, None, TODAY).codes == ("BODY_UNKNOWN",)


@pytest.mark.parametrize(
    ("held_on", "today", "code"),
    [
        (date(2026, 11, 23), TODAY, "MEETING_TOO_EARLY"),
        (TODAY, TODAY, None),
        (date(2026, 11, 25), TODAY, "MEETING_NOT_YET_HELD"),
        (date(2026, 11, 25), date(2026, 11, 25), None),
    ],
)
def test_a_meeting_is_held_after_the_suggestion_and_not_in_the_future(held_on, today, code):
    done = deliberate(suggested(LISTED), BODIES[0], PASSED, held_on, None, today)
    assert (done.codes if isinstance(done, Refusal) else ()) == ((code,) if code else ())


def test_a_meeting_is_not_held_before_the_one_that_precedes_it():
    later = date(2026, 11, 26)
    plan = deliberate(suggested(LISTED), BODIES[0], PASSED, later, None, later).state
    assert deliberate(plan, BODIES[1], PASSED, date(2026, 11, 25), None, later).codes == ("MEETING_TOO_EARLY",)
    assert isinstance(deliberate(plan, BODIES[1], PASSED, later, None, later), Decided)
