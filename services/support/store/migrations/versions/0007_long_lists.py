"""The indexes of a bureau's whole queue serve it alone: what is narrowed by kind, state or claimant has its own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

WHOLE = "division <> ''"  # true of every row, but said only by lists that nothing else narrows
QUEUES = {"ix_requests_queue": f"ended_on is null and {WHOLE}", "ix_requests_bureau": WHOLE}


def upgrade() -> None:
    for name, which in QUEUES.items():
        op.drop_index(name, "requests")
        op.create_index(name, "requests", ["bureau_id", "due_order", "id"], postgresql_where=sa.text(which))
