"""第十五条：whatever is done with accounts of several years, quota is neither made nor lost, and every ledger proves itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from services.law.breach import Refusal
from services.support.domain import quota
from services.support.domain.land import closing, transfer
from services.support.domain.land.rulebook import QUOTA_RULES, quota_rule
from services.support.domain.land.statement import Proven, faults
from services.support.domain.quota import EFFECTS, Account, Entry, EntryKind, Posted
from services.support.domain.request import Held, Request
from tests.support.domain.builders import (
    COLLEAGUE,
    DIVISION,
    MONDAY,
    OFFICER,
    accepted,
    account,
    identifier,
)

YEARS = (2026, 2027, 2028)
RULE = quota_rule("NEW_CONSTRUCTION_LAND", MONDAY)
amounts = st.decimals(min_value="0.0001", max_value="200", places=4)
years = st.sampled_from(YEARS)


def asked(amount: Decimal, n: int = 900) -> transfer.Asked:
    return transfer.Asked(id=identifier(n), amount=amount, reason="调剂", basis="文件")


class Books(RuleBasedStateMachine):
    """Accounts of three years with their ledgers, and requests that hold something."""

    @initialize()
    def open(self) -> None:
        self.accounts: dict[int, Account] = {y: account("0", year=y, n=14 + y - 2026) for y in YEARS}
        self.entries: dict[int, list[Entry]] = {y: [] for y in YEARS}
        self.held: dict[int, Request] = {}
        self.next = 100
        self.given = Decimal(0)  # from outside, less what was taken back, lapsed or reversed

    def _post(self, *posted: Posted | None) -> None:
        for one in posted:
            if one is not None:
                self.accounts[one.account.year] = one.account
                self.entries[one.account.year] += one.entries

    @rule(year=years, amount=amounts)
    def allocate(self, year: int, amount: Decimal) -> None:
        if self.accounts[year].closed_on is None:
            self._post(quota.allocate(self.accounts[year], amount, "文件"))
            self.given += amount

    @rule(year=years, asked_for=amounts)
    def accept(self, year: int, asked_for: Decimal) -> None:
        self.next += 1
        posted = quota.reserve(self.accounts[year], identifier(self.next), asked_for)
        amount = sum((e.amount for e in posted.entries), Decimal(0))
        self._post(posted)
        if amount:
            holding = Held(self.accounts[year].id, amount)
            self.held[self.next] = replace(accepted().request, id=identifier(self.next), held=holding)

    @precondition(lambda self: self.held)
    @rule(data=st.data(), granted=amounts)
    def grant(self, data: st.DataObject, granted: Decimal) -> None:
        n = data.draw(st.sampled_from(sorted(self.held)))
        holding = self.held[n].held
        assert holding is not None
        (year,) = [y for y, a in self.accounts.items() if a.id == holding.account_id]
        released = quota.release(self.accounts[year], identifier(n), holding.amount)
        outcome = quota.commit(released.account, identifier(n), granted)
        assert isinstance(outcome, Refusal) == (granted > released.account.available)
        if isinstance(outcome, Posted):
            del self.held[n]
            self._post(released, outcome)

    @rule(source=years, to_year=years, amount=amounts)
    def move(self, source: int, to_year: int, amount: Decimal) -> None:
        of, to = self.accounts[source], self.accounts[to_year]
        made = transfer.ask(of, to, asked(amount), RULE, DIVISION, OFFICER)
        possible = source != to_year and of.closed_on is None and to.closed_on is None and amount <= of.available
        assert isinstance(made, Refusal) != possible
        if isinstance(made, Refusal):
            return
        done = transfer.approve(made, of, to, None, DIVISION, COLLEAGUE)
        assert not isinstance(done, Refusal)
        self._post(done[1], done[2])

    @rule(year=years)
    def close(self, year: int) -> None:
        closed = self.accounts[year]
        holders = [r for r in self.held.values() if r.held and r.held.account_id == closed.id]
        following = self.accounts.get(year + 1)
        done = closing.close_year(closed, following, holders, "同意结转文件", RULE, DIVISION, date(year + 1, 1, 1))
        left = closed.available + closed.reserved
        nowhere = left > 0 and (following is None or following.closed_on is not None)
        assert isinstance(done, Refusal) == (closed.closed_on is not None or nowhere)
        if isinstance(done, Refusal):
            return
        self._post(done.posted, done.next)
        for request in done.requests:
            (n,) = [n for n, r in self.held.items() if r.id == request.id]
            self.held[n] = request

    @rule(year=years, data=st.data())
    def correct(self, year: int, data: st.DataObject) -> None:
        entries = self.entries[year]
        seq = data.draw(st.integers(min_value=1, max_value=len(entries) + 1))
        entry = entries[seq - 1] if seq <= len(entries) else None
        by = next((at for at, e in enumerate(entries, start=1) if e.reverses == seq), None)
        of = self.accounts[year]
        kind, amount = (entry.kind, entry.amount) if entry else (None, Decimal(0))
        done = closing.correct(of, seq, kind, amount, by, "误登", DIVISION)
        possible = kind is EntryKind.ALLOCATED and by is None and of.closed_on is None and amount <= of.available
        assert isinstance(done, Posted) == possible
        if isinstance(done, Posted):
            self._post(done)
            self.given -= amount

    @invariant()
    def every_ledger_proves_its_balances(self) -> None:
        if not hasattr(self, "accounts"):
            return
        for year, of in self.accounts.items():
            entries = self.entries[year]
            sums: dict[EntryKind, Decimal] = {}
            before = (Decimal(0),) * 3
            for entry in entries:
                sums[entry.kind] = sums.get(entry.kind, Decimal(0)) + entry.amount
                after = (entry.after.allocated, entry.after.reserved, entry.after.committed)
                steps = [b + s * entry.amount for b, s in zip(before, EFFECTS[entry.kind], strict=True)]
                assert list(after) == steps
                assert entry.amount > 0
                before = after
            proven = Proven(sums=sums, entries=len(entries), last_seq=len(entries), broken=None)
            assert faults(of, proven) == ()
            assert of.available >= 0
            assert of.closed_on is None or (of.available == 0 and of.reserved == 0)

    @invariant()
    def nothing_is_made_or_lost_and_what_is_held_is_reserved(self) -> None:
        if not hasattr(self, "accounts"):
            return
        assert sum(a.allocated for a in self.accounts.values()) == self.given
        for of in self.accounts.values():
            held = [r.held.amount for r in self.held.values() if r.held and r.held.account_id == of.id]
            assert of.reserved == sum(held, Decimal(0))


Books.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestBooks = Books.TestCase


def test_every_kind_of_quota_has_a_rule_for_the_years_end():
    from services.support.domain.kinds.model import ACCOUNT_KINDS

    assert set(QUOTA_RULES) == set(ACCOUNT_KINDS)


@pytest.mark.parametrize(("year", "lapses"), [(2029, False), (2030, True)])
def test_logging_quota_is_carried_over_within_the_five_years_only(year, lapses):
    rule = quota_rule("LOGGING_QUOTA", MONDAY)
    old = replace(account("50", year=year), kind="LOGGING_QUOTA")
    new = replace(account("0", year=year + 1, n=15), kind="LOGGING_QUOTA")
    done = closing.close_year(old, new, (), None, rule, DIVISION, date(year + 1, 1, 1))
    assert not isinstance(done, Refusal)
    assert [e.kind for e in done.posted.entries] == [EntryKind.LAPSED if lapses else EntryKind.CARRIED_OUT]
    assert (done.next is None) is lapses


def test_an_account_that_is_used_up_is_closed_without_a_document_or_a_next_account():
    done = closing.close_year(account("10", committed="10"), None, (), None, RULE, DIVISION, date(2027, 1, 1))
    assert not isinstance(done, Refusal)
    assert done.posted.account.closed_on == date(2027, 1, 1)
    assert done.posted.entries == ()


def test_what_is_reserved_and_held_by_nobody_is_no_state_to_close():
    with pytest.raises(ValueError, match="hold"):
        closing.close_year(account("10", reserved="5"), account("0", year=2027, n=15), (), "文件", RULE, DIVISION, date(2027, 1, 1))  # fmt: skip
