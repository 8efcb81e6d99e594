"""Copies of other services' facts, kept by their events and never changed here.

They reference each other without foreign keys: events of different keys and topics arrive in any order.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Index, Numeric, text, true
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.visibility import visible
from services.schedule.domain.node.factor import RequestState
from services.schedule.store.base import Base, stored
from services.schedule.store.tables.schedule import known_project


@visible(lambda _actor, _unit: true())
class Organization(Base):
    """A unit that can be responsible for nodes (reserve)."""

    __tablename__ = "organizations"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    name: Mapped[str]
    category: Mapped[str]
    active: Mapped[bool] = mapped_column(server_default=text("true"), default=True)
    merged_into: Mapped[UUID | None] = mapped_column(default=None)


@visible(lambda _actor, _project: true())
class Project(Base):
    """A project as it is now: schedules are listed and found by it (reserve)."""

    __tablename__ = "projects"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    name: Mapped[str]
    owner_id: Mapped[UUID]
    town_id: Mapped[UUID | None]
    industry_authority_id: Mapped[UUID | None]
    level: Mapped[str]
    category: Mapped[str]
    # what events from before do not say is null until the project is told again
    code: Mapped[str | None] = mapped_column(default=None)
    longitude: Mapped[Decimal | None] = mapped_column(Numeric(10, 7), default=None)
    latitude: Mapped[Decimal | None] = mapped_column(Numeric(10, 7), default=None)
    coordinate_system: Mapped[str | None] = mapped_column(default=None)  # in which the two are stated
    total_investment: Mapped[Decimal | None] = mapped_column(default=None)
    library: Mapped[str | None] = mapped_column(default=None)
    package_id: Mapped[UUID | None] = mapped_column(default=None)  # the package that it is a part of

    __table_args__ = (
        Index("ix_projects_category_level", "category", "level"),
        Index("ix_projects_level_category", "level", "category"),
        Index("ix_projects_town", "town_id", "id"),
    )


@visible(known_project)
class FactorRequest(Base):
    """A factor request of a project's node, and how it stands (support). A higher version replaces a lower one."""

    __tablename__ = "factor_requests"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    project_id: Mapped[UUID]
    node_id: Mapped[UUID | None]
    kind: Mapped[str]
    state: Mapped[RequestState] = mapped_column(stored(RequestState))
    due_on: Mapped[date | None]  # nothing is due while the clock stands, and when a request ended undecided
    outcome: Mapped[str | None] = mapped_column(default=None)
    document_number: Mapped[str | None] = mapped_column(default=None)
    decided_on: Mapped[date | None] = mapped_column(default=None)
    bureau_id: Mapped[UUID | None] = mapped_column(default=None)  # not told before dispatch counted by bureau
    reviewed_on: Mapped[date | None] = mapped_column(default=None)  # the day of a review that has changed the outcome

    __table_args__ = (Index("ix_factor_requests_node_id", "node_id"),)


@visible(lambda _actor, _evidence: true())
class ProjectEvidence(Base):
    """A document of a project (reserve): what makes it newly signed or newly approved. A higher version replaces a lower one."""

    __tablename__ = "project_evidence"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    project_id: Mapped[UUID]
    kind: Mapped[str]
    title: Mapped[str]
    number: Mapped[str | None]
    issuing_body: Mapped[str]
    dated_on: Mapped[date]
    withdrawn: Mapped[bool]

    __table_args__ = (Index("ix_project_evidence_kind", "kind", "dated_on"),)
