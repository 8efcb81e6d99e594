"""What goes between this, the provincial platform and the city's library (第三条（二）、第五条)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, LargeBinary, UniqueConstraint, false, select, text, true
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.identity import Actor
from services.chassis.reads.finding import WHOLE
from services.chassis.visibility import condition, visible
from services.law.callbacks import CallbackStatus, TryOutcome
from services.law.parties import Role
from services.reserve.domain.applications.terms import ApplicationStatus
from services.reserve.domain.exchange.terms import Action, CallbackKind, CityStatus
from services.reserve.store.base import Base, stored
from services.reserve.store.tables.applications import Application
from services.reserve.store.tables.project import AUTHORITIES, Project

EXCHANGING = (Role.INVESTMENT_AUTHORITY, Role.OPERATOR)  # who looks after what goes between the systems


def _of_visible_application(actor: Actor, row: Any) -> ColumnElement[bool]:
    if actor.acts_as(*AUTHORITIES):
        return true()
    seen: ColumnElement[bool] = row.application_id.in_(select(Application.id).where(condition(Application, actor)))
    return seen


def _of_visible_filing(actor: Actor, row: Any) -> ColumnElement[bool]:
    if actor.acts_as(*AUTHORITIES):
        return true()
    filing = select(ProvincialFiling.id).where(condition(ProvincialFiling, actor))
    seen: ColumnElement[bool] = row.filing_id.in_(filing)
    return seen


def _exchanging(actor: Actor, _row: Any) -> ColumnElement[bool]:
    return true() if actor.acts_as(*EXCHANGING) else false()


def _of_visible_project(actor: Actor, row: Any) -> ColumnElement[bool]:
    if actor.acts_as(*AUTHORITIES):
        return true()
    seen: ColumnElement[bool] = row.project_id.in_(select(Project.id).where(condition(Project, actor)))
    return seen


@visible(_of_visible_application)
class ProvincialFiling(Base):
    """An application under the province's own number (申报号)."""

    __tablename__ = "provincial_filings"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    client: Mapped[str]
    number: Mapped[str]
    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"))
    content_digest: Mapped[str]
    project_registered: Mapped[bool]
    received_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("client", "number"),
        UniqueConstraint("application_id"),
        Index("ix_provincial_filings_received", "received_at", "id"),
        Index("ix_provincial_filings_number", "number", "received_at", "id"),
    )


@visible(_of_visible_filing)
class ProvincialReceipt(Base):
    """The receipt (回执) of one act; the same content has the same receipt. Never changed, never removed."""

    __tablename__ = "provincial_receipts"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    filing_id: Mapped[UUID] = mapped_column(ForeignKey("provincial_filings.id"))
    action: Mapped[Action] = mapped_column(stored(Action))
    content_digest: Mapped[str]
    at: Mapped[datetime]
    status: Mapped[ApplicationStatus] = mapped_column(stored(ApplicationStatus))
    version: Mapped[int]

    __table_args__ = (
        UniqueConstraint("filing_id", "action", "content_digest"),
        Index("ix_provincial_receipts_filing", "filing_id", "id"),
    )


@visible(_exchanging)
class Callback(Base):
    """What the province is to be told, in its order within an application; `id` is that of the delivery."""

    __tablename__ = "callbacks"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    filing_id: Mapped[UUID] = mapped_column(ForeignKey("provincial_filings.id"))
    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"))
    client: Mapped[str]
    number: Mapped[str]
    sequence: Mapped[int]
    kind: Mapped[CallbackKind] = mapped_column(stored(CallbackKind))
    body: Mapped[dict[str, Any]]
    status: Mapped[CallbackStatus] = mapped_column(stored(CallbackStatus))
    tries: Mapped[int]
    next_at: Mapped[datetime]
    created_at: Mapped[datetime]
    delivered_at: Mapped[datetime | None]
    last_error: Mapped[str | None]
    given_up_reason: Mapped[str | None]

    __table_args__ = (
        UniqueConstraint("filing_id", "sequence"),
        Index("ix_callbacks_due", "next_at", postgresql_where=text("status = 'PENDING'")),
        Index("ix_callbacks_application", "application_id", "id"),
        Index("ix_callbacks_status", "status", "created_at", "id", postgresql_include=["division"]),
        Index("ix_callbacks_kind", "kind", "created_at", "id", postgresql_include=["division"]),
        Index("ix_callbacks_number", "number", "id"),
    )


@visible(_exchanging)
class CallbackTry(Base):
    """One try to deliver a callback. Never changed, never removed."""

    __tablename__ = "callback_tries"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    callback_id: Mapped[UUID] = mapped_column(ForeignKey("callbacks.id"))
    number: Mapped[int]
    at: Mapped[datetime]
    outcome: Mapped[TryOutcome] = mapped_column(stored(TryOutcome))
    http_status: Mapped[int | None]
    detail: Mapped[str | None]

    __table_args__ = (Index("ix_callback_tries_callback", "callback_id", "id"),)


@visible(_exchanging)
class CityExport(Base):
    """What was handed to the city's library, byte by byte (`packed` by zlib)."""

    __tablename__ = "city_exports"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    number: Mapped[int]
    file_name: Mapped[str]
    digest: Mapped[str]
    projects: Mapped[int]
    packed: Mapped[bytes] = mapped_column(LargeBinary)
    exported_at: Mapped[datetime]
    exported_by: Mapped[str]
    sent_at: Mapped[datetime | None]
    last_error: Mapped[str | None]

    __table_args__ = (
        UniqueConstraint("division", "number"),
        Index("ix_city_exports_unsent", "id", postgresql_where=text("sent_at is null")),
    )


@visible(_exchanging)
class CityImport(Base):
    """An answer of the city's library and what became of each entry. Never changed, never removed."""

    __tablename__ = "city_imports"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    file_name: Mapped[str]
    digest: Mapped[str]
    export_id: Mapped[UUID | None]
    answer_id: Mapped[str | None]
    entries: Mapped[int]
    taken: Mapped[int]
    same: Mapped[int]
    refused: Mapped[int]
    report: Mapped[list[Any]]
    imported_at: Mapped[datetime]
    imported_by: Mapped[str]

    __table_args__ = (UniqueConstraint("division", "digest"),)


@visible(_of_visible_project)
class CityRecord(Base):
    """Where a project stands in the city's library; how it came there is in the project's history."""

    __tablename__ = "city_records"

    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id"), primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    code: Mapped[str | None]
    status: Mapped[CityStatus] = mapped_column(stored(CityStatus))
    decided_on: Mapped[date]
    remark: Mapped[str | None]
    import_id: Mapped[UUID] = mapped_column(ForeignKey("city_imports.id"))
    changed_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("division", "code"),
        Index("ix_city_records_status", "status", "changed_at", "project_id"),
        Index("ix_city_records_code", "code"),
        Index("ix_city_records_changed", "changed_at", "project_id", postgresql_where=text(WHOLE)),
    )
