"""Loads and saves applications for money with their history."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.identity import Actor
from services.chassis.visibility import visible_select
from services.support.domain.funds.application import Amounts, Application, Change
from services.support.domain.request import Acting
from services.support.store import tables


async def locked(session: AsyncSession, id: UUID, actor: Actor) -> tables.FundApplication | None:
    """Lock an application that the actor may see."""
    query = visible_select(tables.FundApplication, actor).where(tables.FundApplication.id == id)
    return await session.scalar(query.with_for_update().execution_options(populate_existing=True))


def state_of(row: tables.FundApplication) -> Application:
    """Read a row into the state that decisions see."""
    return Application(
        id=row.id,
        division=row.division,
        kind=row.kind,
        stage=row.stage,
        state=row.state,
        amounts=Amounts(asked=row.asked, granted=row.granted, arrived=row.arrived, paid=row.paid),
        stepped_on=row.stepped_on,
    )


async def save(
    session: AsyncSession, row: tables.FundApplication, change: Change, acting: Acting, at: datetime
) -> None:
    """Write what a step has changed, and the step itself; the row must be locked or new."""
    after = change.application
    row.version += 1
    row.stage, row.state, row.stepped_on = after.stage, after.state, after.stepped_on
    amounts = after.amounts
    row.asked, row.granted, row.arrived, row.paid = amounts.asked, amounts.granted, amounts.arrived, amounts.paid
    session.add(
        tables.FundApplicationStep(
            application_id=row.id,
            seq=row.version,
            division=row.division,
            action=change.action,
            stage=after.stage,
            state=after.state,
            on=change.on,
            amount=change.amount,
            document=change.document,
            reason=change.reason,
            asked=amounts.asked,
            granted=amounts.granted,
            arrived=amounts.arrived,
            paid=amounts.paid,
            at=at,
            actor=acting.subject,
            actor_name=acting.name,
        )
    )
    await session.flush()


def audited(row: tables.FundApplication) -> Mapping[str, Any]:
    """Show an application to the audit trail."""
    return {c.key: getattr(row, c.key) for c in tables.FundApplication.__table__.columns if c.computed is None}
