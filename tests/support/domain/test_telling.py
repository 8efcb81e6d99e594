"""What other services learn of a request: its version, its state, and the limit that holds now."""

from dataclasses import fields
from datetime import date

import pytest

from services.support.domain import decision, events, handling, telling
from services.support.domain.kinds.model import Outcome
from tests.support.domain.builders import (
    BUREAU_AND_PROJECT,
    CALENDAR,
    COLLEAGUE,
    OFFICER,
    claimed,
    day,
    done,
    granting,
    means,
    resubmitted,
    rule,
    sent_back,
    submitted,
    withdrawn,
)


def told(change):
    (event,) = done(change).events
    return event


def returned(on=3):
    return done(sent_back(submitted(), on=day(on))).request


def refusal(request):
    verdict = granting(Outcome.REFUSED, reason="不符合规划")
    return decision.decide(request, verdict, means(), rule(), OFFICER, day(5), CALENDAR)


STEPS = {
    events.RequestReturned: lambda: sent_back(submitted()),
    events.RequestResubmitted: lambda: resubmitted(returned()),
    events.RequestWithdrawn: lambda: withdrawn(submitted()),
    events.RequestDecided: lambda: refusal(claimed()),
}


@pytest.mark.parametrize("kind", STEPS)
def test_every_step_that_is_told_names_the_request_its_bureau_and_the_version_that_it_made(kind):
    change = done(STEPS[kind]())
    event = told(change)
    assert type(event) is kind
    shown = {f.name: getattr(event, f.name) for f in fields(events.OfRequest)}
    assert shown == BUREAU_AND_PROJECT | {"request_version": change.request.version}


def test_versions_count_the_steps_also_those_that_nobody_else_hears_of():
    request = claimed()
    assert request.version == 3
    taken_over = done(handling.claim(request, rule(), COLLEAGUE, day(1)))
    assert (taken_over.request.version, taken_over.events) == (4, ())


@pytest.mark.parametrize(("returned_on", "due"), [(14, None), (15, None), (16, day(15))])
def test_a_return_within_the_limit_leaves_nothing_due_and_a_later_one_leaves_what_was_due(returned_on, due):
    assert told(sent_back(submitted(), on=day(returned_on))).due_on == due


@pytest.mark.parametrize(("returned_on", "left"), [(1, 15), (2, 14), (14, 2), (15, 1)])
def test_the_clock_runs_on_from_where_it_stood(returned_on, left):
    """The day of the return is no day of the bureau's: on the first day nothing is used, on the fifteenth fourteen."""
    event = told(resubmitted(returned(returned_on), on=day(30)))
    assert (event.working_days_used, event.due_on) == (15 - left, day(30 + left))


def test_a_correction_of_what_was_late_already_wins_the_bureau_no_day():
    event = told(resubmitted(returned(16), on=day(30)))
    assert (event.due_on, event.working_days_used) == (day(15), 15)


@pytest.mark.parametrize(("said", "told_as"), [(None, None), ("", None), (" 方案调整 ", "方案调整")])
def test_a_withdrawal_tells_its_reason_where_there_is_one(said, told_as):
    event = told(withdrawn(submitted(), said, on=day(4)))
    assert (event.reason, event.withdrawn_on, event.working_days_used) == (told_as, day(4), 4)


def test_a_resubmission_tells_the_corrected_quantity_in_its_unit():
    event = told(resubmitted(returned(), quantity="75.5"))
    assert (str(event.quantity), event.unit) == ("75.5000", "MU")


def test_a_corrected_limit_is_told_in_the_version_that_the_request_has():
    event = telling.due_corrected(claimed(), date(2026, 3, 25))
    assert (event.request_version, event.due_on) == (3, date(2026, 3, 25))
    assert telling.due_corrected(returned(), None).due_on is None
