"""The base of all tables, how enums are stored (by their value, as text), and who oversees the assessment."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import ColumnElement, Enum, MetaData, true
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
