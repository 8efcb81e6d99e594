"""Who a person is to a project, as conditions on its schedule; the rules are those of the commands."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, true

from services.chassis.identity import Actor
from services.chassis.todos import Asking, own
from services.law.parties import Role
from services.schedule.store import tables

# 第八条、第十条: leaders and those who inspect, discipline or run the platform carry nothing out
ACTING = frozenset(Role) - {Role.LEADER, Role.INSPECTOR, Role.DISCIPLINE, Role.OPERATOR}


def of_schedules(model: Any, asking: Asking) -> Select[Any]:
    """Start a source of what belongs to a schedule that goes on, beside that schedule."""
    schedule = tables.Schedule
    return own(model, asking).join(schedule, schedule.id == model.schedule_id).where(schedule.ended_on.is_(None))


def stands_for(actor: Actor) -> ColumnElement[bool]:
    """Whether the person's unit is the project's owner, town or industry authority."""
    if actor.unit is None:
        return false()
    schedule = tables.Schedule
    return or_(
        schedule.owner_id == actor.unit,
        schedule.town_id == actor.unit,
        schedule.industry_authority_id == actor.unit,
    )


def appointed(today: Any) -> Any:
    """Whether the project has a contact person on the day, as a value."""
    return _of_today(today).limit(1).scalar_subquery().is_not(None)


def is_specialist(actor: Actor, today: Any) -> Any:
    """第九条：the contact person of today; while none is appointed, a contact person of the project's own units."""
    if not actor.acts_as(Role.SPECIALIST):
        return false()
    mine = _of_today(today).where(tables.Specialist.subject == actor.subject).limit(1).scalar_subquery()
    return or_(mine.is_not(None), and_(~appointed(today), stands_for(actor)))


def reports(actor: Actor, today: Any) -> ColumnElement[bool]:
    """第九条：who reports and corrects: the owner, and the contact person."""
    ways = [is_specialist(actor, today)]
    if actor.acts_as(Role.OWNER) and actor.unit is not None:
        ways.append(tables.Schedule.owner_id == actor.unit)
    return or_(*ways)


def _of_today(today: Any) -> Select[Any]:
    person = tables.Specialist
    return select(true()).where(
        person.schedule_id == tables.Schedule.id,
        person.cancelled_at.is_(None),
        person.from_on <= today,
        or_(person.to_on.is_(None), person.to_on >= today),
    )
