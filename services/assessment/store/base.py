"""The base of all tables, how enums are stored (by their value, as text), and who oversees the assessment."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Enum, MetaData, and_, false, or_, true
from sqlalchemy.orm import DeclarativeBase, MappedAsDataclass

from services.chassis.database import NAMING, TYPES
from services.chassis.identity import Actor
from services.law.parties import Role

# they see every unit's facts: the authority that assesses (A18), those who supervise (A10), leaders (A13), discipline (A21)
OVERSEERS = (Role.INVESTMENT_AUTHORITY, Role.PROJECT_SERVICE, Role.INSPECTOR, Role.LEADER, Role.DISCIPLINE)


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True):
    """Base of the mapped classes."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = TYPES


def stored(kind: type[StrEnum]) -> Enum:
    """Store an enum as text, so that a new member needs no change of the database."""
    return Enum(
        kind, native_enum=False, create_constraint=False, length=40, values_callable=lambda k: [m.value for m in k]
    )


def published_or_assessing(actor: Actor, published: ColumnElement[bool]) -> ColumnElement[bool]:
    """第十条、第十八条：what is published is for everyone in the division; drafts are for the authority that assesses."""
    return true() if actor.acts_as(Role.INVESTMENT_AUTHORITY) else published


def own_or_published(actor: Actor, t: Any) -> ColumnElement[bool]:
    """第十八条、第十九条：what is announced is for its unit and for the overseers, what is published for everyone.

    t: a table with `published`, `announced` and `unit_id`.
    """
    if actor.acts_as(Role.INVESTMENT_AUTHORITY):
        return true()
    if actor.acts_as(*OVERSEERS):
        return or_(t.published, t.announced)
    if actor.unit is None:
        everyone: ColumnElement[bool] = t.published.is_(true())
        return everyone
    return or_(t.published, and_(t.announced, t.unit_id == actor.unit))


def own_or_overseen(actor: Actor, t: Any) -> ColumnElement[bool]:
    """第十九条、第二十一条：what a unit writes in its own matter is seen by itself and by the overseers. t: with `unit_id`."""
    if actor.acts_as(*OVERSEERS):
        return true()
    return false() if actor.unit is None else t.unit_id == actor.unit
