"""Schedules that ended because the plan gave their project up; and the units that one unit stands for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from services.chassis.migrations import protect

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

# All units that were merged into this one, at once or by way of others; told in a circle they still end.
FORMER_UNITS = """
create function former_units(unit uuid) returns setof uuid language sql stable parallel safe rows 2 as $$
with recursive former as (
    select id from organizations where merged_into = unit
    union
    select o.id from organizations o join former f on o.merged_into = f.id
) select id from former
$$
"""


def upgrade() -> None:
    op.create_table(
        "schedules",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("document_number", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(ended_on is null) = (document_number is null)", name=op.f("ck_schedules_ended_by_document")
        ),
        sa.PrimaryKeyConstraint("project_id", name=op.f("pk_schedules")),
    )
    protect("schedules")
    op.create_index(
        "ix_organizations_merged_into",
        "organizations",
        ["merged_into"],
        postgresql_where=sa.text("merged_into is not null"),
    )
    op.execute(FORMER_UNITS)
