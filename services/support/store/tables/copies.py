"""Copies of other services' facts, kept by their events and never changed here.

They reference each other without foreign keys: events of different keys and topics arrive in any order.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Text, text, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.visibility import visible
from services.support.store.base import Base


@visible(lambda _actor, _unit: true())
class Organization(Base):
    """A unit and the roles that it acts in: which bureau a request goes to (reserve)."""

    __tablename__ = "organizations"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    name: Mapped[str]
    roles: Mapped[list[str]] = mapped_column(ARRAY(Text))
    active: Mapped[bool] = mapped_column(server_default=text("true"), default=True)
    merged_into: Mapped[UUID | None] = mapped_column(default=None)
    credit_code: Mapped[str | None] = mapped_column(default=None)  # by which the province names a unit

    __table_args__ = (
        Index("ix_organizations_roles", "roles", postgresql_using="gin"),
        Index("ix_organizations_credit_code", "credit_code"),
        Index("ix_organizations_merged_into", "merged_into", postgresql_where=text("merged_into is not null")),
    )


@visible(lambda _actor, _project: true())
class Project(Base):
    """A project and its owner (reserve)."""

    __tablename__ = "projects"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    name: Mapped[str]
    owner_id: Mapped[UUID]
    level: Mapped[str | None] = mapped_column(default=None)  # as reserve calls it; None where it was not told
    code: Mapped[str | None] = mapped_column(default=None)  # the national project code, by which the province names it

    __table_args__ = (Index("ix_projects_owner_id", "owner_id"), Index("ix_projects_code", "code"))


class PlannedProject(Base):
    """Whether a year's plan has a project (reserve): key projects come first when a quota is short. Only decisions read it."""

    __tablename__ = "planned_projects"

    project_id: Mapped[UUID] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    in_plan: Mapped[bool]


@visible(lambda _actor, _node: true())
class Node(Base):
    """A node of a project's schedule; those of an older plan version than the newest are no longer in the plan (schedule)."""

    __tablename__ = "nodes"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    project_id: Mapped[UUID]
    plan_version: Mapped[int]
    name: Mapped[str]
    responsible_unit_id: Mapped[UUID]
    waits_for_request: Mapped[bool]

    __table_args__ = (
        Index("ix_nodes_project_id_plan_version", "project_id", "plan_version"),
        Index("ix_nodes_responsible_unit_id", "responsible_unit_id"),
    )


class Schedule(Base):
    """Whether a project's schedule has ended, as far as it ever did: the plan gave its project up (schedule).

    Decisions read it, the API shows it from its owner. A higher version replaces what a lower one said.
    """

    __tablename__ = "schedules"

    project_id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    ended_on: Mapped[date | None]
    document_number: Mapped[str | None]

    __table_args__ = (CheckConstraint("(ended_on is null) = (document_number is null)", name="ended_by_document"),)
