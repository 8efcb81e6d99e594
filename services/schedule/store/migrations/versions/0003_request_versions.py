"""Factor requests by version: what was told of a lower one never replaces a higher one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("factor_requests", sa.Column("version", sa.Integer(), nullable=False, server_default="0"))
    op.alter_column("factor_requests", "version", server_default=None)
    op.alter_column("factor_requests", "kind", nullable=False)  # a request is told first by its submission
    op.alter_column("factor_requests", "state", type_=sa.String(40))
    op.execute("update factor_requests set state = 'OPEN' where state = 'SUBMITTED'")
