"""第十五条：quota accounts (用地指标等) of a division for a year, and their ledger.

What can be promised is what was allocated, less what is reserved, less what is committed; it is never negative. An accepted
request reserves what it asks for, as far as the quota goes, so that key projects come first and in the order of their
acceptance (优先安排); more than that can still be granted when there is more by then. A grant commits, whatever ends
otherwise releases.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
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
    """One line of the ledger: the amount, which is always positive, and the balances after it."""

    kind: EntryKind
    amount: Decimal
    request_id: UUID | None = None
    basis: str | None = None
    after: Account


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


def _posted(
    after: Account, kind: EntryKind, amount: Decimal, *, request_id: UUID | None = None, basis: str | None = None
) -> Posted:
    return Posted(after, (Entry(kind=kind, amount=amount, request_id=request_id, basis=basis, after=after),))
