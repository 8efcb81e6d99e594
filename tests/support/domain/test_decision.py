from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from services.law.article import Article
from services.law.breach import Refusal
from services.law.parties import Role
from services.support.domain import decision, submission
from services.support.domain.events import RequestDecided
from services.support.domain.kinds.model import Outcome, RequestKind
from services.support.domain.quota import EntryKind
from services.support.domain.request import State
from services.support.domain.rulebook import kinds_on
from tests.support.domain.builders import (
    CALENDAR,
    COLLEAGUE,
    DIVISION,
    LAND_UNIT,
    MONDAY,
    NODE,
    OFFICER,
    OWNER,
    PROJECT,
    REQUEST,
    accepted,
    account,
    asked,
    claimed,
    coming,
    day,
    done,
    granting,
    means,
    rule,
    submitted,
)


def decide(verdict=None, request=None, given=None, acting=OFFICER, on=None):
    given = given or means(current=account())
    return decision.decide(request or claimed(), verdict or granting(), given, rule(), acting, on or day(10), CALENDAR)


def refused(outcome):
    assert isinstance(outcome, Refusal), outcome
    return [(b.code, b.field) for b in outcome.breaches]


def test_a_grant_ends_the_request_with_a_formal_number_and_tells_it():
    change = done(decide())
    assert change.request.state is State.GRANTED
    assert change.request.decision.document_number == "株天自然资函〔2026〕1号"
    assert change.events == (
        RequestDecided(
            request_id=REQUEST,
            request_version=4,
            project_id=PROJECT,
            node_id=NODE,
            kind="LAND_QUOTA",
            bureau_id=LAND_UNIT,
            outcome="GRANTED",
            granted_quantity=Decimal(80),
            document_number="株天自然资函〔2026〕1号",
            received_on=MONDAY,
            due_on=day(15),
            decided_on=day(10),
            working_days_used=10,
            working_days_late=0,
            division=DIVISION,
        ),
    )


@pytest.mark.parametrize(("n", "late"), [(15, 0), (16, 1), (30, 15)])
def test_a_late_decision_is_still_one_and_tells_how_late_it_is(n, late):
    assert done(decide(on=day(n))).events[0].working_days_late == late


def test_a_grant_gives_the_reservation_back_and_commits_what_is_granted():
    taken = accepted(account("100"))
    holding = taken.postings[0].account
    request = replace(taken.request, state=State.CLAIMED, claimant=OFFICER.subject)
    change = done(decide(request=request, given=means(holding, holding)))
    assert [e.kind for p in change.postings for e in p.entries] == [EntryKind.RELEASED, EntryKind.COMMITTED]
    last = change.postings[-1].account
    assert (last.reserved, last.committed, last.available) == (0, 80, 20)
    assert change.request.held is None


def test_a_decision_in_the_new_year_uses_the_new_years_quota_and_frees_the_old_ones():
    taken = accepted(account("100", year=2026))
    request = replace(taken.request, state=State.CLAIMED, claimant=OFFICER.subject)
    change = done(
        decide(
            request=request, given=means(taken.postings[0].account, account("90", year=2027, n=15)), on=date(2027, 1, 8)
        )
    )
    old, new = (p.account for p in change.postings)
    assert (old.year, old.reserved, old.committed) == (2026, 0, 0)
    assert (new.year, new.committed, new.available) == (2027, 80, 10)


@pytest.mark.parametrize(("left", "granted"), [("79.9999", False), ("80", True), ("80.0001", True)])
def test_a_grant_may_use_the_quota_up_but_not_go_beyond_it(left, granted):
    outcome = decide(given=means(current=account(left)))
    assert isinstance(outcome, Refusal) is not granted


def test_a_grant_beyond_the_quota_is_refused_with_the_figures():
    outcome = decide(given=means(current=account("100", reserved="30", committed="40")))
    assert refused(outcome) == [("QUOTA_EXCEEDED", "grantedQuantity")]
    breach = outcome.breaches[0]
    assert breach.article == Article(15)
    assert "可用 30 亩，本次准予 80 亩，超出 50 亩" in breach.message
    assert "已下达 100 亩，已预留 30 亩，已核销 40 亩" in breach.message


def test_nothing_can_be_granted_from_an_account_that_was_not_opened():
    assert refused(decide(given=means())) == [("QUOTA_ACCOUNT_MISSING", "grantedQuantity")]


def test_a_refusal_needs_a_reason_uses_no_quota_and_has_a_document_too():
    assert refused(decide(granting(Outcome.REFUSED), given=means())) == [("TEXT_MISSING", "reason")]
    change = done(decide(granting(Outcome.REFUSED, reason="不符合国土空间规划"), given=means()))
    assert (change.request.state, change.request.decision.granted, change.postings) == (State.REFUSED, 0, ())
    assert change.events[0].document_number == "株天自然资函〔2026〕1号"


def test_a_refusal_releases_the_reservation():
    taken = accepted(account("100"))
    request = replace(taken.request, state=State.CLAIMED, claimant=OFFICER.subject)
    change = done(decide(granting(Outcome.REFUSED, reason="不符合规划"), request, means(taken.postings[0].account)))
    assert change.postings[-1].account.available == 100


@pytest.mark.parametrize(
    ("granted", "fits"),
    [("0", False), ("0.0001", True), ("79.9999", True), ("80", False), ("81", False), (None, False)],
)
def test_a_part_is_more_than_nothing_and_less_than_all(granted, fits):
    outcome = decide(granting(Outcome.GRANTED_IN_PART, granted, "指标不足"))
    assert isinstance(outcome, Refusal) is not fits
    if not fits:
        assert refused(outcome)[0][1] == "grantedQuantity"


def test_a_part_needs_a_reason():
    assert refused(decide(granting(Outcome.GRANTED_IN_PART, "50"))) == [("TEXT_MISSING", "reason")]


def test_a_full_grant_may_repeat_the_quantity_but_not_change_it():
    assert done(decide(granting(granted="80")))
    assert refused(decide(granting(granted="79"))) == [("GRANT_MISFIT", "grantedQuantity")]
    assert refused(decide(granting(Outcome.REFUSED, "1", "不符合规划"))) == [("GRANT_MISFIT", "grantedQuantity")]


def test_only_who_has_claimed_the_request_decides_it():
    assert refused(decide(acting=COLLEAGUE)) == [("NOT_THE_CLAIMANT", None)]
    assert refused(decide(request=accepted().request)) == [("STATE_NOT_ALLOWED", None)]


def test_all_that_forbids_a_decision_is_said_at_once():
    outcome = decide(granting(Outcome.GRANTED_IN_PART, "99"), claimed(on=day(5)), acting=OWNER, on=day(4))
    assert refused(outcome) == [
        ("NOT_THE_BUREAU", None),
        ("NOT_THE_CLAIMANT", None),
        ("DATE_BEFORE_LAST_STEP", None),
        ("GRANT_MISFIT", "grantedQuantity"),
        ("TEXT_MISSING", "reason"),
    ]


ROAD = RequestKind(
    code="ROAD",
    name="临时占用挖掘城市道路",
    bureau=Role.URBAN_MANAGEMENT,
    working_days=5,
    warning_days=1,
    series="株天城管函",
    account=None,
    of_node=False,
    article=Article(17, 3),
)


def test_a_kind_of_another_bureau_without_quota_or_node_needs_nothing_but_its_data():
    urban = replace(OFFICER, roles=frozenset({Role.URBAN_MANAGEMENT}))
    facts = coming(node_id=None, node=None, asked=asked(None, None))
    change = done(submission.submit(facts, ROAD, OWNER, MONDAY, CALENDAR))
    assert change.events[0].due_on == day(5)
    request = replace(change.request, state=State.CLAIMED, claimant=urban.subject)
    granted = decision.decide(request, granting(), means(), ROAD, urban, day(6), CALENDAR)
    assert (done(granted).events[0].working_days_late, done(granted).request.decision.granted) == (1, None)
    partly = decision.decide(
        request, granting(Outcome.GRANTED_IN_PART, reason="限夜间"), means(), ROAD, urban, day(4), CALENDAR
    )
    assert (done(partly).request.state, done(partly).request.decision.granted) == (State.GRANTED_IN_PART, None)
    for verdict, fault in (
        (granting(Outcome.GRANTED_IN_PART), ("TEXT_MISSING", "reason")),
        (granting(granted="3"), ("GRANT_MISFIT", "grantedQuantity")),
    ):
        assert refused(decision.decide(request, verdict, means(), ROAD, urban, day(4), CALENDAR)) == [fault]
    with_quantity = coming(node_id=None, node=None)
    assert submission.submit(with_quantity, ROAD, OWNER, MONDAY, CALENDAR).codes == ("QUANTITY_NOT_ASKED",)


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [(k, o) for k in kinds_on(DIVISION, MONDAY) for o in sorted(k.outcomes)],
    ids=lambda of: getattr(of, "code", of),
)
def test_every_end_that_a_rule_names_can_be_decided(kind, outcome):
    request = replace(submitted(), kind=kind.code, quantity=Decimal(80) if kind.unit else None)
    part = "79.9999" if kind.unit and outcome is Outcome.GRANTED_IN_PART else None
    assert decision.judged(request, granting(outcome, part, "理由"), kind)[2] == ()


def test_submitting_alone_decides_nothing():
    assert submitted().decision is None
