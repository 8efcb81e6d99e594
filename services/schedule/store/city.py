"""Queues what the city is told, gives it out to be sent, and writes down what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.posting import PostOutcome, Sent
from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.law.retrying import Policy
from services.schedule.domain.city import push as rules
from services.schedule.domain.city.push import Message, Push
from services.schedule.domain.city.rulebook import CITY_LEVELS
from services.schedule.domain.city.terms import PushStatus
from services.schedule.store import tables


class Due(NamedTuple):
    """A push that this process has taken, until its lease is over."""

    id: UUID
    division: str
    project_id: UUID
    kind: str
    subject_id: UUID
    number: int
    body: dict[str, Any]
    tries: int


async def is_of_city(work: Work, project_id: UUID) -> bool:
    """第九条：whether the city hears of the project: those of its level and above."""
    project = await work.session.get(tables.Project, project_id)
    return project is not None and project.level in CITY_LEVELS.on(work.today)


async def queue(work: Work, schedule: tables.Schedule, message: Message) -> None:
    """Queue a message; what was said of the same subject and did not arrive is sent no more. The schedule's lock guards it."""
    row = tables.CityPush
    of_subject = row.subject_id == message.subject_id
    undelivered = row.status.in_((PushStatus.WAITING, PushStatus.DEAD))
    replaced = update(row).where(of_subject, undelivered).values(status=PushStatus.SUPERSEDED)
    await work.session.execute(replaced.execution_options(synchronize_session=False))
    last = await work.session.scalar(select(func.max(row.number)).where(of_subject))
    work.session.add(
        row(
            id=work.new_id(),
            division=schedule.division,
            schedule_id=schedule.id,
            project_id=schedule.project_id,
            kind=message.kind,
            subject_id=message.subject_id,
            number=(last or 0) + 1,
            body=message.body,
            version=1,
            status=PushStatus.WAITING,
            tries=0,
            told_at=work.now,
        )
    )
    await work.session.flush()


async def lock(work: Work, id: UUID) -> tables.CityPush | None:
    """Load a push that the actor may see, and keep others from changing it."""
    row = tables.CityPush
    its = visible_select(row, work.actor).where(row.id == id).with_for_update(of=row)
    return await work.session.scalar(its.execution_options(populate_existing=True))


def state(row: tables.CityPush) -> Push:
    """Read a push as the decisions see it."""
    return Push(version=row.version, status=row.status, tries=row.tries)


async def take(session: AsyncSession, division: str, most: int, lease: timedelta) -> Sequence[Due]:
    """Take what is due. Whoever dies with one leaves it to be sent again when the lease is over. The caller commits."""
    row = tables.CityPush
    now = func.clock_timestamp()
    due = (
        select(row.id)
        .where(row.status == PushStatus.WAITING, row.next_at <= now, row.division == division)
        .order_by(row.next_at, row.id)
        .limit(most)
        .with_for_update(skip_locked=True)  # several processes share the work
        .cte("due")
    )
    taken = await session.execute(
        update(row)
        .where(row.id == due.c.id)
        .values(next_at=now + lease)
        .returning(row.id, row.division, row.project_id, row.kind, row.subject_id, row.number, row.body, row.tries)
        .execution_options(synchronize_session=False)
    )
    return [Due(*values) for values in taken.all()]


async def seconds_until_next(session: AsyncSession, division: str) -> float | None:
    """Return after how many seconds the next push is due; None when none waits."""
    row = tables.CityPush
    left = func.extract("epoch", func.min(row.next_at) - func.clock_timestamp())
    found = await session.scalar(select(left).where(row.status == PushStatus.WAITING, row.division == division))
    return None if found is None else float(found)


async def note(session: AsyncSession, due: Due, sent: Sent, policy: Policy, spread: float) -> PushStatus:
    """Write down how a try ended, and when the next one is. The caller commits."""
    row = (await session.scalars(select(tables.CityPush).where(tables.CityPush.id == due.id).with_for_update())).one()
    now = await session.scalar(select(func.clock_timestamp()))
    assert now is not None
    if sent.outcome is PostOutcome.DELIVERED:  # it has arrived, whatever became of the row meanwhile
        row.delivered_at, row.last_error, row.tries = now, None, row.tries + 1
        if row.status is not PushStatus.SUPERSEDED:
            row.status = PushStatus.DELIVERED
    elif row.status is PushStatus.WAITING:
        after = rules.failed(state(row), policy)
        row.status, row.tries = after.status, after.tries
        row.next_at = now + policy.pause(after.tries, spread)
        row.last_error = f"{sent.outcome.value} {sent.http_status or ''} {sent.detail or ''}".strip()
    await session.flush()
    return row.status
