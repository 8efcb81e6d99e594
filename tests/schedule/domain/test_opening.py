"""第二条、第八条、第十一条：which plan items open a schedule, and which later ones it follows."""

from __future__ import annotations

from datetime import date

import pytest

from services.schedule.domain.opening import ItemKind, followed, opened, supersedes
from tests.schedule.domain.samples import INDUSTRY, OWNER, TOWN, item, schedule, uid


@pytest.mark.parametrize("kind", list(ItemKind))
def test_every_kind_of_plan_item_opens_a_schedule(kind: ItemKind) -> None:
    made = opened(item(kind=kind), uid(3))
    assert (made.kind, made.plan_version, made.opened_on) == (kind, 0, date(2027, 1, 4))


@pytest.mark.parametrize(
    ("kind", "construction"), [(ItemKind.NEW_START, True), (ItemKind.CONTINUING, True), (ItemKind.PRELIMINARY, False)]
)
def test_new_starts_and_continuing_projects_are_construction_projects(kind: ItemKind, construction: bool) -> None:
    assert kind.construction is construction


def test_a_later_version_or_document_replaces_the_known_item_and_an_older_one_does_not() -> None:
    known = item(plan_version=2, issued_on=date(2027, 7, 1))
    assert supersedes(item(), None)
    assert supersedes(item(plan_version=3, issued_on=date(2027, 7, 1)), known)
    assert supersedes(item(plan_version=1, issued_on=date(2027, 8, 1)), known)
    assert not supersedes(known, known)
    assert not supersedes(item(plan_version=9, issued_on=date(2027, 6, 30)), known)


def test_a_preliminary_project_that_is_adjusted_into_construction_becomes_a_construction_project() -> None:
    preliminary = schedule(kind=ItemKind.PRELIMINARY)
    assert followed(preliminary, item(kind=ItemKind.NEW_START)).kind is ItemKind.NEW_START


def test_next_years_item_is_followed_and_last_years_changes_nothing() -> None:
    assert followed(schedule(), item(year=2028, kind=ItemKind.CONTINUING)).year == 2028
    assert followed(schedule(), item(year=2026, kind=ItemKind.PRELIMINARY)) == schedule()


def test_owner_town_and_industry_authority_are_the_projects_own_units() -> None:
    assert all(schedule().stands_for(u) for u in (OWNER, TOWN, INDUSTRY))
    assert not schedule().stands_for(uid(99))
    assert not schedule(town_id=None).stands_for(None)
