"""Editions of plans, adjustments, conversion in between, carrying over."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from services.chassis.migrations import protect

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

FROZEN = ("plan_editions", "plan_edition_items", "plan_edition_texts", "plan_conversions")
PARTS = (
    "adjustments",
    "adjustment_changes",
    "adjustment_opinions",
    "adjustment_deliberations",
    "adjustment_steps",
    "carry_overs",
)


def upgrade() -> None:
    op.create_table(
        "plan_editions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("drafted_on", sa.Date(), nullable=False),
        sa.Column("document_number", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("adjustment_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_editions_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_editions")),
        sa.UniqueConstraint("division", "document_number", name=op.f("uq_plan_editions_division_document_number")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_plan_editions_plan_id_number")),
    )
    op.create_table(
        "plan_edition_items",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("project_name", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column(
            "category",
            sa.Enum("INDUSTRY", "INFRASTRUCTURE", "SOCIAL", "ECOLOGY", name="category", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "kind",
            sa.Enum("NEW_START", "CONTINUING", "PRELIMINARY", name="itemkind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "basis",
            sa.Enum("APPLICATION", "ASSESSMENT", name="itembasis", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("total_investment", sa.Numeric(precision=20, scale=4), nullable=False),
        sa.Column("annual_investment", sa.Numeric(precision=20, scale=4), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["plan_editions.id"], name=op.f("fk_plan_edition_items_edition_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_plan_edition_items_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_edition_items")),
        sa.UniqueConstraint("edition_id", "project_id", name=op.f("uq_plan_edition_items_edition_id_project_id")),
    )
    op.create_index(
        "ix_plan_edition_items_category",
        "plan_edition_items",
        ["edition_id", "category", "sort_key", "id"],
        unique=False,
    )
    op.create_index(
        "ix_plan_edition_items_kind", "plan_edition_items", ["edition_id", "kind", "sort_key", "id"], unique=False
    )
    op.create_index("ix_plan_edition_items_project_id", "plan_edition_items", ["project_id"], unique=False)
    op.create_index("ix_plan_edition_items_sort", "plan_edition_items", ["edition_id", "sort_key", "id"], unique=False)
    op.create_table(
        "plan_edition_texts",
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["plan_editions.id"], name=op.f("fk_plan_edition_texts_edition_id")),
        sa.PrimaryKeyConstraint("edition_id", name=op.f("pk_plan_edition_texts")),
    )
    op.create_table(
        "plan_conversions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("project_name", sa.Text(), nullable=False),
        sa.Column(
            "from_kind",
            sa.Enum("NEW_START", "CONTINUING", "PRELIMINARY", name="itemkind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "kind",
            sa.Enum("NEW_START", "CONTINUING", "PRELIMINARY", name="itemkind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("annual_investment_before", sa.Numeric(precision=20, scale=4), nullable=False),
        sa.Column("annual_investment", sa.Numeric(precision=20, scale=4), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("converted_on", sa.Date(), nullable=False),
        sa.Column("converted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("converted_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_conversions_plan_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_plan_conversions_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_conversions")),
    )
    op.create_index("ix_plan_conversions_plan", "plan_conversions", ["plan_id", "id"], unique=False)
    op.create_table(
        "adjustments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "DRAFT",
                "SUGGESTED",
                "APPROVED",
                "ISSUED",
                "CANCELLED",
                name="adjustmentstatus",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("drafted_on", sa.Date(), nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("drafted_by", sa.Text(), nullable=False),
        sa.Column("major_decision", sa.Boolean(), nullable=False),
        sa.Column("exception_reason", sa.Text(), nullable=True),
        sa.Column("exception_approver", sa.Text(), nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("suggested_on", sa.Date(), nullable=True),
        sa.Column("document_number", sa.Text(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("cancelled_reason", sa.Text(), nullable=True),
        sa.Column("effect", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_adjustments_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjustments")),
    )
    op.create_index("ix_adjustments_plan", "adjustments", ["plan_id", "id"], unique=False)
    op.create_table(
        "adjustment_changes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("adjustment_id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("project_name", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column(
            "change",
            sa.Enum("ADD", "REMOVE", "REVALUE", name="changekind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "category",
            sa.Enum("INDUSTRY", "INFRASTRUCTURE", "SOCIAL", "ECOLOGY", name="category", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "kind",
            sa.Enum("NEW_START", "CONTINUING", "PRELIMINARY", name="itemkind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "basis",
            sa.Enum("APPLICATION", "ASSESSMENT", name="itembasis", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("assessment", sa.Text(), nullable=True),
        sa.Column("total_investment", sa.Numeric(precision=20, scale=4), nullable=False),
        sa.Column("annual_investment", sa.Numeric(precision=20, scale=4), nullable=False),
        sa.Column("total_before", sa.Numeric(precision=20, scale=4), nullable=True),
        sa.Column("annual_before", sa.Numeric(precision=20, scale=4), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("town_id", sa.Uuid(), nullable=True),
        sa.Column("industry_authority_id", sa.Uuid(), nullable=True),
        sa.Column("application_id", sa.Uuid(), nullable=True),
        sa.Column("influence_assessment_id", sa.Uuid(), nullable=True),
        sa.Column("exception_reason", sa.Text(), nullable=True),
        sa.Column("exception_approver", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("drafted_by", sa.Text(), nullable=False),
        sa.Column("conditions", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["adjustment_id"], ["adjustments.id"], name=op.f("fk_adjustment_changes_adjustment_id")
        ),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_adjustment_changes_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjustment_changes")),
        sa.UniqueConstraint("adjustment_id", "project_id", name=op.f("uq_adjustment_changes_adjustment_id_project_id")),
    )
    op.create_index(
        "ix_adjustment_changes_change",
        "adjustment_changes",
        ["adjustment_id", "change", "sort_key", "id"],
        unique=False,
    )
    op.create_index("ix_adjustment_changes_project_id", "adjustment_changes", ["project_id"], unique=False)
    op.create_index(
        "ix_adjustment_changes_sort", "adjustment_changes", ["adjustment_id", "sort_key", "id"], unique=False
    )
    op.create_table(
        "adjustment_opinions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("change_id", sa.Uuid(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum("SUPPORT", "CONDITIONAL", "OPPOSE", name="opinionoutcome", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["change_id"], ["adjustment_changes.id"], name=op.f("fk_adjustment_opinions_change_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjustment_opinions")),
    )
    op.create_index("ix_adjustment_opinions_change", "adjustment_opinions", ["change_id", "id"], unique=False)
    op.create_table(
        "adjustment_deliberations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("adjustment_id", sa.Uuid(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum("PASSED", "RETURNED", name="deliberationoutcome", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("meeting", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["adjustment_id"], ["adjustments.id"], name=op.f("fk_adjustment_deliberations_adjustment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjustment_deliberations")),
        sa.UniqueConstraint(
            "adjustment_id", "round", "body", name=op.f("uq_adjustment_deliberations_adjustment_id_round_body")
        ),
    )
    op.create_table(
        "adjustment_steps",
        sa.Column("adjustment_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["adjustment_id"], ["adjustments.id"], name=op.f("fk_adjustment_steps_adjustment_id")),
        sa.PrimaryKeyConstraint("adjustment_id", "step", name=op.f("pk_adjustment_steps")),
    )
    op.create_table(
        "carry_overs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("from_plan_id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("project_name", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "CARRIED", "ALREADY_LISTED", "FINISHED", "EXCEPTED", name="carryoutcome", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("evidence_id", sa.Uuid(), nullable=True),
        sa.Column("exception_reason", sa.Text(), nullable=True),
        sa.Column("exception_approver", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["from_plan_id"], ["plans.id"], name=op.f("fk_carry_overs_from_plan_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_carry_overs_plan_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_carry_overs_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carry_overs")),
        sa.UniqueConstraint("plan_id", "project_id", name=op.f("uq_carry_overs_plan_id_project_id")),
    )
    op.create_index("ix_carry_overs_outcome", "carry_overs", ["plan_id", "outcome", "sort_key", "id"], unique=False)
    op.create_index("ix_carry_overs_sort", "carry_overs", ["plan_id", "sort_key", "id"], unique=False)
    for table in FROZEN:
        op.execute(
            f"create trigger append_only before update or delete on {table} for each row execute function append_only()"
        )
    protect(*FROZEN, *PARTS)
