"""An adjustment goes the way of the plan: no opinion missing, no body passed over, nothing that changed unseen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from services.law.breach import Refusal
from services.law.dated import Dated, Entry
from services.reserve.domain import rulebook
from services.reserve.domain.adjustment import changes, procedure, rules
from services.reserve.domain.adjustment.rules import A11
from services.reserve.domain.adjustment.state import OPEN, AdjustmentStatus
from services.reserve.domain.decision import Decided
from services.reserve.domain.plan.amending import Amending, Amendment, AmendmentKind
from services.reserve.domain.plan.deliberation import PASSING
from services.reserve.domain.plan.state import Opinion
from services.reserve.domain.terms import DeliberationOutcome, ItemKind, OpinionOutcome, PlanStatus
from tests.reserve.domain.adjusting import (
    MIDYEAR,
    NEXT_NUMBER,
    NUMBER,
    adjusted,
    consulted_on,
    drafted_adjustment,
    issued,
    passed_by,
    proposal,
    ready,
    suggested_changes,
    with_kind,
)
from tests.reserve.domain.samples import BODIES, accepted, speaker

OLD, OTHER, NEW = ready(1), ready(2), ready(3)
PLAN = issued(OLD, OTHER)
PASSED, RETURNED = DeliberationOutcome.PASSED, DeliberationOutcome.RETURNED


def suggesting(made, plan=PLAN, *projects):
    return procedure.suggest(made, plan, {p.id: p for p in projects or (NEW,)}, MIDYEAR)


def issuing(made, plan=PLAN, number=NEXT_NUMBER):
    return procedure.issue(made, plan, number, MIDYEAR, [NUMBER], MIDYEAR)


def test_an_issued_adjustment_changes_the_plan_and_leaves_its_number():
    made = passed_by(suggested_changes(adjusted(PLAN, add=NEW, remove=OLD), PLAN, NEW), *BODIES)
    done = issuing(made)
    plan, after = done.state
    assert [i.project_id for i in plan.items] == [OTHER.id, NEW.id]
    assert (plan.version, plan.status, plan.document_number) == (PLAN.version + 1, PlanStatus.ISSUED, NUMBER)
    assert (after.status, after.document_number) == (AdjustmentStatus.ISSUED, NEXT_NUMBER)
    assert [type(e).__name__ for e in done.events] == ["PlanItemIssued", "PlanItemRemoved", "PlanAdjusted"]
    assert (done.events[0].document_number, done.events[0].plan_version) == (NEXT_NUMBER, plan.version)
    assert {o.body for o in plan.items[-1].opinions} == {b.code for b in rulebook.OPINION_BODIES.on(MIDYEAR)}


@pytest.mark.parametrize("body", [b.code for b in rulebook.OPINION_BODIES.on(MIDYEAR)])
def test_a_missing_opinion_bars_the_list(body):
    assert suggesting(consulted_on(adjusted(PLAN, add=NEW), but=body)).codes == ("OPINION_MISSING",)


def test_an_adjustment_without_changes_is_none():
    assert "ADJUSTMENT_EMPTY" in suggesting(drafted_adjustment(PLAN)).codes


def test_an_adjustment_never_empties_the_plan():
    plan = issued(OLD)
    assert suggesting(consulted_on(adjusted(plan, remove=OLD)), plan).codes == ("PLAN_WOULD_BE_EMPTY",)
    assert isinstance(suggesting(consulted_on(adjusted(plan, remove=OLD, add=NEW)), plan), Decided)


def test_an_addition_that_no_longer_qualifies_is_named():
    made = consulted_on(adjusted(PLAN, add=NEW))
    refused = suggesting(made, PLAN, replace(NEW, library=None))
    assert refused.codes == ("PROJECT_IN_NO_LIBRARY",)
    assert NEW.elements.name in refused.breaches[0].message
    dearer = replace(NEW, elements=replace(NEW.elements, total_investment=Decimal(190000)))
    assert suggesting(made, PLAN, dearer).codes == ("ITEM_OUTDATED",)


@pytest.mark.parametrize(
    "now",
    [
        with_kind(PLAN, OLD.id, ItemKind.CONTINUING, 80000),
        with_kind(PLAN, OLD.id, ItemKind.NEW_START, 79999),
        replace(PLAN, items=PLAN.items[1:]),
    ],
)
def test_an_item_that_changed_since_the_draft_is_named(now):
    made = consulted_on(adjusted(PLAN, remove=OLD))
    refused = suggesting(made, now)
    assert refused.codes == ("ITEM_CHANGED_SINCE",)
    assert OLD.elements.name in refused.breaches[0].message
    approved = passed_by(suggested_changes(adjusted(PLAN, remove=OLD), PLAN), *BODIES)
    assert issuing(approved, now).codes == ("ITEM_CHANGED_SINCE",)


def test_a_project_that_the_plan_lists_by_now_is_not_added_again():
    made = consulted_on(adjusted(PLAN, add=NEW))
    assert suggesting(made, issued(OLD, OTHER, NEW)).codes == ("ITEM_CHANGED_SINCE", "ITEM_LISTED_TWICE")


def test_a_body_out_of_turn_is_refused_and_a_return_begins_a_new_round():
    made = suggested_changes(adjusted(PLAN, add=NEW), PLAN, NEW)
    out = procedure.deliberate(made, BODIES[1], PASSED, MIDYEAR, None, MIDYEAR)
    assert out.codes == ("DELIBERATION_OUT_OF_ORDER",)
    back = procedure.deliberate(made, BODIES[0], RETURNED, MIDYEAR, "再议", MIDYEAR).state
    assert (back.status, back.round) == (AdjustmentStatus.DRAFT, 2)


@pytest.mark.parametrize("passing", range(3))
def test_an_adjustment_that_a_body_has_not_passed_is_not_issued(passing):
    made = passed_by(suggested_changes(adjusted(PLAN, add=NEW), PLAN, NEW), *BODIES[:passing])
    assert issuing(made).codes == ("ADJUSTMENT_STATUS_WRONG",)


def test_a_major_decision_goes_through_its_five_steps():
    made = passed_by(suggested_changes(adjusted(PLAN, add=NEW, major=True), PLAN, NEW), *BODIES)
    assert issuing(made).codes == ("DECISION_STEP_MISSING",) * 5
    for step in rulebook.DECISION_STEPS.on(MIDYEAR):
        made = procedure.record_decision_step(made, step.code).state
    assert isinstance(issuing(made), Decided)


def test_the_number_of_the_plan_is_not_given_again():
    made = passed_by(suggested_changes(adjusted(PLAN, add=NEW), PLAN, NEW), *BODIES)
    assert issuing(made, number=NUMBER).codes == ("DOCUMENT_NUMBER_USED",)


def test_a_cancelled_adjustment_goes_no_further():
    made = replace(adjusted(PLAN, add=NEW), status=AdjustmentStatus.CANCELLED)
    said = Opinion(body="FINANCE", outcome=OpinionOutcome.SUPPORT, text="", given_on=MIDYEAR)
    for outcome in (
        procedure.give_opinion(made, said, None, speaker(rulebook.OPINION_BODIES.on(MIDYEAR)[1].role)),
        procedure.deliberate(made, BODIES[0], PASSED, MIDYEAR, None, MIDYEAR),
        issuing(made),
    ):
        assert outcome.codes == ("ADJUSTMENT_CANCELLED",)
    assert "ADJUSTMENT_CANCELLED" in suggesting(made).codes


def meeting(made, *amendments, body=BODIES[0], plan_projects=(OLD, OTHER, NEW)):
    asked = Amending(amendments=amendments, libraries={p.id: p.library for p in plan_projects})
    outcome = DeliberationOutcome.PASSED_WITH_CHANGES
    return procedure.deliberate(made, body, outcome, MIDYEAR, None, MIDYEAR, asked)


def amendment(project, annual=None, **values):
    kind = AmendmentKind.CHANGE if annual is not None or values else AmendmentKind.REMOVE
    figure = None if annual is None else Decimal(annual)
    return Amendment(project_id=project.id, kind=kind, reason="压减", annual_investment=figure, **values)


def listed_changes():
    made = accepted(changes.revalue(adjusted(PLAN, add=NEW), PLAN, OTHER, Decimal(90000), None, "增资"))
    return suggested_changes(made, PLAN, OTHER, NEW)


def test_a_meeting_strikes_a_change_or_gives_it_other_figures():
    made = accepted(meeting(listed_changes(), amendment(NEW, 400), amendment(OTHER, 85000)))
    made = accepted(meeting(made, amendment(NEW), body=BODIES[1]))
    assert [(c.item.project_id, c.item.annual_investment) for c in made.changes] == [(OTHER.id, Decimal(85000))]
    assert [len(d.changes) for d in made.deliberations] == [2, 1]
    plan, _ = issuing(passed_by(made, BODIES[2])).state
    assert [(i.project_id, i.annual_investment) for i in plan.items] == [
        (OLD.id, Decimal(80000)),
        (OTHER.id, Decimal(85000)),
    ]


def test_a_meeting_that_strikes_a_removal_leaves_the_project_in_the_plan():
    made = suggested_changes(adjusted(PLAN, add=NEW, remove=OLD), PLAN, NEW)
    plan, _ = issuing(passed_by(accepted(meeting(made, amendment(OLD))), *BODIES[1:])).state
    assert [i.project_id for i in plan.items] == [OLD.id, OTHER.id, NEW.id]


@pytest.mark.parametrize(
    ("amendments", "codes"),
    [
        ((amendment(NEW, 501),), ("CHANGE_NEEDS_OPINIONS",)),
        ((amendment(OTHER, 90001),), ("CHANGE_NEEDS_OPINIONS",)),
        ((amendment(OTHER, 80000),), ("NOTHING_CHANGED",)),
        ((amendment(OTHER, 85000, name="改名"),), ("CHANGE_NOT_FOR_THIS_ITEM",)),
        ((amendment(NEW), amendment(OTHER)), ("LIST_WOULD_BE_EMPTY",)),
        ((amendment(OLD),), ("ITEM_UNKNOWN",)),
    ],
)
def test_what_a_meeting_may_not_change_of_an_adjustment(amendments, codes):
    assert meeting(listed_changes(), *amendments).codes == codes


def test_a_removal_has_no_figures_to_change():
    made = suggested_changes(adjusted(PLAN, add=NEW, remove=OLD), PLAN, NEW)
    assert meeting(made, amendment(OLD, 5)).codes == ("CHANGE_NOT_FOR_THIS_ITEM",)


def test_an_addition_takes_the_kinds_of_an_adjustment_only(monkeypatch):
    only = Dated(A11, "调整只纳入新开工", Entry(date.min, (ItemKind.NEW_START,), "另一区的口径"))
    monkeypatch.setattr(rules, "ADDED_KINDS", only)
    refused = meeting(listed_changes(), amendment(NEW, item_kind=ItemKind.PRELIMINARY))
    assert refused.codes == ("ADDED_KIND_NOT_FOR_ADJUSTMENT",)


def test_an_adjustment_that_a_meeting_struck_down_to_a_removal_of_all_is_not_issued():
    plan = issued(OLD)
    made = suggested_changes(adjusted(plan, add=NEW, remove=OLD), plan, NEW)
    made = passed_by(accepted(meeting(made, amendment(NEW))), *BODIES[1:])
    assert issuing(made, plan).codes == ("PLAN_WOULD_BE_EMPTY",)


class AnyOrder(RuleBasedStateMachine):
    """One adjustment, any wishes in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.plan = PLAN
        self.made = drafted_adjustment(PLAN)
        self.day = MIDYEAR

    def take(self, outcome):
        if isinstance(outcome, Refusal):
            assert outcome.breaches
        else:
            self.made = outcome.state

    @rule(what=st.sampled_from(["add", "remove", "value", "undo"]), of=st.sampled_from([OLD, OTHER, NEW]))
    def change(self, what, of):
        if what == "add":
            self.take(changes.add(self.made, self.plan, of, proposal(), None))
        elif what == "remove":
            self.take(changes.remove(self.made, self.plan, of.id, "停建"))
        elif what == "value":
            self.take(changes.revalue(self.made, self.plan, of, Decimal(7), None, "缓建"))
        else:
            self.take(changes.undo(self.made, of.id))

    @rule(body=st.sampled_from(rulebook.OPINION_BODIES.on(MIDYEAR)), outcome=st.sampled_from(OpinionOutcome))
    def opine(self, body, outcome):
        said = Opinion(body=body.code, outcome=outcome, text="意见", given_on=self.day)
        self.take(procedure.give_opinion(self.made, said, None, speaker(body.role)))

    @rule()
    def agree(self):
        for body in rulebook.OPINION_BODIES.on(MIDYEAR):
            self.opine(body, OpinionOutcome.SUPPORT)

    @rule()
    def suggest(self):
        projects = {p.id: p for p in (OLD, OTHER, NEW)}
        self.take(procedure.suggest(self.made, self.plan, projects, self.day))

    @rule(body=st.sampled_from(BODIES), outcome=st.sampled_from([PASSED, PASSED, RETURNED]))
    def deliberate(self, body, outcome):
        self.day += timedelta(days=1)
        self.take(procedure.deliberate(self.made, body, outcome, self.day, "再议", self.day))

    @rule(body=st.sampled_from(BODIES), of=st.sampled_from([OLD, OTHER, NEW]), annual=st.none() | st.integers(1, 900))
    def pass_with_a_change(self, body, of, annual):
        kind = AmendmentKind.REMOVE if annual is None else AmendmentKind.CHANGE
        figure = None if annual is None else Decimal(annual)
        one = Amendment(project_id=of.id, kind=kind, reason="压减", annual_investment=figure)
        asked = Amending(amendments=(one,), libraries={})
        outcome = DeliberationOutcome.PASSED_WITH_CHANGES
        self.take(procedure.deliberate(self.made, body, outcome, self.day, None, self.day, asked))

    @rule()
    def pass_on(self):
        for body in BODIES:
            self.deliberate(body, PASSED)

    @rule(far=st.integers(1, 4))
    def go_on(self, far):
        for step in (self.agree, self.suggest, self.pass_on, self.issue)[:far]:
            step()

    @rule()
    def issue(self):
        done = procedure.issue(self.made, self.plan, NEXT_NUMBER, self.day, [NUMBER], self.day)
        if isinstance(done, Decided):
            self.plan, self.made = done.state

    @invariant()
    def the_plan_changes_with_the_issue_only(self):
        assert (self.plan == PLAN) is (self.made.status is not AdjustmentStatus.ISSUED)

    @invariant()
    def what_is_issued_was_seen_by_all_and_passed_in_order(self):
        if self.made.status in OPEN:
            return
        last = [d for d in self.made.deliberations if d.round == self.made.round]
        assert [d.body for d in last] == list(BODIES)
        assert {d.outcome for d in last} <= PASSING
        assert self.made.changes
        for change in self.made.changes:
            for body in rulebook.OPINION_BODIES.on(MIDYEAR):
                given = change.item.opinion_of(body.code)
                assert given is not None
                assert given.outcome is not OpinionOutcome.OPPOSE


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
