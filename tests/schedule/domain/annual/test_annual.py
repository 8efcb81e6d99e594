"""第八条：even splits, differences of versions, and the curve: each month against the task in force at its end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.schedule.domain.annual.curve import Done, InForce, curve, summed
from services.schedule.domain.annual.even import Even, even_faults, split_evenly
from services.schedule.domain.annual.versions import TaskVersion, difference

FIRST = InForce(
    version=1,
    since=date(2027, 1, 11),
    annual_investment=Decimal(80000),
    months=(Decimal(6000),) * 11 + (Decimal(14000),),
)
SECOND = InForce(
    version=2,
    since=date(2027, 4, 1),
    annual_investment=Decimal(80000),
    months=(Decimal(5000),) * 11 + (Decimal(25000),),
)
AMOUNTS = st.decimals(min_value=0, max_value=10**12, places=4)
MONTHS = st.tuples(st.integers(1, 12), st.integers(1, 12)).map(sorted).map(lambda m: Even(m[0], m[1]))


@settings(deadline=None)
@given(AMOUNTS, MONTHS)
def test_an_even_split_sums_exactly_and_gives_no_month_less_than_nothing(total, even):
    months = split_evenly(total, even, 2)
    assert len(months) == 12
    assert sum(months) == total
    assert min(months) >= 0
    given_ = months[even.first - 1 : even.last]
    assert len(set(given_[:-1])) <= 1
    assert all(m == round(m, 2) for m in given_[:-1])
    assert not any(months[: even.first - 1])
    assert not any(months[even.last :])


@pytest.mark.parametrize(
    ("total", "count", "each", "last"),
    [
        ("100", 3, "33.33", "33.34"),  # down
        ("200", 3, "66.67", "66.66"),  # up: the last month has less
        ("1.01", 2, "0.51", "0.50"),  # the half goes up
        ("0.06", 12, "0", "0.06"),  # rounded up the last would have less than nothing
        ("80000.0001", 2, "40000.00", "40000.0001"),
    ],
)
def test_a_share_is_rounded_half_up_to_hundredths_and_the_last_month_takes_the_rest(total, count, each, last):
    months = split_evenly(Decimal(total), Even(1, count), 2)
    assert (months[0], months[count - 1]) == (Decimal(each), Decimal(last))


@pytest.mark.parametrize(
    ("even", "faults"), [(Even(1, 12), 0), (Even(12, 12), 0), (Even(0, 12), 1), (Even(1, 13), 1), (Even(7, 6), 1)]
)
def test_months_of_an_even_split_are_months_of_a_year_in_order(even, faults):
    assert len(even_faults(even, "even")) == faults


@pytest.mark.parametrize(("today", "version"), [(date(2027, 3, 31), 1), (date(2027, 4, 1), 2)])
def test_a_month_is_measured_against_the_version_in_force_at_its_end(today, version):
    known = [v for v in (FIRST, SECOND) if v.since <= today]
    points = curve(2027, known, {}, today)
    assert [p.task_version for p in points] == [1, 1, 1] + [version] * 9
    assert points[2].planned_total == 18000
    assert points[11].planned_total == 80000


@pytest.mark.parametrize(("since", "march"), [(date(2027, 3, 31), 2), (date(2027, 4, 1), 1)])
def test_a_version_set_on_the_last_day_of_a_month_holds_for_it(since, march):
    points = curve(2027, [FIRST, replace(SECOND, since=since)], {}, date(2027, 12, 31))
    assert [p.task_version for p in points] == [1, 1, march] + [2] * 9


def test_months_before_the_first_version_are_measured_against_it():
    late = InForce(version=1, since=date(2027, 5, 3), annual_investment=Decimal(12), months=(Decimal(1),) * 12)
    points = curve(2027, [late], {}, date(2027, 5, 3))
    assert [p.task_version for p in points] == [1] * 12
    assert [p.planned_total for p in points] == list(range(1, 13))


def test_reported_and_verified_add_up_to_the_running_month_and_are_unknown_after_it():
    done = {
        1: Done(reported=Decimal(5000), verified=Decimal(4800)),
        2: Done(reported=Decimal(7000), verified=None),
    }
    points = curve(2027, [FIRST], done, date(2027, 3, 1))
    assert [p.reported for p in points[:4]] == [5000, 7000, None, None]
    assert [p.reported_total for p in points[:4]] == [5000, 12000, 12000, None]
    assert [p.verified_total for p in points[:4]] == [4800, 4800, 4800, None]
    assert [p.percent for p in points[:4]] == [Decimal("80.0"), Decimal("40.0"), Decimal("26.7"), None]


def test_without_a_task_nothing_is_planned_and_nothing_is_measured():
    point = curve(2027, [], {1: Done(reported=Decimal(5), verified=Decimal(5))}, date(2027, 1, 1))[0]
    assert (point.task_version, point.planned, point.planned_total, point.percent) == (None, None, None, None)
    assert point.verified_total == 5


@settings(deadline=None)
@given(st.lists(st.lists(AMOUNTS, min_size=12, max_size=12), min_size=1, max_size=5), st.integers(1, 12))
def test_the_sum_of_curves_is_the_curve_of_the_sums(projects, month):
    today = date(2027, month, 28)
    tasks = [InForce(version=1, since=date(2027, 1, 1), annual_investment=sum(m), months=tuple(m)) for m in projects]
    dones = [{1: Done(reported=m[0], verified=m[1])} for m in projects]
    whole = summed([curve(2027, [t], d, today) for t, d in zip(tasks, dones, strict=True)], today)
    assert whole[11].planned_total == sum(t.annual_investment for t in tasks)
    assert whole[0].reported == sum(m[0] for m in projects)
    assert whole[month - 1].verified_total == sum(m[1] for m in projects)
    assert summed([], today)[0].planned is None


def test_two_versions_are_laid_side_by_side_by_default_the_last_two():
    versions = [TaskVersion(version=n, annual_investment=Decimal(12 * n), months=(Decimal(n),) * 12) for n in (1, 2, 3)]
    found = difference(versions, None, None)
    assert (found.before.version, found.after.version) == (2, 3)
    assert [m.total_change for m in found.months] == list(range(1, 13))
    assert difference(versions, 1, 3).months[0].change == 2
    assert difference(versions, 3, 1).months[0].change == -2
    assert difference(versions, 4, None) is None
    assert difference(versions[:1], None, None) is None
    assert difference([], None, None) is None
