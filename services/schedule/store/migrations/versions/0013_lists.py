"""The four lists, statistics, and the documents of projects that reserve tells of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from services.chassis.migrations import protect

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

APPEND_ONLY = (
    "list_editions",
    "listed_entries",
    "list_changes",
    "statistics_steps",
    "statistics_exports",
    "statistics_imports",
)
TABLES = (
    "list_changes",
    "list_editions",
    "list_entries",
    "list_marks",
    "listed_entries",
    "monthly_lists",
    "project_evidence",
    "statistics_entries",
    "statistics_exports",
    "statistics_imports",
    "statistics_investments",
    "statistics_steps",
)


def upgrade() -> None:
    op.create_table(
        "project_evidence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("issuing_body", sa.Text(), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_evidence")),
    )
    op.create_index("ix_project_evidence_kind", "project_evidence", ["kind", "dated_on"], unique=False)
    op.create_table(
        "monthly_lists",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "IN_LIBRARY",
                "TO_START",
                "UNDER_CONSTRUCTION",
                "TO_COMPLETE",
                name="listkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("DRAFT", "PUBLISHED", "CORRECTING", name="liststate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("drafted_by", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_by", sa.Text(), nullable=True),
        sa.Column("correcting_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("month between 1 and 12", name=op.f("ck_monthly_lists_month_of_a_year")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_monthly_lists")),
        sa.UniqueConstraint(
            "division", "kind", "year", "month", name=op.f("uq_monthly_lists_division_kind_year_month")
        ),
    )
    op.create_index("ix_monthly_lists_kind", "monthly_lists", ["kind", "year", "month", "id"], unique=False)
    op.create_index("ix_monthly_lists_list", "monthly_lists", ["year", "month", "id"], unique=False)
    op.create_index("ix_monthly_lists_state", "monthly_lists", ["state", "year", "month", "id"], unique=False)
    op.create_table(
        "list_entries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("edited", sa.Boolean(), nullable=False),
        sa.Column("removed_reason", sa.Text(), nullable=True),
        sa.Column("list_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "section",
            sa.Enum(
                "NEWLY_SIGNED",
                "NEWLY_APPROVED",
                "START",
                "CONTINUING",
                "NEW",
                "COMPLETION",
                name="listsection",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("schedule_id", sa.Uuid(), nullable=True),
        sa.Column("project_name", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("town_id", sa.Uuid(), nullable=True),
        sa.Column("industry_authority_id", sa.Uuid(), nullable=True),
        sa.Column("responsible_unit_id", sa.Uuid(), nullable=False),
        sa.Column(
            "origin",
            sa.Enum(
                "DRAWN",
                "EARLY",
                "OVERDUE",
                "LATE_TOLD",
                "CARRIED",
                "ADDED",
                name="origin",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("first_year", sa.Integer(), nullable=False),
        sa.Column("first_month", sa.Integer(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("node_id", sa.Uuid(), nullable=True),
        sa.Column("evidence_id", sa.Uuid(), nullable=True),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("issuing_body", sa.Text(), nullable=True),
        sa.Column("total_investment", sa.Numeric(precision=20, scale=4), nullable=True),
        sa.Column("annual_investment", sa.Numeric(precision=20, scale=4), nullable=True),
        sa.Column("planned_investment", sa.Numeric(precision=20, scale=4), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["list_id"], ["monthly_lists.id"], name=op.f("fk_list_entries_list_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_entries")),
        sa.UniqueConstraint(
            "list_id", "section", "project_id", name=op.f("uq_list_entries_list_id_section_project_id")
        ),
    )
    op.create_index("ix_list_entries_list_id", "list_entries", ["list_id", "position", "id"], unique=False)
    op.create_table(
        "list_editions",
        sa.Column("list_id", sa.Uuid(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("entries_count", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.Text(), nullable=False),
        sa.Column("published_by_unit_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["list_id"], ["monthly_lists.id"], name=op.f("fk_list_editions_list_id")),
        sa.PrimaryKeyConstraint("list_id", "edition", name=op.f("pk_list_editions")),
    )
    op.create_table(
        "listed_entries",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "IN_LIBRARY",
                "TO_START",
                "UNDER_CONSTRUCTION",
                "TO_COMPLETE",
                name="listkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "section",
            sa.Enum(
                "NEWLY_SIGNED",
                "NEWLY_APPROVED",
                "START",
                "CONTINUING",
                "NEW",
                "COMPLETION",
                name="listsection",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("schedule_id", sa.Uuid(), nullable=True),
        sa.Column("project_name", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("town_id", sa.Uuid(), nullable=True),
        sa.Column("industry_authority_id", sa.Uuid(), nullable=True),
        sa.Column("responsible_unit_id", sa.Uuid(), nullable=False),
        sa.Column(
            "origin",
            sa.Enum(
                "DRAWN",
                "EARLY",
                "OVERDUE",
                "LATE_TOLD",
                "CARRIED",
                "ADDED",
                name="origin",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("first_year", sa.Integer(), nullable=False),
        sa.Column("first_month", sa.Integer(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("node_id", sa.Uuid(), nullable=True),
        sa.Column("evidence_id", sa.Uuid(), nullable=True),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("issuing_body", sa.Text(), nullable=True),
        sa.Column("total_investment", sa.Numeric(precision=20, scale=4), nullable=True),
        sa.Column("annual_investment", sa.Numeric(precision=20, scale=4), nullable=True),
        sa.Column("planned_investment", sa.Numeric(precision=20, scale=4), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["list_id"], ["monthly_lists.id"], name=op.f("fk_listed_entries_list_id")),
        sa.PrimaryKeyConstraint("entry_id", "edition", name=op.f("pk_listed_entries")),
    )
    op.create_index(
        "ix_listed_entries_list_id", "listed_entries", ["list_id", "edition", "position", "entry_id"], unique=False
    )
    op.create_index("ix_listed_entries_project_id", "listed_entries", ["project_id", "year", "month"], unique=False)
    op.create_table(
        "list_changes",
        sa.Column("list_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column(
            "action",
            sa.Enum(
                "DRAFTED",
                "REFRESHED",
                "ADDED",
                "TAKEN_OUT",
                "PUT_BACK",
                "CHANGED",
                "PUBLISHED",
                "REOPENED",
                "CORRECTION_CANCELLED",
                "CORRECTED",
                name="listaction",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("entry_id", sa.Uuid(), nullable=True),
        sa.Column("project_name", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("by_unit_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["list_id"], ["monthly_lists.id"], name=op.f("fk_list_changes_list_id")),
        sa.PrimaryKeyConstraint("list_id", "version", name=op.f("pk_list_changes")),
    )
    op.create_table(
        "list_marks",
        sa.Column("schedule_id", sa.Uuid(), nullable=False),
        sa.Column(
            "role", sa.Enum("START", "COMPLETION", name="listrole", native_enum=False, length=40), nullable=False
        ),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("marked_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["node_id"], ["nodes.id"], name=op.f("fk_list_marks_node_id")),
        sa.ForeignKeyConstraint(["schedule_id"], ["schedules.id"], name=op.f("fk_list_marks_schedule_id")),
        sa.PrimaryKeyConstraint("schedule_id", "role", name=op.f("pk_list_marks")),
    )
    op.create_table(
        "statistics_entries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("schedule_id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind", sa.Enum("ENTRY", "REPORTING", name="statisticskind", native_enum=False, length=40), nullable=False
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("exception_reason", sa.Text(), nullable=True),
        sa.Column("exception_approver", sa.Text(), nullable=True),
        sa.Column("exception_document", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["schedule_id"], ["schedules.id"], name=op.f("fk_statistics_entries_schedule_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statistics_entries")),
        sa.UniqueConstraint("schedule_id", "kind", name=op.f("uq_statistics_entries_schedule_id_kind")),
    )
    op.create_index("uq_statistics_entries_number", "statistics_entries", ["division", "kind", "number"], unique=True)
    op.create_table(
        "statistics_steps",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("schedule_id", sa.Uuid(), nullable=False),
        sa.Column(
            "action",
            sa.Enum(
                "RECORDED",
                "CORRECTED",
                "EXCEPTED",
                "INVESTMENT_RECORDED",
                "INVESTMENT_CORRECTED",
                name="statisticsaction",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "kind", sa.Enum("ENTRY", "REPORTING", name="statisticskind", native_enum=False, length=40), nullable=True
        ),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("month", sa.Integer(), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("import_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("by_unit_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["schedule_id"], ["schedules.id"], name=op.f("fk_statistics_steps_schedule_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statistics_steps")),
    )
    op.create_index("ix_statistics_steps_schedule_id", "statistics_steps", ["schedule_id", "id"], unique=False)
    op.create_table(
        "statistics_investments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("schedule_id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("amount", sa.Numeric(precision=20, scale=4), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.CheckConstraint("month between 1 and 12", name=op.f("ck_statistics_investments_month_of_a_year")),
        sa.ForeignKeyConstraint(["schedule_id"], ["schedules.id"], name=op.f("fk_statistics_investments_schedule_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statistics_investments")),
        sa.UniqueConstraint(
            "schedule_id", "year", "month", name=op.f("uq_statistics_investments_schedule_id_year_month")
        ),
    )
    op.create_table(
        "statistics_exports",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("projects", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("exported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("exported_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statistics_exports")),
        sa.UniqueConstraint("division", "number", name=op.f("uq_statistics_exports_division_number")),
    )
    op.create_table(
        "statistics_imports",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("export_id", sa.Uuid(), nullable=True),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("same", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("imported_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["export_id"], ["statistics_exports.id"], name=op.f("fk_statistics_imports_export_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statistics_imports")),
        sa.UniqueConstraint("division", "digest", name=op.f("uq_statistics_imports_division_digest")),
    )
    # ### end Alembic commands ###
    for table in APPEND_ONLY:
        op.execute(
            f"create trigger append_only before update or delete on {table} for each row execute function append_only()"
        )
    protect(*TABLES)
