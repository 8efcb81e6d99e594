"""A plan's history gives its editions again, to the same digest; whatever is changed in it gives another."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.reserve.domain.adjustment import changes, procedure
from services.reserve.domain.adjustment.conversion import Start, start
from services.reserve.domain.decision import Decided
from services.reserve.domain.plan.amending import Amending, Amendment, AmendmentKind
from services.reserve.domain.plan.edition import Conversion, Issue, content, first
from services.reserve.domain.plan.state import Guide
from services.reserve.domain.terms import DeliberationOutcome, ItemKind, Library
from services.reserve.store.editions import frozen
from tests.reserve.domain.adjusting import (
    MIDYEAR,
    NUMBER,
    consulted_on,
    drafted_adjustment,
    issued,
    passed_by,
    proposal,
    ready,
    with_kind,
)
from tests.reserve.domain.samples import BODIES
from tests.reserve.replaying import next_digest

PASSED_WITH_CHANGES = DeliberationOutcome.PASSED_WITH_CHANGES
PROJECTS = [ready(n, total=100000 + n) for n in range(1, 7)]
STEPS = st.one_of(
    st.tuples(st.just("add"), st.integers(0, 5), st.integers(1, 9)),
    st.tuples(st.just("remove"), st.integers(0, 5), st.just(0)),
    st.tuples(st.just("value"), st.integers(0, 5), st.integers(1, 9)),
    st.tuples(st.just("amend"), st.integers(0, 5), st.integers(1, 9)),
    st.tuples(st.just("start"), st.integers(0, 5), st.integers(1, 9)),
    st.tuples(st.just("issue"), st.just(0), st.just(0)),
)


class History:
    """Carries commands out, and freezes an edition at every issue."""

    def __init__(self) -> None:
        plan = issued(*PROJECTS[:4])
        self.plan = with_kind(plan, PROJECTS[0].id, ItemKind.PRELIMINARY)
        self.editions = [frozen(self.plan, first(self.plan))]
        self.annex: list[Conversion] = []
        self.amendments: list[Amendment] = []
        self.made = drafted_adjustment(self.plan)
        self.record = []  # what is kept of each issue: the adjustment, and what started in between

    def do(self, what: str, at: int, amount: int) -> None:
        project = PROJECTS[at]
        if what == "add":
            self.take(changes.add(self.made, self.plan, project, proposal(amount), None))
        elif what == "remove":
            self.take(changes.remove(self.made, self.plan, project.id, "停建"))
        elif what == "value":
            self.take(changes.revalue(self.made, self.plan, project, Decimal(amount), None, "缓建"))
        elif what == "amend":
            self.meet(project, amount)
        elif what == "start":
            self.start(replace(project, library=Library.CONSTRUCTION), amount)
        else:
            self.issue()

    def take(self, outcome):
        if isinstance(outcome, Decided):
            self.made = outcome.state

    def meet(self, project, amount):
        """Have a meeting take a project off the list, or cut it, when the list is made."""
        kind = AmendmentKind.REMOVE if amount % 2 else AmendmentKind.CHANGE
        figure = None if amount % 2 else Decimal(amount).scaleb(-1)
        self.amendments.append(Amendment(project_id=project.id, kind=kind, reason="压减", annual_investment=figure))

    def start(self, project, amount):
        asked = Start(annual_investment=Decimal(amount), edition=len(self.editions), adjusted=False)
        outcome = start(self.plan, project, (), asked, MIDYEAR)
        if isinstance(outcome, Decided):
            (event,) = outcome.events
            self.annex.append(
                Conversion(
                    project_id=project.id,
                    from_kind=event.from_kind,
                    kind=event.kind,
                    annual_investment_before=self.plan.item(project.id).annual_investment,
                    annual_investment=event.annual_investment,
                    converted_on=event.converted_on,
                )
            )
            self.plan = outcome.state

    def issue(self):
        suggested = (
            procedure.suggest(consulted_on(self.made), self.plan, {p.id: p for p in PROJECTS}, MIDYEAR)
            if self.made.changes
            else None
        )
        if not isinstance(suggested, Decided):
            return
        number = f"株高管发〔2027〕{len(self.editions)}号"
        made = self.passed(suggested.state)
        issued_ = procedure.issue(made, self.plan, number, MIDYEAR, [NUMBER], MIDYEAR)
        if not isinstance(issued_, Decided):
            return
        self.plan, done = issued_.state
        self.record.append((done, tuple(self.annex)))
        issue = Issue(
            number=len(self.editions) + 1,
            document_number=number,
            issued_on=MIDYEAR,
            previous_digest=self.editions[-1][1],
            deliberations=done.deliberations,
            changes=tuple(procedure.written(c) for c in done.changes),
            conversions=tuple(self.annex),
        )
        self.editions.append(frozen(self.plan, issue))
        self.annex, self.made = [], drafted_adjustment(self.plan)

    def passed(self, made):
        """Have every body pass the list, each with the changes that are still asked for and may be made."""
        for body in BODIES:
            asked = self.amendments.pop(0) if self.amendments else None
            amending = Amending(amendments=(asked,) if asked else ())
            changed = procedure.deliberate(made, body, PASSED_WITH_CHANGES, MIDYEAR, None, MIDYEAR, amending)
            made = changed.state if isinstance(changed, Decided) else passed_by(made, body)
        return made


def told(steps) -> list[tuple[str, str]]:
    history = History()
    for step in (*steps, ("issue", 0, 0)):
        history.do(*step)
    return history.editions


@settings(deadline=None)
@given(st.lists(STEPS, max_size=12))
def test_a_history_told_again_gives_the_same_digests(steps):
    assert told(steps) == told(steps)


@settings(deadline=None)
@given(st.lists(STEPS, max_size=12))
def test_later_editions_leave_the_earlier_ones_as_they_are(steps):
    whole = told(steps)
    assert len({digest for _, digest in whole}) == len(whole)
    for number, (text, digest) in enumerate(whole[1:], start=1):
        assert f'"previous_digest":"{whole[number - 1][1]}"' in text
        assert digest != whole[number - 1][1]


@settings(deadline=None)
@given(st.lists(STEPS, max_size=14))
def test_every_edition_is_built_anew_from_the_one_before_and_what_was_decided(steps):
    history = History()
    for step in (*steps, ("issue", 0, 0)):
        history.do(*step)
    for at, (adjustment, conversions) in enumerate(history.record):
        text, digest = history.editions[at]
        assert next_digest(text, digest, adjustment, conversions) == history.editions[at + 1][1]


@settings(deadline=None)
@given(st.lists(STEPS, max_size=14))
def test_the_totals_of_every_edition_are_the_sums_of_its_items(steps):
    for text, _ in told(steps):
        edition = json.loads(text)
        of = [
            (i["category"], Decimal(i["total_investment"]), Decimal(i["annual_investment"])) for i in edition["items"]
        ]
        for line in edition["totals"]:
            own = [o for o in of if o[0] == line["category"]]
            assert (line["projects"], Decimal(line["total_investment"]), Decimal(line["annual_investment"])) == (
                len(own),
                sum((o[1] for o in own), Decimal(0)),
                sum((o[2] for o in own), Decimal(0)),
            )
        for part in ("projects", "total_investment", "annual_investment"):
            assert sum(Decimal(line[part]) for line in edition["totals"]) == Decimal(edition["total"][part])


PLAN = issued(*PROJECTS[:2])
ISSUE = first(PLAN)


def test_the_order_in_which_rows_are_read_and_needless_zeros_make_no_difference():
    turned = replace(PLAN, items=PLAN.items[::-1])
    assert frozen(turned, ISSUE) == frozen(PLAN, ISSUE)
    item = replace(PLAN.items[0], annual_investment=Decimal("80000.0000"))
    assert frozen(replace(PLAN, items=(item, PLAN.items[1])), ISSUE) == frozen(PLAN, ISSUE)


@pytest.mark.parametrize(
    "other",
    [
        (replace(PLAN, items=PLAN.items[:1]), ISSUE),
        (replace(PLAN, items=(replace(PLAN.items[0], annual_investment=Decimal("80000.0001")), PLAN.items[1])), ISSUE),
        (replace(PLAN, items=(replace(PLAN.items[0], opinions=PLAN.items[0].opinions[1:]), PLAN.items[1])), ISSUE),
        (replace(PLAN, guide=Guide(conditions="其他")), ISSUE),
        (PLAN, replace(ISSUE, document_number="株高管发〔2026〕16号")),
        (PLAN, replace(ISSUE, issued_on=date(2026, 11, 25))),
        (PLAN, replace(ISSUE, deliberations=ISSUE.deliberations[:2])),
        (PLAN, replace(ISSUE, major_decision=True)),
    ],
)
def test_any_other_content_has_another_digest(other):
    assert frozen(*other)[1] != frozen(PLAN, ISSUE)[1]


def test_an_edition_tells_items_totals_opinions_and_meetings():
    told_ = content(PLAN, ISSUE)
    assert [i["project_id"] for i in told_["items"]] == [p.id for p in PROJECTS[:2]]
    assert {len(i["opinions"]) for i in told_["items"]} == {4}
    assert told_["total"] == {
        "projects": 2,
        "total_investment": Decimal(200003),
        "annual_investment": Decimal(160000),
    }
    assert [d["body"] for d in told_["deliberations"]] == list(BODIES)
