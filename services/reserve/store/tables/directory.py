"""The directory of units, with their history and the people who act for them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint, text, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.visibility import visible
from services.law.parties import UnitCategory
from services.reserve.store.base import Base, stored


@visible(lambda _actor, _unit: true())
class Organization(Base):
    """A unit; everyone of the division may look it up."""

    __tablename__ = "organizations"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    name: Mapped[str]
    sort_key: Mapped[str]
    category: Mapped[UnitCategory] = mapped_column(stored(UnitCategory))
    credit_code: Mapped[str]
    exception_reason: Mapped[str | None]
    exception_approver: Mapped[str | None]
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("organizations.id"))
    roles: Mapped[list[str]] = mapped_column(ARRAY(Text))
    registered_at: Mapped[datetime]
    former_names: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"), default_factory=list)
    active: Mapped[bool] = mapped_column(server_default=text("true"), default=True)
    merged_into: Mapped[UUID | None] = mapped_column(ForeignKey("organizations.id"), default=None)
    merged_at: Mapped[datetime | None] = mapped_column(default=None)
    merge_exception_reason: Mapped[str | None] = mapped_column(default=None)
    merge_exception_approver: Mapped[str | None] = mapped_column(default=None)
    initials: Mapped[str | None] = mapped_column(default=None)  # null until `migrate` has worked it out

    __table_args__ = (
        UniqueConstraint("division", "name"),
        UniqueConstraint("division", "credit_code"),
        Index("ix_organizations_sort", "sort_key", "id"),
        Index("ix_organizations_no_initials", "id", postgresql_where=text("initials is null")),
        Index("ix_organizations_parent_id", "parent_id"),
        Index("ix_organizations_exception", "id", postgresql_where=text("exception_reason is not null")),
        Index("ix_organizations_merge_exception", "id", postgresql_where=text("merge_exception_reason is not null")),
        Index("ix_organizations_category", "category", "sort_key", "id"),
        Index("ix_organizations_active", "active", "sort_key", "id"),
        Index("ix_organizations_category_active", "category", "active", "sort_key", "id"),
    )


@visible(lambda _actor, _change: true())
class OrganizationChange(Base):
    """One entry of a unit's history: who, in what roles, when, what, why. Never changed, never removed."""

    __tablename__ = "organization_changes"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    version: Mapped[int]
    at: Mapped[datetime]
    action: Mapped[str]
    actor: Mapped[str]
    actor_name: Mapped[str]
    roles: Mapped[list[str]] = mapped_column(ARRAY(Text))
    reason: Mapped[str | None]
    approver: Mapped[str | None]
    changes: Mapped[list[Any]]
    exception_reason: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (Index("ix_organization_changes_organization", "organization_id", "id"),)


@visible(lambda _actor, _member: true())
class Member(Base):
    """A person's membership in a unit; everyone of the division may look it up, the phone number not (`graphql/members.py`)."""

    __tablename__ = "members"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    person: Mapped[str]
    name: Mapped[str]
    sort_key: Mapped[str]
    phone: Mapped[str | None]
    roles: Mapped[list[str]] = mapped_column(ARRAY(Text))
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    added_at: Mapped[datetime]

    __table_args__ = (
        Index("ix_members_sort", "sort_key", "id"),
        Index("ix_members_organization", "organization_id", "sort_key", "id"),
        Index("ix_members_person", "person", "sort_key", "id"),
        Index("ix_members_from", "from_on"),
        Index("ix_members_until", "until_on"),
    )
