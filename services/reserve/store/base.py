"""The base of all tables, and how enums are stored: by their value, as text."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Enum, Index, MetaData
from sqlalchemy.orm import DeclarativeBase, MappedAsDataclass

from services.chassis.database import NAMING, TYPES


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True):
    """Base of the mapped classes."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = TYPES


def stored(kind: type[StrEnum]) -> Enum:
    """Store an enum as text, so that a new member needs no change of the database."""
    return Enum(
        kind, native_enum=False, create_constraint=False, length=40, values_callable=lambda k: [m.value for m in k]
    )


def by_pieces(table: str) -> Index:
    """Index the pieces of a searched text (`services.chassis.searches`)."""
    return Index(f"ix_{table}_pieces", "pieces", postgresql_using="gin", postgresql_with={"fastupdate": "off"})
