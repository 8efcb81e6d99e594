"""Reads what missed weeks are worked out of: when plans carried a project, which weeks were reported, and who was named."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, func, or_
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.identity import Actor
from services.chassis.visibility import visible_select
from services.schedule.domain.listing import PlanChange
from services.schedule.domain.opening import ItemKind
from services.schedule.domain.specialist.weeks import Carried
from services.schedule.store import tables

Facts = list[list[Any]]


@dataclass(slots=True)
class Weekly:
    """What is known of one project's weeks."""

    schedule_id: UUID
    project_id: UUID
    project_name: str
    carried: Facts = field(default_factory=list)
    weeks: Facts = field(default_factory=list)
    people: Facts = field(default_factory=list)


def carried_of(schedule: Any, caller: Actor) -> Any:
    """What the versions of plans did with a project, as JSON."""
    item = tables.PlanItem
    row = (item.year, item.plan_id, item.plan_version, item.change, item.kind, item.issued_on)
    return _gathered(item, row, schedule, caller)


def weeks_of(schedule: Any, caller: Actor) -> Any:
    """Which weeks of a project were reported, and whether with 100 per cent, as JSON."""
    week = tables.WeeklyUpdate
    return _gathered(week, (week.week_on, week.physical_percent >= 100), schedule, caller)  # noqa: PLR2004 - per cent


def people_of(schedule: Any, caller: Actor) -> Any:
    """Who was the project's contact person when, as JSON."""
    person = tables.Specialist
    row = (person.from_on, person.to_on, person.subject, person.name, person.unit_id)
    return _gathered(person, row, schedule, caller, person.cancelled_at.is_(None))


def _gathered(model: Any, row: tuple[Any, ...], schedule: Any, caller: Actor, *conditions: Any) -> Any:
    written = func.json_agg(func.json_build_array(*row), type_=JSON())
    its = visible_select(model, caller).where(model.schedule_id == schedule.id, *conditions)
    return its.with_only_columns(written).scalar_subquery()


def read_carried(facts: Facts | None) -> list[Carried]:
    """Read what `carried_of` brought."""
    return [
        Carried(
            year=year,
            plan_id=UUID(plan),
            plan_version=version,
            change=PlanChange(change),
            kind=ItemKind(kind),
            on=date.fromisoformat(on),
        )
        for year, plan, version, change, kind, on in facts or []
    ]


async def of_all(session: AsyncSession, caller: Actor, project_id: UUID | None, unit_id: UUID | None) -> list[Weekly]:
    """Read the weeks of every project that the caller sees, or of one, or of those of one unit."""
    schedule = tables.Schedule
    query = visible_select(schedule, caller)
    if project_id is not None:
        query = query.where(schedule.project_id == project_id)
    if unit_id is not None:
        units = (schedule.owner_id, schedule.town_id, schedule.industry_authority_id)
        query = query.where(or_(*(its == unit_id for its in units)))
    shown = query.with_only_columns(
        schedule.id,
        schedule.project_id,
        schedule.project_name,
        carried_of(schedule, caller),
        weeks_of(schedule, caller),
        people_of(schedule, caller),
    )
    rows = (await session.execute(shown.order_by(schedule.opened_on, schedule.id))).all()
    return [Weekly(*row[:3], *(facts or [] for facts in row[3:])) for row in rows]
