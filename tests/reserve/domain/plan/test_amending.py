"""What a meeting may change of a list that it passes, and what sends the list back to consultation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.law.article import Article
from services.law.breach import Refusal
from services.law.dated import Dated, Entry
from services.reserve.domain.decision import Decided
from services.reserve.domain.exception import Exempted
from services.reserve.domain.plan import amending
from services.reserve.domain.plan.amending import Amending, Amendment, AmendmentKind, Beyond, listing
from services.reserve.domain.plan.deliberation import deliberate, next_body
from services.reserve.domain.plan.edition import content, first
from services.reserve.domain.plan.issue import issue
from services.reserve.domain.terms import DeliberationOutcome, ItemKind, Library, PlanStatus
from tests.reserve.domain.adjusting import ready, with_kind
from tests.reserve.domain.samples import BODIES, TODAY, drafted, passed, suggested

PASSED, CHANGED, RETURNED = (
    DeliberationOutcome.PASSED,
    DeliberationOutcome.PASSED_WITH_CHANGES,
    DeliberationOutcome.RETURNED,
)
ONE, TWO, THREE = [ready(n) for n in range(1, 4)]
LIST = suggested(drafted(ONE, TWO, THREE))  # new starts of 80,000 each


def change(project, reason="压减投资", **values):
    if "annual" in values:
        values["annual_investment"] = Decimal(str(values.pop("annual")))
    return Amendment(project_id=project.id, kind=AmendmentKind.CHANGE, reason=reason, **values)


def take_off(project, reason="用地未落实", **values):
    return Amendment(project_id=project.id, kind=AmendmentKind.REMOVE, reason=reason, **values)


def meet(plan, *amendments, body=BODIES[0], outcome=CHANGED, reason=None, libraries=None):
    of = libraries or {p.id: p.library for p in (ONE, TWO, THREE)}
    return deliberate(plan, body, outcome, TODAY, reason, TODAY, Amending(amendments=amendments, libraries=of))


def test_what_a_body_changes_goes_on_to_the_next_and_is_on_record():
    after = meet(LIST, take_off(TWO), change(ONE, annual="79999.9999"), change(THREE, name="三号项目")).state
    assert (after.status, next_body(after).code) == (PlanStatus.SUGGESTED, BODIES[1])
    assert [(i.name, i.annual_investment) for i in after.items] == [
        ("项目1", Decimal("79999.9999")),
        ("三号项目", Decimal(80000)),
    ]
    assert all(len(i.opinions) == 4 for i in after.items)
    (held,) = after.deliberations
    assert (held.body, held.outcome) == (BODIES[0], CHANGED)
    assert [(a.project_id, a.before, a.after, a.reason) for a in held.changes] == [
        (TWO.id, listing(LIST.item(TWO.id)), None, "用地未落实"),
        (ONE.id, listing(LIST.item(ONE.id)), listing(after.item(ONE.id)), "压减投资"),
        (THREE.id, listing(LIST.item(THREE.id)), listing(after.item(THREE.id)), "压减投资"),
    ]
    approved = passed(after, *BODIES[1:])
    assert approved.status is PlanStatus.APPROVED
    issued = issue(approved, "株高管发〔2026〕15号", TODAY, [], TODAY)
    assert [e.annual_investment for e in issued.events] == [Decimal("79999.9999"), Decimal(80000)]


def test_the_last_body_too_may_pass_with_changes():
    plan = passed(LIST, *BODIES[:2])
    done = meet(plan, take_off(ONE), body=BODIES[2]).state
    assert done.status is PlanStatus.APPROVED
    assert [i.project_id for i in done.items] == [TWO.id, THREE.id]


@pytest.mark.parametrize(
    ("annual", "code"),
    [
        ("0.0001", None),
        ("79999.9999", None),
        ("80000.0001", "CHANGE_NEEDS_OPINIONS"),
        ("0", "ANNUAL_INVESTMENT_INVALID"),
        ("80000", "NOTHING_CHANGED"),
    ],
)
def test_the_investment_of_the_year_goes_down_and_not_above_what_was_consulted_on(annual, code):
    done = meet(LIST, change(ONE, annual=annual))
    assert (done.codes if isinstance(done, Refusal) else ()) == ((code,) if code else ())
    if code:
        assert done.breaches[0].message.startswith("项目1：")
        assert done.breaches[0].field in {"changes.0.annualInvestment", "changes.0.action"}


def test_a_later_body_may_undo_a_cut_up_to_what_was_consulted_on():
    cut = meet(LIST, change(ONE, annual=5000)).state
    assert meet(cut, change(ONE, annual="80000.0001"), body=BODIES[1]).codes == ("CHANGE_NEEDS_OPINIONS",)
    back = meet(cut, change(ONE, annual=80000), body=BODIES[1])
    assert isinstance(back, Decided)
    returned = meet(cut, body=BODIES[1], outcome=RETURNED, reason="再议").state
    assert returned.item(ONE.id).annual_investment == Decimal(5000)  # the draft is the list as it was returned
    again = suggested(returned)
    assert meet(again, change(ONE, annual=5001)).codes == ("CHANGE_NEEDS_OPINIONS",)


def test_a_kind_fits_the_library_and_no_preliminary_project_becomes_a_construction_project_at_a_meeting():
    early = with_kind(LIST, ONE.id, ItemKind.PRELIMINARY, annual=0)
    refused = meet(early, change(ONE, item_kind=ItemKind.NEW_START, annual=0))
    assert refused.codes == ("ANNUAL_INVESTMENT_INVALID", "CHANGE_NEEDS_OPINIONS")
    assert isinstance(meet(LIST, change(ONE, item_kind=ItemKind.PRELIMINARY)), Decided)
    refused = meet(LIST, change(ONE, item_kind=ItemKind.CONTINUING))
    assert (refused.codes, str(refused.breaches[0].article)) == (("KIND_DOES_NOT_FIT_LIBRARY",), "第二条")
    built = meet(LIST, change(ONE, item_kind=ItemKind.CONTINUING), libraries={ONE.id: Library.CONSTRUCTION})
    assert isinstance(built, Decided)
    refused = meet(LIST, change(ONE, item_kind=ItemKind.PRELIMINARY), libraries={ONE.id: None})
    assert refused.codes == ("PROJECT_IN_NO_LIBRARY",)


def test_an_exception_of_being_in_no_library_holds_at_the_meeting():
    items = [replace(i, exempted=Exempted("抢险", "王区长")) if i.project_id == ONE.id else i for i in LIST.items]
    plan = replace(LIST, items=tuple(items))
    for library in (None, Library.ONE_YEAR):
        done = meet(plan, change(ONE, item_kind=ItemKind.PRELIMINARY), libraries={ONE.id: library})
        assert isinstance(done, Decided)


@pytest.mark.parametrize(
    ("amendments", "outcome", "codes"),
    [
        ((), CHANGED, ("CHANGES_MISSING",)),
        ((take_off(ONE),), PASSED, ("CHANGES_NOT_EXPECTED",)),
        ((take_off(ONE),), RETURNED, ("CHANGES_NOT_EXPECTED",)),
        ((take_off(ready(9)),), CHANGED, ("ITEM_UNKNOWN",)),
        ((take_off(ONE), change(ONE, annual=1)), CHANGED, ("CHANGE_TWICE",)),
        ((take_off(ONE, reason=""),), CHANGED, ("REASON_MISSING",)),
        ((take_off(ONE, name="甲"),), CHANGED, ("REMOVAL_WITH_VALUES",)),
        ((change(ONE),), CHANGED, ("NOTHING_CHANGED",)),
        ((take_off(ONE), take_off(TWO), take_off(THREE)), CHANGED, ("LIST_WOULD_BE_EMPTY",)),
        ((take_off(ONE, reason=""), take_off(ready(9))), CHANGED, ("REASON_MISSING", "ITEM_UNKNOWN")),
    ],
)
def test_all_that_is_wrong_is_told_at_once_and_changes_nothing(amendments, outcome, codes):
    refused = meet(LIST, *amendments, outcome=outcome, reason="再议")
    assert refused.codes == codes
    assert {str(b.article) for b in refused.breaches} == {"第三条（四）"}


def test_changes_keep_to_the_turn_and_the_status():
    assert meet(LIST, take_off(ONE), body=BODIES[1]).codes == ("DELIBERATION_OUT_OF_ORDER",)
    assert meet(drafted(ONE, TWO), take_off(ONE)).codes == ("PLAN_STATUS_WRONG",)


def test_an_edition_tells_changes_of_meetings_and_is_the_same_where_there_were_none():
    plain = issue(passed(LIST, *BODIES), "株高管发〔2026〕15号", TODAY, [], TODAY).state
    assert all("changes" not in d for d in content(plain, first(plain))["deliberations"])
    changed = passed(meet(LIST, take_off(TWO)).state, *BODIES[1:])
    told = content(changed, first(changed))
    assert [c["project_id"] for c in told["deliberations"][0]["changes"]] == [TWO.id]
    assert TWO.id not in {i["project_id"] for i in told["items"]}


def test_what_goes_beyond_the_opinions_is_set_by_the_district(monkeypatch):
    assert set(amending.BEYOND_OPINIONS.on(TODAY)) == set(Beyond)
    freer = Dated(Article(3, 4), "另一区", Entry(date.min, (Beyond.TO_CONSTRUCTION,), "另一区的口径"))
    monkeypatch.setattr(amending, "BEYOND_OPINIONS", freer)
    assert isinstance(meet(LIST, change(ONE, annual=80001)), Decided)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from([ONE, TWO, THREE]), st.none() | st.integers(1, 160000)), min_size=1, max_size=4),
    st.integers(0, 2),
)
def test_an_accepted_change_gives_the_list_that_its_record_says(asked, at):
    plan = passed(LIST, *BODIES[:at])
    amendments = [take_off(p) if annual is None else change(p, annual=annual) for p, annual in asked]
    outcome = meet(plan, *amendments, body=BODIES[at])
    if isinstance(outcome, Refusal):
        return
    after, held = outcome.state, outcome.state.deliberations[-1]
    of = {a.project_id: a for a in held.changes}
    for item in plan.items:
        now, amended = after.item(item.project_id), of.get(item.project_id)
        if amended is None:
            assert now == item
        else:
            assert amended.before == listing(item)
            assert amended.after == (None if now is None else listing(now))
            assert now is None or now.annual_investment < item.annual_investment
    assert {i.project_id for i in after.items} <= {i.project_id for i in plan.items}
