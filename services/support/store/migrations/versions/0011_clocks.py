"""Clocks that are watched: escalations, lateness as facts, notices; absences, kept views and bulk commands of the queue."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from services.chassis.migrations import protect, run
from services.chassis.notices.migrating import notices_v1

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

WHOLE = "division <> ''"  # true of every row, but said only by lists that nothing else narrows
OPEN = "ended_on is null"
LATE = sa.Enum("LIMIT_PASSED", "ENDED_LATE", "VOIDED", name="latefact", native_enum=False, length=40)
MOMENT = sa.DateTime(timezone=True)
INDEXES: dict[str, tuple[list[str], str]] = {
    "ix_requests_escalate": (["escalate_on", "id"], "escalate_on is not null"),
    "ix_requests_escalated": (["bureau_id", "escalation"], "escalation is not null"),
    "ix_requests_provincial": (["bureau_id"], "source = 'PROVINCIAL'"),
    "ix_requests_to_deliver": (["bureau_id", "id"], "outcome is not null and delivered_on is null"),
    "ix_requests_to_acknowledge": (["project_id", "id"], "delivered_on is not null and acknowledged_on is null"),
    "ix_requests_officer": (["claimant", "due_order", "id"], OPEN),
    "ix_requests_received_open": (["bureau_id", "received_on", "id"], f"{OPEN} and {WHOLE}"),
    "ix_requests_received": (["bureau_id", "received_on", "id"], WHOLE),
    "ix_requests_projects_open": (["bureau_id", "project_id", "id"], f"{OPEN} and {WHOLE}"),
    "ix_requests_projects": (["bureau_id", "project_id", "id"], WHOLE),
}
# Whoever changes when a request is to be looked at wakes the job that does; many rows of a transaction wake it once.
WAKE = """
create function wake_escalations() returns trigger language plpgsql as $$
begin perform pg_notify('escalations', ''); return null; end $$;
create trigger wake_escalations after insert or update of escalate_on on requests
for each row when (new.escalate_on is not null) execute function wake_escalations()
"""
# An event of a request is told to whom it concerns: its bureau, its applicant, its project's owner, and the roles that a
# rung of the ladder names. Whoever is several of these is told once.
TELL = """
create function tell_notices() returns trigger language plpgsql as $$
begin
  insert into notices (id, division, kind, unit_id, role, project_id, record_id, due_on, at, facts)
  select md5(f.event_id::text || coalesce(w.unit_id::text, '') || coalesce(w.role, ''))::uuid, f.division, t.code,
    w.unit_id, w.role, r.project_id, r.id, (t.told ->> 'dueOn')::date, (f.event ->> 'time')::timestamptz,
    (t.told || jsonb_build_object('projectName', p.name))::json
  from fresh f
  cross join lateral (
    select substring(f.type from '^zhongdian[.]support[.](.+)[.]v[0-9]+$') as code, (f.event -> 'data')::jsonb as told
  ) t
  join requests r on r.id = (t.told ->> 'requestId')::uuid
  left join projects p on p.id = r.project_id
  cross join lateral (
    select r.bureau_id as unit_id, null::text as role where t.code in ('request.submitted', 'request.resubmitted',
      'request.withdrawn', 'request.reassigned', 'request.due-corrected', 'request.escalated', 'request.overdue')
    union select r.applicant_id, null where t.code in ('request.returned', 'request.decided', 'request.not-accepted',
      'request.suspended', 'request.resumed', 'request.review-decided', 'request.corrected', 'request.due-corrected',
      'request.reassigned', 'request.overdue')
    union select p.owner_id, null where p.owner_id is not null and t.code in ('request.returned', 'request.decided',
      'request.not-accepted', 'request.suspended', 'request.review-decided', 'request.corrected', 'request.overdue')
    union select null, told_role from jsonb_array_elements_text(t.told -> 'toldRoles') told_role
      where t.code = 'request.escalated'
  ) w
  order by f.id;
  return null;
end $$;
create trigger tell_notices after insert on outbox referencing new table as fresh
for each statement execute function tell_notices()
"""


def upgrade() -> None:
    op.add_column("requests", sa.Column("escalate_on", sa.Date(), nullable=True))
    op.add_column("requests", sa.Column("escalation", sa.Integer(), nullable=True))
    # what is open is looked at once, and then on the day that its ladder says
    op.execute("select set_config('app.division', '*', true)")
    op.execute("update requests set escalate_on = received_on where ended_on is null")
    for name, (columns, where) in INDEXES.items():
        op.create_index(name, "requests", columns, postgresql_where=sa.text(where))
    _clocks()
    _absences()
    _views()
    notices_v1()
    op.add_column("notices", sa.Column("role", sa.Text(), nullable=True))
    to_role = sa.text("role is not null")
    op.create_index("ix_notices_role", "notices", ["role", "division", "at"], postgresql_where=to_role)
    protect("escalations", "late_facts", "absences", "queue_views", "bulk_runs")
    for table in ("escalations", "late_facts", "bulk_runs"):
        op.execute(
            f"create trigger append_only before update or delete on {table} for each row execute function append_only()"
        )
    run(WAKE)
    run(TELL)


def _of_request(table: str) -> tuple[Any, ...]:
    return (
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=op.f(f"fk_{table}_request_id")),
    )


def _clocks() -> None:
    op.create_table(
        "escalations",
        *_of_request("escalations"),
        sa.Column("limit_on", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("rung", sa.Text(), nullable=False),
        sa.Column("told_roles", sa.Text(), nullable=False),
        sa.Column("reached_on", sa.Date(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint("reached_on <= told_on", name=op.f("ck_escalations_never_early")),
        sa.PrimaryKeyConstraint("request_id", "limit_on", "days", name=op.f("pk_escalations")),
    )
    op.create_table(
        "late_facts",
        sa.Column("id", sa.Uuid(), nullable=False),
        *_of_request("late_facts"),
        sa.Column("bureau_id", sa.Uuid(), nullable=False),
        sa.Column("fact", LATE, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("working_days_late", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint("working_days_late >= 0", name=op.f("ck_late_facts_not_negative")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_late_facts")),
        sa.UniqueConstraint("request_id", "fact", "due_on", name=op.f("uq_late_facts_request_id_fact_due_on")),
    )
    op.create_index("ix_late_facts_bureau", "late_facts", ["bureau_id", "since", "id"])


def _absences() -> None:
    op.create_table(
        "absences",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("substitute", sa.Text(), nullable=False),
        sa.Column("substitute_name", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_by_name", sa.Text(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("cancelled_on", sa.Date(), nullable=True),
        sa.Column("cancelled_by_name", sa.Text(), nullable=True),
        sa.Column("cancelled_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("from_on <= until_on", name=op.f("ck_absences_in_order")),
        sa.CheckConstraint("subject <> substitute", name=op.f("ck_absences_somebody_else")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
    )
    held = sa.text("cancelled_on is null")
    op.create_index("ix_absences_list", "absences", ["unit_id", "from_on", "id"])
    op.create_index("ix_absences_subject", "absences", ["subject", "until_on"], postgresql_where=held)
    op.create_index("ix_absences_substitute", "absences", ["substitute", "until_on"], postgresql_where=held)


def _views() -> None:
    op.create_table(
        "queue_views",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("owner_name", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("filter", postgresql.JSONB(), nullable=False),
        sa.Column("sort", sa.Text(), nullable=False),
        sa.Column("saved_at", MOMENT, nullable=False),
        sa.Column("deleted_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_queue_views")),
    )
    kept = sa.text("deleted_at is null")
    op.create_index(
        "uq_queue_views_name", "queue_views", ["division", "owner", "name"], unique=True, postgresql_where=kept
    )
    op.create_index("ix_queue_views_owner", "queue_views", ["owner", "name", "id"], postgresql_where=kept)
    op.create_index("ix_queue_views_unit", "queue_views", ["unit_id", "name", "id"], postgresql_where=kept)
    op.create_table(
        "bulk_runs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("operation", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("results", postgresql.JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_runs")),
    )
