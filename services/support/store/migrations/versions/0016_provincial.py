"""Requests that came from the provincial platform, and what it is told of them (第十四条、第十七条)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from services.chassis.migrations import protect

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

TABLES = ("provincial_requests", "provincial_request_receipts", "provincial_callbacks", "provincial_callback_tries")
APPEND_ONLY = ("provincial_request_receipts", "provincial_callback_tries")
INDEXES = (
    ("ix_provincial_requests_received", "provincial_requests", ["received_at", "id"]),
    ("ix_provincial_requests_number", "provincial_requests", ["number", "received_at", "id"]),
    ("ix_provincial_request_receipts_filing", "provincial_request_receipts", ["filing_id", "id"]),
    ("ix_provincial_callbacks_request", "provincial_callbacks", ["request_id", "id"]),
    ("ix_provincial_callbacks_status", "provincial_callbacks", ["status", "id"]),
    ("ix_provincial_callbacks_number", "provincial_callbacks", ["number", "id"]),
    ("ix_provincial_callback_tries_callback", "provincial_callback_tries", ["callback_id", "id"]),
    ("ix_organizations_credit_code", "organizations", ["credit_code"]),
    ("ix_projects_code", "projects", ["code"]),
)
# the sender changes no version: it is woken by what is new and by what people ask for, not by its own notes
WAKE = """
create function provincial_callbacks_wake() returns trigger language plpgsql as
$$ begin perform pg_notify('provincial_callbacks', ''); return null; end $$
"""


def upgrade() -> None:
    """Make the tables of the exchange, and keep by which codes the province names units and projects."""
    op.add_column("organizations", _text("credit_code", null=True))
    op.add_column("projects", _text("code", null=True))
    _filings()
    _callbacks()
    for name, table, columns in INDEXES:
        op.create_index(name, table, columns)
    op.create_index(
        "ix_provincial_callbacks_due",
        "provincial_callbacks",
        ["next_at"],
        postgresql_where=sa.text("status = 'PENDING'"),
    )
    for table in APPEND_ONLY:
        op.execute(
            f"create trigger append_only before update or delete on {table} for each row execute function append_only()"
        )
    op.execute(WAKE)
    op.execute(
        "create trigger provincial_callbacks_wake after insert or update of version on provincial_callbacks "
        "for each statement execute function provincial_callbacks_wake()"
    )
    protect(*TABLES)


def _own() -> list[sa.Column[object]]:
    return [sa.Column("id", sa.Uuid(), nullable=False), sa.Column("division", sa.Text(), nullable=False)]


def _text(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=null)


def _number(name: str, *, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=null)


def _moment(name: str, *, null: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=null)


def _key(table: str, name: str, to: str) -> sa.Column[object]:
    return sa.Column(name, sa.Uuid(), sa.ForeignKey(f"{to}.id", name=f"fk_{table}_{name}"), nullable=False)


def _filings() -> None:
    op.create_table(
        "provincial_requests",
        *_own(),
        _text("client"),
        _text("number"),
        _key("provincial_requests", "request_id", "requests"),
        _text("content_digest"),
        sa.Column("attachments", JSONB(), nullable=False),
        _moment("received_at"),
        sa.PrimaryKeyConstraint("id", name="pk_provincial_requests"),
        sa.UniqueConstraint("client", "number", name="uq_provincial_requests_client_number"),
        sa.UniqueConstraint("request_id", name="uq_provincial_requests_request_id"),
    )
    op.create_table(
        "provincial_request_receipts",
        *_own(),
        _key("provincial_request_receipts", "filing_id", "provincial_requests"),
        sa.Column("action", sa.String(40), nullable=False),
        _text("content_digest"),
        _moment("at"),
        sa.Column("state", sa.String(40), nullable=False),
        _number("version"),
        sa.PrimaryKeyConstraint("id", name="pk_provincial_request_receipts"),
        sa.UniqueConstraint(
            "filing_id",
            "action",
            "content_digest",
            name="uq_provincial_request_receipts_filing_id_action_content_digest",
        ),
    )


def _callbacks() -> None:
    op.create_table(
        "provincial_callbacks",
        *_own(),
        _number("version"),
        _key("provincial_callbacks", "filing_id", "provincial_requests"),
        _key("provincial_callbacks", "request_id", "requests"),
        _text("client"),
        _text("number"),
        _number("sequence"),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        _number("tries"),
        _moment("next_at"),
        _moment("created_at"),
        _moment("delivered_at", null=True),
        _text("last_error", null=True),
        _text("given_up_reason", null=True),
        sa.PrimaryKeyConstraint("id", name="pk_provincial_callbacks"),
        sa.UniqueConstraint("filing_id", "sequence", name="uq_provincial_callbacks_filing_id_sequence"),
    )
    op.create_table(
        "provincial_callback_tries",
        *_own(),
        _key("provincial_callback_tries", "callback_id", "provincial_callbacks"),
        _number("number"),
        _moment("at"),
        sa.Column("outcome", sa.String(40), nullable=False),
        _number("http_status", null=True),
        _text("detail", null=True),
        sa.PrimaryKeyConstraint("id", name="pk_provincial_callback_tries"),
    )
