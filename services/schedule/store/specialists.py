"""Loads and saves who is a project's contact person."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.identity import Actor
from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.schedule.domain.specialist.record import Contact, Specialist
from services.schedule.store import tables


async def of_schedule(session: AsyncSession, schedule_id: UUID) -> list[Specialist]:
    """Read every appointment of a project, also those that were cancelled; the schedule's lock guards them."""
    row = tables.Specialist
    query = select(row).where(row.schedule_id == schedule_id).order_by(row.from_on, row.id)
    found = await session.scalars(query.execution_options(populate_existing=True))
    return [state(r) for r in found.all()]


async def on_day(session: AsyncSession, schedule_id: UUID, day: date) -> Specialist | None:
    """Find the contact person of a day."""
    row = tables.Specialist
    query = select(row).where(row.schedule_id == schedule_id, in_force(row, day))
    found = await session.scalar(query)
    return state(found) if found else None


def in_force(row: Any, day: Any) -> Any:
    """The condition that an appointment is in force on the day."""
    return row.cancelled_at.is_(None) & (row.from_on <= day) & or_(row.to_on.is_(None), row.to_on >= day)


async def schedule_of(session: AsyncSession, actor: Actor, id: UUID) -> UUID | None:
    """Find the schedule of an appointment that the actor sees."""
    row = tables.Specialist
    found: UUID | None = await session.scalar(
        visible_select(row, actor).where(row.id == id).with_only_columns(row.schedule_id)
    )
    return found


async def add(work: Work, schedule: tables.Schedule, made: Specialist) -> None:
    """Write a new appointment."""
    work.session.add(
        tables.Specialist(
            id=made.id,
            division=schedule.division,
            schedule_id=schedule.id,
            project_id=schedule.project_id,
            subject=made.contact.subject,
            name=made.contact.name,
            phone=made.contact.phone,
            unit_id=made.contact.unit_id,
            from_on=made.from_on,
            to_on=made.to_on,
            replaces_id=made.replaces,
            reason=made.reason,
            open_points=made.open_points,
            version=made.version,
            appointed_at=work.now,
            appointed_by=work.actor.name,
            appointed_by_unit_id=work.actor.unit,
        )
    )
    await work.session.flush()


async def save(work: Work, after: Specialist) -> tables.Specialist:
    """Write how an appointment stands now: its last day, and how the person is reached."""
    row = await work.session.get_one(tables.Specialist, after.id)
    row.to_on, row.version = after.to_on, after.version
    row.name, row.phone = after.contact.name, after.contact.phone
    await work.session.flush()
    return row


def state(row: tables.Specialist) -> Specialist:
    """Read an appointment as the domain knows it."""
    return Specialist(
        id=row.id,
        project_id=row.project_id,
        division=row.division,
        contact=Contact(subject=row.subject, name=row.name, phone=row.phone, unit_id=row.unit_id),
        from_on=row.from_on,
        to_on=row.to_on,
        replaces=row.replaces_id,
        reason=row.reason,
        open_points=row.open_points,
        version=row.version,
        cancelled=row.cancelled_at is not None,
    )
