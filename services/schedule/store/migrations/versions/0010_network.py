"""Nodes with constraint and free float; the lags of dependencies stand in their JSON."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

KINDS = sa.Enum(
    "START_NO_EARLIER_THAN",
    "START_NO_LATER_THAN",
    "FINISH_NO_EARLIER_THAN",
    "FINISH_NO_LATER_THAN",
    "MUST_START_ON",
    "MUST_FINISH_ON",
    name="constraintkind",
    native_enum=False,
    length=40,
)


def upgrade() -> None:
    """Nodes of before have no constraint, and a free float only from their next plan on."""
    for table in ("nodes", "planned_nodes"):
        op.add_column(table, sa.Column("constraint_kind", KINDS, nullable=True))
        op.add_column(table, sa.Column("constraint_on", sa.Date(), nullable=True))
        op.add_column(table, sa.Column("free_float", sa.Integer(), nullable=True))
        name = op.f(f"ck_{table}_constraint_has_day")
        op.create_check_constraint(name, table, "(constraint_kind is null) = (constraint_on is null)")
