"""The life of a request: forms, special procedures, surveys, opinions, deliveries, reviews, corrections; files."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from services.chassis.migrations import protect

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

STANCES = sa.Enum("AGREE", "AGREE_WITH_CONDITIONS", "DISAGREE", name="stance", native_enum=False, length=40)
METHODS = sa.Enum(
    "IN_PERSON", "ELECTRONIC", "POST", "LEFT", "PUBLIC_NOTICE", name="deliverymethod", native_enum=False, length=40
)
OUTCOMES = sa.Enum("GRANTED", "GRANTED_IN_PART", "REFUSED", name="outcome", native_enum=False, length=40)
REVIEWED = sa.Enum("UPHELD", "CHANGED", name="reviewoutcome", native_enum=False, length=40)
SOURCES = sa.Enum("PLATFORM", "PROVINCIAL", name="source", native_enum=False, length=40)
PAUSES = sa.Enum("CORRECTION", "SPECIAL_PROCEDURE", name="pausekind", native_enum=False, length=40)
PURPOSES = sa.Enum(
    "FORM", "SURVEY", "OPINION", "DECISION", "DELIVERY", "REVIEW", name="purpose", native_enum=False, length=40
)
MOMENT = sa.DateTime(timezone=True)
APPEND_ONLY = ("surveys", "corrections")
ASKED = "given_on is null and withdrawn_on is null"


def upgrade() -> None:
    _requests()
    _surveys()
    _opinions()
    _deliveries()
    _reviews()
    _corrections()
    _files()
    protect("surveys", "opinions", "deliveries", "reviews", "corrections", "attachments")
    for table in APPEND_ONLY:
        op.execute(
            f"create trigger append_only before update or delete on {table} for each row execute function append_only()"
        )


def _requests() -> None:
    empty = sa.text("'{}'::jsonb")
    op.add_column("requests", sa.Column("form", postgresql.JSONB(), nullable=False, server_default=empty))
    for name, kind in (
        ("closed_reason", sa.Text()),
        ("competent_id", sa.Uuid()),
        ("delivered_on", sa.Date()),
        ("acknowledged_on", sa.Date()),
        ("parent_id", sa.Uuid()),
        ("agency_item_id", sa.Uuid()),
        ("external_number", sa.Text()),
    ):
        op.add_column("requests", sa.Column(name, kind, nullable=True))
    op.add_column("requests", sa.Column("source", SOURCES, nullable=False, server_default="PLATFORM"))
    op.create_check_constraint(
        op.f("ck_requests_acknowledged_after_delivery"), "requests", "acknowledged_on >= delivered_on"
    )
    for column in ("parent_id", "agency_item_id"):
        op.create_index(
            f"ix_requests_{column}", "requests", [column], postgresql_where=sa.text(f"{column} is not null")
        )
    op.create_index(
        "uq_requests_external",
        "requests",
        ["division", "source", "external_number"],
        unique=True,
        postgresql_where=sa.text("external_number is not null"),
    )
    op.add_column("pauses", sa.Column("kind", PAUSES, nullable=False, server_default="CORRECTION"))
    none = sa.text("'{}'::text[]")
    op.add_column("pauses", sa.Column("missing", sa.ARRAY(sa.Text()), nullable=False, server_default=none))
    for name in ("procedure", "basis", "document"):
        op.add_column("pauses", sa.Column(name, sa.Text(), nullable=True))


def _of_request(table: str) -> tuple[Any, ...]:
    return (
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=op.f(f"fk_{table}_request_id")),
    )


def _by() -> tuple[Any, ...]:
    return (
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("actor_name", sa.Text(), nullable=False),
    )


def _surveys() -> None:
    op.create_table(
        "surveys",
        sa.Column("id", sa.Uuid(), nullable=False),
        *_of_request("surveys"),
        sa.Column("surveyed_on", sa.Date(), nullable=False),
        sa.Column("people", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        *_by(),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("cardinality(people) > 0", name=op.f("ck_surveys_somebody_was_there")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_surveys")),
    )
    op.create_index("ix_surveys_request_id", "surveys", ["request_id", "id"])


def _opinions() -> None:
    op.create_table(
        "opinions",
        sa.Column("id", sa.Uuid(), nullable=False),
        *_of_request("opinions"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("working_days", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("asked_by_name", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("stance", STANCES, nullable=True),
        sa.Column("said", sa.Text(), nullable=True),
        sa.Column("given_on", sa.Date(), nullable=True),
        sa.Column("given_by_name", sa.Text(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("num_nonnulls(stance, said, given_on) in (0, 3)", name=op.f("ck_opinions_given_whole")),
        sa.CheckConstraint("num_nonnulls(given_on, withdrawn_on) <= 1", name=op.f("ck_opinions_given_or_withdrawn")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinions")),
    )
    op.create_index("ix_opinions_request_id", "opinions", ["request_id", "id"])
    op.create_index("ix_opinions_unit", "opinions", ["unit_id", "request_id"])
    asked = sa.text(ASKED)
    op.create_index("ix_opinions_asked", "opinions", ["unit_id", "due_on", "id"], postgresql_where=asked)
    op.create_index("uq_opinions_one_asked", "opinions", ["request_id", "unit_id"], unique=True, postgresql_where=asked)


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        *_of_request("deliveries"),
        sa.Column("document_number", sa.Text(), nullable=False),
        sa.Column("delivered_on", sa.Date(), nullable=False),
        sa.Column("method", METHODS, nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        *_by(),
        sa.Column("acknowledged_on", sa.Date(), nullable=True),
        sa.Column("acknowledged_by", sa.Text(), nullable=True),
        sa.Column("acknowledged_by_name", sa.Text(), nullable=True),
        sa.CheckConstraint("acknowledged_on >= delivered_on", name=op.f("ck_deliveries_acknowledged_after_delivery")),
        sa.PrimaryKeyConstraint("request_id", "document_number", name=op.f("pk_deliveries")),
    )


def _reviews() -> None:
    op.create_table(
        "reviews",
        *_of_request("reviews"),
        sa.Column("grounds", sa.Text(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("asked_by_name", sa.Text(), nullable=False),
        sa.Column("working_days", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("former_outcome", OUTCOMES, nullable=False),
        sa.Column("former_granted", sa.Numeric(20, 4), nullable=True),
        sa.Column("former_reason", sa.Text(), nullable=False),
        sa.Column("former_number", sa.Text(), nullable=False),
        sa.Column("outcome", REVIEWED, nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("document_number", sa.Text(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decided_by_name", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "num_nonnulls(outcome, reason, document_number, decided_on) in (0, 4)",
            name=op.f("ck_reviews_decided_whole"),
        ),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_reviews")),
    )
    op.create_index("ix_reviews_due", "reviews", ["division", "due_on"])


def _corrections() -> None:
    op.create_table(
        "corrections",
        *_of_request("corrections"),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("of_number", sa.Text(), nullable=False),
        sa.Column("wrong", sa.Text(), nullable=False),
        sa.Column("right", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("corrected_on", sa.Date(), nullable=False),
        *_by(),
        sa.PrimaryKeyConstraint("request_id", "seq", name=op.f("pk_corrections")),
    )


def _files() -> None:
    op.create_table(
        "file_contents",
        sa.Column("sm3", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("touched_at", MOMENT, server_default=sa.func.clock_timestamp(), nullable=False),
        sa.PrimaryKeyConstraint("sm3", name=op.f("pk_file_contents")),
    )
    op.create_index("ix_file_contents_touched_at", "file_contents", ["touched_at"])
    op.create_table(
        "attachments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sm3", sa.Text(), nullable=False),
        sa.Column("uploaded_at", MOMENT, nullable=False),
        sa.Column("uploaded_by", sa.Text(), nullable=False),
        sa.Column("uploaded_by_name", sa.Text(), nullable=False),
        sa.Column("recorded_at", MOMENT, server_default=sa.func.clock_timestamp(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=True),
        sa.Column("purpose", PURPOSES, nullable=True),
        sa.Column("part_id", sa.Uuid(), nullable=True),
        sa.Column("field", sa.Text(), nullable=True),
        sa.Column("record_kind", sa.Text(), nullable=True),
        sa.Column("record_id", sa.Uuid(), nullable=True),
        sa.Column("attached_at", MOMENT, nullable=True),
        sa.Column("attached_by", sa.Text(), nullable=True),
        sa.CheckConstraint("num_nonnulls(request_id, record_id) <= 1", name=op.f("ck_attachments_one_record")),
        sa.CheckConstraint(
            "(num_nonnulls(request_id, record_id) = 0) = (attached_at is null)", name=op.f("ck_attachments_attached")
        ),
        sa.CheckConstraint(
            "(request_id is null) = (purpose is null)", name=op.f("ck_attachments_purpose_of_a_request")
        ),
        sa.CheckConstraint("(record_id is null) = (record_kind is null)", name=op.f("ck_attachments_record_of_a_kind")),
        sa.ForeignKeyConstraint(["sm3"], ["file_contents.sm3"], name=op.f("fk_attachments_sm3")),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=op.f("fk_attachments_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
    )
    waits = sa.text("attached_at is null")
    of_request, of_record = sa.text("request_id is not null"), sa.text("record_id is not null")
    op.create_index("ix_attachments_sm3", "attachments", ["sm3"])
    op.create_index("ix_attachments_request", "attachments", ["request_id", "id"], postgresql_where=of_request)
    of_part = sa.text("part_id is not null")
    op.create_index("ix_attachments_part", "attachments", ["part_id", "id"], postgresql_where=of_part)
    op.create_index(
        "ix_attachments_record", "attachments", ["record_kind", "record_id", "id"], postgresql_where=of_record
    )
    op.create_index("ix_attachments_uploader", "attachments", ["uploaded_by", "id"], postgresql_where=waits)
    op.create_index("ix_attachments_waiting", "attachments", ["recorded_at"], postgresql_where=waits)
