"""Requests with the pauses of their clocks and their history."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    CheckConstraint,
    ColumnElement,
    Computed,
    ForeignKey,
    Index,
    Text,
    Uuid,
    column,
    exists,
    false,
    func,
    or_,
    select,
    table,
    text,
    true,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.identity import Actor
from services.chassis.reads.finding import WHOLE
from services.chassis.visibility import visible
from services.law.parties import Role
from services.support.domain.clock import PauseKind
from services.support.domain.kinds.model import Outcome
from services.support.domain.request import Action, Source, State
from services.support.store.base import Base, stored
from services.support.store.tables.copies import Node, Project

OVERSEEING = (Role.PROJECT_SERVICE, Role.INVESTMENT_AUTHORITY, Role.INSPECTOR, Role.LEADER)
# of `tables.handling`, which stands on this module
_ASKED = table("opinions", column("request_id", Uuid()), column("unit_id", Uuid()))
_OPEN = text("ended_on is null")  # as the domain has it: what is open has no end
_OPEN_WHOLE, _ALL = text(f"ended_on is null and {WHOLE}"), text(WHOLE)
_WATCHED = (
    Index("ix_requests_escalate", "escalate_on", "id", postgresql_where=text("escalate_on is not null")),
    Index("ix_requests_escalated", "bureau_id", "escalation", postgresql_where=text("escalation is not null")),
    Index("ix_requests_provincial", "bureau_id", postgresql_where=text("source = 'PROVINCIAL'")),
    Index(
        "ix_requests_to_deliver",
        "bureau_id",
        "id",
        postgresql_where=text("outcome is not null and delivered_on is null"),
    ),
    Index(
        "ix_requests_to_acknowledge",
        "project_id",
        "id",
        postgresql_where=text("delivered_on is not null and acknowledged_on is null"),
    ),
    # one person's requests whatever the bureau; a bureau's requests in the other orders of the queue
    Index("ix_requests_officer", "claimant", "due_order", "id", postgresql_where=_OPEN),
    # whatever the bureau, the newest first: all, the open and the ended ones, those of a state, of a kind
    Index("ix_requests_list", "received_on", "id", postgresql_where=_ALL),
    Index("ix_requests_list_open", "received_on", "id", postgresql_where=_OPEN_WHOLE),
    Index("ix_requests_list_ended", "received_on", "id", postgresql_where=text(f"ended_on is not null and {WHOLE}")),
    Index("ix_requests_list_state", "state", "received_on", "id"),
    Index("ix_requests_list_kind", "kind", "received_on", "id"),
    # and the open ones by their limits
    Index("ix_requests_list_due", "due_order", "id", postgresql_where=_OPEN_WHOLE),
    Index("ix_requests_of_kind", "kind", "due_order", "id", postgresql_where=_OPEN),
    Index("ix_requests_ended", "bureau_id", "ended_on", postgresql_where=text("ended_on is not null")),
    Index("ix_requests_received_open", "bureau_id", "received_on", "id", postgresql_where=_OPEN_WHOLE),
    Index("ix_requests_received", "bureau_id", "received_on", "id", postgresql_where=_ALL),
    Index("ix_requests_projects_open", "bureau_id", "project_id", "id", postgresql_where=_OPEN_WHOLE),
    Index("ix_requests_projects", "bureau_id", "project_id", "id", postgresql_where=_ALL),
)


def _concerned(actor: Actor, request: Any) -> ColumnElement[bool]:
    """Overseeing departments see all; others what their unit decides, has asked for, owns or has a node waiting for.

    A unit stands for those that were merged into it: what they had decided or asked for is its own (第四条).
    """
    if actor.acts_as(*OVERSEEING):
        return true()
    if actor.unit is None:
        return false()
    former = select(func.former_units(actor.unit, type_=Uuid()))
    return or_(
        request.bureau_id == actor.unit,
        request.applicant_id == actor.unit,
        request.bureau_id.in_(former),
        request.applicant_id.in_(former),
        exists().where(Project.id == request.project_id, Project.owner_id == actor.unit),
        exists().where(Node.id == request.node_id, Node.responsible_unit_id == actor.unit),
        exists().where(_ASKED.c.request_id == request.id, _ASKED.c.unit_id == actor.unit),  # whose opinion was asked
    )


@visible(_concerned)
class Request(Base):
    """One request. due_on, warn_on and due_provisional follow from the clock and the calendar: kept to find and sort by.

    due_order is what the queue is sorted by: the due date, and what awaits a correction at the end.
    """

    __tablename__ = "requests"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    project_id: Mapped[UUID]
    node_id: Mapped[UUID | None]
    kind: Mapped[str]
    bureau_id: Mapped[UUID]
    applicant_id: Mapped[UUID]
    quantity: Mapped[Decimal | None]
    purpose: Mapped[str]
    state: Mapped[State] = mapped_column(stored(State))
    received_on: Mapped[date]
    working_days: Mapped[int]
    warning_days: Mapped[int]
    ended_on: Mapped[date | None]
    stepped_on: Mapped[date]
    due_on: Mapped[date | None]
    warn_on: Mapped[date | None]
    # not the last day there is, which the driver sends as infinity
    due_order: Mapped[date] = mapped_column(
        Computed("coalesce(due_on, '9999-01-01'::date)", persisted=True), init=False
    )
    due_provisional: Mapped[bool]
    claimant: Mapped[str | None]
    claimant_name: Mapped[str | None]
    held_account_id: Mapped[UUID | None] = mapped_column(ForeignKey("quota_accounts.id"))
    held_amount: Mapped[Decimal | None]
    outcome: Mapped[Outcome | None] = mapped_column(stored(Outcome))
    granted: Mapped[Decimal | None]
    decision_reason: Mapped[str | None]
    document_number: Mapped[str | None]
    form: Mapped[dict[str, Any]] = mapped_column(JSONB, default_factory=dict)
    closed_reason: Mapped[str | None] = mapped_column(default=None)
    competent_id: Mapped[UUID | None] = mapped_column(default=None)
    delivered_on: Mapped[date | None] = mapped_column(default=None)
    acknowledged_on: Mapped[date | None] = mapped_column(default=None)
    parent_id: Mapped[UUID | None] = mapped_column(default=None)
    agency_item_id: Mapped[UUID | None] = mapped_column(default=None)
    source: Mapped[Source] = mapped_column(stored(Source), default=Source.PLATFORM)
    external_number: Mapped[str | None] = mapped_column(default=None)
    # when the ladder is to be looked at next, and the highest rung that was told (working days beyond the limit)
    escalate_on: Mapped[date | None] = mapped_column(default=None)
    escalation: Mapped[int | None] = mapped_column(default=None)
    # decided when nobody had to record a delivery yet
    before_deliveries: Mapped[bool] = mapped_column(server_default=text("false"), default=False)

    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("granted between 0 and quantity", name="granted_within_quantity"),
        CheckConstraint("(held_account_id is null) = (held_amount is null)", name="held_in_an_account"),
        CheckConstraint("(outcome is null) = (document_number is null)", name="decided_by_document"),
        CheckConstraint("acknowledged_on >= delivered_on", name="acknowledged_after_delivery"),
        Index("uq_requests_one_open", "node_id", "kind", unique=True, postgresql_where=_OPEN),
        # the parts of a joint matter bear its one number
        Index(
            "uq_requests_document",
            "bureau_id",
            "document_number",
            unique=True,
            postgresql_where=text("parent_id is null"),
        ),
        Index("ix_requests_project_id", "project_id"),
        Index("ix_requests_node_id", "node_id", "id"),
        Index("ix_requests_applicant_id", "applicant_id", "received_on", "id", postgresql_include=["division"]),
        Index("ix_requests_parent_id", "parent_id", postgresql_where=text("parent_id is not null")),
        Index("ix_requests_agency_item_id", "agency_item_id", postgresql_where=text("agency_item_id is not null")),
        Index(
            "uq_requests_external",
            "division",
            "source",
            "external_number",
            unique=True,
            postgresql_where=text("external_number is not null"),
        ),
        Index("ix_requests_held_account_id", "held_account_id"),
        # a bureau's requests in the order of the queue: the open ones, those of a kind or of a person, of a state, all
        Index(
            "ix_requests_queue",
            "bureau_id",
            "due_order",
            "id",
            postgresql_include=["division"],
            postgresql_where=text(f"ended_on is null and {WHOLE}"),
        ),
        Index(
            "ix_requests_running",
            "bureau_id",
            "due_order",
            "id",
            postgresql_include=["division", "warn_on"],
            postgresql_where=text("ended_on is null and state not in ('RETURNED', 'SUSPENDED')"),
        ),
        Index("ix_requests_kind", "bureau_id", "kind", "due_order", "id", postgresql_where=_OPEN),
        Index("ix_requests_claimant", "bureau_id", "claimant", "due_order", "id", postgresql_where=_OPEN),
        Index("ix_requests_state", "bureau_id", "state", "due_order", "id", postgresql_include=["division"]),
        Index("ix_requests_bureau", "bureau_id", "due_order", "id", postgresql_where=text(WHOLE)),
        *_WATCHED,
        Index("ix_requests_provisional", "id", postgresql_where=text("due_provisional and ended_on is null")),
    )


@visible(lambda _actor, _pause: true())
class Pause(Base):
    """A stop of a request's clock; reached only from a request that may be seen."""

    __tablename__ = "pauses"

    request_id: Mapped[UUID] = mapped_column(ForeignKey("requests.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    division: Mapped[str]
    since: Mapped[date]
    until: Mapped[date | None]
    reason: Mapped[str]
    kind: Mapped[PauseKind] = mapped_column(stored(PauseKind), default=PauseKind.CORRECTION)
    missing: Mapped[list[str]] = mapped_column(ARRAY(Text), default_factory=list)
    procedure: Mapped[str | None] = mapped_column(default=None)
    basis: Mapped[str | None] = mapped_column(default=None)
    document: Mapped[str | None] = mapped_column(default=None)


@visible(lambda _actor, _step: true())
class Step(Base):
    """One step in the history of a request; reached only from a request that may be seen."""

    __tablename__ = "steps"

    request_id: Mapped[UUID] = mapped_column(ForeignKey("requests.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    division: Mapped[str]
    action: Mapped[Action] = mapped_column(stored(Action))
    state: Mapped[State] = mapped_column(stored(State))
    at: Mapped[datetime]
    actor: Mapped[str]
    actor_name: Mapped[str]
    unit_id: Mapped[UUID | None]
    note: Mapped[str]
