"""第十四条：whatever is done in whatever order, an item waits exactly while something before it is not settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.chassis.calendar import calendar
from services.chassis.clock import new_id
from services.law.breach import Refusal
from services.support.domain.agency import steps
from services.support.domain.agency.case import Authorisation, Case
from services.support.domain.agency.items import Item, ItemChange, copied, late_before, late_on, unlocked, waits_for
from services.support.domain.agency.rulebook import items_for, items_on
from services.support.domain.agency.terms import (
    SETTLED,
    AuthorisationState,
    CaseState,
    ItemState,
    Route,
    Stage,
)

DAY = date(2026, 3, 2)
CASE = Case(
    id=new_id(),
    version=1,
    division="430211",
    project_id=new_id(),
    owner_id=new_id(),
    route=Route.APPROVAL,
    stages=tuple(Stage),
    item_codes=(),
    from_on=DAY,
    until_on=DAY,
    note="",
    state=CaseState.ACCEPTED,
    applied_on=DAY,
)


def made(route: Route) -> tuple[Item, ...]:
    listed = items_for("430211", DAY, route, frozenset(Stage), frozenset())
    return tuple(copied(rule, CASE, n, new_id(), None) for n, rule in enumerate(listed, start=1))


@pytest.mark.parametrize("route", Route)
def test_every_route_has_all_stages_and_no_circle(route):
    found = made(route)
    assert {i.stage for i in found} == set(Stage)
    assert not cyclic(found)


def test_what_an_item_waits_for_is_in_the_list():
    codes = {rule.code for rule in items_on("430211", DAY)}
    assert all(set(rule.after) <= codes for rule in items_on("430211", DAY))
    assert items_on("430204", DAY) == ()
    assert items_on("430211", date(2025, 12, 31)) == ()


def test_a_circle_is_found():
    one, other, *rest = made(Route.FILING)
    turned = replace(one, after=(other.code,)), replace(other, after=(one.code,)), *rest
    assert cyclic(turned)


STEPS = st.lists(
    st.tuples(
        st.integers(0, 15), st.sampled_from(["submit", "return", "correct", "done", "refuse", "skip", "restore"])
    ),
    max_size=40,
)


@given(route=st.sampled_from(list(Route)), steps=STEPS)
@settings(deadline=None)
def test_an_item_waits_exactly_while_something_before_it_is_not_settled(route, steps):
    today = DAY
    items = list(made(route))
    settled_by(items)
    for at, doing in steps:
        today += timedelta(days=1)
        item = items[at % len(items)]
        change = decided(doing, item, items, today)
        if isinstance(change, Refusal):
            continue
        assert change.item.version == item.version + 1
        items[items.index(item)] = change.item
        settled_by(items)
        hold(items)


def decided(doing: str, item: Item, items: list[Item], today: date) -> ItemChange | Refusal:
    days = calendar()
    return {
        "submit": lambda: steps.submit(item, items, "", today, days),
        "return": lambda: steps.returned(item, "缺图", today, days),
        "correct": lambda: steps.corrected(item, "", today, days),
        "done": lambda: steps.done(item, None, "", today, days),
        "refuse": lambda: steps.refused(item, "不符", today, days),
        "skip": lambda: steps.skip(item, "不涉及", today),
        "restore": lambda: steps.restore(item, items, "仍需"),
    }[doing]()


def cyclic(items: Sequence[Item]) -> bool:
    """Each round settles what waits for nothing unsettled; what remains at the end waits for itself."""
    left = {i.code: set(i.after) for i in items}
    while free := {code for code, after in left.items() if not after & left.keys()}:
        left = {code: after for code, after in left.items() if code not in free}
    return bool(left)


def settled_by(items: list[Item]) -> None:
    for changed in unlocked(items):
        items[[i.id for i in items].index(changed.id)] = changed


def hold(items: list[Item]) -> None:
    for item in items:
        if item.state in {ItemState.WAITING, ItemState.READY}:
            assert (item.state is ItemState.WAITING) == bool(waits_for(item, items))
        assert (item.due_on is None) or item.submitted_on is not None
        assert item.working_days_taken is None or item.working_days_taken >= 0
        if item.state is ItemState.CORRECTING:
            assert item.stops[-1][1] is None
        else:
            assert all(until is not None for _, until in item.stops)
        assert (item.state in SETTLED) <= (item.ended_on is not None)


@given(due=st.dates(date(2026, 1, 1), date(2026, 11, 30)), later=st.integers(0, 40), least=st.integers(1, 6))
def test_a_list_finds_late_what_an_item_says_is_late(due, later, least):
    today = due + timedelta(days=later)
    says = late_on(due, ItemState.SUBMITTED, today, calendar()) >= least
    assert (due < late_before(today, least, calendar())) == says


@pytest.mark.parametrize(
    ("today", "revoked", "state"),
    [
        (date(2026, 3, 1), False, AuthorisationState.NOT_YET),
        (date(2026, 3, 2), False, AuthorisationState.IN_FORCE),
        (date(2026, 3, 6), False, AuthorisationState.IN_FORCE),
        (date(2026, 3, 7), False, AuthorisationState.OVER),
        (date(2026, 3, 3), True, AuthorisationState.REVOKED),
    ],
)
def test_an_authorisation_holds_from_its_first_to_its_last_day(today, revoked, state):

    moment = datetime(2026, 3, 2, tzinfo=UTC)
    given_ = Authorisation(
        id=new_id(),
        seq=1,
        stages=(),
        item_codes=(),
        from_on=date(2026, 3, 2),
        until_on=date(2026, 3, 6),
        granted_at=moment,
        granted_by="o",
        granted_by_name="业主",
        revoked_at=moment if revoked else None,
    )
    assert given_.state_on(today) is state
