"""The whole life of a request walked at random, with procedures, surveys, opinions, deliveries, a review and corrections.

Every open state has a way out and an end stays one; no clock is negative or runs while it stands; numbers follow each other.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from services.law.breach import Refusal
from services.law.parties import Role
from services.support.domain import (
    assigning,
    clock,
    correction,
    decision,
    delivery,
    handling,
    opinion,
    quota,
    review,
    special,
    survey,
)
from services.support.domain.assigning import Colleague
from services.support.domain.correction import Notice
from services.support.domain.decision import Means
from services.support.domain.delivery import DeliveryMethod, Handed
from services.support.domain.documents import following
from services.support.domain.kinds.model import Consulted, Outcome, RequestKind, Requirement, SpecialProcedure
from services.support.domain.opinion import AskedUnit, Opinion, Stance
from services.support.domain.quota import Account
from services.support.domain.request import DECIDED, OPEN, STANDING, Acting, Change, Request, State
from services.support.domain.requirements import OnRecord
from services.support.domain.review import Finding, Review, ReviewOutcome
from services.support.domain.special import Ordered
from services.support.domain.survey import Survey
from tests.support.domain import builders as b

POLICE_UNIT = b.identifier(5)
POLICE = Acting("police-1", "交警戊", POLICE_UNIT, frozenset({Role.PUBLIC_SECURITY}), b.DIVISION)
ASKED = AskedUnit(POLICE_UNIT, "区公安分局（示例）", frozenset({Role.PUBLIC_SECURITY}), active=True)
KIND: RequestKind = replace(
    b.rule(),
    stops=(SpecialProcedure(code="HEARING", name="听证", basis="示例依据", longest=5),),
    requires=frozenset({Requirement.SURVEY, Requirement.CONSULTATION}),
    consulted=(Consulted(role=Role.PUBLIC_SECURITY, working_days=2, required=True),),
    review_days=10,
)
SOMEONE = st.sampled_from([b.OFFICER, b.OFFICER, b.COLLEAGUE, b.OWNER, POLICE])
PAUSE = st.integers(-1, 12)
ENDS = frozenset(State) - OPEN


class WholeLife(RuleBasedStateMachine):
    @initialize(allocated=st.integers(0, 120))
    def submit(self, allocated: int) -> None:
        self.today = b.MONDAY
        self.request: Request = b.submitted()
        self.account: Account = b.account(str(allocated))
        self.seen = clock.read(self.request.clock, self.today, b.CALENDAR)
        self.last = 0
        self.issued: list[str] = []
        self.surveys = 0
        self.opinions: list[Opinion] = []
        self.review: Review | None = None

    def _take(self, outcome: Any, on: date) -> Any:
        """Follow a change; return what comes along with it, None where it was refused."""
        if isinstance(outcome, Refusal):
            assert outcome.breaches
            return None
        change, along = outcome if isinstance(outcome, tuple) else (outcome, True)
        assert isinstance(change, Change)
        assert on >= self.today
        assert change.request.version == self.request.version + 1
        assert self.request.state in OPEN or self.request.state in DECIDED, "an end was left"
        assert self.request.state in OPEN or change.request.clock == self.request.clock, "an ended clock has moved"
        self.today, self.request = on, change.request
        for posted in change.postings:
            self.account = posted.account
        for event in change.events:
            assert event.request_version == self.request.version
        return along

    def _on(self, pause: int) -> date:
        return self.today + timedelta(days=pause)

    def _means(self) -> Means:
        record = OnRecord(
            surveys=self.surveys, opinions=tuple(ASKED.roles for o in self.opinions if o.given_on is not None)
        )
        number = following("株天自然资函", 2026, self.last)
        return Means(holding=self.account, current=self.account, number=number, record=record)

    def _issue(self, done: object) -> None:
        if done is not None:
            self.issued.append(str(self._means().number))
            self.last += 1

    @rule(who=SOMEONE, pause=PAUSE)
    def accept(self, who: Acting, pause: int) -> None:
        self._take(handling.accept(self.request, self.account, KIND, who, self._on(pause)), self._on(pause))

    @rule(who=SOMEONE, pause=PAUSE)
    def claim(self, who: Acting, pause: int) -> None:
        self._take(handling.claim(self.request, KIND, who, self._on(pause)), self._on(pause))

    @rule(who=SOMEONE, pause=PAUSE, items=st.lists(st.sampled_from(["图", "", "表"]), max_size=3))
    def send_back(self, who: Acting, pause: int, items: list[str]) -> None:
        on = self._on(pause)
        self._take(handling.return_(self.request, "缺件", KIND, who, on, b.CALENDAR, items), on)

    @rule(pause=PAUSE)
    def resubmit(self, pause: int) -> None:
        self._take(b.resubmitted(self.request, b.OWNER, self._on(pause)), self._on(pause))

    @rule(who=SOMEONE, pause=st.integers(0, 2), reason=st.sampled_from(["", "", "", "不属本单位职责"]))
    def not_accept(self, who: Acting, pause: int, reason: str) -> None:
        on = self._on(pause)
        self._take(handling.not_accept(self.request, reason, None, KIND, who, on), on)

    @rule(who=SOMEONE, to=st.sampled_from([b.OFFICER, b.COLLEAGUE]), by_hand=st.booleans())
    def give_to(self, who: Acting, to: Acting, by_hand: bool) -> None:
        colleague = Colleague(to.subject, to.name)
        if by_hand:
            self._take(assigning.hand_over(self.request, colleague, "休假", KIND, who, self.today), self.today)
        else:
            self._take(assigning.assign(self.request, colleague, None, KIND, who, self.today), self.today)

    @rule(who=SOMEONE, pause=PAUSE, code=st.sampled_from(["HEARING", "HEARING", "OTHER"]))
    def suspend(self, who: Acting, pause: int, code: str) -> None:
        on = self._on(pause)
        ordered = Ordered(procedure=code, reason="理由", document="示例〔2026〕1号")
        self._take(special.suspend(self.request, ordered, KIND, who, on, b.CALENDAR), on)

    @rule(who=SOMEONE, pause=PAUSE)
    def resume(self, who: Acting, pause: int) -> None:
        self._take(special.resume(self.request, None, KIND, who, self._on(pause), b.CALENDAR), self._on(pause))

    @rule(who=SOMEONE, pause=PAUSE)
    def look_at_the_site(self, who: Acting, pause: int) -> None:
        on = self._on(pause)
        made = Survey(id=b.identifier(99), surveyed_on=on, people=("甲",), findings="相符")
        self.surveys += self._take(survey.record(self.request, made, KIND, who, on), on) is not None

    @rule(who=SOMEONE, pause=PAUSE)
    def ask(self, who: Acting, pause: int) -> None:
        on, its = self._on(pause), b.identifier(100 + len(self.opinions))
        asked = opinion.ask(self.request, its, ASKED, "影响交通否", self.opinions, KIND, who, on, b.CALENDAR)
        made = self._take(asked, on)
        if made is not None:
            self.opinions.append(made)

    @precondition(lambda self: getattr(self, "opinions", []))
    @rule(who=SOMEONE, pause=PAUSE, stance=st.sampled_from(Stance), gone=st.booleans())
    def answer(self, who: Acting, pause: int, stance: Stance, gone: bool) -> None:
        on, asked = self._on(pause), self.opinions[-1]
        if gone:
            done = opinion.withdraw_asking(self.request, asked, "不再需要", KIND, who, on)
        else:
            done = opinion.give(self.request, asked, stance, "意见", KIND, who, on)
        self.opinions[-1] = self._take(done, on) or asked

    @rule(who=SOMEONE, pause=PAUSE, outcome=st.sampled_from(Outcome), granted=st.sampled_from([None, "10", "80"]))
    def decide(self, who: Acting, pause: int, outcome: Outcome, granted: str | None) -> None:
        on = self._on(pause)
        verdict = b.granting(outcome, granted, "理由")
        done = decision.decide(self.request, verdict, self._means(), KIND, who, on, b.CALENDAR)
        self._issue(self._take(done, on))

    @rule(pause=PAUSE, really=st.sampled_from([False, False, False, True]))
    def withdraw(self, pause: int, really: bool) -> None:
        reason = None if really else "过长的理由" * 1000
        self._take(b.withdrawn(self.request, reason, self.account, b.OWNER, self._on(pause)), self._on(pause))

    @rule(who=SOMEONE, pause=PAUSE)
    def deliver(self, who: Acting, pause: int) -> None:
        on = self._on(pause)
        issued = self.review.decided_on if self.review and self.review.decided_on else self.request.clock.ended_on
        handed = Handed(method=DeliveryMethod.IN_PERSON, recipient="业主经办人")
        self._take(delivery.deliver(self.request, handed, issued or on, KIND, who, on), on)

    @rule(who=SOMEONE, pause=PAUSE)
    def acknowledge(self, who: Acting, pause: int) -> None:
        on = self._on(pause)
        self._take(delivery.acknowledge(self.request, KIND, b.OWNER_UNIT, who, on), on)

    @rule(who=SOMEONE, pause=PAUSE)
    def ask_review(self, who: Acting, pause: int) -> None:
        on = self._on(pause)
        done = review.ask(self.request, self.review, "不服", KIND, b.OWNER_UNIT, who, on, b.CALENDAR)
        self.review = self._take(done, on) or self.review

    @rule(
        who=SOMEONE,
        pause=PAUSE,
        outcome=st.sampled_from(ReviewOutcome),
        new=st.sampled_from([None, *Outcome]),
        granted=st.sampled_from([None, "5", "60", "80"]),
    )
    def decide_review(
        self, who: Acting, pause: int, outcome: ReviewOutcome, new: Outcome | None, granted: str | None
    ) -> None:
        on = self._on(pause)
        amount = Decimal(granted) if granted is not None else None
        finding = Finding(outcome=outcome, reason="复核意见", decision=new, granted=amount)
        done = self._take(review.decide(self.request, self.review, finding, self._means(), KIND, who, on), on)
        self._issue(done)
        self.review = done or self.review

    @rule(who=SOMEONE, pause=PAUSE, right=st.sampled_from(["东侧", "西侧", "准予"]))
    def correct(self, who: Acting, pause: int, right: str) -> None:
        on, before = self._on(pause), self.request.decision
        notice = Notice(wrong="西侧", right=right, reason="笔误")
        self._issue(self._take(correction.correct(self.request, notice, self._means().number, KIND, who, on), on))
        assert self.request.decision == before

    @invariant()
    def no_clock_is_negative_or_runs_while_it_stands(self) -> None:
        if not hasattr(self, "request"):
            return
        state, its = self.request.state, self.request.clock
        reading = clock.read(its, self.today, b.CALENDAR)
        assert reading.used >= self.seen.used >= 0
        assert reading.left >= 0
        assert reading.late == max(0, reading.used - KIND.working_days)
        assert its.standing == (state in STANDING)
        assert its.running == (state in OPEN - STANDING)
        if state in STANDING | ENDS:
            assert clock.read(its, self.today + timedelta(days=100), b.CALENDAR).used == reading.used
        assert sum(s.working_days for s in clock.segments(its, self.today, b.CALENDAR)) == reading.used
        self.seen = reading

    @invariant()
    def every_open_state_has_a_way_out_and_an_end_is_left_only_by_a_review(self) -> None:
        if not hasattr(self, "request"):
            return
        out = b.withdrawn(self.request, None, self.account, b.OWNER, self.today)
        assert isinstance(out, Change) == (self.request.state in OPEN)
        if self.request.state is State.SUSPENDED:
            assert isinstance(special.resume(self.request, None, KIND, b.COLLEAGUE, self.today, b.CALENDAR), Change)

    @invariant()
    def what_is_decided_had_its_survey_and_opinion_and_its_quota_is_what_is_granted(self) -> None:
        if not hasattr(self, "request"):
            return
        held = self.request.held.amount if self.request.held else Decimal(0)
        decided = self.request.decision
        granted = (decided.granted if decided else None) or Decimal(0)
        assert (self.account.reserved, self.account.committed) == (held, granted)
        assert isinstance(self.account, quota.Account)
        if decided is not None:
            assert self.surveys
            assert any(o.given_on is not None for o in self.opinions)
            assert State(decided.outcome) is self.request.state

    @invariant()
    def numbers_follow_each_other_and_are_never_given_twice(self) -> None:
        if not hasattr(self, "request"):
            return
        assert self.issued == [f"株天自然资函〔2026〕{n}号" for n in range(1, self.last + 1)]
        if self.request.decision is not None:
            assert self.request.decision.document_number in self.issued

    @invariant()
    def no_more_than_one_review_and_one_opinion_are_owed_at_a_time(self) -> None:
        if not hasattr(self, "request"):
            return
        assert sum(o.awaited for o in self.opinions) <= 1
        assert all(o.due_on == b.CALENDAR.add(o.asked_on, 2) for o in self.opinions)


WholeLife.TestCase.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
TestWholeLife = WholeLife.TestCase
