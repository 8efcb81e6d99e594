"""Keeps what schedule's ledger says of the decisions of land consultations (第十条、第十五条)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.support.domain.land.consultation import FollowUpState
from services.support.store import tables

_issue = tables.FollowUpIssue


async def begin(
    session: AsyncSession, *, item_id: UUID, issue_id: UUID, version: int, number: str, told_at: datetime
) -> None:
    """Follow an issue from now on, where it came of an item of an agenda; told again it changes nothing."""
    item = tables.ConsultationItem
    division = await session.scalar(select(item.division).where(item.id == item_id))
    if division is None:
        return
    values = {
        "item_id": item_id,
        "division": division,
        "issue_id": issue_id,
        "version": version,
        "number": number,
        "state": FollowUpState.RAISED,
        "told_at": told_at,
    }
    await session.execute(insert(_issue).values(values).on_conflict_do_nothing())


async def follow(
    session: AsyncSession,
    *,
    issue_id: UUID,
    version: int,
    state: FollowUpState,
    told_at: datetime,
    due_on: date | None = None,
    closed_on: date | None = None,
    reason: str | None = None,
    into_id: UUID | None = None,
) -> None:
    """Keep how an issue that is followed goes on. A lower version than the known one changes nothing.

    A merger that is undone leaves the issue as it stood before: in hand where a limit was set, else to be handed out.
    """
    row = await session.scalar(select(_issue).where(_issue.issue_id == issue_id).with_for_update())
    if row is None or row.version >= version:
        return
    if state is FollowUpState.MERGED and into_id is None:
        state = FollowUpState.ASSIGNED if row.due_on else FollowUpState.RAISED
    row.version, row.state, row.reason, row.into_id, row.told_at = version, state, reason, into_id, told_at
    row.due_on = due_on or row.due_on
    row.closed_on = closed_on if state is FollowUpState.CLOSED else None
    await session.flush()
