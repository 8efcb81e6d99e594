"""第十五条：quota accounts (用地指标等) of a division for a year, and their ledger.

What can be promised is what was allocated, less what is reserved, less what is committed; it is never negative. An accepted
request reserves what it asks for, as far as the quota goes, so that key projects come first and in the order of their
acceptance (优先安排); more than that can still be granted when there is more by then. A grant commits, whatever ends
otherwise releases.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.support.domain.kinds.model import ACCOUNT_KINDS, AccountKind
from services.support.domain.quantity import shown

ZERO = Decimal(0)


class EntryKind(StrEnum):
    """Why a balance has changed."""

    ALLOCATED = "ALLOCATED"  # 下达
    REDUCED = "REDUCED"  # 调减
    RESERVED = "RESERVED"  # 预留
    RELEASED = "RELEASED"  # 释放
    COMMITTED = "COMMITTED"  # 核销
    TRANSFERRED_OUT = "TRANSFERRED_OUT"  # 调出
    TRANSFERRED_IN = "TRANSFERRED_IN"  # 调入
    CARRIED_OUT = "CARRIED_OUT"  # 结转下年
    CARRIED_IN = "CARRIED_IN"  # 上年结转
    LAPSED = "LAPSED"  # 年末失效
    REVERSED = "REVERSED"  # 冲销误记的下达
    RESTORED = "RESTORED"  # 冲销误记的调减
    GIVEN_BACK = "GIVEN_BACK"  # 复核后退回


# what an entry of a kind does to what is allocated, reserved and committed
EFFECTS: Mapping[EntryKind, tuple[int, int, int]] = {
    EntryKind.ALLOCATED: (1, 0, 0),
    EntryKind.REDUCED: (-1, 0, 0),
    EntryKind.RESERVED: (0, 1, 0),
    EntryKind.RELEASED: (0, -1, 0),
    EntryKind.COMMITTED: (0, 0, 1),
    EntryKind.TRANSFERRED_OUT: (-1, 0, 0),
    EntryKind.TRANSFERRED_IN: (1, 0, 0),
    EntryKind.CARRIED_OUT: (-1, 0, 0),
    EntryKind.CARRIED_IN: (1, 0, 0),
    EntryKind.LAPSED: (-1, 0, 0),
    EntryKind.REVERSED: (-1, 0, 0),
    EntryKind.RESTORED: (1, 0, 0),
    EntryKind.GIVEN_BACK: (0, 0, -1),
}


ENTRY_NAMES: Mapping[EntryKind, str] = {
    EntryKind.ALLOCATED: "下达",
    EntryKind.REDUCED: "调减",
    EntryKind.RESERVED: "预留",
    EntryKind.RELEASED: "释放",
    EntryKind.COMMITTED: "核销",
    EntryKind.TRANSFERRED_OUT: "调出",
    EntryKind.TRANSFERRED_IN: "调入",
    EntryKind.CARRIED_OUT: "结转下年",
    EntryKind.CARRIED_IN: "上年结转",
    EntryKind.LAPSED: "年末失效",
    EntryKind.REVERSED: "冲销误记的下达",
    EntryKind.RESTORED: "冲销误记的调减",
    EntryKind.GIVEN_BACK: "复核后退回",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The quota of one kind that a division has for a year, in the unit of its kind."""

    id: UUID
    division: str
    kind: str
    year: int
    allocated: Decimal = ZERO
    reserved: Decimal = ZERO
    committed: Decimal = ZERO
    closed_on: date | None = None

    def __post_init__(self) -> None:
        """Raise ValueError for an account that is overdrawn: no decision may lead here."""
        if min(self.allocated, self.reserved, self.committed, self.available) < 0:
            raise ValueError(f"account {self.id} would be overdrawn: {self}")

    @property
    def available(self) -> Decimal:
        """What can still be promised."""
        return self.allocated - self.reserved - self.committed

    @property
    def rule(self) -> AccountKind:
        """The kind's rule."""
        return ACCOUNT_KINDS[self.kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the ledger: the amount, which is always positive, and the balances after it.

    other_account_id: where a transfer or what is carried over comes from or goes to. reverses: the number of the entry that
    it puts right.
    """

    kind: EntryKind
    amount: Decimal
    request_id: UUID | None = None
    basis: str | None = None
    after: Account
    other_account_id: UUID | None = None
    transfer_id: UUID | None = None
    reverses: int | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Posted:
    """An account after some entries, which are in order."""

    account: Account
    entries: tuple[Entry, ...] = ()


def allocate(account: Account, amount: Decimal, basis: str) -> Posted:
    """第十五条：add a quota that the city has assigned to the division, by the document that says so."""
    if amount <= 0:
        raise ValueError(f"an allocation is positive, not {amount}")
    after = replace(account, allocated=account.allocated + amount)
    return _posted(after, EntryKind.ALLOCATED, amount, basis=basis)


def reduce(account: Account, amount: Decimal, basis: str) -> Posted | Refusal:
    """第十五条：take a quota back (调减), as far as it is neither reserved nor committed."""
    if amount <= 0:
        raise ValueError(f"a reduction is positive, not {amount}")
    if amount > account.available:
        return Refusal.of(_exceeded(account, amount, "调减", "amount"))
    after = replace(account, allocated=account.allocated - amount)
    return _posted(after, EntryKind.REDUCED, amount, basis=basis)


def reserve(account: Account, request_id: UUID, asked: Decimal) -> Posted:
    """第十五条：set aside for an accepted request what it asks for, or all that is left when that is less."""
    amount = min(asked, account.available)
    if amount <= 0:
        return Posted(account)
    after = replace(account, reserved=account.reserved + amount)
    return _posted(after, EntryKind.RESERVED, amount, request_id=request_id)


def release(account: Account, request_id: UUID, held: Decimal) -> Posted:
    """Give back what was reserved for a request; raise ValueError for more than is reserved in all."""
    if held <= 0:
        return Posted(account)
    after = replace(account, reserved=account.reserved - held)
    return _posted(after, EntryKind.RELEASED, held, request_id=request_id)


def commit(account: Account, request_id: UUID, granted: Decimal) -> Posted | Refusal:
    """第十五条：use the quota up for a grant; refused with the figures when it goes beyond what is left."""
    if granted > account.available:
        return Refusal.of(_exceeded(account, granted, "本次准予", "grantedQuantity"))
    after = replace(account, committed=account.committed + granted)
    return _posted(after, EntryKind.COMMITTED, granted, request_id=request_id)


def give_back(account: Account, request_id: UUID, amount: Decimal) -> Posted:
    """第十五条：take back what a grant has used up, when a review grants less; ValueError for more than is committed in all."""
    after = replace(account, committed=account.committed - amount)
    return _posted(after, EntryKind.GIVEN_BACK, amount, request_id=request_id)


def moved_out(
    account: Account, kind: EntryKind, amount: Decimal, *, field: str = "amount", **why: Any
) -> Posted | Refusal:
    """第十五条：take out of an account what goes to another, lapses or was booked by mistake; never what is promised."""
    if amount > account.available:
        return Refusal.of(_exceeded(account, amount, ENTRY_NAMES[kind], field))
    after = replace(account, allocated=account.allocated - amount)
    return _posted(after, kind, amount, **why)


def moved_in(account: Account, kind: EntryKind, amount: Decimal, **why: Any) -> Posted:
    """第十五条：add to an account what comes from another, or was taken out by mistake."""
    return _posted(replace(account, allocated=account.allocated + amount), kind, amount, **why)


def then(first: Posted, second: Posted) -> Posted:
    """Put the entries of two steps on one account behind each other."""
    return Posted(second.account, (*first.entries, *second.entries))


def missing(kind: AccountKind, year: int) -> Breach:
    """第十五条：there is no quota where none was opened."""
    message = f"{year} 年度未开立“{kind.name}”账户，没有可用指标；请先开立账户并登记下达的指标"
    return Breach("QUOTA_ACCOUNT_MISSING", message, kind.article, "grantedQuantity")


def _exceeded(account: Account, asked: Decimal, what: str, field: str) -> Breach:
    unit = account.rule.unit
    message = (
        f"{account.year} 年度“{account.rule.name}”可用 {shown(account.available, unit)}，{what} {shown(asked, unit)}，"
        f"超出 {shown(asked - account.available, unit)}（已下达 {shown(account.allocated, unit)}，"
        f"已预留 {shown(account.reserved, unit)}，已核销 {shown(account.committed, unit)}）"
    )
    return Breach("QUOTA_EXCEEDED", message, account.rule.article, field)


def _posted(after: Account, kind: EntryKind, amount: Decimal, **why: Any) -> Posted:
    return Posted(after, (Entry(kind=kind, amount=amount, after=after, **why),))
