"""Merges followed by applications, adjustments and planned reports; their exceptions, and those of adjustments, listed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

EXCEPTIONS = ("adjustments", "adjustment_changes", "carry_overs")


def upgrade() -> None:
    op.add_column("organizations", sa.Column("merged_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("organizations", sa.Column("merge_exception_reason", sa.Text(), nullable=True))
    op.add_column("organizations", sa.Column("merge_exception_approver", sa.Text(), nullable=True))
    op.add_column("organization_changes", sa.Column("exception_reason", sa.Text(), nullable=True))
    merged = sa.text("merge_exception_reason is not null")
    op.create_index("ix_organizations_merge_exception", "organizations", ["id"], postgresql_where=merged)
    for table in EXCEPTIONS:
        excepted = sa.text("exception_reason is not null")
        op.create_index(f"ix_{table}_exception", table, ["id"], postgresql_where=excepted)
