"""Joint matters (多评合一) with their history and meetings. Their parts are requests (`requests.parent_id`)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    Uuid,
    exists,
    false,
    func,
    or_,
    select,
    text,
    true,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.identity import Actor
from services.chassis.reads.finding import WHOLE
from services.chassis.visibility import visible
from services.support.domain.kinds.model import Outcome
from services.support.domain.request import Action, State
from services.support.store.base import Base, stored
from services.support.store.tables.copies import Project
from services.support.store.tables.request import OVERSEEING


def _concerned(actor: Actor, joint: Any) -> ColumnElement[bool]:
    """As its parts are seen: by overseeing departments, its bureau, its applicant and the project's owner."""
    if actor.acts_as(*OVERSEEING):
        return true()
    if actor.unit is None:
        return false()
    former = select(func.former_units(actor.unit, type_=Uuid()))
    return or_(
        joint.bureau_id == actor.unit,
        joint.applicant_id == actor.unit,
        joint.bureau_id.in_(former),
        joint.applicant_id.in_(former),
        exists().where(Project.id == joint.project_id, Project.owner_id == actor.unit),
    )


@visible(_concerned)
class JointMatter(Base):
    """One joint matter; the state is that of every part."""

    __tablename__ = "joint_matters"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    kind: Mapped[str]
    project_id: Mapped[UUID]
    node_id: Mapped[UUID | None]
    bureau_id: Mapped[UUID]
    applicant_id: Mapped[UUID]
    purpose: Mapped[str]
    state: Mapped[State] = mapped_column(stored(State))
    received_on: Mapped[date]
    stepped_on: Mapped[date]
    ended_on: Mapped[date | None]
    claimant: Mapped[str | None]
    claimant_name: Mapped[str | None]
    outcome: Mapped[Outcome | None] = mapped_column(stored(Outcome))
    reason: Mapped[str | None]
    document_number: Mapped[str | None]
    meetings: Mapped[int]

    __table_args__ = (
        CheckConstraint("(outcome is null) = (document_number is null)", name="decided_by_document"),
        CheckConstraint("outcome is null or meetings > 0", name="decided_after_a_meeting"),
        Index(
            "uq_joint_matters_one_open",
            "project_id",
            "kind",
            unique=True,
            postgresql_where=text("ended_on is null"),
        ),
        Index("uq_joint_matters_document", "bureau_id", "document_number", unique=True),
        Index("ix_joint_matters_project_id", "project_id", "id"),
        Index("ix_joint_matters_applicant_id", "applicant_id", "id"),
        # in the order of the list: all, the open ones, those of a state, of a bureau
        Index("ix_joint_matters_order", "received_on", "id", postgresql_where=text(WHOLE)),
        Index("ix_joint_matters_open", "received_on", "id", postgresql_where=text("ended_on is null")),
        Index("ix_joint_matters_state", "state", "received_on", "id"),
        Index("ix_joint_matters_bureau", "bureau_id", "received_on", "id"),
    )


@visible(lambda _actor, _step: true())
class JointStep(Base):
    """One step in the history of a joint matter; reached only from one that may be seen."""

    __tablename__ = "joint_steps"

    joint_id: Mapped[UUID] = mapped_column(ForeignKey("joint_matters.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    division: Mapped[str]
    action: Mapped[Action] = mapped_column(stored(Action))
    state: Mapped[State] = mapped_column(stored(State))
    at: Mapped[datetime]
    actor: Mapped[str]
    actor_name: Mapped[str]
    unit_id: Mapped[UUID | None]
    note: Mapped[str]


@visible(lambda _actor, _meeting: true())
class JointMeeting(Base):
    """牵头会商: a meeting on all parts at once, for good; reached only from a joint matter that may be seen.

    attending: [{unit_id, stance, said}], in the order of the record.
    """

    __tablename__ = "joint_meetings"

    joint_id: Mapped[UUID] = mapped_column(ForeignKey("joint_matters.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    division: Mapped[str]
    held_on: Mapped[date]
    place: Mapped[str]
    conclusion: Mapped[str]
    attending: Mapped[list[Any]] = mapped_column(JSONB)
    at: Mapped[datetime]
    actor: Mapped[str]
    actor_name: Mapped[str]
