"""How projects stand for their next library by spans of days, conversions of many at once, and where exceptions are found."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from services.chassis.migrations import protect

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

UNITS = ("owner_id", "town_id", "industry_authority_id")
INDEXES = {
    "sort": ["sort_key", "project_id"],
    "lacking": ["lacking", "project_id"],
    "ends_on": ["ends_on", "project_id"],
    "updated_on": ["updated_on", "project_id"],
    "stale": ["stale", "since"],
    "aim": ["aim", "ready"],
    "ready": ["ready"],
    "category": ["category", "aim", "ready"],
    "owner_id": ["owner_id"],
    "town_id": ["town_id", "aim", "ready"],
    "industry_authority_id": ["industry_authority_id", "aim", "ready"],
    "registered_by_unit": ["registered_by_unit"],
}

EXCEPTIONS = {
    "organizations": "exception_reason",
    "projects": "code_exception_reason",
    "plan_items": "exception_reason",
}  # few among many, and listed together


def upgrade() -> None:
    op.create_table(
        "assessments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("project_id", sa.Uuid(), sa.ForeignKey("projects.id", name="fk_assessments_project_id"), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("aim", sa.String(40), nullable=False),
        sa.Column("ready", sa.Boolean(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("asked", "met", "lacking")),
        *(
            sa.Column(name, postgresql.ARRAY(sa.Text()), nullable=False)
            for name in ("missing", "expired", "expiring")
        ),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("stale", sa.Boolean(), nullable=False),
        sa.Column("updated_on", sa.Date(), nullable=False),
        sa.Column("responsible_role", sa.Text()),
        sa.Column("responsible_id", sa.Uuid()),
        sa.Column("sort_key", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Uuid(), nullable=name != "owner_id") for name in UNITS),
        sa.Column("registered_by_unit", sa.Uuid()),
        sa.Column("category", sa.String(40), nullable=False),
        sa.UniqueConstraint("project_id", "since", name="uq_assessments_project_id_since"),
        sa.PrimaryKeyConstraint("id", name="pk_assessments"),
    )
    for name, columns in INDEXES.items():
        op.create_index(f"ix_assessments_{name}", "assessments", columns)
    op.create_table(
        "assessment_gaps",
        sa.Column(
            "assessment_id",
            sa.Uuid(),
            sa.ForeignKey("assessments.id", ondelete="CASCADE", name="fk_assessment_gaps_assessment_id"),
            nullable=False,
        ),
        sa.Column("criterion", sa.Text(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("verdict", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("assessment_id", "criterion", name="pk_assessment_gaps"),
    )
    op.create_index("ix_assessment_gaps_criterion", "assessment_gaps", ["criterion", "verdict", "assessment_id"])
    op.create_table(
        "conversions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("converted", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_conversions"),
    )
    op.create_table(
        "conversion_rows",
        sa.Column(
            "conversion_id",
            sa.Uuid(),
            sa.ForeignKey("conversions.id", name="fk_conversion_rows_conversion_id"),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("to_library", sa.String(40), nullable=False),
        sa.Column("converted", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer()),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("conversion_id", "position", name="pk_conversion_rows"),
    )
    protect("assessments", "assessment_gaps", "conversions", "conversion_rows")
    for table, of in EXCEPTIONS.items():
        op.create_index(f"ix_{table}_exception", table, ["id"], postgresql_where=sa.text(f"{of} is not null"))
