"""The issue ledger: issues with their history, documents, extensions and numbers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from services.chassis.migrations import protect
from services.chassis.searches import searched

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

WORD = sa.String(length=40)
WHOLE = "division <> ''"
BY_LIMIT = {
    "ix_issues_unit": ["responsible_unit_id"],
    "ix_issues_raising_unit": ["raised_by_unit_id"],
    "ix_issues_raised_by": ["raised_by"],
    "ix_issues_project": ["project_id"],
    "ix_issues_node": ["node_id"],
    "ix_issues_state": ["state"],
    "ix_issues_kind": ["kind"],
}
OPEN = ["responsible_unit_id", "kind"]
OF_SOME = {
    "ix_issues_list": WHOLE,
    "ix_issues_open": f"ended_on is null and {WHOLE}",
    "ix_issues_supervised": "supervised",
}


def upgrade() -> None:
    _issues()
    _files()
    _parts()
    for name, columns in BY_LIMIT.items():
        op.create_index(name, "issues", [*columns, "due_order", "id"])
    for name, which in OF_SOME.items():
        op.create_index(name, "issues", ["due_order", "id"], postgresql_where=sa.text(which))
    for column in OPEN:
        columns, which = [column, "due_order", "id"], sa.text("ended_on is null")
        op.create_index(f"ix_issues_open_{column}", "issues", columns, postgresql_where=which)
    merged = sa.text("merged_into_id is not null")
    op.create_index("ix_issues_merged_into", "issues", ["merged_into_id"], postgresql_where=merged)
    op.create_index("ix_issue_extensions_issue", "issue_extensions", ["issue_id", "asked_on", "id"])
    asked = sa.text("state = 'ASKED'")
    op.create_index(
        "uq_issue_extensions_one_asked", "issue_extensions", ["issue_id"], unique=True, postgresql_where=asked
    )
    for table in ("issue_steps", "issue_documents"):
        op.execute(
            f"create trigger append_only before update or delete on {table} for each row execute function append_only()"
        )
    protect("issues", "issue_steps", "issue_documents", "issue_extensions", "issue_counts")
    op.create_index("ix_projects_town", "projects", ["town_id", "id"])
    searched("issues", "number", "title", "description")


def _issues() -> None:
    op.create_table(
        "issues",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("project_id", sa.Uuid()),
        sa.Column("node_id", sa.Uuid()),
        sa.Column("request_id", sa.Uuid()),
        sa.Column("severity", WORD, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("source", WORD, nullable=False),
        sa.Column("source_id", sa.Uuid()),
        sa.Column("state", WORD, nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("raised_by", sa.Text(), nullable=False),
        sa.Column("raised_by_name", sa.Text(), nullable=False),
        sa.Column("raised_by_unit_id", sa.Uuid()),
        sa.Column("layer", WORD),
        sa.Column("responsible_unit_id", sa.Uuid()),
        sa.Column("responsible_person", sa.Text()),
        sa.Column("assigned_on", sa.Date()),
        sa.Column("assigned_by", sa.Text()),
        sa.Column("first_due_on", sa.Date()),
        sa.Column("original_due_on", sa.Date()),
        sa.Column("due_on", sa.Date()),
        sa.Column("due_order", sa.Date(), nullable=False),
        sa.Column("contested_by", sa.Text()),
        sa.Column("done_on", sa.Date()),
        sa.Column("done_by", sa.Text()),
        sa.Column("done_by_unit_id", sa.Uuid()),
        sa.Column("done_text", sa.Text()),
        sa.Column("done_reports", sa.Integer(), nullable=False),
        sa.Column("closed_by", sa.Text()),
        sa.Column("ended_on", sa.Date()),
        sa.Column("working_days_taken", sa.Integer()),
        sa.Column("once_late", sa.Boolean(), nullable=False),
        sa.Column("told_late_for", sa.Date()),
        sa.Column("returned_times", sa.Integer(), nullable=False),
        sa.Column("reopened_times", sa.Integer(), nullable=False),
        sa.Column("extended_times", sa.Integer(), nullable=False),
        sa.Column("supervised", sa.Boolean(), nullable=False),
        sa.Column("supervised_on", sa.Date()),
        sa.Column("supervised_by", WORD),
        sa.Column("supervision_letter", sa.Text()),
        sa.Column("interview_on", sa.Date()),
        sa.Column("merged_into_id", sa.Uuid()),
        sa.Column("state_before_merger", WORD),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issues")),
        sa.ForeignKeyConstraint(["merged_into_id"], ["issues.id"], name=op.f("fk_issues_merged_into_id")),
        sa.UniqueConstraint("division", "number", name=op.f("uq_issues_division_number")),
        sa.CheckConstraint(
            "(state = 'MERGED') = (merged_into_id is not null)", name=op.f("ck_issues_merged_into_another")
        ),
        sa.CheckConstraint("merged_into_id <> id", name=op.f("ck_issues_merged_into_itself")),
        sa.CheckConstraint(
            "state <> 'CLOSED' or (done_by is not null and closed_by <> done_by)",
            name=op.f("ck_issues_closed_by_another"),
        ),
        sa.CheckConstraint(
            "(state in ('CLOSED', 'WITHDRAWN', 'MERGED')) = (ended_on is not null)", name=op.f("ck_issues_ends")
        ),
        sa.CheckConstraint(
            "(state in ('REPORTED_DONE', 'CLOSED')) = (done_on is not null)", name=op.f("ck_issues_is_done")
        ),
        sa.CheckConstraint(
            "supervised = (supervision_letter is not null)", name=op.f("ck_issues_supervised_by_letter")
        ),
    )


def _files() -> None:
    """A file may hang on an issue, which need not be of a project in a plan."""
    op.add_column("attachments", sa.Column("issue_id", sa.Uuid(), nullable=True))
    op.create_foreign_key("fk_attachments_issue_id", "attachments", "issues", ["issue_id"], ["id"])
    for name, condition in (
        ("one_record", "num_nonnulls(update_id, evidence_id, issue_id) <= 1"),
        ("attached", "(num_nonnulls(schedule_id, issue_id) = 0) = (attached_at is null)"),
    ):
        op.drop_constraint(op.f(f"ck_attachments_{name}"), "attachments", type_="check")
        op.create_check_constraint(op.f(f"ck_attachments_{name}"), "attachments", condition)


def _parts() -> None:
    op.create_table(
        "issue_steps",
        sa.Column("issue_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("action", WORD, nullable=False),
        sa.Column("from_state", WORD),
        sa.Column("to_state", WORD, nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("by_unit_id", sa.Uuid()),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name=op.f("fk_issue_steps_issue_id")),
        sa.PrimaryKeyConstraint("issue_id", "version", name=op.f("pk_issue_steps")),
    )
    op.create_table(
        "issue_documents",
        sa.Column("issue_id", sa.Uuid(), nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("number", sa.Text()),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("kept_at", sa.Text()),
        sa.Column("file_id", sa.Uuid()),
        sa.ForeignKeyConstraint(["file_id"], ["attachments.id"], name=op.f("fk_issue_documents_file_id")),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name=op.f("fk_issue_documents_issue_id")),
        sa.PrimaryKeyConstraint("issue_id", "report", "position", name=op.f("pk_issue_documents")),
    )
    op.create_table(
        "issue_extensions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("issue_id", sa.Uuid(), nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("working_days", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("asked_by_name", sa.Text(), nullable=False),
        sa.Column("granted_days", sa.Integer()),
        sa.Column("extended_to", sa.Date()),
        sa.Column("answer", sa.Text()),
        sa.Column("decided_on", sa.Date()),
        sa.Column("decided_by", sa.Text()),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name=op.f("fk_issue_extensions_issue_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_extensions")),
    )
    op.create_table(
        "issue_counts",
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("given", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("division", "what", "year", name=op.f("pk_issue_counts")),
    )
