"""Merged units."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    merged = sa.text("merged_into is not null")
    op.create_index("ix_organizations_merged_into", "organizations", ["merged_into"], postgresql_where=merged)
