"""Saved views of lists."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Index, and_, or_, text
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.identity import Actor
from services.chassis.visibility import visible
from services.reserve.domain.seeking.views import Sharing, ViewList
from services.reserve.store.base import Base, stored

KEPT = text("deleted_at is null")
DEFAULT = text("is_default and deleted_at is null")


def own_or_shared(actor: Actor, v: Any) -> ColumnElement[bool]:
    """One's own, deleted ones too; and what others of the division share with all or with the person's unit."""
    shared = [v.sharing == Sharing.DIVISION]
    if actor.unit is not None:
        shared.append(and_(v.sharing == Sharing.UNIT, v.unit_id == actor.unit))
    return or_(v.owner == actor.subject, and_(v.deleted_at.is_(None), v.division == actor.division, or_(*shared)))


@visible(own_or_shared)
class SavedView(Base):
    """What a person has set a list to show. `settings` are the arguments of that list, as a client gives them."""

    __tablename__ = "saved_views"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    owner: Mapped[str]
    owner_name: Mapped[str]
    of_list: Mapped[ViewList] = mapped_column(stored(ViewList))
    name: Mapped[str]
    sort_key: Mapped[str]
    sharing: Mapped[Sharing] = mapped_column(stored(Sharing))
    unit_id: Mapped[UUID | None]
    is_default: Mapped[bool]
    settings: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_saved_views_name_once", "division", "owner", "of_list", "name", unique=True, postgresql_where=KEPT),
        Index("ix_saved_views_default_once", "division", "owner", "of_list", unique=True, postgresql_where=DEFAULT),
        Index("ix_saved_views_owner", "owner", "sort_key", "id", postgresql_include=["division"]),
        Index("ix_saved_views_unit", "unit_id", "sort_key", "id", postgresql_include=["division"]),
        Index("ix_saved_views_sharing", "sharing", "division", "sort_key", "id"),
        Index("ix_saved_views_sort", "of_list", "sort_key", "id"),
    )
