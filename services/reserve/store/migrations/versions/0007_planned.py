"""Monthly lists of planned projects: who owes them, what was handed in, who was reminded (第四条)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from services.chassis.migrations import protect

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TABLES = (
    "planning_parties",
    "planned_reports",
    "planned_items",
    "planned_revisions",
    "planned_steps",
    "planned_reminder_rounds",
    "planned_reminders",
)
TIMELINESS = (
    "case when status in ('DRAFT', 'RETURNED') or first_submitted_on is null then 'OPEN' "
    "when first_submitted_on > due_on then 'LATE' else 'ON_TIME' end"
)
# units that are planning parties now have been so since they were registered: nothing else is on record
PARTIES_SO_FAR = """
insert into planning_parties (id, division, unit_id, since)
select gen_random_uuid(), division, id, (registered_at at time zone 'Asia/Shanghai')::date
from organizations where active and roles && array['PLANNING_PARTY', 'INDUSTRY_AUTHORITY']
"""
FROZEN = """
create function planned_items_frozen() returns trigger language plpgsql as $$
begin
  if exists (select from planned_revisions r where r.report_id = old.report_id and r.revision = old.revision) then
    raise exception 'a planned-project list that was handed in is frozen';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$
"""


def upgrade() -> None:
    _parties()
    _reports()
    _reminders()
    op.execute(FROZEN)
    op.execute(
        "create trigger frozen before update or delete on planned_items "
        "for each row execute function planned_items_frozen()"
    )
    for table in ("planned_revisions", "planned_steps"):
        op.execute(
            f"create trigger append_only before update or delete on {table} for each row execute function append_only()"
        )
    op.execute("select set_config('app.division', '*', true)")
    op.execute(PARTIES_SO_FAR)
    protect(*TABLES)


def _parties() -> None:
    op.create_table(
        "planning_parties",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        _unit("planning_parties"),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_planning_parties"),
        sa.UniqueConstraint("unit_id", "since", name="uq_planning_parties_unit_id_since"),
    )


def _reports() -> None:
    op.create_table(
        "planned_reports",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _unit("planned_reports"),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("content_revision", sa.Integer(), nullable=False),
        sa.Column("first_submitted_on", sa.Date(), nullable=True),
        sa.Column("submitted_on", sa.Date(), nullable=True),
        sa.Column("nothing_reason", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("missing", sa.Text(), nullable=True),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("timeliness", sa.Text(), sa.Computed(TIMELINESS, persisted=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_planned_reports"),
        sa.UniqueConstraint("division", "unit_id", "month", name="uq_planned_reports_division_unit_id_month"),
    )
    for name, columns in {
        "due": ["due_on", "id"],
        "month": ["month", "due_on", "id"],
        "unit_id": ["unit_id", "due_on", "id"],
        "status": ["status", "due_on", "id"],
        "timeliness": ["timeliness", "due_on", "id"],
    }.items():
        op.create_index(f"ix_planned_reports_{name}", "planned_reports", columns)
    op.create_table(
        "planned_items",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        _report("planned_items"),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "project_id",
            sa.Uuid(),
            sa.ForeignKey("projects.id", name="fk_planned_items_project_id"),
            nullable=False,
        ),
        sa.Column("project_name", sa.Text(), nullable=False),
        sa.Column("category", sa.String(40), nullable=False),
        sa.Column("library", sa.String(40), nullable=True),
        sa.Column("town_id", sa.Uuid(), nullable=True),
        sa.Column("change", sa.String(40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("total_investment", sa.Numeric(precision=20, scale=4), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_planned_items"),
        sa.UniqueConstraint("report_id", "revision", "position", name="uq_planned_items_report_id_revision_position"),
    )
    op.create_index("ix_planned_items_project_id", "planned_items", ["project_id"])
    op.create_table(
        "planned_revisions",
        _report("planned_revisions"),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("submitted_on", sa.Date(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("nothing_reason", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("report_id", "revision", name="pk_planned_revisions"),
    )
    op.create_table(
        "planned_steps",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        _report("planned_steps"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("roles", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_planned_steps"),
    )
    op.create_index("ix_planned_steps_report", "planned_steps", ["report_id", "id"])


def _reminders() -> None:
    op.create_table(
        "planned_reminder_rounds",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("reminded_on", sa.Date(), nullable=False),
        sa.Column("reminded_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_planned_reminder_rounds"),
    )
    op.create_table(
        "planned_reminders",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column(
            "round_id",
            sa.Uuid(),
            sa.ForeignKey("planned_reminder_rounds.id", name="fk_planned_reminders_round_id"),
            nullable=False,
        ),
        _unit("planned_reminders"),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("days_late", sa.Integer(), nullable=False),
        sa.Column("reminded_on", sa.Date(), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reminded_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_planned_reminders"),
        sa.UniqueConstraint("unit_id", "month", "reminded_on", name="uq_planned_reminders_unit_id_month_reminded_on"),
    )
    op.create_index("ix_planned_reminders_round_id", "planned_reminders", ["round_id"])
    op.create_index("ix_planned_reminders_unit_id", "planned_reminders", ["unit_id", "id"])


def _unit(table: str) -> sa.Column[object]:
    key = sa.ForeignKey("organizations.id", name=f"fk_{table}_unit_id")
    return sa.Column("unit_id", sa.Uuid(), key, nullable=False)


def _report(table: str) -> sa.Column[object]:
    key = sa.ForeignKey("planned_reports.id", name=f"fk_{table}_report_id")
    return sa.Column("report_id", sa.Uuid(), key, nullable=False)
