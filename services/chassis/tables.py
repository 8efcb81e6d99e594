"""The chassis' own tables, present in the database of every service."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    DateTime,
    FetchedValue,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql.base import ischema_names
from sqlalchemy.types import UserDefinedType

from services.chassis.database import NAMING

METADATA = MetaData(naming_convention=NAMING)


class TransactionId(UserDefinedType[int]):
    """PostgreSQL's 64-bit transaction id."""

    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        return "xid8"


# so that a comparison of tables in code and in the database reads the type back
ischema_names["xid8"] = TransactionId

_TX = text("pg_current_xact_id()")

outbox = Table(
    "outbox",
    METADATA,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("tx", TransactionId, nullable=False, server_default=_TX),
    Column("event_id", Uuid, nullable=False, unique=True),
    Column("topic", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("lane", SmallInteger, nullable=False),
    Column("type", Text, nullable=False),
    Column("division", Text, nullable=False),
    Column("event", JSON, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False, server_default=func.clock_timestamp()),
    Column("published_at", DateTime(timezone=True)),
    Index("ix_outbox_unpublished", "id", postgresql_where=text("published_at is null")),
    Index("ix_outbox_type_id", "type", "id"),
)

inbox = Table(
    "inbox",
    METADATA,
    Column("event_id", Uuid, primary_key=True),
    Column("source", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("trace_id", Text),
    Column("applied_at", DateTime(timezone=True), nullable=False, server_default=func.clock_timestamp()),
)

parked = Table(
    "parked",
    METADATA,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("event_id", Text, nullable=False, unique=True),
    Column("topic", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("error", Text, nullable=False),
    Column("parked_at", DateTime(timezone=True), nullable=False, server_default=func.clock_timestamp()),
    Column("resolved_at", DateTime(timezone=True)),
    Column("resolution", Text),
    Index("ix_parked_open", "topic", "key", postgresql_where=text("resolved_at is null")),
)

idempotency = Table(
    "idempotency",
    METADATA,
    Column("actor", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("operation", Text, nullable=False),
    Column("request_digest", Text, nullable=False),
    Column("result", Uuid, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False, server_default=func.clock_timestamp()),
    Index("ix_idempotency_recorded_at", "recorded_at"),  # the oldest are forgotten
)

audit = Table(
    "audit",
    METADATA,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("tx", TransactionId, nullable=False, server_default=_TX),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False, server_default=FetchedValue()),
    Column("actor", Text, nullable=False),
    Column("actor_name", Text, nullable=False),
    Column("roles", ARRAY(Text), nullable=False),
    Column("unit", Uuid),
    Column("division", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("before_digest", Text),
    Column("after_digest", Text),
    Column("reason", Text),
    Column("seq", BigInteger, unique=True),
    Column("chain", Text),
    Index("ix_audit_subject", "subject", "id"),
    Index("ix_audit_unsealed", "id", postgresql_where=text("seq is null")),
)

audit_head = Table(
    "audit_head",
    METADATA,
    Column("one", Integer, primary_key=True, server_default="1"),
    Column("seq", BigInteger, nullable=False),
    Column("chain", Text, nullable=False),
)
