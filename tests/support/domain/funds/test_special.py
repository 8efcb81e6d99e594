"""Special funds hold their invariants whatever is done in whatever order (第十六条（一）)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.law.breach import Refusal
from services.support.domain.funds import special
from services.support.domain.funds.balance import Balance, Line, applied, first_fault
from services.support.domain.funds.special import Binding, Budget, Carried
from services.support.domain.funds.terms import CommitmentBasis, FundEntryKind

ID = UUID(int=1)
DAY = date(2026, 12, 1)
BINDING = Binding(basis=CommitmentBasis.CONTRACT, basis_number="1", document="2", purpose="3", payee=None)
MONEY = st.decimals(min_value="0.0001", max_value="1000", places=4)
STEPS = st.lists(
    st.tuples(st.sampled_from(("adjust", "lower", "commit", "release", "pay", "back", "carry", "bring")), MONEY),
    max_size=60,
)


class Books:
    """Two years of one category, with all commitments, payments and carried entries."""

    def __init__(self) -> None:
        opened = special.open_budget(ID, "430211", "CONSTRUCTION", 2026, Decimal(1000), "文", today=DAY, exists=False)
        self.budgets = [opened.budget, Budget(id=UUID(int=2), division="430211", category="CONSTRUCTION", year=2027)]
        self.lines: list[list[Line]] = [[], []]
        self.commitments, self.payments, self.carried = [], [], []
        self.keep(0, opened)

    def keep(self, at, posted) -> None:
        entry, self.budgets[at] = posted.entry, posted.budget
        lines = self.lines[at]
        lines.append(Line(len(lines) + 1, entry.kind, entry.amount, entry.again, posted.budget.balance))

    def step(self, what: str, amount: Decimal) -> None:
        budget = self.budgets[0]
        if what in {"adjust", "lower"}:
            done = special.adjust(budget, amount if what == "adjust" else -amount, "文", "由")
            return None if isinstance(done, Refusal) else self.keep(0, done)
        if what == "commit":
            done = special.commit(ID, budget, ID, amount, BINDING, DAY)
            if not isinstance(done, Refusal):
                self.keep(0, done[0])
                self.commitments.append(done[1])
        elif what == "carry":
            done = special.carry_over(budget, self.budgets[1], amount, "由", DAY)
            if not isinstance(done, Refusal):
                self.keep(0, done[0])
                self.keep(1, done[1])
                self.carried.append(Carried(len(self.lines[0]), amount, done[0].entry.again, reversed=False))
        elif what == "bring" and self.carried:
            done = special.reverse_carry_over(budget, self.budgets[1], self.carried.pop(), "由")
            if not isinstance(done, Refusal):
                self.keep(0, done[0])
                self.keep(1, done[1])
        elif self.commitments:
            self.of_commitment(what, amount)
        return None

    def of_commitment(self, what: str, amount: Decimal) -> None:
        budget, commitment = self.budgets[0], self.commitments[-1]
        if what == "release":
            done = special.release(budget, commitment, amount, "由")
        elif what == "pay":
            done = special.pay(budget, commitment, amount, "证", DAY, today=DAY, used=False)
            if not isinstance(done, Refusal):
                self.payments.append((len(self.commitments) - 1, amount))
        else:
            own = [p for p in self.payments if p[0] == len(self.commitments) - 1]
            if not own:
                return
            self.payments.remove(own[-1])
            done = special.reverse_payment(budget, commitment, own[-1][1], "由", reversed_=False)
        if not isinstance(done, Refusal):
            self.keep(0, done[0])
            self.commitments[-1] = done[1]


@given(STEPS)
def test_whatever_is_done_nothing_is_overdrawn_and_the_ledger_proves_it(steps):
    books = Books()
    for what, amount in steps:
        books.step(what, amount)
        balance = books.budgets[0].balance
        assert 0 <= balance.paid <= balance.committed <= balance.budgeted
        assert balance.carried_out == books.budgets[1].balance.carried_in
        assert balance.committed == sum(c.amount for c in books.commitments)
        assert balance.paid == sum(c.paid for c in books.commitments) == sum(a for _, a in books.payments)
        assert all(0 <= c.paid <= c.amount for c in books.commitments)
    for lines, budget in zip(books.lines, books.budgets, strict=True):
        assert first_fault(lines, budget.balance) is None


@given(STEPS.filter(len), st.data())
def test_a_changed_amount_anywhere_in_the_ledger_is_found(steps, data):
    books = Books()
    for what, amount in steps:
        books.step(what, amount)
    lines = list(books.lines[0])
    at = data.draw(st.integers(0, len(lines) - 1))
    lines[at] = replace(lines[at], amount=lines[at].amount + 1)
    assert first_fault(lines, books.budgets[0].balance) == at + 1


@pytest.mark.parametrize("gone", [0, 1])
def test_a_line_that_is_missing_is_found(gone):
    first = applied(Balance(), FundEntryKind.APPROVED, Decimal(10))
    second = applied(first, FundEntryKind.COMMITTED, Decimal(4))
    lines = [
        Line(1, FundEntryKind.APPROVED, Decimal(10), Decimal(0), first),
        Line(2, FundEntryKind.COMMITTED, Decimal(4), Decimal(0), second),
    ]
    assert first_fault(lines, second) is None
    del lines[gone]
    assert first_fault(lines, second) == (2 if gone == 0 else 0)


@pytest.mark.parametrize(
    ("carried_in", "again", "committed", "may", "of_it_again"),
    [
        ("100", "0", "0", "150", "100"),  # 50 of its own year, 100 of the year before
        ("100", "100", "0", "50", "0"),  # what was carried twice stays
        ("100", "100", "40", "50", "0"),  # and is used first
        ("100", "100", "120", "30", "0"),
        ("100", "60", "80", "70", "20"),
    ],
)
def test_the_oldest_money_is_used_first_and_carried_over_twice_at_most(carried_in, again, committed, may, of_it_again):
    balance = Balance(
        approved=Decimal(50),
        carried_in=Decimal(carried_in),
        carried_in_again=Decimal(again),
        committed=Decimal(committed),
    )
    assert balance.carriable == Decimal(may)
    assert balance.again(balance.carriable) == Decimal(of_it_again)


@pytest.mark.parametrize(
    ("day", "open_"),
    [(date(2026, 11, 30), False), (date(2026, 12, 1), True), (date(2027, 3, 31), True), (date(2027, 4, 1), False)],
)
def test_money_is_carried_over_within_its_days(day, open_):
    books = Books()
    done = special.carry_over(books.budgets[0], books.budgets[1], Decimal(1), "由", day)
    assert isinstance(done, Refusal) is not open_


@pytest.mark.parametrize("wrong", [{"paid": 1}, {"committed": 1}, {"carried_in_again": 1}, {"approved": -1}])
def test_a_balance_that_cannot_be_is_never_made(wrong):
    with pytest.raises(ValueError, match="overdrawn"):
        Balance(**{k: Decimal(v) for k, v in wrong.items()})
