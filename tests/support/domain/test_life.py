"""The whole life of a request, walked at random: every open state has a way out, and the clock keeps to time."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.law.breach import Refusal
from services.support.domain import clock, decision, handling, quota
from services.support.domain.events import OfRequest
from services.support.domain.kinds.model import Outcome
from services.support.domain.quota import Account
from services.support.domain.request import OPEN, Change, Request, State
from tests.support.domain import builders as b

SOMEONE = st.sampled_from([b.OWNER, b.OFFICER, b.COLLEAGUE, b.SERVICE])
PAUSE = st.integers(-2, 25)


class Life(RuleBasedStateMachine):
    @initialize(allocated=st.integers(0, 120))
    def submit(self, allocated: int) -> None:
        self.today = b.MONDAY
        self.request: Request = b.submitted()
        self.account: Account = b.account(str(allocated))
        self.seen = clock.read(self.request.clock, self.today, b.CALENDAR)
        self.issued: list[str] = []

    def _take(self, outcome: Change | Refusal, on: object) -> None:
        if isinstance(outcome, Refusal):
            assert outcome.breaches
            return
        assert self.request.state in OPEN, "an end was left"
        assert on >= self.today
        assert outcome.request.version == self.request.version + 1
        self.today = on
        self.request = outcome.request
        self._hear(outcome.events)
        for posted in outcome.postings:
            self.account = posted.account
        assert outcome.action.value

    def _hear(self, events: tuple[object, ...]) -> None:
        """Whoever follows the request learns of the version that it is in, and of the limit that the clock shows."""
        for event in events:
            assert isinstance(event, OfRequest)
            assert (event.request_id, event.request_version) == (self.request.id, self.request.version)
            reading = clock.read(self.request.clock, self.today, b.CALENDAR)
            if self.request.state is not State.WITHDRAWN:
                assert event.due_on == reading.due_on
            assert event.working_days_used == reading.used

    def _on(self, pause: int) -> object:
        return self.today + timedelta(days=pause)

    @rule(who=SOMEONE, pause=PAUSE)
    def accept(self, who: object, pause: int) -> None:
        self._take(handling.accept(self.request, self.account, b.rule(), who, self._on(pause)), self._on(pause))

    @rule(who=SOMEONE, pause=PAUSE, reason=st.sampled_from(["缺图", ""]))
    def send_back(self, who: object, pause: int, reason: str) -> None:
        self._take(b.sent_back(self.request, reason, who, self._on(pause)), self._on(pause))

    @rule(who=SOMEONE, pause=PAUSE, quantity=st.sampled_from(["80", "20", "0"]))
    def resubmit(self, who: object, pause: int, quantity: str) -> None:
        on = self._on(pause)
        self._take(b.resubmitted(self.request, who, on, None, quantity=quantity), on)

    @rule(who=SOMEONE, pause=PAUSE)
    def claim(self, who: object, pause: int) -> None:
        self._take(handling.claim(self.request, b.rule(), who, self._on(pause)), self._on(pause))

    @rule(who=SOMEONE, pause=PAUSE, outcome=st.sampled_from(Outcome), granted=st.sampled_from([None, "10", "80"]))
    def decide(self, who: object, pause: int, outcome: Outcome, granted: str | None) -> None:
        on = self._on(pause)
        drawn = b.means(self.account, self.account)
        verdict = b.granting(outcome, granted, "理由")
        self._take(decision.decide(self.request, verdict, drawn, b.rule(), who, on, b.CALENDAR), on)

    @rule(who=SOMEONE, pause=PAUSE)
    def withdraw(self, who: object, pause: int) -> None:
        on = self._on(pause)
        self._take(b.withdrawn(self.request, None, self.account, who, on), on)

    @invariant()
    def the_clock_is_never_negative_and_never_goes_back(self) -> None:
        if not hasattr(self, "request"):
            return
        reading = clock.read(self.request.clock, self.today, b.CALENDAR)
        assert reading.used >= self.seen.used >= 0
        assert reading.left >= 0
        assert reading.late == max(0, reading.used - 15)
        self.seen = reading

    @invariant()
    def the_clock_runs_exactly_while_the_bureau_has_the_request(self) -> None:
        if not hasattr(self, "request"):
            return
        state = self.request.state
        assert self.request.clock.running == (state in {State.SUBMITTED, State.ACCEPTED, State.CLAIMED})
        assert self.request.clock.standing == (state is State.RETURNED)
        if state is State.RETURNED:
            much_later = clock.read(self.request.clock, self.today + timedelta(days=200), b.CALENDAR)
            assert much_later.used == self.seen.used

    @invariant()
    def every_open_request_has_a_way_out_and_an_end_has_none(self) -> None:
        if not hasattr(self, "request"):
            return
        state = self.request.state
        ways = self._ways_out()
        assert bool(ways) == (state in OPEN)
        assert State.WITHDRAWN in ways or state not in OPEN

    def _ways_out(self) -> set[State]:
        r, q, today, rule_ = self.request, self.account, self.today, b.rule()
        tried = [
            handling.accept(r, q, rule_, b.OFFICER, today),
            b.sent_back(r, on=today),
            handling.claim(r, rule_, b.OFFICER, today),
            handling.claim(r, rule_, b.COLLEAGUE, today),
            b.resubmitted(r, on=today),
            b.withdrawn(r, held=q, on=today),
            *(
                decision.decide(
                    r, b.granting(Outcome.REFUSED, None, "理由"), b.means(q, q), rule_, who, today, b.CALENDAR
                )
                for who in (b.OFFICER, b.COLLEAGUE)
            ),
        ]
        return {t.request.state for t in tried if isinstance(t, Change)}

    @invariant()
    def quota_is_held_only_for_open_requests_and_committed_only_for_granted_ones(self) -> None:
        if not hasattr(self, "request"):
            return
        held = self.request.held.amount if self.request.held else Decimal(0)
        granted = self.request.decision.granted if self.request.decision else Decimal(0)
        assert (self.account.reserved, self.account.committed) == (held, granted)
        assert not held or self.request.state in {State.ACCEPTED, State.CLAIMED}
        assert isinstance(self.account, quota.Account)


Life.TestCase.settings = settings(max_examples=150, stateful_step_count=25, deadline=None)
TestLife = Life.TestCase
