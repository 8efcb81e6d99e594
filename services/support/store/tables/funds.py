"""Special funds by category and year with their ledgers (第十六条（一）). The database itself refuses what is too much."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Computed,
    ForeignKey,
    Index,
    UniqueConstraint,
    exists,
    false,
    text,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.identity import Actor
from services.chassis.reads.finding import WHOLE
from services.chassis.visibility import visible
from services.law.parties import Role
from services.support.domain.funds.terms import CommitmentBasis, FundEntryKind
from services.support.store.base import Base, stored
from services.support.store.tables.copies import Project
from services.support.store.tables.request import OVERSEEING


def sees_funds(actor: Actor) -> bool:
    """Whether the person sees what all projects get."""
    return actor.acts_as(Role.FINANCE, *OVERSEEING)


def _of_finance(actor: Actor, _budget: Any) -> ColumnElement[bool]:
    """第十六条（一）：the finance department keeps the funds, overseeing departments look on."""
    return true() if sees_funds(actor) else false()


def owned(actor: Actor, row: Any) -> ColumnElement[bool]:
    """Whether the row is of a project of the person's unit."""
    if actor.unit is None:
        return false()
    return exists().where(Project.id == row.project_id, Project.owner_id == actor.unit)


def _of_finance_or_owner(actor: Actor, row: Any) -> ColumnElement[bool]:
    """第十六条（一）：and an owner sees what its own projects get."""
    return true() if sees_funds(actor) else owned(actor, row)


@visible(_of_finance)
class FundBudget(Base):
    """The special fund of a category for a year, with its balance."""

    __tablename__ = "fund_budgets"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    category: Mapped[str]
    year: Mapped[int]
    approved: Mapped[Decimal]
    carried_in: Mapped[Decimal]
    carried_in_again: Mapped[Decimal]
    carried_out: Mapped[Decimal]
    carried_out_again: Mapped[Decimal]
    committed: Mapped[Decimal]
    paid: Mapped[Decimal]
    last_entry: Mapped[int]

    __table_args__ = (
        UniqueConstraint("division", "category", "year"),
        CheckConstraint(
            "least(approved, carried_in_again, carried_out_again, committed, paid) >= 0", name="not_negative"
        ),
        CheckConstraint(
            "carried_in_again <= carried_in and carried_out_again <= carried_out", name="again_within_carried"
        ),
        CheckConstraint("committed <= approved + carried_in - carried_out", name="not_overcommitted"),
        CheckConstraint("paid <= committed", name="not_overpaid"),
        Index("ix_fund_budgets_order", "year", "category", "division", "id"),
        Index("ix_fund_budgets_category", "category", "year", "division", "id"),
    )


@visible(_of_finance)
class FundEntry(Base):
    """One line of the ledger of a fund with the balance after it."""

    __tablename__ = "fund_entries"

    budget_id: Mapped[UUID] = mapped_column(ForeignKey("fund_budgets.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    division: Mapped[str]
    kind: Mapped[FundEntryKind] = mapped_column(stored(FundEntryKind))
    amount: Mapped[Decimal]
    again: Mapped[Decimal]
    posted_on: Mapped[date]
    project_id: Mapped[UUID | None]
    commitment_id: Mapped[UUID | None]
    payment_id: Mapped[UUID | None]
    other_budget_id: Mapped[UUID | None]
    document: Mapped[str | None]
    reason: Mapped[str | None]
    reverses: Mapped[int | None]
    approved: Mapped[Decimal]
    carried_in: Mapped[Decimal]
    carried_in_again: Mapped[Decimal]
    carried_out: Mapped[Decimal]
    carried_out_again: Mapped[Decimal]
    committed: Mapped[Decimal]
    paid: Mapped[Decimal]
    at: Mapped[datetime]
    actor: Mapped[str]
    actor_name: Mapped[str]

    __table_args__ = (
        CheckConstraint("amount > 0 and again between 0 and amount", name="amount_positive"),
        Index("uq_fund_entries_reverses", "budget_id", "reverses", unique=True),
    )


@visible(_of_finance_or_owner)
class FundCommitment(Base):
    """What a fund owes a project by a contract or plan."""

    __tablename__ = "fund_commitments"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    budget_id: Mapped[UUID] = mapped_column(ForeignKey("fund_budgets.id"))
    category: Mapped[str]
    year: Mapped[int]
    project_id: Mapped[UUID]
    amount: Mapped[Decimal]
    paid: Mapped[Decimal]
    basis: Mapped[CommitmentBasis] = mapped_column(stored(CommitmentBasis))
    basis_number: Mapped[str]
    document: Mapped[str]
    purpose: Mapped[str]
    payee: Mapped[str | None]
    committed_on: Mapped[date]
    # kept to find by: row-level security lets no index serve a comparison of amounts
    unpaid: Mapped[bool] = mapped_column(Computed("paid < amount", persisted=True), init=False)

    __table_args__ = (
        CheckConstraint("paid between 0 and amount", name="not_overpaid"),
        Index("ix_fund_commitments_project_id", "project_id", "id"),
        Index("ix_fund_commitments_budget_id", "budget_id", "id"),
        Index("ix_fund_commitments_year", "year", "id"),
        Index("ix_fund_commitments_category", "category", "id"),
        Index("ix_fund_commitments_unpaid", "unpaid", "id"),
        Index("ix_fund_commitments_whole", "id", postgresql_include=["division"], postgresql_where=text(WHOLE)),
    )


@visible(_of_finance_or_owner)
class FundPayment(Base):
    """A payment against a commitment; a reversed one stays, with the reason."""

    __tablename__ = "fund_payments"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    budget_id: Mapped[UUID] = mapped_column(ForeignKey("fund_budgets.id"))
    commitment_id: Mapped[UUID] = mapped_column(ForeignKey("fund_commitments.id"))
    project_id: Mapped[UUID]
    amount: Mapped[Decimal]
    voucher_number: Mapped[str]
    voucher_year: Mapped[int]
    paid_on: Mapped[date]
    paid_by_name: Mapped[str]
    reversed_on: Mapped[date | None]
    reversal_reason: Mapped[str | None]

    __table_args__ = (
        CheckConstraint("amount > 0", name="amount_positive"),
        CheckConstraint("(reversed_on is null) = (reversal_reason is null)", name="reversed_with_reason"),
        Index("ix_fund_payments_commitment_id", "commitment_id", "id"),
        Index(
            "uq_fund_payments_voucher",
            "division",
            "voucher_year",
            "voucher_number",
            unique=True,
            postgresql_where=text("reversed_on is null"),
        ),
    )
