"""Adjusted plans: what was told of each project, schedules that ended, tasks to be split anew."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from services.chassis.migrations import protect

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

CHANGES = sa.Enum("ISSUED", "REVALUED", "CONVERTED", "REMOVED", name="planchange", native_enum=False, length=40)
KINDS = sa.Enum("NEW_START", "CONTINUING", "PRELIMINARY", name="itemkind", native_enum=False, length=40)
AMOUNT = sa.Numeric(precision=20, scale=4)

# until now every plan item was one that an issued plan had told, and the schedule had the newest units
KNOWN = """
insert into plan_tellings (project_id, plan_id, plan_version, division, project_name, year, change, kind, told_on,
                           document_number, total_investment, annual_investment, owner_id, town_id, industry_authority_id)
select s.project_id, i.plan_id, i.plan_version, i.division, s.project_name, i.year, 'ISSUED', i.kind, i.issued_on,
       i.document_number, i.total_investment, i.annual_investment, s.owner_id, s.town_id, s.industry_authority_id
from plan_items i join schedules s on s.id = i.schedule_id
"""


def upgrade() -> None:
    op.create_table(
        "plan_tellings",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("plan_version", sa.Integer(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("project_name", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("change", CHANGES, nullable=False),
        sa.Column("kind", KINDS, nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("document_number", sa.Text(), nullable=True),
        sa.Column("total_investment", AMOUNT, nullable=True),
        sa.Column("annual_investment", AMOUNT, nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("town_id", sa.Uuid(), nullable=True),
        sa.Column("industry_authority_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("project_id", "plan_id", "plan_version", name=op.f("pk_plan_tellings")),
    )
    op.add_column("plan_items", sa.Column("change", CHANGES, nullable=False, server_default=sa.text("'ISSUED'")))
    op.add_column("plan_items", sa.Column("reason", sa.Text(), nullable=True))
    op.add_column("schedules", sa.Column("standing_version", sa.Integer(), nullable=False, server_default=sa.text("0")))
    op.add_column("schedules", sa.Column("ended_on", sa.Date(), nullable=True))
    op.add_column("schedules", sa.Column("ended_document_number", sa.Text(), nullable=True))
    op.add_column("schedules", sa.Column("ended_reason", sa.Text(), nullable=True))
    op.add_column("schedules", sa.Column("split_due", sa.Boolean(), nullable=False, server_default=sa.text("false")))
    op.add_column("nodes", sa.Column("ended_on", sa.Date(), nullable=True))
    op.create_index("ix_nodes_ended", "nodes", ["due_on", "id"], postgresql_where=sa.text("ended_on is not null"))
    for name, which in (("ix_schedules_ended", "ended_on is not null"), ("ix_schedules_split_due", "split_due")):
        op.create_index(name, "schedules", ["opened_on", "id"], postgresql_where=sa.text(which))
    protect("plan_tellings")
    op.execute("select set_config('app.division', '*', true)")
    op.execute(KNOWN)
