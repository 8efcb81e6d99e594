"""Imports in the background, and mappings remembered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from services.chassis.migrations import protect

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

TABLES = ("import_files", "import_file_parts", "import_runs", "import_faults", "heading_mappings")


def upgrade() -> None:
    _files()
    _runs()
    op.create_table(
        "import_faults",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=True),
        sa.Column("column", sa.Text(), nullable=True),
        sa.Column("heading", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("article", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["run_id"], ["import_runs.id"], name="fk_import_faults_run_id"),
        sa.PrimaryKeyConstraint("run_id", "position", name="pk_import_faults"),
    )
    _mappings()
    protect(*TABLES)


def _files() -> None:
    op.create_table(
        "import_files",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_import_files"),
    )
    op.create_index("ix_import_files_sent_at", "import_files", ["sent_at"])
    op.create_table(
        "import_file_parts",
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["import_files.id"], name="fk_import_file_parts_file_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("file_id", "position", name="pk_import_file_parts"),
    )


def _runs() -> None:
    op.create_table(
        "import_runs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("subject", sa.String(40), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("mode", sa.String(40), nullable=False),
        sa.Column("dry_run", sa.Boolean(), nullable=False),
        sa.Column("annotate", sa.Boolean(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=True),
        sa.Column("annotated_file_id", sa.Uuid(), nullable=True),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=True),
        sa.Column("plan_version", sa.Integer(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("asked_by_name", sa.Text(), nullable=False),
        sa.Column("roles", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rows_of", sa.Integer(), nullable=True),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in _COUNTS),
        sa.Column("notes", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("worker", sa.Uuid(), nullable=True),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["file_id"], ["import_files.id"], name="fk_import_runs_file_id", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["annotated_file_id"], ["import_files.id"], name="fk_import_runs_annotated_file_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_import_runs"),
    )
    op.create_index("ix_import_runs_asked", "import_runs", ["asked_at", "id"])
    op.create_index("ix_import_runs_file_id", "import_runs", ["file_id"])
    op.create_index("ix_import_runs_annotated_file_id", "import_runs", ["annotated_file_id"])
    op.create_index(
        "ix_import_runs_open",
        "import_runs",
        ["asked_at", "id"],
        postgresql_where=sa.text("state in ('WAITING', 'READING', 'JUDGING', 'WRITING')"),
    )


_COUNTS = ("rows_done", "rows", "registered", "present", "faulty", "left_out", "fault_count")


def _mappings() -> None:
    op.create_table(
        "heading_mappings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("subject", sa.String(40), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("element", sa.String(40), nullable=False),
        sa.Column("remembered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("remembered_by", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_heading_mappings"),
    )
    op.create_index(
        "uq_heading_mappings_current",
        "heading_mappings",
        [
            "division",
            sa.text("coalesce(unit_id, '00000000-0000-0000-0000-000000000000')"),
            "subject",
            "heading",
        ],
        unique=True,
        postgresql_where=sa.text("ended_at is null"),
    )
