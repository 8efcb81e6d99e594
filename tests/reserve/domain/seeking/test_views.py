from __future__ import annotations

import json
from dataclasses import replace
from uuid import UUID

import pytest

from services.law.breach import Refusal
from services.reserve.domain.decision import Decided
from services.reserve.domain.seeking import settings, views
from services.reserve.domain.seeking.views import MOST_VIEWS, Others, Person, SavedView, Sharing, ViewList

UNIT = UUID(int=7)
ME = Person(subject="p1", unit=UNIT, authority=False)
VIEW = SavedView(
    id=UUID(int=1),
    division="430211",
    version=3,
    owner="p1",
    of_list=ViewList.PROJECTS,
    name="视图",
    sharing=Sharing.OWN,
    unit=None,
    is_default=True,
    settings={},
)
NONE = Others(frozenset())


def others(number: int) -> Others:
    return Others(frozenset(f"视图{n}" for n in range(number)))


def codes(outcome: Decided[SavedView] | Refusal) -> tuple[str, ...]:
    return outcome.codes if isinstance(outcome, Refusal) else ()


@pytest.mark.parametrize(("has", "refused"), [(MOST_VIEWS - 1, ()), (MOST_VIEWS, ("SAVED_VIEWS_TOO_MANY",))])
def test_the_last_view_that_a_person_may_keep_is_kept(has, refused):
    assert codes(views.save(VIEW, ME, others(has))) == refused
    assert codes(views.restore(replace(VIEW, deleted=True), ME, others(has))) == refused
    assert codes(views.change(VIEW, VIEW, ME, others(has))) == ()  # one more is none


@pytest.mark.parametrize(("over", "refused"), [(0, 0), (1, 1)])
def test_settings_are_kept_up_to_their_limit(over, refused):
    empty = len(json.dumps({"search": ""}))
    found = settings.faults({"search": "x" * (settings.LONGEST - empty + over)})
    assert [b.code for b in found] == ["SAVED_VIEW_TOO_LARGE"] * refused


def test_a_view_is_shared_with_the_unit_that_the_person_acts_for_now():
    shared = views.save(replace(VIEW, sharing=Sharing.UNIT), ME, NONE)
    assert isinstance(shared, Decided)
    assert shared.state.unit == UNIT
    alone = views.change(shared.state, replace(shared.state, sharing=Sharing.OWN), ME, NONE)
    assert isinstance(alone, Decided)
    assert (alone.state.unit, alone.state.version) == (None, 4)


def test_what_is_deleted_is_no_default_and_comes_back_as_none():
    gone = views.delete(VIEW, ME)
    assert isinstance(gone, Decided)
    assert (gone.state.deleted, gone.state.is_default, gone.state.version) == (True, False, 4)
    back = views.restore(gone.state, ME, NONE)
    assert isinstance(back, Decided)
    assert (back.state.deleted, back.state.is_default, back.state.version) == (False, False, 5)


def test_anothers_view_is_only_used():
    other = replace(ME, subject="p2", authority=True)
    for outcome in (
        views.change(VIEW, VIEW, other, NONE),
        views.delete(VIEW, other),
        views.restore(replace(VIEW, deleted=True), other, NONE),
    ):
        assert codes(outcome) == ("SAVED_VIEW_NOT_YOURS",)


def test_only_the_settings_of_the_views_own_list_are_taken():
    own, breaches = views.settings_of(ViewList.PROJECTS, {ViewList.PROJECTS: {"search": "x"}})
    assert (own, breaches) == ({"search": "x"}, [])
    own, breaches = views.settings_of(ViewList.PROJECTS, {ViewList.APPLICATIONS: {}})
    assert (own, [b.code for b in breaches]) == ({}, ["SAVED_VIEW_OTHER_LIST"])
