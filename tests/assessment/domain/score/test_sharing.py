"""第十八条：shares and exemptions: who counts for what, and what counts for nobody."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from services.assessment.domain.fact.model import Shared
from services.assessment.domain.period import Year
from services.assessment.domain.score import yearly
from services.assessment.domain.score.investment import progress
from services.assessment.domain.score.issues import issues
from services.assessment.domain.score.item import Item
from services.assessment.domain.score.limits import nodes
from services.assessment.domain.score.sharing import apply, survived
from tests.assessment.domain.given import AFTER, Q4, completed, number, verified
from tests.assessment.domain.given_matters import (
    PROJECT,
    RECORD,
    by_record,
    exempted,
    item,
    limited,
    of_unit,
    revoked,
    settled,
    shared,
)

DAY = date(2026, 11, 20)
ONE, TWO, THREE = number(1), number(2), number(3)
NODE = completed(ONE, DAY, days_late=2, record=RECORD)


def found(*facts) -> list[Item]:
    known = by_record(facts)
    return apply(nodes(known, Q4, AFTER), known)


def shares(items: list[Item]) -> dict:
    return {i.fact.unit_id: i.share for i in items}


def test_without_decisions_everything_stays_as_it_is():
    assert shares(found(NODE)) == {ONE: 1}


def test_a_shared_record_counts_for_each_unit_by_its_share():
    items = found(NODE, shared({TWO: "0.6", THREE: "0.4"}))
    assert shares(items) == {TWO: Fraction(3, 5), THREE: Fraction(2, 5)}
    assert {i.fact.id for i in items} == {NODE.id}
    assert {i.outcome for i in items} == {"LATE"}


def test_a_later_decision_replaces_an_earlier_one_and_whole_goes_to_one():
    first = shared({TWO: "0.6", THREE: "0.4"})
    later = shared({ONE: "1", THREE: "0"}, recorded=date(2026, 10, 10))
    assert shares(found(NODE, later, first)) == {ONE: 1}


def test_shares_of_a_project_are_about_what_is_its_own_and_not_about_its_nodes():
    assert shares(found(NODE, shared({TWO: "1"}, PROJECT))) == {ONE: 1}
    plan = item(amount="100")
    facts = [plan, of_unit(plan, TWO), verified(ONE, date(2026, 11, 1), "80", "90"), shared({THREE: "1"}, PROJECT)]
    known = by_record(facts)
    (only,) = apply(yearly.annual_investment(known, Year(2026), AFTER), known)
    assert (only.fact.unit_id, only.share, only.amounts.done) == (THREE, 1, 80)


def test_an_exempted_record_is_marked_and_one_whose_exemption_was_revoked_is_not():
    decision = exempted()
    assert [i.exempted_by for i in found(NODE, decision)] == [decision.id]
    assert [i.exempted_by for i in found(NODE, decision, revoked(decision))] == [None]
    again = exempted(recorded=date(2026, 10, 12))
    assert [i.exempted_by for i in found(NODE, decision, revoked(decision), again)] == [again.id]


@pytest.mark.parametrize(
    ("since", "until", "covered"),
    [
        (DAY, DAY, True),
        (DAY + timedelta(days=1), None, False),
        (DAY - timedelta(days=9), DAY - timedelta(days=1), False),
        (DAY, None, True),
    ],
)
def test_an_exempted_project_covers_what_fell_due_from_its_first_day_to_its_last(since, until, covered: bool):
    decision = exempted(PROJECT, since=since, until=until)
    assert [i.exempted_by for i in found(NODE, decision)] == [decision.id if covered else None]


def test_an_exempted_record_that_is_shared_is_exempted_for_all():
    decision = exempted()
    items = found(NODE, decision, shared({TWO: "0.5", THREE: "0.5"}))
    assert {i.exempted_by for i in items} == {decision.id}


def test_each_round_of_a_shared_issue_counts_by_its_share():
    rounds = [
        limited("ISSUE_ASSIGNED", date(2026, 10, 12)),
        settled("ISSUE_CLOSED", date(2026, 10, 12), date(2026, 10, 14), late=2),
        limited("ISSUE_REOPENED", date(2026, 11, 12), version=3),
        settled("ISSUE_CLOSED", date(2026, 11, 12), date(2026, 11, 10), version=4),
    ]
    known = by_record([*rounds, shared({TWO: "0.6", THREE: "0.4"})])
    items = apply(issues(known, Q4, AFTER), known)
    assert sorted((i.fact.unit_id.int, i.outcome, i.share) for i in items) == [
        (2, "LATE", Fraction(3, 5)),
        (2, "ON_TIME", Fraction(3, 5)),
        (3, "LATE", Fraction(2, 5)),
        (3, "ON_TIME", Fraction(2, 5)),
    ]


@pytest.mark.parametrize(("done", "exempt"), [("99", True), ("100", False), ("101", False)])
def test_an_exemption_takes_away_what_was_missed_and_nothing_that_was_done(done: str, exempt: bool):
    known = by_record([verified(ONE, date(2026, 11, 1), done, "100", record=RECORD), exempted()])
    (only,) = apply(progress(known, Q4, AFTER), known)
    assert (only.exempted_by is not None) is exempt
    kept = completed(ONE, DAY, record=RECORD)
    assert [i.exempted_by for i in found(kept, exempted())] == [None]


def test_shares_of_merged_units_come_together_in_the_one_that_stands_for_them():
    decision = shared({TWO: "0.3", THREE: "0.3", ONE: "0.4"})
    after = survived(decision, {TWO: ONE, THREE: ONE})
    assert isinstance(after.what, Shared)
    assert after.what.shares == ((ONE, Decimal("1.0")),)
    assert survived(NODE, {}) is NODE
    assert survived(NODE, {ONE: TWO}).unit_id == TWO
