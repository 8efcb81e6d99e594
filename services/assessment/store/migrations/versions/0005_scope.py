"""Divisions compared so that plans do not depend on the scope."""

from __future__ import annotations

from services.chassis.migrations import chassis_v3

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    chassis_v3()
