"""第三条（二）: what becomes of a callback that does not arrive."""

from __future__ import annotations

import doctest
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.law import callbacks
from services.law.article import Article
from services.law.breach import Refusal
from services.law.callbacks import Callback, CallbackStatus, failed, give_up, resend
from services.law.retrying import Policy

A3 = Article(3, 2)
POLICY = Policy(tries=3, first=timedelta(seconds=5), longest=timedelta(hours=1))
S = CallbackStatus


def test_the_examples_hold():
    assert doctest.testmod(callbacks).failed == 0


@pytest.mark.parametrize(("tries", "status"), [(0, S.PENDING), (1, S.PENDING), (2, S.DEAD), (3, S.DEAD)])
def test_the_last_try_that_fails_makes_a_dead_letter(tries, status):
    after = failed(Callback(version=4, status=S.PENDING, tries=tries), POLICY)
    assert (after.status, after.tries, after.version) == (status, tries + 1, 4)


@given(tries=st.integers(1, 10_000), spread=st.floats(0, 1))
def test_a_pause_is_spread_over_its_upper_half_and_never_longer_than_the_longest(tries, spread):
    whole = min(timedelta(seconds=5) * 2 ** min(tries - 1, 20), timedelta(hours=1))
    assert whole / 2 <= POLICY.pause(tries, spread) <= whole


@given(tries=st.integers(1, 100))
def test_pauses_do_not_become_shorter(tries):
    assert POLICY.pause(tries, 1.0) <= POLICY.pause(tries + 1, 1.0)


@pytest.mark.parametrize("status", S)
def test_everything_but_what_arrived_can_be_resent(status):
    after = resend(Callback(version=1, status=status, tries=3, given_up_reason="x"), A3)
    if status is S.DELIVERED:
        assert isinstance(after, Refusal)
    else:
        assert after == Callback(version=2, status=S.PENDING, tries=0)


@pytest.mark.parametrize("status", S)
def test_only_a_dead_letter_is_given_up_and_all_that_is_wrong_is_told(status):
    before = Callback(version=1, status=status, tries=3)
    after, without = give_up(before, " 已告知 ", A3), give_up(before, " ", A3)
    assert isinstance(without, Refusal)
    if status is S.DEAD:
        assert after == Callback(version=2, status=S.GIVEN_UP, tries=3, given_up_reason="已告知")
        assert without.codes == ("REASON_MISSING",)
    else:
        assert isinstance(after, Refusal)
        assert without.codes == ("CALLBACK_NOT_DEAD", "REASON_MISSING")
