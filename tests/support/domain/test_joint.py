"""A joint matter, walked at random: its parts share one state and one clock, and end together or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.law.breach import Refusal
from services.law.parties import Role
from services.support.domain import clock, submission
from services.support.domain.documents import DocumentNumber
from services.support.domain.joint import handling
from services.support.domain.joint.handling import Answer
from services.support.domain.joint.model import Attending, JointChange, Meeting, Part, Together, not_alone
from services.support.domain.joint.submitting import Judged, combine, limited, misfits, repeated
from services.support.domain.kinds.ecology import JOINT_EVALUATION, JointKind, joint_on
from services.support.domain.kinds.model import Outcome
from services.support.domain.opinion import Stance
from services.support.domain.request import OPEN, Acting, Request, State
from services.support.domain.special import Ordered
from services.support.domain.submission import Bureau
from tests.support.domain import builders as b
from tests.support.services_world import FORMS

ECOLOGY_UNIT, JOINT = b.identifier(41), b.identifier(42)
ECOLOGIST = Acting("eco-1", "科员戊", ECOLOGY_UNIT, frozenset({Role.ECOLOGY}), b.DIVISION)
OTHER = Acting("eco-2", "科员己", ECOLOGY_UNIT, frozenset({Role.ECOLOGY}), b.DIVISION)
NUMBER = DocumentNumber("株天环评", 2026, 7)
KINDS = tuple(FORMS)
SOMEONE = st.sampled_from([ECOLOGIST, OTHER, b.OWNER, b.OFFICER])
PAUSE = st.integers(-1, 20)


def joint_rule() -> JointKind:
    found = joint_on(b.DIVISION, JOINT_EVALUATION, b.MONDAY)
    assert found is not None
    return found


def judged(kind: str, n: int, form: dict[str, str] | None = None, acting: Acting = b.OWNER) -> Judged:
    coming = b.coming(
        id=b.identifier(50 + n),
        node_id=None,
        node=None,
        bureaus=(Bureau(ECOLOGY_UNIT, "示例生态环境分局"),),
        asked=replace(b.asked(None, None), form=FORMS[kind] if form is None else form),
    )
    return Judged(kind, submission.submit(coming, limited(b.rule(kind), joint_rule()), acting, b.MONDAY, b.CALENDAR))


def submitted(kinds: tuple[str, ...] = KINDS) -> Together:
    parts = [judged(kind, n) for n, kind in enumerate(kinds)]
    change = combine(JOINT, parts, (), joint_rule(), "一期环评", b.MONDAY)
    return after(change)


def after(change: JointChange | Refusal, before: Together | None = None) -> Together:
    assert isinstance(change, JointChange), change
    if not change.parts:
        assert before is not None
        return Together(change.joint, before.parts, before.rule)
    return Together(change.joint, tuple(Part(c.request, b.rule(c.request.kind)) for c in change.parts), joint_rule())


def meeting(on: date, **changes: Any) -> Meeting:
    held = Meeting(
        held_on=on,
        place="示例会议室",
        conclusion="原则同意",
        attending=(Attending(unit_id=ECOLOGY_UNIT, stance=Stance.AGREE, said=""),),
    )
    return replace(held, **changes)


def claimed() -> Together:
    accepted = after(handling.accept(submitted(), ECOLOGIST, b.MONDAY))
    return after(handling.claim(accepted, ECOLOGIST, b.MONDAY))


def met() -> Together:
    all_ = claimed()
    return after(handling.record_meeting(all_, meeting(b.MONDAY), ECOLOGIST, b.MONDAY), all_)


def codes(outcome: object) -> list[str]:
    assert isinstance(outcome, Refusal), outcome
    return [breach.code for breach in outcome.breaches]


def test_all_parts_have_the_one_clock_of_the_joint_matter():
    all_ = submitted()
    assert {part.request.clock.working_days for part in all_.parts} == {20}
    assert {part.request.parent_id for part in all_.parts} == {JOINT}


def test_the_joint_limit_is_kept_on_the_twentieth_day_and_over_on_the_next():
    running = submitted().first.request.clock
    assert not clock.read(running, b.day(20), b.CALENDAR).overdue
    assert clock.read(running, b.day(21), b.CALENDAR).overdue


@pytest.mark.parametrize(
    ("kinds", "found"),
    [
        (["EIA_CONSTRUCTION"], ["JOINT_TOO_FEW"]),
        (["EIA_CONSTRUCTION", "RIVER_OUTFALL"], []),
        (["EIA_CONSTRUCTION", "EIA_CONSTRUCTION"], ["JOINT_PART_REPEATED", "JOINT_TOO_FEW"]),
        (["EIA_CONSTRUCTION", "LAND_QUOTA"], ["JOINT_PART_UNKNOWN"]),
        ([], ["JOINT_TOO_FEW"]),
    ],
)
def test_what_may_be_joined(kinds, found):
    rules = {kind: b.rule(kind) for kind in KINDS}
    assert [f.code for f in misfits(kinds, rules, joint_rule(), None)] == found


def test_a_project_has_one_joint_matter_open_and_what_is_asked_alone_is_not_joined():
    rules = {kind: b.rule(kind) for kind in KINDS}
    assert [f.code for f in misfits(list(KINDS), rules, joint_rule(), JOINT)] == ["JOINT_ALREADY_OPEN"]
    breach = repeated("RIVER_OUTFALL", b.REQUEST, joint_rule())
    assert (breach.code, breach.field) == ("REQUEST_ALREADY_OPEN", "evaluations.RIVER_OUTFALL.kind")


def test_every_fault_of_every_form_is_told_and_what_is_wrong_with_all_is_told_once():
    parts = [judged(kind, n, {}, b.OFFICER) for n, kind in enumerate(KINDS)]
    change = combine(JOINT, parts, (), joint_rule(), "一期环评", b.MONDAY)
    assert isinstance(change, Refusal)
    found = [(breach.code, breach.field) for breach in change.breaches]
    assert found.count(("NOT_THE_APPLICANT", "projectId")) == 1
    assert ("FIELD_MISSING", "evaluations.RIVER_OUTFALL.form.water") in found
    assert ("FIELD_MISSING", "evaluations.EIA_RADIATION.form.equipment") in found


def test_nothing_is_decided_before_the_meeting_and_all_are_decided_by_one_document():
    decide = (Outcome.GRANTED, None, NUMBER, ECOLOGIST, b.MONDAY, b.CALENDAR)
    assert codes(handling.decide(claimed(), *decide)) == ["JOINT_MEETING_MISSING"]
    all_ = after(handling.decide(met(), *decide))
    assert {part.request.state for part in all_.parts} == {State.GRANTED}
    assert {part.request.decision.document_number for part in all_.parts} == {str(NUMBER)}
    assert (all_.joint.document_number, all_.joint.outcome) == (str(NUMBER), Outcome.GRANTED)


def test_a_part_of_the_parts_is_not_granted_and_a_refusal_says_why():
    decided = (NUMBER, ECOLOGIST, b.MONDAY, b.CALENDAR)
    assert codes(handling.decide(met(), Outcome.GRANTED_IN_PART, "理由", *decided)) == ["JOINT_ALL_OR_NONE"]
    assert codes(handling.decide(met(), Outcome.REFUSED, "", *decided)) == ["TEXT_MISSING"]
    assert {p.request.state for p in after(handling.decide(met(), Outcome.REFUSED, "不符", *decided)).parts} == {
        State.REFUSED
    }


def test_a_part_takes_no_step_alone_while_it_is_open():
    part = submitted().first
    breach = not_alone(part.request, part.rule)
    assert breach is not None
    assert (breach.code, breach.article) == ("PART_OF_JOINT_MATTER", joint_rule().article)
    assert str(JOINT) in breach.message
    decided = after(handling.decide(met(), Outcome.GRANTED, None, NUMBER, ECOLOGIST, b.MONDAY, b.CALENDAR)).first
    assert not_alone(decided.request, decided.rule) is None
    assert not_alone(b.submitted(), b.rule()) is None


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"attending": ()}, ["MEETING_UNITS_INVALID"]),
        ({"place": ""}, ["TEXT_MISSING"]),
        ({"held_on": b.MONDAY - timedelta(days=1)}, ["MEETING_DAY_INVALID"]),
        ({"held_on": b.MONDAY + timedelta(days=1)}, ["MEETING_DAY_INVALID"]),
        (
            {"attending": (Attending(unit_id=ECOLOGY_UNIT, stance=Stance.DISAGREE, said=" "),)},
            ["MEETING_OPINION_MISSING"],
        ),
        (
            {"attending": (Attending(unit_id=ECOLOGY_UNIT, stance=Stance.AGREE, said=""),) * 2},
            ["MEETING_UNIT_REPEATED"],
        ),
    ],
)
def test_a_meeting_is_held_in_time_by_units_that_say_what_they_think(changes, found):
    assert codes(handling.record_meeting(claimed(), meeting(b.MONDAY, **changes), ECOLOGIST, b.MONDAY)) == found


def test_parts_that_came_apart_go_no_further():
    all_ = submitted()
    apart = (all_.parts[0], Part(replace(all_.parts[1].request, state=State.GRANTED), all_.parts[1].rule))
    with pytest.raises(ValueError, match="apart"):
        Together(all_.joint, apart, all_.rule)


class JointLife(RuleBasedStateMachine):
    @initialize(kinds=st.permutations(KINDS).flatmap(lambda k: st.integers(2, 3).map(lambda n: tuple(k[:n]))))
    def submit(self, kinds: tuple[str, ...]) -> None:
        self.today = b.MONDAY
        self.all_ = submitted(kinds)

    def _take(self, outcome: JointChange | Refusal, on: date) -> None:
        if isinstance(outcome, Refusal):
            assert outcome.breaches
            assert len({(x.code, x.field) for x in outcome.breaches}) == len(outcome.breaches)
            return
        assert self.all_.joint.state in OPEN, "an end was left"
        assert outcome.joint.version == self.all_.joint.version + 1
        self.all_, self.today = after(outcome, self.all_), on

    def _on(self, pause: int) -> date:
        return self.today + timedelta(days=pause)

    @rule(who=SOMEONE, pause=PAUSE)
    def accept(self, who: Acting, pause: int) -> None:
        self._take(handling.accept(self.all_, who, self._on(pause)), self._on(pause))

    @rule(who=SOMEONE, pause=PAUSE, reason=st.sampled_from(["缺图", ""]))
    def send_back(self, who: Acting, pause: int, reason: str) -> None:
        on = self._on(pause)
        self._take(handling.return_(self.all_, reason, who, on, b.CALENDAR, ["总图"]), on)

    @rule(who=SOMEONE, pause=PAUSE)
    def not_accept(self, who: Acting, pause: int) -> None:
        self._take(handling.not_accept(self.all_, "不属本区", who, self._on(pause)), self._on(pause))

    @rule(who=SOMEONE, pause=PAUSE, forms=st.sampled_from([{}, {"EIA_CONSTRUCTION": {}}, {"LAND_QUOTA": {}}]))
    def resubmit(self, who: Acting, pause: int, forms: dict[str, dict[str, str]]) -> None:
        on, answer = self._on(pause), Answer(purpose="已补正", note=None, forms=forms)
        self._take(handling.resubmit(self.all_, answer, None, b.OWNER_UNIT, who, on, b.CALENDAR), on)

    @rule(who=SOMEONE, pause=PAUSE)
    def claim(self, who: Acting, pause: int) -> None:
        self._take(handling.claim(self.all_, who, self._on(pause)), self._on(pause))

    @rule(who=SOMEONE, pause=PAUSE)
    def meet(self, who: Acting, pause: int) -> None:
        on = self._on(pause)
        self._take(handling.record_meeting(self.all_, meeting(on), who, on), on)

    @rule(who=SOMEONE, pause=PAUSE, procedure=st.sampled_from(["HEARING", "NONE"]))
    def suspend(self, who: Acting, pause: int, procedure: str) -> None:
        ordered, on = Ordered(procedure=procedure, reason="听证", document="示例〔2026〕1号"), self._on(pause)
        self._take(handling.suspend(self.all_, ordered, who, on, b.CALENDAR), on)

    @rule(who=SOMEONE, pause=PAUSE)
    def resume(self, who: Acting, pause: int) -> None:
        on = self._on(pause)
        self._take(handling.resume(self.all_, None, who, on, b.CALENDAR), on)

    @rule(who=SOMEONE, pause=PAUSE, outcome=st.sampled_from(Outcome))
    def decide(self, who: Acting, pause: int, outcome: Outcome) -> None:
        on = self._on(pause)
        self._take(handling.decide(self.all_, outcome, "理由", NUMBER, who, on, b.CALENDAR), on)

    @rule(who=SOMEONE, pause=PAUSE)
    def withdraw(self, who: Acting, pause: int) -> None:
        on = self._on(pause)
        self._take(handling.withdraw(self.all_, None, b.OWNER_UNIT, who, on, b.CALENDAR), on)

    def _parts(self) -> list[Request]:
        return [part.request for part in self.all_.parts] if hasattr(self, "all_") else []

    @invariant()
    def all_parts_share_one_state_one_clock_one_person_and_one_number(self) -> None:
        parts = self._parts()
        assert len({(p.state, p.clock, p.claimant, p.version, p.stepped_on) for p in parts}) <= 1
        assert len({p.decision.document_number if p.decision else None for p in parts}) <= 1
        assert not parts or parts[0].state is self.all_.joint.state

    @invariant()
    def what_is_open_cannot_be_touched_alone_and_can_always_be_left(self) -> None:
        for part in self.all_.parts if hasattr(self, "all_") else ():
            is_open = part.request.state in OPEN
            assert (not_alone(part.request, part.rule) is not None) == is_open
            assert is_open == (self.all_.joint.ended_on is None)
        if hasattr(self, "all_") and self.all_.joint.state in OPEN:
            gone = handling.withdraw(self.all_, None, b.OWNER_UNIT, b.OWNER, self.today, b.CALENDAR)
            assert isinstance(gone, JointChange)


JointLife.TestCase.settings = settings(max_examples=120, stateful_step_count=25, deadline=None)
TestJointLife = JointLife.TestCase
