"""What came from the provincial platform, and what it is told (第十四条、第十七条)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    UniqueConstraint,
    false,
    func,
    literal_column,
    select,
    text,
    true,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.identity import Actor
from services.chassis.visibility import condition, visible
from services.law.callbacks import CallbackStatus, TryOutcome
from services.law.parties import Role
from services.support.domain.provincial import Action, CallbackKind
from services.support.domain.request import State
from services.support.store.base import Base, stored
from services.support.store.tables.request import OVERSEEING, Request

_ONE: Any = literal_column("1")
EXCHANGING = (Role.PROJECT_SERVICE, Role.INVESTMENT_AUTHORITY, Role.OPERATOR)


def _of_visible_request(actor: Actor, row: Any) -> ColumnElement[bool]:
    if actor.acts_as(*OVERSEEING):
        return true()
    # a value, not a row that exists: it is then looked for with each filing, and not with all requests beforehand
    seen = select(true()).where(Request.id == row.request_id, condition(Request, actor)).limit(_ONE)
    return func.coalesce(seen.scalar_subquery(), false())


def _of_visible_filing(actor: Actor, row: Any) -> ColumnElement[bool]:
    if actor.acts_as(*OVERSEEING):
        return true()
    filing = select(ProvincialRequest.id).where(condition(ProvincialRequest, actor))
    seen: ColumnElement[bool] = row.filing_id.in_(filing)
    return seen


def _exchanging(actor: Actor, _row: Any) -> ColumnElement[bool]:
    return true() if actor.acts_as(*EXCHANGING) else false()


@visible(_of_visible_request)
class ProvincialRequest(Base):
    """A request under the province's own number. attachments: facts of files that the province keeps."""

    __tablename__ = "provincial_requests"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    client: Mapped[str]
    number: Mapped[str]
    request_id: Mapped[UUID] = mapped_column(ForeignKey("requests.id"))
    content_digest: Mapped[str]
    attachments: Mapped[list[Any]] = mapped_column(JSONB)
    received_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("client", "number"),
        UniqueConstraint("request_id"),
        Index("ix_provincial_requests_received", "received_at", "id"),
        Index("ix_provincial_requests_number", "number", "received_at", "id"),
    )


@visible(_of_visible_filing)
class ProvincialRequestReceipt(Base):
    """The receipt (回执) of one act; the same content has the same receipt. Never changed, never removed."""

    __tablename__ = "provincial_request_receipts"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    filing_id: Mapped[UUID] = mapped_column(ForeignKey("provincial_requests.id"))
    action: Mapped[Action] = mapped_column(stored(Action))
    content_digest: Mapped[str]
    at: Mapped[datetime]
    state: Mapped[State] = mapped_column(stored(State))
    version: Mapped[int]

    __table_args__ = (
        UniqueConstraint("filing_id", "action", "content_digest"),
        Index("ix_provincial_request_receipts_filing", "filing_id", "id"),
    )


@visible(_exchanging)
class ProvincialCallback(Base):
    """What the province is to be told, in its order within a request; `id` is that of the delivery."""

    __tablename__ = "provincial_callbacks"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    filing_id: Mapped[UUID] = mapped_column(ForeignKey("provincial_requests.id"))
    request_id: Mapped[UUID] = mapped_column(ForeignKey("requests.id"))
    client: Mapped[str]
    number: Mapped[str]
    sequence: Mapped[int]
    kind: Mapped[CallbackKind] = mapped_column(stored(CallbackKind))
    body: Mapped[dict[str, Any]]
    status: Mapped[CallbackStatus] = mapped_column(stored(CallbackStatus))
    tries: Mapped[int]
    next_at: Mapped[datetime]
    created_at: Mapped[datetime]
    delivered_at: Mapped[datetime | None] = mapped_column(default=None)
    last_error: Mapped[str | None] = mapped_column(default=None)
    given_up_reason: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        UniqueConstraint("filing_id", "sequence"),
        Index("ix_provincial_callbacks_due", "next_at", postgresql_where=text("status = 'PENDING'")),
        Index("ix_provincial_callbacks_request", "request_id", "id"),
        Index("ix_provincial_callbacks_status", "status", "id"),
        Index("ix_provincial_callbacks_number", "number", "id"),
        Index("ix_provincial_callbacks_kind", "kind", "id"),
    )


@visible(_exchanging)
class ProvincialCallbackTry(Base):
    """One try to deliver a callback. Never changed, never removed."""

    __tablename__ = "provincial_callback_tries"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    callback_id: Mapped[UUID] = mapped_column(ForeignKey("provincial_callbacks.id"))
    number: Mapped[int]
    at: Mapped[datetime]
    outcome: Mapped[TryOutcome] = mapped_column(stored(TryOutcome))
    http_status: Mapped[int | None]
    detail: Mapped[str | None]

    __table_args__ = (Index("ix_provincial_callback_tries_callback", "callback_id", "id"),)
