"""Idempotency keys by age; the event that is being applied is told by the inbox, not by the database."""

from __future__ import annotations

from alembic import op

from services.chassis.migrations import chassis_v2

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    chassis_v2()
    op.execute("drop trigger event_being_applied on inbox")
    op.execute("drop function event_being_applied()")
