"""Entry in the month of the start, reporting in the next; figures out of step beyond the limit: on both sides (A12)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.schedule.domain.lists.month import Month
from services.schedule.domain.statistics.standing import MismatchKind, due_on, mismatches, stand
from services.schedule.domain.statistics.terms import StatisticsKind, StatisticsState

ENTRY, REPORTING = StatisticsKind.ENTRY, StatisticsKind.REPORTING
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("kind", "started_on", "limit"),
    [
        (ENTRY, date(2028, 2, 1), date(2028, 2, 29)),
        (ENTRY, date(2027, 2, 28), date(2027, 2, 28)),
        (REPORTING, date(2027, 11, 30), date(2027, 12, 31)),
        (REPORTING, date(2027, 12, 1), date(2028, 1, 31)),
    ],
)
def test_the_limit_is_the_last_day_of_its_month(kind, started_on, limit):
    assert due_on(kind, started_on) == limit
    for day, late, state in (
        (limit - timedelta(days=1), 0, StatisticsState.PENDING),
        (limit, 0, StatisticsState.PENDING),
        (limit + timedelta(days=1), 1, StatisticsState.LATE),
    ):
        open_, done = stand(kind, started_on, None, day), stand(kind, started_on, day, day + timedelta(days=99))
        assert (open_.state, open_.days_late) == (state, late)
        assert (done.state, done.days_late) == (
            StatisticsState.DONE_LATE if late else StatisticsState.DONE,
            late,
        )
        assert done.months_late == (1 if late else 0)


def test_an_exception_stands_in_the_place_of_lateness_only_while_nothing_is_done():
    start, day = date(2027, 3, 3), date(2027, 5, 9)
    assert stand(ENTRY, start, None, day, excepted=True).state is StatisticsState.EXCEPTED
    assert stand(ENTRY, start, day, day, excepted=True).state is StatisticsState.DONE_LATE


def test_what_has_not_started_is_due_on_no_day():
    assert stand(ENTRY, None, None, date(2027, 5, 9)).state is StatisticsState.NOT_STARTED
    assert stand(ENTRY, None, date(2027, 5, 1), date(2027, 5, 9)).state is StatisticsState.DONE


@given(DAYS, DAYS, st.sampled_from(list(StatisticsKind)))
def test_days_and_months_late_say_the_same(started_on, done_on, kind):
    standing = stand(kind, started_on, done_on, done_on)
    assert (standing.days_late > 0) == (standing.months_late > 0) == (standing.state is StatisticsState.DONE_LATE)
    assert due_on(ENTRY, started_on) < due_on(REPORTING, started_on)
    assert Month.of(due_on(ENTRY, started_on)) == Month.of(started_on)


def found(**changes):
    given_ = {"statistical": Decimal(100), "verified": Decimal(100), "share": None, "physical": None} | changes
    statistical, verified = given_.pop("statistical"), given_.pop("verified")
    return [(m.kind, m.difference) for m in mismatches(statistical, verified, day=date(2027, 3, 31), **given_)]


@pytest.mark.parametrize("beyond", [Decimal("0.0001"), Decimal(5)])
def test_investment_is_out_of_step_beyond_ten_per_cent_of_the_verified(beyond):
    assert found(statistical=Decimal(110)) == found(statistical=Decimal(90)) == []
    for amount in (Decimal(110) + beyond, Decimal(90) - beyond):
        assert [kind for kind, _ in found(statistical=amount)] == [MismatchKind.INVESTMENT]


def test_the_share_of_the_total_is_out_of_step_beyond_ten_points_of_physical_progress():
    assert found(share=Decimal(40), physical=Decimal(30)) == []
    assert found(share=Decimal("40.04"), physical=Decimal(30)) == [(MismatchKind.PROGRESS, Decimal("10.0"))]
    assert found(share=Decimal("19.95"), physical=Decimal(30)) == [(MismatchKind.PROGRESS, Decimal("10.1"))]  # half up


def test_what_is_not_on_record_is_not_judged_and_nothing_verified_has_no_share():
    assert found(verified=None) == found(statistical=None) == found(share=Decimal(90)) == []
    assert found(verified=Decimal(0)) == [(MismatchKind.INVESTMENT, None)]
    assert found(statistical=Decimal(0), verified=Decimal(0)) == []
