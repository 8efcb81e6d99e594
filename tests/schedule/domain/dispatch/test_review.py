"""第十条（季讲评）：the rules name units on their limits, exactly, with grounds that say what was measured."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from decimal import Decimal

import pytest

from services.schedule.domain.dispatch.review import OpenReview, candidates, check_quarter, quarter_days
from tests.schedule.domain.dispatch.facts import (
    AS_OF,
    AUTHORITY,
    BUREAU,
    OWNER,
    QUARTER,
    TOWN,
    facts,
    issue,
    node,
    project,
    request,
)

DAY = timedelta(days=1)


def named(**changes) -> dict:
    projects = changes.pop("projects", ())
    return {n.unit_id: [g.code for g in n.grounds] for n in candidates(facts(*projects, first=QUARTER, **changes))}


@pytest.mark.parametrize(("done", "behind"), [("239.9999", True), ("240", False), ("240.0001", False)])
def test_progress_is_behind_below_eighty_per_cent_to_the_yuan(done, behind):
    found = named(projects=(project(done=done),))
    assert found == ({TOWN: ["PROGRESS_BEHIND"], AUTHORITY: ["PROGRESS_BEHIND"]} if behind else {})


def test_no_task_is_no_lag():
    assert named(projects=(project(months=(Decimal(0),) * 12),)) == {}


def test_the_unit_s_projects_are_taken_together():
    assert named(projects=(project(1, done="0"), project(2, done="480"))) == {}


def test_a_unit_that_is_town_and_authority_counts_a_project_once():
    (one,) = candidates(facts(project(authority_id=TOWN), first=QUARTER))
    assert "为序时计划300万元的0.0%" in one.grounds[0].told


@pytest.mark.parametrize(("many", "too_many"), [(2, False), (3, True), (4, True)])
def test_late_nodes_are_too_many_from_three_on(many, too_many):
    found = named(nodes=tuple(node(n) for n in range(many)))
    assert found == ({TOWN: ["LATE_NODES"]} if too_many else {})


@pytest.mark.parametrize(
    ("first", "second", "too_many"), [(AS_OF - DAY, AS_OF - DAY, True), (AS_OF - DAY, AS_OF, False)]
)
def test_overdue_issues_are_too_many_from_two_on(first, second, too_many):
    found = named(issues=(issue(1, first), issue(2, second), issue(3, first, open_=False)))
    assert found == ({TOWN: ["OVERDUE_ISSUES"]} if too_many else {})


@pytest.mark.parametrize(
    ("requests", "too_many"),
    [
        ((request(1, QUARTER, QUARTER + DAY), request(2, AS_OF - DAY, open_=True)), True),
        ((request(1, QUARTER, QUARTER), request(2, AS_OF - DAY, open_=True)), False),
        ((request(1, QUARTER - 2 * DAY, QUARTER - DAY), request(2, AS_OF - DAY, open_=True)), False),
    ],
)
def test_late_requests_of_the_quarter_are_too_many_from_two_on(requests, too_many):
    assert named(requests=requests) == ({BUREAU: ["LATE_REQUESTS"]} if too_many else {})


def test_owners_of_other_kinds_are_not_named_and_platforms_are():
    slow = project(town_id=None, authority_id=None)
    assert named(projects=(slow,)) == {}
    assert named(projects=(slow,), categories={OWNER: "STATE_PLATFORM"}) == {OWNER: ["PROGRESS_BEHIND"]}


def test_who_has_most_grounds_comes_first():
    of = facts(project(), first=QUARTER, nodes=tuple(node(n, unit=AUTHORITY) for n in range(3)))
    assert [(n.unit_id, len(n.grounds)) for n in candidates(of)] == [(AUTHORITY, 2), (TOWN, 1)]


@pytest.mark.parametrize(("today", "codes"), [(date(2027, 3, 31), ["QUARTER_NOT_OVER"]), (date(2027, 4, 1), [])])
def test_a_quarter_is_reviewed_from_the_day_after_it(today, codes):
    refused = check_quarter(OpenReview(year=2027, quarter=1), today)
    assert list(refused.codes if refused else ()) == codes


def test_the_quarters_make_up_the_year():
    days = [quarter_days(2028, q) for q in range(1, 5)]
    assert days[0][0] == date(2028, 1, 1)
    assert days[3][1] == date(2028, 12, 31)
    assert all(later[0] == earlier[1] + DAY for earlier, later in itertools.pairwise(days))
