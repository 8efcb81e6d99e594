"""The balance of a special fund and the one rule by which entries change it: what posts an entry also proves a ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from types import MappingProxyType

from services.support.domain.funds.findings import ZERO
from services.support.domain.funds.terms import FundEntryKind as Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """What a fund of a year has and what became of it, in 万元.

    carried_in_again and carried_out_again: of carried_in and carried_out, what had been carried over before.
    committed: bound to projects, paid or not; paid: of it, what was paid.
    """

    approved: Decimal = ZERO
    carried_in: Decimal = ZERO
    carried_in_again: Decimal = ZERO
    carried_out: Decimal = ZERO
    carried_out_again: Decimal = ZERO
    committed: Decimal = ZERO
    paid: Decimal = ZERO

    def __post_init__(self) -> None:
        """Raise ValueError for a balance that cannot be: no decision may lead here."""
        parts = (getattr(self, f.name) for f in fields(self))
        of_parts = self.carried_in - self.carried_in_again, self.carried_out - self.carried_out_again
        if min(*parts, *of_parts, self.available, self.owed) < 0:
            raise ValueError(f"the fund would be overdrawn: {self}")

    @property
    def budgeted(self) -> Decimal:
        """What the year has in all."""
        return self.approved + self.carried_in - self.carried_out

    @property
    def available(self) -> Decimal:
        """What can still be committed."""
        return self.budgeted - self.committed

    @property
    def owed(self) -> Decimal:
        """What is committed and not paid yet."""
        return self.committed - self.paid

    @property
    def expiring(self) -> Decimal:
        """What was carried over as often as it may be and is not committed: it stays. The oldest money is used first."""
        return max(ZERO, self.carried_in_again - self.committed)

    @property
    def carriable(self) -> Decimal:
        """What may go to the next year."""
        return max(ZERO, self.available - self.expiring)

    def again(self, amount: Decimal) -> Decimal:
        """Of an amount that is carried over, the part that was carried over before: the oldest goes first."""
        once = self.carried_in - self.carried_in_again
        used = max(ZERO, self.committed - self.carried_in_again)
        return min(amount, max(ZERO, once - used - self.carried_out_again))


_MOVES: Mapping[Kind, tuple[str, int]] = MappingProxyType(
    {
        Kind.APPROVED: ("approved", 1),
        Kind.INCREASED: ("approved", 1),
        Kind.DECREASED: ("approved", -1),
        Kind.CARRIED_IN: ("carried_in", 1),
        Kind.CARRY_IN_REVERSED: ("carried_in", -1),
        Kind.CARRIED_OUT: ("carried_out", 1),
        Kind.CARRY_OUT_REVERSED: ("carried_out", -1),
        Kind.COMMITTED: ("committed", 1),
        Kind.RELEASED: ("committed", -1),
        Kind.PAID: ("paid", 1),
        Kind.PAYMENT_REVERSED: ("paid", -1),
    }
)


def applied(balance: Balance, kind: Kind, amount: Decimal, again: Decimal = ZERO) -> Balance:
    """Return the balance after an entry; raise ValueError for one that cannot be."""
    if amount <= 0 or not 0 <= again <= amount:
        raise ValueError(f"an entry of {amount}, {again} of it again")
    column, sign = _MOVES[kind]
    changes = {column: getattr(balance, column) + sign * amount}
    if again:
        changes[f"{column}_again"] = getattr(balance, f"{column}_again") + sign * again
    return replace(balance, **changes)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a ledger as it is kept: its number, what it says, and the balance that stands in it."""

    seq: int
    kind: Kind
    amount: Decimal
    again: Decimal
    after: Balance


def first_fault(lines: Iterable[Line], balance: Balance) -> int | None:
    """Prove a ledger from its first line on: each balance follows from the one before, the last is the fund's.

    Return None when it holds, else the number of the first line that does not follow (0: the fund itself differs).
    """
    before = Balance()
    for expected, line in enumerate(lines, start=1):
        try:
            after = applied(before, line.kind, line.amount, line.again)
        except ValueError:
            return line.seq
        if line.seq != expected or after != line.after:
            return line.seq
        before = after
    return None if before == balance else 0
