"""What lists of facts and cards are narrowed by, each in the order of the list."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

CARDS = {
    "ix_cards_year": ["year"],
    "ix_cards_year_quarter": ["year", "quarter"],
    "ix_cards_colour": ["colour"],
    "ix_cards_group": ["group"],
}


def upgrade() -> None:
    op.create_index("ix_projects_owner_id", "projects", ["owner_id"])
    op.create_index("ix_facts_kind", "facts", ["kind", "happened_on", "id"])
    op.create_index("ix_facts_late", "facts", ["happened_on", "id"], postgresql_where=sa.text("days_late > 0"))
    for name, columns in CARDS.items():
        op.create_index(name, "cards", [*columns, "issued_on", "id"])
    withdrawn = sa.text("withdrawn_on is not null")
    op.create_index("ix_cards_withdrawn", "cards", ["issued_on", "id"], postgresql_where=withdrawn)
