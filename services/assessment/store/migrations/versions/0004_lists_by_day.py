"""Lists of facts and of cards are read in the order of their days, whatever the division."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name, table, day in (("ix_facts_list", "facts", "happened_on"), ("ix_cards_list", "cards", "issued_on")):
        op.drop_index(name, table)
        op.create_index(name, table, [day, "id"])
