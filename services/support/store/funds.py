"""Loads and saves special funds. Whoever changes a balance holds the row lock of its budget until the commit.

Locks are taken in one order: budgets by year, then the commitment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.identity import Actor
from services.chassis.visibility import visible_select
from services.support.domain.funds.balance import Balance, Line
from services.support.domain.funds.special import Budget, Carried, Commitment, Posted
from services.support.domain.funds.terms import FundEntryKind
from services.support.domain.request import Acting
from services.support.store import tables

_PARTS = tuple(Balance.__dataclass_fields__)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What an entry refers to besides its budget, who made it, and when."""

    acting: Acting
    at: datetime
    on: date
    project_id: UUID | None = None
    commitment_id: UUID | None = None
    payment_id: UUID | None = None
    other_budget_id: UUID | None = None


async def locked(session: AsyncSession, id: UUID, actor: Actor) -> tuple[tables.FundBudget, Budget] | None:
    """Lock a budget that the actor may see, and read it; None when there is none such."""
    query = visible_select(tables.FundBudget, actor).where(tables.FundBudget.id == id)
    row = await session.scalar(query.with_for_update().execution_options(populate_existing=True))
    return (row, state_of(row)) if row else None


async def of_year(session: AsyncSession, division: str, category: str, year: int) -> UUID | None:
    """Find the budget of a category and year."""
    budget = tables.FundBudget
    its = (budget.division == division, budget.category == category, budget.year == year)
    return await session.scalar(select(budget.id).where(*its))


async def commitment_locked(
    session: AsyncSession, id: UUID, actor: Actor
) -> tuple[tables.FundBudget, Budget, tables.FundCommitment, Commitment] | None:
    """Lock a commitment that the actor may see, after its budget."""
    commitment = tables.FundCommitment
    query = visible_select(commitment, actor).where(commitment.id == id)
    budget_id = await session.scalar(query.with_only_columns(commitment.budget_id))
    budget = await locked(session, budget_id, actor) if budget_id else None
    row = await session.scalar(query.with_for_update().execution_options(populate_existing=True))
    return (*budget, row, commitment_of(row)) if budget and row else None


async def insert(session: AsyncSession, budget: Budget) -> tables.FundBudget:
    """Keep a new budget, before its first entry."""
    empty = asdict(Balance())
    row = tables.FundBudget(
        id=budget.id,
        division=budget.division,
        category=budget.category,
        year=budget.year,
        version=0,
        last_entry=0,
        **empty,
    )
    session.add(row)
    await session.flush()
    return row


async def post(session: AsyncSession, row: tables.FundBudget, posted: Posted, about: About) -> None:
    """Write the new balance and the entry that explains it; the row must be locked."""
    after, entry = asdict(posted.budget.balance), posted.entry
    for part in _PARTS:
        setattr(row, part, after[part])
    row.version += 1
    row.last_entry += 1
    session.add(
        tables.FundEntry(
            budget_id=row.id,
            seq=row.last_entry,
            division=row.division,
            kind=entry.kind,
            amount=entry.amount,
            again=entry.again,
            posted_on=about.on,
            project_id=about.project_id,
            commitment_id=about.commitment_id,
            payment_id=about.payment_id,
            other_budget_id=about.other_budget_id,
            document=entry.document,
            reason=entry.reason,
            reverses=entry.reverses,
            at=about.at,
            actor=about.acting.subject,
            actor_name=about.acting.name,
            **after,
        )
    )
    await session.flush()


async def carried(session: AsyncSession, budget_id: UUID, seq: int) -> tuple[Carried, UUID] | None:
    """Find an entry that carried money over, and the budget that it went to."""
    entry = tables.FundEntry
    row = await session.get(entry, (budget_id, seq))
    if row is None or row.kind is not FundEntryKind.CARRIED_OUT or row.other_budget_id is None:
        return None
    query = select(entry.seq).where(entry.budget_id == budget_id, entry.reverses == seq)
    reversed_ = await session.scalar(query) is not None
    return Carried(seq, row.amount, row.again, reversed_), row.other_budget_id


async def voucher_used(session: AsyncSession, division: str, year: int, number: str) -> bool:
    """Tell whether a voucher's number stands for a payment of its year already."""
    payment = tables.FundPayment
    its = (payment.division == division, payment.voucher_year == year, payment.voucher_number == number)
    query = select(payment.id).where(*its, payment.reversed_on.is_(None))
    return await session.scalar(query.limit(1)) is not None


async def lines(session: AsyncSession, budget_id: UUID) -> list[Line]:
    """Read a ledger from its first line on, as it is proved."""
    entry = tables.FundEntry
    rows = await session.scalars(select(entry).where(entry.budget_id == budget_id).order_by(entry.seq))
    return [Line(r.seq, r.kind, r.amount, r.again, balance_of(r)) for r in rows]


def balance_of(row: tables.FundBudget | tables.FundEntry) -> Balance:
    """Read the balance that a row holds."""
    return Balance(**{part: getattr(row, part) for part in _PARTS})


def state_of(row: tables.FundBudget) -> Budget:
    """Read a row into the state that decisions see."""
    return Budget(id=row.id, division=row.division, category=row.category, year=row.year, balance=balance_of(row))


def commitment_of(row: tables.FundCommitment) -> Commitment:
    """Read a row into the state that decisions see."""
    return Commitment(
        id=row.id,
        budget_id=row.budget_id,
        project_id=row.project_id,
        amount=row.amount,
        paid=row.paid,
        committed_on=row.committed_on,
    )


def audited(state: Budget | Commitment) -> Mapping[str, Any]:
    """Show a state to the audit trail."""
    return asdict(state)
