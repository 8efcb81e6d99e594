"""Loads and saves quota accounts. Whoever changes a balance holds the account's row lock until the commit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.identity import Actor
from services.chassis.visibility import visible_select
from services.support.domain.quota import Account, Posted
from services.support.domain.request import Acting, Held
from services.support.store import tables


async def locked(session: AsyncSession, id: UUID, actor: Actor) -> tuple[tables.QuotaAccount, Account] | None:
    """Lock an account that the actor may see, and read it; None when there is none such."""
    query = visible_select(tables.QuotaAccount, actor).where(tables.QuotaAccount.id == id).with_for_update()
    row = await session.scalar(query)
    return (row, state_of(row)) if row else None


async def drawn_on(
    session: AsyncSession, division: str, kind: str | None, year: int, held: Held | None = None
) -> dict[UUID, tuple[tables.QuotaAccount, Account]]:
    """Lock the account of a kind and year, and the one that holds a reservation, which may be another year's.

    In the order of their ids: two decisions over the same two accounts never wait for each other.
    """
    account = tables.QuotaAccount
    of_year = (account.division == division) & (account.kind == kind) & (account.year == year)
    wanted = or_(of_year, account.id == held.account_id) if held else of_year
    rows = await session.scalars(select(account).where(wanted).order_by(account.id).with_for_update())
    return {row.id: (row, state_of(row)) for row in rows.all()}


async def seen(session: AsyncSession, id: UUID, actor: Actor) -> Account | None:
    """Read an account that the actor may see, without a lock."""
    query = visible_select(tables.QuotaAccount, actor).where(tables.QuotaAccount.id == id)
    row = await session.scalar(query)
    return state_of(row) if row else None


async def both(
    session: AsyncSession, first: UUID, second: UUID, actor: Actor | None = None
) -> dict[UUID, tuple[tables.QuotaAccount, Account]]:
    """Lock two accounts in the order of their ids; with an actor only those that the actor may see."""
    account = tables.QuotaAccount
    query = select(account) if actor is None else visible_select(account, actor)
    wanted = query.where(account.id.in_([first, second])).order_by(account.id).with_for_update()
    rows = await session.scalars(wanted.execution_options(populate_existing=True))
    return {row.id: (row, state_of(row)) for row in rows.all()}


async def entry(session: AsyncSession, account_id: UUID, seq: int) -> tuple[tables.QuotaEntry, int | None] | None:
    """Find an entry of an account's ledger, and the number of the entry that reverses it already."""
    row = await session.get(tables.QuotaEntry, (account_id, seq))
    if row is None:
        return None
    of = tables.QuotaEntry
    reversal = select(of.seq).where(of.account_id == account_id, of.reverses == seq)
    return row, await session.scalar(reversal)


async def post(session: AsyncSession, row: tables.QuotaAccount, posted: Posted, acting: Acting, at: datetime) -> None:
    """Write new balances and the ledger entries that explain them; the row must be locked."""
    after = posted.account
    row.allocated, row.reserved, row.committed = after.allocated, after.reserved, after.committed
    row.closed_on = after.closed_on
    row.version += 1
    for entry in posted.entries:
        row.last_entry += 1
        session.add(
            tables.QuotaEntry(
                account_id=row.id,
                seq=row.last_entry,
                division=row.division,
                kind=entry.kind,
                amount=entry.amount,
                request_id=entry.request_id,
                basis=entry.basis,
                allocated=entry.after.allocated,
                reserved=entry.after.reserved,
                committed=entry.after.committed,
                at=at,
                actor=acting.subject,
                actor_name=acting.name,
                other_account_id=entry.other_account_id,
                transfer_id=entry.transfer_id,
                reverses=entry.reverses,
                reason=entry.reason,
            )
        )
    await session.flush()


async def opened(session: AsyncSession, division: str, kind: str, year: int) -> UUID | None:
    """Find the account that a division has for a kind and year."""
    account = tables.QuotaAccount
    query = select(account.id).where(account.division == division, account.kind == kind, account.year == year)
    return await session.scalar(query)


async def insert(session: AsyncSession, account: Account) -> None:
    """Keep a new account."""
    session.add(tables.QuotaAccount(version=1, last_entry=0, **asdict(account)))
    await session.flush()


def state_of(row: tables.QuotaAccount) -> Account:
    """Read a row into the state that decisions see."""
    return Account(
        id=row.id,
        division=row.division,
        kind=row.kind,
        year=row.year,
        allocated=row.allocated,
        reserved=row.reserved,
        committed=row.committed,
        closed_on=row.closed_on,
    )


def audited(account: Account) -> Mapping[str, Any]:
    """Show a state to the audit trail."""
    return asdict(account)
