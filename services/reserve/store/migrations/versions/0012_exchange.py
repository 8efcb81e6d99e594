"""The provincial platform and the city's library: what came in, what goes out."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from services.chassis.migrations import protect

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TABLES = (
    "provincial_filings",
    "provincial_receipts",
    "callbacks",
    "callback_tries",
    "city_exports",
    "city_imports",
    "city_records",
)
APPEND_ONLY = ("provincial_receipts", "callback_tries", "city_imports")
INDEXES = {
    "provincial_filings": {
        "ix_provincial_filings_received": ["received_at", "id"],
        "ix_provincial_filings_number": ["number", "received_at", "id"],
    },
    "provincial_receipts": {"ix_provincial_receipts_filing": ["filing_id", "id"]},
    "callbacks": {
        "ix_callbacks_application": ["application_id", "id"],
        "ix_callbacks_status": ["status", "id"],
        "ix_callbacks_number": ["number", "id"],
    },
    "callback_tries": {"ix_callback_tries_callback": ["callback_id", "id"]},
    "city_records": {
        "ix_city_records_status": ["status", "changed_at", "project_id"],
        "ix_city_records_code": ["code"],
    },
}
# the sender changes no version: it is woken by what is new and by what people ask for, not by its own notes
WAKE = """
create function callbacks_wake() returns trigger language plpgsql as $$ begin perform pg_notify('callbacks', ''); return null; end $$
"""
WAKE_CITY = """
create function city_exports_wake() returns trigger language plpgsql as $$ begin perform pg_notify('city_exports', ''); return null; end $$
"""


def upgrade() -> None:
    _filings()
    _callbacks()
    _city()
    for table, indexes in INDEXES.items():
        for name, columns in indexes.items():
            op.create_index(name, table, columns)
    op.create_index("ix_callbacks_due", "callbacks", ["next_at"], postgresql_where=sa.text("status = 'PENDING'"))
    op.create_index("ix_city_exports_unsent", "city_exports", ["id"], postgresql_where=sa.text("sent_at is null"))
    for table in APPEND_ONLY:
        op.execute(
            f"create trigger append_only before update or delete on {table} for each row execute function append_only()"
        )
    op.execute(WAKE)
    op.execute(
        "create trigger callbacks_wake after insert or update of version on callbacks "
        "for each statement execute function callbacks_wake()"
    )
    op.execute(WAKE_CITY)
    op.execute(
        "create trigger city_exports_wake after insert on city_exports "
        "for each statement execute function city_exports_wake()"
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
        "provincial_filings",
        *_own(),
        _text("client"),
        _text("number"),
        _key("provincial_filings", "application_id", "applications"),
        _text("content_digest"),
        sa.Column("project_registered", sa.Boolean(), nullable=False),
        _moment("received_at"),
        sa.PrimaryKeyConstraint("id", name="pk_provincial_filings"),
        sa.UniqueConstraint("client", "number", name="uq_provincial_filings_client_number"),
        sa.UniqueConstraint("application_id", name="uq_provincial_filings_application_id"),
    )
    op.create_table(
        "provincial_receipts",
        *_own(),
        _key("provincial_receipts", "filing_id", "provincial_filings"),
        sa.Column("action", sa.String(40), nullable=False),
        _text("content_digest"),
        _moment("at"),
        sa.Column("status", sa.String(40), nullable=False),
        _number("version"),
        sa.PrimaryKeyConstraint("id", name="pk_provincial_receipts"),
        sa.UniqueConstraint(
            "filing_id", "action", "content_digest", name="uq_provincial_receipts_filing_id_action_content_digest"
        ),
    )


def _callbacks() -> None:
    op.create_table(
        "callbacks",
        *_own(),
        _number("version"),
        _key("callbacks", "filing_id", "provincial_filings"),
        _key("callbacks", "application_id", "applications"),
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
        sa.PrimaryKeyConstraint("id", name="pk_callbacks"),
        sa.UniqueConstraint("filing_id", "sequence", name="uq_callbacks_filing_id_sequence"),
    )
    op.create_table(
        "callback_tries",
        *_own(),
        _key("callback_tries", "callback_id", "callbacks"),
        _number("number"),
        _moment("at"),
        sa.Column("outcome", sa.String(40), nullable=False),
        _number("http_status", null=True),
        _text("detail", null=True),
        sa.PrimaryKeyConstraint("id", name="pk_callback_tries"),
    )


def _city() -> None:
    op.create_table(
        "city_exports",
        *_own(),
        _number("number"),
        _text("file_name"),
        _text("digest"),
        _number("projects"),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        _moment("exported_at"),
        _text("exported_by"),
        _moment("sent_at", null=True),
        _text("last_error", null=True),
        sa.PrimaryKeyConstraint("id", name="pk_city_exports"),
        sa.UniqueConstraint("division", "number", name="uq_city_exports_division_number"),
    )
    op.create_table(
        "city_imports",
        *_own(),
        _text("file_name"),
        _text("digest"),
        sa.Column("export_id", sa.Uuid(), nullable=True),
        _text("answer_id", null=True),
        _number("entries"),
        _number("taken"),
        _number("same"),
        _number("refused"),
        sa.Column("report", sa.JSON(), nullable=False),
        _moment("imported_at"),
        _text("imported_by"),
        sa.PrimaryKeyConstraint("id", name="pk_city_imports"),
        sa.UniqueConstraint("division", "digest", name="uq_city_imports_division_digest"),
    )
    op.create_table(
        "city_records",
        sa.Column(
            "project_id",
            sa.Uuid(),
            sa.ForeignKey("projects.id", name="fk_city_records_project_id"),
            nullable=False,
        ),
        _text("division"),
        _number("version"),
        _text("code", null=True),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        _text("remark", null=True),
        _key("city_records", "import_id", "city_imports"),
        _moment("changed_at"),
        sa.PrimaryKeyConstraint("project_id", name="pk_city_records"),
        sa.UniqueConstraint("division", "code", name="uq_city_records_division_code"),
    )
