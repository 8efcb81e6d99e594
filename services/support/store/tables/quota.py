"""Quota accounts and their ledger (第十五条). The database itself refuses an overdrawn account."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.identity import Actor
from services.chassis.visibility import visible
from services.support.domain.kinds.model import ACCOUNT_KINDS
from services.support.domain.quota import EntryKind
from services.support.store.base import Base, stored
from services.support.store.tables.request import OVERSEEING


def _kept_or_overseen(actor: Actor, account: Any) -> ColumnElement[bool]:
    """A bureau sees the quotas of its own role, overseeing departments all."""
    if actor.acts_as(*OVERSEEING):
        return true()
    kept: ColumnElement[bool] = account.kind.in_([k.code for k in ACCOUNT_KINDS.values() if k.bureau in actor.roles])
    return kept


@visible(_kept_or_overseen)
class QuotaAccount(Base):
    """One quota of a division for a year."""

    __tablename__ = "quota_accounts"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    kind: Mapped[str]
    year: Mapped[int]
    allocated: Mapped[Decimal]
    reserved: Mapped[Decimal]
    committed: Mapped[Decimal]
    last_entry: Mapped[int]

    __table_args__ = (
        UniqueConstraint("division", "kind", "year"),
        CheckConstraint("reserved >= 0 and committed >= 0", name="not_negative"),
        CheckConstraint("reserved + committed <= allocated", name="not_overdrawn"),
        Index("ix_quota_accounts_order", "year", "kind", "division", "id"),
    )


@visible(lambda _actor, _entry: true())
class QuotaEntry(Base):
    """One line of the ledger with the balances after it; reached only from an account that may be seen."""

    __tablename__ = "quota_entries"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("quota_accounts.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    division: Mapped[str]
    kind: Mapped[EntryKind] = mapped_column(stored(EntryKind))
    amount: Mapped[Decimal]
    request_id: Mapped[UUID | None]
    basis: Mapped[str | None]
    allocated: Mapped[Decimal]
    reserved: Mapped[Decimal]
    committed: Mapped[Decimal]
    at: Mapped[datetime]
    actor: Mapped[str]
    actor_name: Mapped[str]

    __table_args__ = (
        CheckConstraint("amount > 0", name="amount_positive"),
        Index("ix_quota_entries_request_id", "request_id"),
    )
