"""Awards of a year: lists, who is named on them, what was found, who approved, and what the awards bring (A20)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ColumnElement, ForeignKey, Index, UniqueConstraint, exists, false, text, true
from sqlalchemy.orm import Mapped, mapped_column

from services.assessment.domain.award.model import Level, ListStatus, Outcome, Recipient
from services.assessment.store.base import Base, stored
from services.assessment.store.tables.attachments import files_hang_on
from services.chassis.identity import Actor
from services.chassis.reads.finding import WHOLE
from services.chassis.visibility import visible
from services.law.parties import Role, UnitCategory

DECIDING = (Role.INVESTMENT_AUTHORITY, Role.LEADER, Role.DISCIPLINE)  # they see who is named before it is granted
_UNDER_WAY = (ListStatus.SUBMITTED, ListStatus.APPROVED, ListStatus.PUBLISHED)


def _by_stage(actor: Actor, row: Any) -> ColumnElement[bool]:
    """The authority draws a list up; leaders and discipline inspection see it once submitted, everyone once published."""
    if actor.acts_as(Role.INVESTMENT_AUTHORITY):
        return true()
    seen = _UNDER_WAY if actor.acts_as(Role.LEADER, Role.DISCIPLINE) else (ListStatus.PUBLISHED,)
    under_way: ColumnElement[bool] = row.status.in_(seen)
    return under_way


def _once_granted(actor: Actor, award: Any) -> ColumnElement[bool]:
    """Who decides sees nominations as their list; everyone else awards, and no name that was put forward in vain."""
    if actor.acts_as(*DECIDING):
        return _by_stage(actor, award)
    granted: ColumnElement[bool] = award.granted.is_(True)
    return granted


@visible(_by_stage)
class AwardList(Base):
    """A year's list of a level. One stands; discarded ones are kept."""

    __tablename__ = "award_lists"
    __table_args__ = (
        Index(
            "uq_award_lists_standing",
            "division",
            "year",
            "level",
            unique=True,
            postgresql_where=text("status <> 'DISCARDED'"),
        ),
        Index("ix_award_lists_list", "year", "level", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    year: Mapped[int]
    level: Mapped[Level] = mapped_column(stored(Level))
    status: Mapped[ListStatus] = mapped_column(stored(ListStatus))
    round: Mapped[int]
    period_id: Mapped[UUID]  # the year's published result that it stands on
    limits: Mapped[list[Any]] = mapped_column(JSON)  # [{"recipient", "group", "most", "words"}]
    drafted_on: Mapped[date]
    drafted_at: Mapped[datetime]
    drafted_by: Mapped[str]
    submitted_on: Mapped[date | None] = mapped_column(default=None)
    published_on: Mapped[date | None] = mapped_column(default=None)
    published_by: Mapped[str | None] = mapped_column(default=None)
    document: Mapped[str | None] = mapped_column(default=None)
    discard_reason: Mapped[str | None] = mapped_column(default=None)


@visible(_once_granted)
class Award(Base):
    """A unit or a person named on a list; an award once the list is published (of the city: once the city grants it)."""

    __tablename__ = "awards"
    __table_args__ = (
        Index(
            "uq_awards_once",
            "list_id",
            "recipient",
            "unit_id",
            text("coalesce(person, '')"),
            unique=True,
            postgresql_where=text("withdrawn_on is null"),
        ),
        Index("ix_awards_of_list", "list_id", "recipient", "id"),
        # lists by what they can be narrowed by, the newest year first
        Index("ix_awards_list", "year", "id", postgresql_where=text(WHOLE)),
        Index("ix_awards_unit", "unit_id", "year", "id"),
        Index("ix_awards_level", "level", "year", "id"),
        Index("ix_awards_recipient", "recipient", "year", "id"),
        Index("ix_awards_group", "group", "year", "id"),
        Index("ix_awards_refused", "year", "id", postgresql_where=text("granted is false")),
        Index("ix_awards_revoked", "year", "id", postgresql_where=text("revoked_on is not null")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    list_id: Mapped[UUID] = mapped_column(ForeignKey("award_lists.id"))
    year: Mapped[int]
    level: Mapped[Level] = mapped_column(stored(Level))
    status: Mapped[ListStatus] = mapped_column(stored(ListStatus))  # of the list; decides who sees it
    recipient: Mapped[Recipient] = mapped_column(stored(Recipient))
    unit_id: Mapped[UUID]
    group: Mapped[UnitCategory] = mapped_column(stored(UnitCategory))
    person: Mapped[str | None]
    outstanding: Mapped[bool]
    nominated_on: Mapped[date]
    nominated_by: Mapped[str]
    vetted_round: Mapped[int | None] = mapped_column(default=None)
    clear: Mapped[bool | None] = mapped_column(default=None)
    withdrawn_on: Mapped[date | None] = mapped_column(default=None)
    withdrawal_reason: Mapped[str | None] = mapped_column(default=None)
    granted: Mapped[bool | None] = mapped_column(default=None)  # district: with publication; city: as the city decided
    decided_on: Mapped[date | None] = mapped_column(default=None)
    document: Mapped[str | None] = mapped_column(default=None)
    revoked_on: Mapped[date | None] = mapped_column(default=None)
    revocation_reason: Mapped[str | None] = mapped_column(default=None)
    revocation_approver: Mapped[str | None] = mapped_column(default=None)
    revocation_document: Mapped[str | None] = mapped_column(default=None)


def _few(actor: Actor, award_id: Any) -> ColumnElement[bool]:
    """The authority; leaders and discipline inspection where they see the award; nobody else."""
    if actor.acts_as(Role.INVESTMENT_AUTHORITY):
        return true()
    if actor.acts_as(Role.LEADER, Role.DISCIPLINE):
        return exists().where(Award.id == award_id, Award.status.in_(_UNDER_WAY))
    return false()


@visible(lambda actor, row: _few(actor, row.id))
class AwardDossier(Base):
    """Post and merits: what is personal about an award, for the few who decide on it."""

    __tablename__ = "award_dossiers"

    id: Mapped[UUID] = mapped_column(ForeignKey("awards.id"), primary_key=True)  # the award's
    division: Mapped[str]
    post: Mapped[str | None]
    merits: Mapped[str]


@visible(lambda actor, row: _few(actor, row.award_id))
class AwardVetting(Base):
    """What a vetting found. Rows are added and never changed; the newest holds."""

    __tablename__ = "award_vettings"
    __table_args__ = (Index("ix_award_vettings_award", "award_id", "at", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    award_id: Mapped[UUID] = mapped_column(ForeignKey("awards.id"))
    round: Mapped[int]
    clear: Mapped[bool]
    findings: Mapped[list[Any]] = mapped_column(JSON)  # [{"code", "words", "article", "barring", "record_id"}]
    vetted_on: Mapped[date]
    at: Mapped[datetime]
    by: Mapped[str]


def _approval(actor: Actor, row: Any) -> ColumnElement[bool]:
    """What bodies decided is for the authority, leaders, discipline inspection and inspectors."""
    if actor.acts_as(*DECIDING):
        return true()
    if actor.acts_as(Role.INSPECTOR):
        return exists().where(AwardList.id == row.list_id, AwardList.status == ListStatus.PUBLISHED)
    return false()


@visible(_approval)
class AwardApproval(Base):
    """What a body decided on a list in its turn. Rows are added and never changed."""

    __tablename__ = "award_approvals"
    __table_args__ = (UniqueConstraint("list_id", "round", "step"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    list_id: Mapped[UUID] = mapped_column(ForeignKey("award_lists.id"))
    round: Mapped[int]
    step: Mapped[int]
    body: Mapped[str]
    body_name: Mapped[str]
    outcome: Mapped[Outcome] = mapped_column(stored(Outcome))
    held_on: Mapped[date]
    document: Mapped[str]
    reason: Mapped[str | None]
    at: Mapped[datetime]
    by: Mapped[str]


@visible(
    lambda actor, row: true() if actor.acts_as(Role.INVESTMENT_AUTHORITY, Role.LEADER) else row.unit_id == actor.unit
)
class AwardEffect(Base):
    """What an award brings, and whether it was carried out; it lapses when the award is revoked."""

    __tablename__ = "award_effects"
    __table_args__ = (UniqueConstraint("award_id", "code"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    award_id: Mapped[UUID] = mapped_column(ForeignKey("awards.id"))
    unit_id: Mapped[UUID]
    code: Mapped[str]
    text: Mapped[str]
    place: Mapped[int]
    carried_out_on: Mapped[date | None] = mapped_column(default=None)
    document: Mapped[str | None] = mapped_column(default=None)
    recorded_by: Mapped[str | None] = mapped_column(default=None)
    lapsed_on: Mapped[date | None] = mapped_column(default=None)


files_hang_on("AWARD", AwardDossier)
