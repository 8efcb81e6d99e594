"""The arrangement of leaders and projects, reports to leaders, problems raised to them and their answers (第十三条)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    ColumnElement,
    ForeignKey,
    Index,
    UniqueConstraint,
    column,
    func,
    or_,
    select,
    table,
    text,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.identity import Actor
from services.chassis.reads.finding import WHOLE
from services.chassis.visibility import visible
from services.law.parties import Role
from services.schedule.domain.leaders.terms import ArrangementState, LinkChoice
from services.schedule.domain.ledger.terms import Severity
from services.schedule.domain.opening import ItemKind
from services.schedule.store.base import Base, stored
from services.schedule.store.tables.schedule import OVERSEEING, known_project

_DRAFTING = (Role.INVESTMENT_AUTHORITY, Role.PROJECT_SERVICE)
_BY_YEAR = (text("year desc"), "position", "id")
_LINKS = table("leader_links", column("project_id"), column("serving_unit_id"), column("issued"))


def _issued_ones(actor: Actor, row: Any) -> ColumnElement[bool]:
    """What is issued is for everyone; a draft is for those who draw it up."""
    if actor.acts_as(*_DRAFTING):
        return true()
    public: ColumnElement[bool] = row.state.in_([ArrangementState.ISSUED, ArrangementState.SUPERSEDED])
    return public


def _of_project_or_unit(actor: Actor, row: Any) -> ColumnElement[bool]:
    """The project's people see it, and the unit that serves it."""
    if actor.acts_as(*OVERSEEING):
        return true()
    serves = select(true()).where(
        _LINKS.c.project_id == row.project_id, _LINKS.c.serving_unit_id == actor.unit, _LINKS.c.issued
    )
    return or_(func.coalesce(known_project(actor, row), False), func.coalesce(serves.limit(1).scalar_subquery(), False))


def _link(actor: Actor, row: Any) -> ColumnElement[bool]:
    """A link is seen once it is issued."""
    if actor.acts_as(*_DRAFTING):
        return true()
    if actor.acts_as(*OVERSEEING):
        seen: ColumnElement[bool] = row.issued == true()
        return seen
    theirs: ColumnElement[bool] = row.issued & or_(
        func.coalesce(row.serving_unit_id == actor.unit, False), func.coalesce(known_project(actor, row), False)
    )
    return theirs


@visible(_issued_ones)
class LeaderArrangement(Base):
    """One edition of the year's arrangement. An issued one never changes but to be superseded by the next."""

    __tablename__ = "leader_arrangements"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    year: Mapped[int]
    edition: Mapped[int]
    version: Mapped[int]
    state: Mapped[ArrangementState] = mapped_column(stored(ArrangementState))
    reason: Mapped[str | None]  # why an issued one is changed; null for the first
    rule: Mapped[list[str]] = mapped_column(JSON)  # the rule in words, as it was on the day of the draft
    drafted_on: Mapped[date]
    drafted_at: Mapped[datetime]
    drafted_by: Mapped[str]
    document_number: Mapped[str | None] = mapped_column(default=None)
    issued_on: Mapped[date | None] = mapped_column(default=None)
    issued_at: Mapped[datetime | None] = mapped_column(default=None)
    issued_by: Mapped[str | None] = mapped_column(default=None)
    digest: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        Index(
            "uq_leader_arrangements_edition",
            "division",
            "year",
            "edition",
            unique=True,
            postgresql_where="state <> 'DISCARDED'",
        ),
        Index("uq_leader_arrangements_one_draft", "division", "year", unique=True, postgresql_where="state = 'DRAFT'"),
        Index(
            "uq_leader_arrangements_one_in_force", "division", "year", unique=True, postgresql_where="state = 'ISSUED'"
        ),
        Index("ix_leader_arrangements_list", "year", "edition", "id"),
    )


@visible(_link)
class LeaderLink(Base):
    """A project in an arrangement, with what was known of it when it was drafted. `current`: of the edition in force."""

    __tablename__ = "leader_links"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    arrangement_id: Mapped[UUID] = mapped_column(ForeignKey("leader_arrangements.id"))
    year: Mapped[int]
    position: Mapped[int]
    project_id: Mapped[UUID]
    project_name: Mapped[str]
    kind: Mapped[ItemKind] = mapped_column(stored(ItemKind))
    level: Mapped[str]
    category: Mapped[str]
    total_investment: Mapped[Decimal]
    annual_investment: Mapped[Decimal]
    grounds: Mapped[list[dict[str, Any]]] = mapped_column(JSON)  # [{"code", "text"}]; empty when taken in by hand
    choice: Mapped[LinkChoice] = mapped_column(stored(LinkChoice))
    issued: Mapped[bool]
    current: Mapped[bool]
    reason: Mapped[str | None] = mapped_column(default=None)
    leader_subject: Mapped[str | None] = mapped_column(default=None)
    leader_name: Mapped[str | None] = mapped_column(default=None)
    leader_title: Mapped[str | None] = mapped_column(default=None)
    service_unit_id: Mapped[UUID | None] = mapped_column(default=None)  # as it was linked and issued
    serving_unit_id: Mapped[UUID | None] = mapped_column(
        default=None
    )  # who serves now: the same, or what it became (A4)
    linked_from: Mapped[date | None] = mapped_column(default=None)  # first day of the leader's link, over editions

    __table_args__ = (
        UniqueConstraint("arrangement_id", "project_id"),
        Index("uq_leader_links_one_in_force", "project_id", "year", unique=True, postgresql_where="current"),
        # in the order of the list: the newest year first, and within it by position
        Index("ix_leader_links_leader", "leader_subject", *_BY_YEAR, postgresql_where="current"),
        Index("ix_leader_links_unit", "serving_unit_id", *_BY_YEAR, postgresql_where="current"),
        Index("ix_leader_links_list", *_BY_YEAR, postgresql_where=text(f"current and {WHOLE}")),
        Index("ix_leader_links_serving", "serving_unit_id", "project_id", postgresql_where="issued"),
        Index("ix_leader_links_served", "project_id", "serving_unit_id", postgresql_where="issued"),
    )


@visible(_of_project_or_unit)
class DrivingMark(Base):
    """The authority's mark that a project drives others strongly 带动作用强, for one year; withdrawn on record."""

    __tablename__ = "driving_marks"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    project_id: Mapped[UUID]
    year: Mapped[int]
    version: Mapped[int]
    reason: Mapped[str]
    marked_on: Mapped[date]
    marked_at: Mapped[datetime]
    marked_by: Mapped[str]
    withdrawn_on: Mapped[date | None] = mapped_column(default=None)
    withdrawal_reason: Mapped[str | None] = mapped_column(default=None)
    withdrawn_by: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        Index("uq_driving_marks_one", "project_id", "year", unique=True, postgresql_where="withdrawn_on is null"),
        Index("ix_driving_marks_list", "marked_on", "id", postgresql_where=text(WHOLE)),
        Index("ix_driving_marks_year", "year", "marked_on", "id"),
        Index("ix_driving_marks_project", "project_id"),
    )


@visible(_of_project_or_unit)
class LeaderReport(Base):
    """One version of a month's report to a project's leader; rows are added and never changed. The highest holds."""

    __tablename__ = "leader_reports"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    project_id: Mapped[UUID]
    project_name: Mapped[str]
    year: Mapped[int]
    month: Mapped[int]
    version: Mapped[int]
    leader_subject: Mapped[str]
    leader_name: Mapped[str]
    unit_id: Mapped[UUID]
    due_on: Mapped[date]
    submitted_on: Mapped[date]
    first_submitted_on: Mapped[date]
    working_days_late: Mapped[int]
    progress: Mapped[str]
    problems: Mapped[str | None]
    next_steps: Mapped[str | None]
    reason: Mapped[str | None]
    submitted_at: Mapped[datetime]
    submitted_by: Mapped[str]
    by_unit_id: Mapped[UUID | None]

    __table_args__ = (
        UniqueConstraint("project_id", "year", "month", "version"),
        Index("ix_leader_reports_list", "submitted_on", "id", postgresql_where=text(WHOLE)),
        Index("ix_leader_reports_year", "year", "submitted_on", "id"),
        Index("ix_leader_reports_month", "year", "month", "submitted_on", "id"),
        Index("ix_leader_reports_leader", "leader_subject", "submitted_on", "id"),
    )


@visible(_of_project_or_unit)
class LeaderProblem(Base):
    """A problem that was raised to a project's leader; it is an issue of the ledger besides."""

    __tablename__ = "leader_problems"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    year: Mapped[int]
    project_id: Mapped[UUID]
    project_name: Mapped[str]
    leader_subject: Mapped[str]
    leader_name: Mapped[str]
    severity: Mapped[Severity] = mapped_column(stored(Severity))
    kind: Mapped[str]
    title: Mapped[str]
    description: Mapped[str]
    raised_on: Mapped[date]
    raised_at: Mapped[datetime]
    raised_by: Mapped[str]
    raised_by_unit_id: Mapped[UUID | None]
    issue_id: Mapped[UUID]
    answered_on: Mapped[date | None] = mapped_column(default=None)

    __table_args__ = (
        Index("ix_leader_problems_list", "raised_on", "id", postgresql_where=text(WHOLE)),
        Index("ix_leader_problems_year", "year", "raised_on", "id"),
        Index("ix_leader_problems_waiting", "raised_on", "id", postgresql_where=text("answered_on is null")),
        Index("ix_leader_problems_leader", "leader_subject", "raised_on", "id"),
        Index("ix_leader_problems_project", "project_id", "raised_on", "id"),
    )


@visible(_of_project_or_unit)
class LeaderAnswer(Base):
    """What a leader answered; rows are added and never changed."""

    __tablename__ = "leader_answers"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    problem_id: Mapped[UUID] = mapped_column(ForeignKey("leader_problems.id"))
    project_id: Mapped[UUID]
    text: Mapped[str]
    answered_on: Mapped[date]
    answered_at: Mapped[datetime]
    answered_by: Mapped[str]

    __table_args__ = (Index("ix_leader_answers_problem", "problem_id", "answered_at", "id"),)
