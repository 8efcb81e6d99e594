"""Loads and saves transfers of quota, and finds the requests that hold something of an account."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.identity import Actor
from services.chassis.visibility import visible_select
from services.support.domain.land.transfer import Transfer
from services.support.domain.quota import Account
from services.support.domain.request import Acting, Request
from services.support.store import tables
from services.support.store.quota_queue import loaded


async def insert(session: AsyncSession, transfer: Transfer, acting: Acting, at: datetime) -> None:
    """Keep a new transfer."""
    session.add(tables.QuotaTransfer(asked_at=at, asked_by_name=acting.name, **asdict(transfer)))
    await session.flush()


async def locked(session: AsyncSession, id: UUID, actor: Actor) -> tuple[tables.QuotaTransfer, Transfer] | None:
    """Lock a transfer that the actor may see; before the accounts, in every command."""
    query = visible_select(tables.QuotaTransfer, actor).where(tables.QuotaTransfer.id == id)
    row = await session.scalar(query.with_for_update().execution_options(populate_existing=True))
    return None if row is None else (row, _state_of(row))


async def end(
    session: AsyncSession, row: tables.QuotaTransfer, transfer: Transfer, acting: Acting, at: datetime
) -> None:
    """Keep how a transfer ended."""
    row.state, row.version, row.note = transfer.state, transfer.version, transfer.note
    row.decided_at, row.decided_by, row.decided_by_name = at, acting.subject, acting.name
    await session.flush()


async def holders(session: AsyncSession, account: Account) -> list[tuple[tables.Request, Request]]:
    """Lock the requests that hold something of an account, by id; before the accounts, as every command does."""
    request = tables.Request
    query = select(request).where(request.held_account_id == account.id).order_by(request.id)
    rows = await session.scalars(query.with_for_update().execution_options(populate_existing=True))
    return await loaded(session, rows.all())


def _state_of(row: tables.QuotaTransfer) -> Transfer:
    return Transfer(
        id=row.id,
        division=row.division,
        version=row.version,
        kind=row.kind,
        from_account_id=row.from_account_id,
        to_account_id=row.to_account_id,
        amount=row.amount,
        reason=row.reason,
        basis=row.basis,
        state=row.state,
        asked_by=row.asked_by,
        note=row.note,
    )
