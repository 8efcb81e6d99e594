"""Land: transfers, year ends and corrections of quotas, the yearly land plan, the monthly consultation."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from services.chassis.migrations import protect

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

PROTECTED = (
    "quota_transfers",
    "planned_projects",
    "land_plans",
    "land_plan_items",
    "land_plan_editions",
    "land_consultations",
    "consultation_items",
    "land_steps",
)
APPEND_ONLY = ("land_plan_editions", "land_steps")


def upgrade() -> None:
    _ledgers()
    _tables()
    protect(*PROTECTED)
    for table in APPEND_ONLY:
        op.execute(
            f"create trigger append_only before update or delete on {table} for each row execute function append_only()"
        )


def _ledgers() -> None:
    op.add_column("projects", sa.Column("level", sa.Text(), nullable=True))
    op.add_column("quota_accounts", sa.Column("closed_on", sa.Date(), nullable=True))
    for name, kind in (
        ("other_account_id", sa.Uuid()),
        ("transfer_id", sa.Uuid()),
        ("reverses", sa.Integer()),
        ("reason", sa.Text()),
    ):
        op.add_column("quota_entries", sa.Column(name, kind, nullable=True))
    op.create_index(
        "uq_quota_entries_reverses",
        "quota_entries",
        ["account_id", "reverses"],
        unique=True,
        postgresql_where=sa.text("reverses is not null"),
    )


def _tables() -> None:
    op.create_table(
        "quota_transfers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("from_account_id", sa.Uuid(), nullable=False),
        sa.Column("to_account_id", sa.Uuid(), nullable=False),
        sa.Column("amount", sa.Numeric(precision=20, scale=4), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("ASKED", "APPROVED", "REFUSED", "WITHDRAWN", name="transferstate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("asked_by_name", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decided_by_name", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(state = 'ASKED') = (decided_by is null)", name=op.f("ck_quota_transfers_decided_by_somebody")
        ),
        sa.CheckConstraint(
            "state not in ('APPROVED', 'REFUSED') or decided_by <> asked_by",
            name=op.f("ck_quota_transfers_two_persons"),
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_quota_transfers_amount_positive")),
        sa.CheckConstraint("from_account_id <> to_account_id", name=op.f("ck_quota_transfers_two_accounts")),
        sa.ForeignKeyConstraint(
            ["from_account_id"], ["quota_accounts.id"], name=op.f("fk_quota_transfers_from_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["to_account_id"], ["quota_accounts.id"], name=op.f("fk_quota_transfers_to_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quota_transfers")),
    )
    op.create_index("ix_quota_transfers_from", "quota_transfers", ["from_account_id", "id"], unique=False)
    op.create_index(
        "ix_quota_transfers_list", "quota_transfers", ["id"], unique=False, postgresql_where=sa.text("division <> ''")
    )
    op.create_index("ix_quota_transfers_state", "quota_transfers", ["state", "id"], unique=False)
    op.create_index("ix_quota_transfers_to", "quota_transfers", ["to_account_id", "id"], unique=False)
    op.create_table(
        "planned_projects",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("in_plan", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("project_id", "year", name=op.f("pk_planned_projects")),
    )
    op.create_table(
        "land_plans",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("state", sa.Enum("DRAFT", "ISSUED", name="planstate", native_enum=False, length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_name", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("revision_reason", sa.Text(), nullable=True),
        sa.Column("land_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("land_confirmed_by", sa.Text(), nullable=True),
        sa.Column("land_confirmed_by_name", sa.Text(), nullable=True),
        sa.Column("requisition_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("requisition_confirmed_by", sa.Text(), nullable=True),
        sa.Column("requisition_confirmed_by_name", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "state <> 'ISSUED' or (number is not null and land_confirmed_by is not null "
            "and requisition_confirmed_by is not null)",
            name=op.f("ck_land_plans_issued_when_confirmed"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_land_plans")),
        sa.UniqueConstraint("division", "year", name=op.f("uq_land_plans_division_year")),
    )
    op.create_index("ix_land_plans_list", "land_plans", ["year", "id"], unique=False)
    op.create_table(
        "land_plan_items",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("area", sa.Numeric(precision=20, scale=4), nullable=False),
        sa.Column("requisition_month", sa.Integer(), nullable=True),
        sa.Column("demolition_month", sa.Integer(), nullable=True),
        sa.Column("supply_month", sa.Integer(), nullable=True),
        sa.Column("responsible_unit_id", sa.Uuid(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("request_id", sa.Uuid(), nullable=True),
        sa.Column("requisition_done_on", sa.Date(), nullable=True),
        sa.Column("demolition_done_on", sa.Date(), nullable=True),
        sa.Column("supply_done_on", sa.Date(), nullable=True),
        sa.Column("removed_on", sa.Date(), nullable=True),
        sa.Column("removed_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["land_plans.id"], name=op.f("fk_land_plan_items_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_land_plan_items")),
        sa.UniqueConstraint("plan_id", "position", name=op.f("uq_land_plan_items_plan_id_position")),
    )
    op.create_index("ix_land_plan_items_project_id", "land_plan_items", ["project_id"], unique=False)
    op.create_index("ix_land_plan_items_responsible", "land_plan_items", ["responsible_unit_id", "id"], unique=False)
    op.create_index(
        "uq_land_plan_items_project",
        "land_plan_items",
        ["plan_id", "project_id", "kind"],
        unique=True,
        postgresql_where=sa.text("removed_on is null"),
    )
    op.create_table(
        "land_plan_editions",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("issued_by_name", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("content_sm3", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["land_plans.id"], name=op.f("fk_land_plan_editions_plan_id")),
        sa.PrimaryKeyConstraint("plan_id", "edition", name=op.f("pk_land_plan_editions")),
    )
    op.create_table(
        "land_consultations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column(
            "state", sa.Enum("OPEN", "CLOSED", name="consultationstate", native_enum=False, length=40), nullable=False
        ),
        sa.Column("attendance", sa.JSON(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by_name", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("chaired_by", sa.Text(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("minutes", sa.Text(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by_name", sa.Text(), nullable=True),
        sa.Column("content", sa.JSON(), nullable=True),
        sa.Column("content_sm3", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(state = 'CLOSED') = (content_sm3 is not null)", name=op.f("ck_land_consultations_closed_with_digest")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_land_consultations")),
        sa.UniqueConstraint("division", "month", name=op.f("uq_land_consultations_division_month")),
    )
    op.create_index("ix_land_consultations_list", "land_consultations", ["month", "id"], unique=False)
    op.create_table(
        "consultation_items",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "REQUEST_OVERDUE",
                "QUOTA_SHORT",
                "SUPPLY_LATE",
                "MANUAL",
                name="agendasource",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=True),
        sa.Column("node_id", sa.Uuid(), nullable=True),
        sa.Column("request_id", sa.Uuid(), nullable=True),
        sa.Column("plan_item_id", sa.Uuid(), nullable=True),
        sa.Column("dropped_reason", sa.Text(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("responsible_unit_id", sa.Uuid(), nullable=True),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("decided_by_name", sa.Text(), nullable=True),
        sa.Column("raised_on", sa.Date(), nullable=True),
        sa.Column(
            "severity",
            sa.Enum("DIFFICULTY", "BLOCKAGE", "JAM", name="followupseverity", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_text", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(decision is null) = (deadline is null) and (decision is null) = (responsible_unit_id is null)",
            name=op.f("ck_consultation_items_decided_whole"),
        ),
        sa.CheckConstraint(
            "done_on is null or decision is not null", name=op.f("ck_consultation_items_done_when_decided")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["land_consultations.id"], name=op.f("fk_consultation_items_consultation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_items")),
        sa.UniqueConstraint("consultation_id", "position", name=op.f("uq_consultation_items_consultation_id_position")),
    )
    op.create_index(
        "ix_consultation_items_responsible", "consultation_items", ["responsible_unit_id", "id"], unique=False
    )
    op.create_table(
        "land_steps",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_land_steps")),
    )
    op.create_index("ix_land_steps_record_id", "land_steps", ["record_id", "id"], unique=False)
