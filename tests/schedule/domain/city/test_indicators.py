"""第九条：each weekly indicator on its threshold and on both sides of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from services.law.retrying import Policy
from services.schedule.domain.city.indicators import Known, elapsed, measure
from services.schedule.domain.city.push import Push, failed, resend
from services.schedule.domain.city.terms import Indicator, PushStatus

TODAY = date(2027, 12, 31)
WELL = Known(
    annual=Decimal(1000),
    verified=Decimal(1000),
    verified_ever=Decimal(1000),
    total=Decimal(2000),
    percent=Decimal(50),
    missed_weeks=0,
    late_nodes=0,
)


def beyond(**changes: object) -> set[Indicator]:
    return {m.indicator for m in measure(replace(WELL, **changes), TODAY, 2027) if m.beyond}


@pytest.mark.parametrize(("verified", "is_beyond"), [("900.1", False), ("900", False), ("899.9", True)])
def test_investment_may_be_ten_points_behind_the_year(verified: str, is_beyond: bool) -> None:
    changes = {"verified": Decimal(verified), "verified_ever": Decimal(1000)}
    assert (Indicator.INVESTMENT_BEHIND in beyond(**changes)) is is_beyond


@pytest.mark.parametrize(("percent", "is_beyond"), [("70", False), ("70.01", True), ("30", False), ("29.99", True)])
def test_physical_progress_may_differ_by_twenty_points_either_way(percent: str, is_beyond: bool) -> None:
    assert (Indicator.OUT_OF_STEP in beyond(percent=Decimal(percent))) is is_beyond


@pytest.mark.parametrize(("count", "is_beyond"), [(1, False), (2, False), (3, True)])
def test_two_weeks_may_be_missed(count: int, is_beyond: bool) -> None:
    assert (Indicator.MISSED_WEEKS in beyond(missed_weeks=count)) is is_beyond


def test_no_node_may_be_late() -> None:
    assert beyond() == set()
    assert beyond(late_nodes=1) == {Indicator.LATE_NODES}


def test_what_cannot_be_measured_says_why_and_is_not_beyond() -> None:
    unknown = replace(WELL, annual=None, verified_ever=None)
    found = {m.indicator: m for m in measure(unknown, TODAY, 2027)}
    for indicator in (Indicator.INVESTMENT_BEHIND, Indicator.OUT_OF_STEP):
        assert (found[indicator].value, found[indicator].beyond) == (None, False)
        assert found[indicator].why
    assert measure(replace(WELL, percent=None), TODAY, 2027)[1].value is None
    assert measure(replace(WELL, total=None), TODAY, 2027)[1].value is None


def test_the_share_of_a_year_counts_the_day_itself() -> None:
    assert elapsed(date(2026, 12, 31), 2027) == Decimal("0.27")
    assert elapsed(date(2027, 7, 1), 2027) == Decimal("49.86")
    assert elapsed(date(2028, 12, 30), 2028) == Decimal("99.73")


def test_the_last_try_makes_a_dead_letter_and_a_resend_begins_anew() -> None:
    policy = Policy(tries=2, first=timedelta(seconds=1), longest=timedelta(seconds=5))
    push = Push(version=1, status=PushStatus.WAITING, tries=0)
    once = failed(push, policy)
    dead = failed(once, policy)
    assert (once.status, dead.status) == (PushStatus.WAITING, PushStatus.DEAD)
    assert resend(dead) == Push(version=2, status=PushStatus.WAITING, tries=0)
    assert resend(once) == Push(version=2, status=PushStatus.WAITING, tries=0)
    assert resend(push).codes == ("PUSH_WAITING",)
    assert resend(Push(version=1, status=PushStatus.SUPERSEDED, tries=1)).codes == ("PUSH_SUPERSEDED",)
