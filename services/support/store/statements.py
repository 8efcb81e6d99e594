"""Reads a quota account's ledger for somebody: over a span of days, and what the whole of it adds up to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Integer, case, func, literal_column, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.clock import SHANGHAI, local_day
from services.chassis.identity import Actor
from services.chassis.visibility import visible_select
from services.support.domain.land.statement import ZERO, Balances, Proven, StatementLine
from services.support.domain.quota import EFFECTS, Account, EntryKind
from services.support.store import tables

_entry = tables.QuotaEntry


async def balances_before(session: AsyncSession, account: Account, day: date, actor: Actor) -> Balances:
    """The balances when a day began."""
    query = visible_select(_entry, actor).where(_entry.account_id == account.id, _entry.at < _begin(day))
    row = await session.scalar(query.order_by(_entry.seq.desc()).limit(1))
    return ZERO if row is None else (row.allocated, row.reserved, row.committed)


async def lines(
    session: AsyncSession, account: Account, since: date, until: date, first: int, actor: Actor
) -> Sequence[StatementLine]:
    """The entries of the days, both included, in their order."""
    span = (_entry.at >= _begin(since), _entry.at < _begin(until + timedelta(days=1)))
    query = visible_select(_entry, actor).where(_entry.account_id == account.id, *span)
    return [
        StatementLine(
            seq=row.seq,
            on=local_day(row.at),
            kind=row.kind,
            amount=row.amount,
            after=(row.allocated, row.reserved, row.committed),
            said="；".join(t for t in (row.basis, row.reason) if t)
            or (f"申请 {row.request_id}" if row.request_id else ""),
            actor_name=row.actor_name,
        )
        for row in (await session.scalars(query.order_by(_entry.seq).limit(first))).all()
    ]


async def proven(session: AsyncSession, account: Account, actor: Actor) -> Proven:
    """Add the whole ledger up, and look for the first entry that does not follow from the one before it."""
    of_account = visible_select(_entry, actor).where(_entry.account_id == account.id)
    summed = of_account.with_only_columns(_entry.kind, func.sum(_entry.amount), func.count())
    sums = (await session.execute(summed.group_by(_entry.kind))).all()
    by_seq: dict[str, Any] = {"order_by": _entry.seq}
    columns = (_entry.allocated, _entry.reserved, _entry.committed)
    steps = [
        column - func.coalesce(func.lag(column).over(**by_seq), 0) != _effect(at) * _entry.amount
        for at, column in enumerate(columns)
    ]
    numbered = _entry.seq != func.row_number().over(**by_seq)
    each = of_account.with_only_columns(_entry.seq, or_(*steps, numbered).label("broken")).subquery()
    its = visible_select(tables.QuotaAccount, actor).where(tables.QuotaAccount.id == account.id)
    last = its.with_only_columns(tables.QuotaAccount.last_entry)
    return Proven(
        sums={kind: amount for kind, amount, _ in sums},
        entries=sum(count for _, _, count in sums),
        last_seq=(await session.scalars(last)).one(),
        broken=await session.scalar(select(func.min(each.c.seq)).where(each.c.broken)),
    )


def _effect(at: int) -> Any:
    signs = {kind.value: literal_column(str(EFFECTS[kind][at]), Integer) for kind in EntryKind}
    return case(signs, value=_entry.kind, else_=literal_column("0", Integer))


def _begin(day: date) -> datetime:
    return datetime.combine(day, time.min, SHANGHAI)
