"""Idempotency keys by age."""

from __future__ import annotations

from services.chassis.migrations import chassis_v2

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    chassis_v2()
