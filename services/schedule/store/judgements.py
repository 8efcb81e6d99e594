"""Keeps every completion of a node, its verification and its return."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.work import Work
from services.schedule.domain.node.judging import NodeStep
from services.schedule.store import tables


async def remember(
    work: Work, row: tables.Node, step: NodeStep, completed_on: date | None, reason: str | None = None
) -> None:
    """Write what was done with the completion that the node has, or had until now."""
    assert completed_on is not None, "what is judged was completed on a day"
    work.session.add(
        tables.NodeJudgement(
            node_id=row.id,
            version=row.version,
            division=row.division,
            schedule_id=row.schedule_id,
            step=step,
            completed_on=completed_on,
            reason=reason,
            at=work.now,
            by=work.actor.name,
            by_subject=work.actor.subject,
            by_unit_id=work.actor.unit,
        )
    )
    await work.session.flush()


async def last_of(session: AsyncSession, node_id: UUID, *steps: NodeStep) -> tables.NodeJudgement | None:
    """Read the last of these steps; None where it was taken before steps were kept."""
    step = tables.NodeJudgement
    query = select(step).where(step.node_id == node_id, step.step.in_(steps)).order_by(step.version.desc()).limit(1)
    return await session.scalar(query)
