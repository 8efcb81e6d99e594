"""Facts about requests that are not decided yet and about annual tasks, each by the version of its record."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("facts", sa.Column("record_version", sa.Integer(), nullable=True))
    op.add_column("facts", sa.Column("year", sa.Integer(), nullable=True))
    op.add_column("facts", sa.Column("months", postgresql.ARRAY(sa.Numeric(20, 4)), nullable=True))
