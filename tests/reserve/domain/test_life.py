"""State machines: whatever is tried in whatever order, no step is skipped and nothing is issued that may not be."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from services.law.breach import Refusal
from services.reserve.domain import rulebook
from services.reserve.domain.decision import Decided
from services.reserve.domain.library.convert import convert, remove, return_to
from services.reserve.domain.library.criteria import readiness
from services.reserve.domain.plan.amending import Amending, Amendment, AmendmentKind
from services.reserve.domain.plan.consultation import give_opinion, suggest
from services.reserve.domain.plan.deliberation import PASSING, deliberate, next_body
from services.reserve.domain.plan.issue import issue
from services.reserve.domain.plan.items import Proposal, add_item, remove_item
from services.reserve.domain.terms import (
    ApprovalRoute,
    DeliberationOutcome,
    ItemKind,
    Library,
    OpinionOutcome,
    PlanStatus,
    after,
    is_lower,
)
from tests.reserve.domain.samples import (
    BODIES,
    BUILD,
    FIVE,
    ONE,
    THREE,
    TODAY,
    document,
    drafted,
    opinion,
    project,
    speaker,
)

PASSED, PASSED_WITH_CHANGES = DeliberationOutcome.PASSED, DeliberationOutcome.PASSED_WITH_CHANGES
KINDS = (*FIVE, *THREE, *ONE, *BUILD)


class Conversion(RuleBasedStateMachine):
    """One project, any documents, any wishes."""

    def __init__(self) -> None:
        super().__init__()
        self.project = project(None, approval_route=ApprovalRoute.FILING)
        self.evidence = []
        self.steps = []

    @rule(kind=st.sampled_from(KINDS))
    def record(self, kind):
        self.evidence.append(document(kind, len(self.evidence)))

    @rule(kinds=st.sampled_from((FIVE, THREE, ONE, BUILD)))
    def record_all_of_a_library(self, kinds):
        self.evidence += [document(k, len(self.evidence) + n) for n, k in enumerate(kinds)]

    @rule(to=st.sampled_from(list(Library)))
    def convert(self, to):
        before = self.project
        done = convert(before, self.evidence, to, TODAY)
        ready = all(j.met for j in readiness(before, self.evidence, to, TODAY))
        assert isinstance(done, Decided) is (ready and after(before.library) is to)
        if isinstance(done, Decided):
            self.steps.append((before.library, to))
            self.project = done.state
        else:
            assert all(b.article for b in done.breaches)

    @rule()
    def step(self):
        aim = after(self.project.library)
        if aim is not None:
            self.record_all_of_a_library(dict(zip(Library, (FIVE, THREE, ONE, BUILD), strict=True))[aim])
            self.convert(aim)

    @rule(to=st.sampled_from(list(Library)))
    def return_to(self, to):
        done = return_to(self.project, to, "理由", [], TODAY)
        if isinstance(done, Decided):
            assert is_lower(to, self.project.library)
            self.project = done.state

    @rule()
    def remove(self):
        done = remove(self.project, "理由", [], TODAY)
        if isinstance(done, Decided):
            self.project = done.state

    @invariant()
    def no_step_was_skipped(self):
        assert all(after(start) is end for start, end in self.steps)

    @invariant()
    def every_accepted_command_counted(self):
        assert self.project.version >= 1 + len(self.steps)


class Planning(RuleBasedStateMachine):
    """One plan, three projects, any body in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.plan = drafted()
        self.today = TODAY
        self.passes = []

    def _take(self, outcome):
        if isinstance(outcome, Decided):
            assert self.plan.status is not PlanStatus.ISSUED
            self.plan = outcome.state
            return True
        assert isinstance(outcome, Refusal)
        return False

    @rule(number=st.integers(1, 3))
    def add(self, number):
        whole = project().elements.total_investment
        proposal = Proposal(kind=ItemKind.NEW_START, annual_investment=whole)
        self._take(add_item(self.plan, project(Library.ONE_YEAR, number), proposal))

    @rule(number=st.integers(1, 3))
    def take_out(self, number):
        self._take(remove_item(self.plan, project(number=number).id))

    @rule(body=st.sampled_from(rulebook.OPINION_BODIES.on(TODAY)), outcome=st.sampled_from(list(OpinionOutcome)))
    def opine(self, body, outcome):
        self._take(give_opinion(self.plan, opinion(body.code, outcome, "意见"), None, speaker(body.role)))

    @rule()
    def everyone_agrees(self):
        for body in rulebook.OPINION_BODIES.on(TODAY):
            self._take(give_opinion(self.plan, opinion(body.code), None, speaker(body.role)))

    @rule()
    def prepare(self):
        self.add(1)
        self.everyone_agrees()
        self.suggest()

    @rule()
    def suggest(self):
        if self._take(suggest(self.plan, {}, self.today)):
            self.passes = []

    @rule(body=st.sampled_from(BODIES), outcome=st.sampled_from(list(DeliberationOutcome)))
    def deliberate(self, body, outcome):
        if self._take(deliberate(self.plan, body, outcome, self.today, "理由", self.today)):
            self.passes.append((body, outcome))

    @rule()
    def pass_on(self):
        turn = next_body(self.plan)
        if turn is not None and self._take(deliberate(self.plan, turn.code, PASSED, self.today, None, self.today)):
            self.passes.append((turn.code, PASSED))

    @rule(body=st.sampled_from(BODIES), number=st.integers(1, 3), annual=st.none() | st.integers(0, 200000))
    def pass_with_a_change(self, body, number, annual):
        kind = AmendmentKind.REMOVE if annual is None else AmendmentKind.CHANGE
        figure = None if annual is None else Decimal(annual)
        one = Amendment(project_id=project(number=number).id, kind=kind, reason="压减", annual_investment=figure)
        asked = Amending(amendments=(one,), libraries={})
        outcome = deliberate(self.plan, body, PASSED_WITH_CHANGES, self.today, None, self.today, asked)
        if self._take(outcome):
            self.passes.append((body, PASSED_WITH_CHANGES))

    @rule()
    def next_day(self):
        self.today += timedelta(days=1)

    @rule()
    def issue(self):
        self._take(issue(self.plan, "株高管发〔2026〕15号", self.today, [], self.today))

    @invariant()
    def a_suggested_list_has_every_opinion_and_no_opposition(self):
        if self.plan.status is PlanStatus.DRAFT:
            return
        assert self.plan.items
        for item in self.plan.items:
            for body in rulebook.OPINION_BODIES.on(TODAY):
                given = item.opinion_of(body.code)
                assert given is not None
                assert given.outcome is not OpinionOutcome.OPPOSE

    @invariant()
    def an_issued_plan_was_passed_by_all_bodies_in_order_since_its_suggestion(self):
        if self.plan.status in {PlanStatus.APPROVED, PlanStatus.ISSUED}:
            assert [b for b, _ in self.passes] == list(BODIES)
            assert {outcome for _, outcome in self.passes} <= PASSING


TestConversion = Conversion.TestCase
TestConversion.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestPlanning = Planning.TestCase
TestPlanning.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
