"""What lists are sought by: pieces of texts, and the order of the queue with what it is narrowed by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from services.chassis.searches import search_functions, searched

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NO_LONGER = {
    "projects": ["ix_projects_name"],
    "requests": ["ix_requests_queue", "ix_requests_bureau_id_state", "ix_requests_purpose"],
}
OF_OPEN = {
    "ix_requests_queue": ["bureau_id", "due_order", "id"],
    "ix_requests_kind": ["bureau_id", "kind", "due_order", "id"],
    "ix_requests_claimant": ["bureau_id", "claimant", "due_order", "id"],
}
OF_ALL = {
    "ix_requests_state": ["bureau_id", "state", "due_order", "id"],
    "ix_requests_bureau": ["bureau_id", "due_order", "id"],
    "ix_requests_node_id": ["node_id", "id"],
}


def upgrade() -> None:
    for table, names in NO_LONGER.items():
        for name in names:
            op.drop_index(name, table)
    order = sa.Computed("coalesce(due_on, '9999-01-01'::date)", persisted=True)
    op.add_column("requests", sa.Column("due_order", sa.Date(), order, nullable=False))
    for name, columns in OF_OPEN.items():
        op.create_index(name, "requests", columns, postgresql_where=sa.text("ended_on is null"))
    for name, columns in OF_ALL.items():
        op.create_index(name, "requests", columns)
    search_functions()
    searched("projects", "name")
    searched("requests", "purpose", "document_number")
