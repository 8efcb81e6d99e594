"""Deliberation that passes with changes, and what each meeting had before it; what carrying over leaves out."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from services.chassis.migrations import protect

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

KINDS = ("NEW_START", "CONTINUING", "PRELIMINARY")


def upgrade() -> None:
    for table in ("deliberations", "adjustment_deliberations"):
        op.add_column(table, sa.Column("seen_projects", sa.Integer(), nullable=True))
        op.add_column(table, sa.Column("seen_total", sa.Numeric(precision=20, scale=4), nullable=True))
        op.add_column(table, sa.Column("seen_annual", sa.Numeric(precision=20, scale=4), nullable=True))
        op.add_column(table, sa.Column("seen_digest", sa.Text(), nullable=True))
    op.add_column("carry_overs", sa.Column("beside_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(op.f("fk_carry_overs_beside_id"), "carry_overs", "projects", ["beside_id"], ["id"])
    kind = sa.Enum(*KINDS, name="itemkind", native_enum=False, length=40)
    amount = sa.Numeric(precision=20, scale=4)
    op.create_table(
        "deliberation_changes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=True),
        sa.Column("adjustment_id", sa.Uuid(), nullable=True),
        sa.Column("deliberation_id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("name_before", sa.Text(), nullable=False),
        sa.Column("kind_before", kind, nullable=False),
        sa.Column("annual_before", amount, nullable=False),
        sa.Column("name_after", sa.Text(), nullable=True),
        sa.Column("kind_after", kind, nullable=True),
        sa.Column("annual_after", amount, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("num_nonnulls(plan_id, adjustment_id) = 1", name=op.f("ck_deliberation_changes_of_one_list")),
        sa.CheckConstraint(
            "num_nonnulls(name_after, kind_after, annual_after) in (0, 3)",
            name=op.f("ck_deliberation_changes_after_whole"),
        ),
        sa.ForeignKeyConstraint(
            ["adjustment_id"], ["adjustments.id"], name=op.f("fk_deliberation_changes_adjustment_id")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_deliberation_changes_plan_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_deliberation_changes_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliberation_changes")),
    )
    op.create_index("ix_deliberation_changes_deliberation", "deliberation_changes", ["deliberation_id", "id"])
    for column in ("plan_id", "adjustment_id", "project_id"):
        op.create_index(f"ix_deliberation_changes_{column}", "deliberation_changes", [column])
    op.execute(
        "create trigger append_only before update or delete on deliberation_changes "
        "for each row execute function append_only()"
    )
    protect("deliberation_changes")
