"""Nothing to change: what has ended, and what is to be split anew, is read by the indexes of 0007, as is proved now."""

from __future__ import annotations

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change nothing."""
