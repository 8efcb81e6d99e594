"""A plan's history gives its editions again, to the same digest; whatever is changed in it gives another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.reserve.domain.adjustment import changes, procedure
from services.reserve.domain.adjustment.conversion import Start, start
from services.reserve.domain.decision import Decided
from services.reserve.domain.plan.edition import Conversion, Issue, content, first
from services.reserve.domain.plan.state import Guide
from services.reserve.domain.terms import ItemKind, Library
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

PROJECTS = [ready(n, total=100000 + n) for n in range(1, 7)]
STEPS = st.one_of(
    st.tuples(st.just("add"), st.integers(0, 5), st.integers(1, 9)),
    st.tuples(st.just("remove"), st.integers(0, 5), st.just(0)),
    st.tuples(st.just("value"), st.integers(0, 5), st.integers(1, 9)),
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
        self.made = drafted_adjustment(self.plan)

    def do(self, what: str, at: int, amount: int) -> None:
        project = PROJECTS[at]
        if what == "add":
            self.take(changes.add(self.made, self.plan, project, proposal(amount), None))
        elif what == "remove":
            self.take(changes.remove(self.made, self.plan, project.id, "停建"))
        elif what == "value":
            self.take(changes.revalue(self.made, self.plan, project, Decimal(amount), None, "缓建"))
        elif what == "start":
            self.start(replace(project, library=Library.CONSTRUCTION), amount)
        else:
            self.issue()

    def take(self, outcome):
        if isinstance(outcome, Decided):
            self.made = outcome.state

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
        made = passed_by(suggested.state, *BODIES)
        self.plan, done = procedure.issue(made, self.plan, number, MIDYEAR, [NUMBER], MIDYEAR).state
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


def told(steps) -> list[tuple[str, str]]:
    history = History()
    for step in (*steps, ("issue", 0, 0)):
        history.do(*step)
    return history.editions


@given(st.lists(STEPS, max_size=12))
def test_a_history_told_again_gives_the_same_digests(steps):
    assert told(steps) == told(steps)


@given(st.lists(STEPS, max_size=12))
def test_later_editions_leave_the_earlier_ones_as_they_are(steps):
    whole = told(steps)
    assert len({digest for _, digest in whole}) == len(whole)
    for number, (text, digest) in enumerate(whole[1:], start=1):
        assert f'"previous_digest":"{whole[number - 1][1]}"' in text
        assert digest != whole[number - 1][1]


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
