"""The indexes of whole lists serve these alone: a list that is narrowed is read by the index of what narrows it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

WHOLE = "division <> ''"  # true of every row, but said only by lists that nothing else narrows


def upgrade() -> None:
    for name, table, day in (("ix_facts_list", "facts", "happened_on"), ("ix_cards_list", "cards", "issued_on")):
        op.drop_index(name, table)
        op.create_index(name, table, [day, "id"], postgresql_where=sa.text(WHOLE))
