from decimal import Decimal

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from services.law.breach import Refusal
from services.support.domain import quota
from services.support.domain.quota import Account, EntryKind
from tests.support.domain.builders import REQUEST, account, identifier

SIGNS = {
    EntryKind.ALLOCATED: (1, 0, 0),
    EntryKind.REDUCED: (-1, 0, 0),
    EntryKind.RESERVED: (0, 1, 0),
    EntryKind.RELEASED: (0, -1, 0),
    EntryKind.COMMITTED: (0, 0, 1),
}


def test_what_is_available_is_what_is_neither_reserved_nor_committed():
    assert account("100", reserved="30", committed="20").available == 50


def test_an_allocation_names_its_document_in_the_ledger():
    posted = quota.allocate(account("0"), Decimal(500), "株政土字〔2027〕3号")
    (entry,) = posted.entries
    assert (entry.kind, entry.amount, entry.basis, entry.after.available) == (
        EntryKind.ALLOCATED,
        500,
        "株政土字〔2027〕3号",
        500,
    )


@pytest.mark.parametrize(("amount", "taken"), [("49.9999", True), ("50", True), ("50.0001", False)])
def test_a_reduction_takes_no_more_than_is_free(amount, taken):
    outcome = quota.reduce(account("100", reserved="30", committed="20"), Decimal(amount), "调减文件")
    assert isinstance(outcome, Refusal) is not taken
    if not isinstance(outcome, Refusal):
        assert outcome.account.available == 50 - Decimal(amount)


@pytest.mark.parametrize("nothing", ["0", "-1"])
def test_nothing_reserved_or_released_leaves_no_entry(nothing):
    full = account("100", reserved="60", committed="40")
    assert quota.reserve(full, REQUEST, Decimal(5)) == quota.Posted(full)
    assert quota.release(full, REQUEST, Decimal(nothing)) == quota.Posted(full)


@pytest.mark.parametrize("amount", ["0", "-1"])
def test_allocations_and_reductions_are_positive(amount):
    with pytest.raises(ValueError, match="positive"):
        quota.allocate(account(), Decimal(amount), "文件")
    with pytest.raises(ValueError, match="positive"):
        quota.reduce(account(), Decimal(amount), "文件")


@pytest.mark.parametrize(
    "broken",
    [
        {"allocated": "-1"},
        {"reserved": "101"},
        {"reserved": "60", "committed": "41"},
        {"reserved": "-1"},
        {"committed": "-1"},
    ],
)
def test_an_overdrawn_account_cannot_exist(broken):
    with pytest.raises(ValueError, match="overdrawn"):
        account(**broken)


def test_more_than_is_reserved_cannot_be_released():
    with pytest.raises(ValueError, match="overdrawn"):
        quota.release(account("100", reserved="10"), REQUEST, Decimal(11))


amounts = st.decimals(min_value="0.0001", max_value="200", places=4)


class AccountMachine(RuleBasedStateMachine):
    """Whatever is done, in any order, the account is never overdrawn and its ledger explains its balances."""

    @initialize()
    def open(self) -> None:
        self.account: Account = account("0")
        self.entries: list[quota.Entry] = []
        self.held: dict[int, Decimal] = {}
        self.next = 100

    def _post(self, posted: quota.Posted) -> None:
        self.account = posted.account
        self.entries += posted.entries

    @rule(amount=amounts)
    def allocate(self, amount: Decimal) -> None:
        self._post(quota.allocate(self.account, amount, "文件"))

    @rule(amount=amounts)
    def reduce(self, amount: Decimal) -> None:
        outcome = quota.reduce(self.account, amount, "文件")
        assert isinstance(outcome, Refusal) == (amount > self.account.available)
        if not isinstance(outcome, Refusal):
            self._post(outcome)

    @rule(asked=amounts)
    def accept(self, asked: Decimal) -> None:
        self.next += 1
        posted = quota.reserve(self.account, identifier(self.next), asked)
        held = sum((e.amount for e in posted.entries), Decimal(0))
        assert held == min(asked, self.account.available)
        if held:
            self.held[self.next] = held
        self._post(posted)

    @precondition(lambda self: self.held)
    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        n = data.draw(st.sampled_from(sorted(self.held)))
        self._post(quota.release(self.account, identifier(n), self.held.pop(n)))

    @precondition(lambda self: self.held)
    @rule(data=st.data(), granted=amounts)
    def grant(self, data: st.DataObject, granted: Decimal) -> None:
        n = data.draw(st.sampled_from(sorted(self.held)))
        released = quota.release(self.account, identifier(n), self.held[n])
        outcome = quota.commit(released.account, identifier(n), granted)
        assert isinstance(outcome, Refusal) == (granted > self.account.available + self.held[n])
        if not isinstance(outcome, Refusal):
            del self.held[n]
            self._post(released)
            self._post(outcome)

    @invariant()
    def ledger_explains_the_balances(self) -> None:
        if not hasattr(self, "account"):
            return
        sums = [sum((SIGNS[e.kind][i] * e.amount for e in self.entries), Decimal(0)) for i in range(3)]
        assert sums == [self.account.allocated, self.account.reserved, self.account.committed]
        assert self.account.available >= 0
        assert self.account.reserved == sum(self.held.values(), Decimal(0))
        assert all(e.amount > 0 and e.after.available >= 0 for e in self.entries)
        assert not self.entries or self.entries[-1].after == self.account


TestAccountMachine = AccountMachine.TestCase
