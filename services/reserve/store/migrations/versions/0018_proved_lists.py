"""Rounds of reminders are read by their month, and the reminders of each in their order."""

from __future__ import annotations

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_planned_reminder_rounds_month", "planned_reminder_rounds", ["month", "id"])
    op.drop_index("ix_planned_reminders_round_id", "planned_reminders")
    op.create_index("ix_planned_reminders_round_id", "planned_reminders", ["round_id", "id"])
