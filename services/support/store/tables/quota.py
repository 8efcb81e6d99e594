"""Quota accounts and their ledger (第十五条). The database itself refuses an overdrawn account."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, UniqueConstraint, text, true
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.identity import Actor
from services.chassis.reads.finding import WHOLE
from services.chassis.visibility import visible
from services.support.domain.kinds.model import ACCOUNT_KINDS
from services.support.domain.land.transfer import TransferState
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
    closed_on: Mapped[date | None] = mapped_column(default=None)

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
    other_account_id: Mapped[UUID | None] = mapped_column(default=None)
    transfer_id: Mapped[UUID | None] = mapped_column(default=None)
    reverses: Mapped[int | None] = mapped_column(default=None)
    reason: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        CheckConstraint("amount > 0", name="amount_positive"),
        Index("ix_quota_entries_request_id", "request_id"),
        Index(
            "uq_quota_entries_reverses",
            "account_id",
            "reverses",
            unique=True,
            postgresql_where=text("reverses is not null"),
        ),
    )


@visible(_kept_or_overseen)
class QuotaTransfer(Base):
    """A transfer between two accounts of one kind: asked for by one person of the keeping bureau, decided by another.

    division: that of the bureau that asks, which keeps both accounts. decided_*: who approved, refused or took it back.
    """

    __tablename__ = "quota_transfers"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    kind: Mapped[str]
    from_account_id: Mapped[UUID] = mapped_column(ForeignKey("quota_accounts.id"))
    to_account_id: Mapped[UUID] = mapped_column(ForeignKey("quota_accounts.id"))
    amount: Mapped[Decimal]
    reason: Mapped[str]
    basis: Mapped[str]
    state: Mapped[TransferState] = mapped_column(stored(TransferState))
    asked_at: Mapped[datetime]
    asked_by: Mapped[str]
    asked_by_name: Mapped[str]
    decided_at: Mapped[datetime | None] = mapped_column(default=None)
    decided_by: Mapped[str | None] = mapped_column(default=None)
    decided_by_name: Mapped[str | None] = mapped_column(default=None)
    note: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        CheckConstraint("amount > 0", name="amount_positive"),
        CheckConstraint("from_account_id <> to_account_id", name="two_accounts"),
        CheckConstraint("(state = 'ASKED') = (decided_by is null)", name="decided_by_somebody"),
        CheckConstraint("state not in ('APPROVED', 'REFUSED') or decided_by <> asked_by", name="two_persons"),
        Index("ix_quota_transfers_list", "id", postgresql_where=text(WHOLE)),
        Index("ix_quota_transfers_state", "state", "id"),
        Index("ix_quota_transfers_kind", "kind", "id"),
        Index("ix_quota_transfers_from", "from_account_id", "id"),
        Index("ix_quota_transfers_to", "to_account_id", "id"),
    )
