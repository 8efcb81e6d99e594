"""The index of all nodes by their limits serves the whole list alone: one of a stage is read by the stage's own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

WHOLE = "division <> ''"  # true of every row, but said only by lists that nothing else narrows


def upgrade() -> None:
    op.drop_index("ix_nodes_due", "nodes")
    op.create_index("ix_nodes_due", "nodes", ["due_on", "id"], postgresql_where=sa.text(f"current and {WHOLE}"))
