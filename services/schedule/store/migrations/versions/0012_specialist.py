"""Contact persons, weekly updates, and the authority's word on completed nodes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from services.chassis.migrations import protect

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

AMOUNT = sa.Numeric(precision=20, scale=4)
STEPS = sa.Enum("COMPLETED", "VERIFIED", "RETURNED", name="nodestep", native_enum=False, length=40)
APPEND_ONLY = ("weekly_versions", "node_judgements", "verification_batches")
PROTECTED = (
    "specialists",
    "weekly_updates",
    "weekly_versions",
    "node_judgements",
    "verification_batches",
    "attachments",
    "city_pushes",
)
# between two appointments of a project there is no day on which both are in force
ONE_AT_A_TIME = """
alter table specialists add constraint ex_specialists_one_at_a_time
exclude using gist (schedule_id with =, daterange(from_on, to_on, '[]') with &&) where (cancelled_at is null)
"""


def upgrade() -> None:
    specialists()
    weekly_updates()
    verification()
    attachments()
    city_pushes()
    op.add_column("progress_reports", sa.Column("week_on", sa.Date(), nullable=True))
    for table in APPEND_ONLY:
        op.execute(
            f"create trigger append_only before update or delete on {table} for each row execute function append_only()"
        )
    protect(*PROTECTED)


def specialists() -> None:
    op.create_table(
        "specialists",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("schedule_id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("replaces_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("open_points", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("appointed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("appointed_by", sa.Text(), nullable=False),
        sa.Column("appointed_by_unit_id", sa.Uuid(), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_by", sa.Text(), nullable=True),
        sa.Column("cancelled_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("to_on is null or from_on <= to_on", name=op.f("ck_specialists_from_before_to")),
        sa.ForeignKeyConstraint(["schedule_id"], ["schedules.id"], name=op.f("fk_specialists_schedule_id")),
        sa.ForeignKeyConstraint(["replaces_id"], ["specialists.id"], name=op.f("fk_specialists_replaces_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_specialists")),
    )
    op.execute(ONE_AT_A_TIME)
    op.add_column("schedules", sa.Column("specialist_from", sa.Date(), nullable=True))
    lacks = sa.text("specialist_from is null and ended_on is null and kind <> 'PRELIMINARY'")
    op.create_index("ix_schedules_without_specialist", "schedules", ["opened_on", "id"], postgresql_where=lacks)
    op.create_index("ix_schedules_specialist_from", "schedules", ["specialist_from", "id"])
    for by in ("schedule_id", "project_id", "subject", "unit_id"):
        op.create_index(f"ix_specialists_{by}", "specialists", [by, "from_on", "id"])
    op.create_index("ix_specialists_list", "specialists", ["from_on", "id"])


def weekly_updates() -> None:
    said = (
        ("done_investment", AMOUNT),
        ("physical_percent", AMOUNT),
        ("physical_text", sa.Text()),
        ("difficulties", sa.JSON()),
    )
    op.create_table(
        "weekly_updates",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("schedule_id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("week_on", sa.Date(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *(sa.Column(name, kind, nullable=False) for name, kind in said),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reported_by", sa.Text(), nullable=False),
        sa.Column("reported_by_subject", sa.Text(), nullable=False),
        sa.CheckConstraint("extract(isodow from week_on) = 1", name=op.f("ck_weekly_updates_week_begins_on_monday")),
        sa.ForeignKeyConstraint(["schedule_id"], ["schedules.id"], name=op.f("fk_weekly_updates_schedule_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_weekly_updates")),
        sa.UniqueConstraint("schedule_id", "week_on", name=op.f("uq_weekly_updates_schedule_id_week_on")),
    )
    op.create_index("ix_weekly_updates_list", "weekly_updates", ["week_on", "id"])
    op.create_index("ix_weekly_updates_project", "weekly_updates", ["project_id", "week_on", "id"])
    op.create_index("ix_weekly_updates_subject", "weekly_updates", ["reported_by_subject", "week_on", "id"])
    op.create_index("ix_weekly_updates_late", "weekly_updates", ["week_on", "id"], postgresql_where=sa.text("late"))
    whole = sa.text("physical_percent >= 100")
    op.create_index("ix_weekly_updates_finished", "weekly_updates", ["schedule_id", "week_on"], postgresql_where=whole)
    op.create_table(
        "weekly_versions",
        sa.Column("update_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("schedule_id", sa.Uuid(), nullable=False),
        *(sa.Column(name, kind, nullable=False) for name, kind in said),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("by_subject", sa.Text(), nullable=False),
        sa.Column("by_unit_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["update_id"], ["weekly_updates.id"], name=op.f("fk_weekly_versions_update_id")),
        sa.PrimaryKeyConstraint("update_id", "version", name=op.f("pk_weekly_versions")),
    )


def verification() -> None:
    one = sa.text("1")
    op.add_column("nodes", sa.Column("verified_on", sa.Date(), nullable=True))
    op.add_column("nodes", sa.Column("completion", sa.Integer(), nullable=False, server_default=one))
    op.add_column("evidence", sa.Column("completion", sa.Integer(), nullable=False, server_default=one))
    waits = sa.text("current and completed_on is not null and verified_on is null")
    op.create_index("ix_nodes_to_verify", "nodes", ["completed_on", "id"], postgresql_where=waits)
    for by, its in (("unit", "responsible_unit_id"), ("project", "project_id")):
        op.create_index(f"ix_nodes_to_verify_{by}", "nodes", [its, "completed_on", "id"], postgresql_where=waits)
    op.create_table(
        "node_judgements",
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("schedule_id", sa.Uuid(), nullable=False),
        sa.Column("step", STEPS, nullable=False),
        sa.Column("completed_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("by_subject", sa.Text(), nullable=False),
        sa.Column("by_unit_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["node_id"], ["nodes.id"], name=op.f("fk_node_judgements_node_id")),
        sa.PrimaryKeyConstraint("node_id", "version", name=op.f("pk_node_judgements")),
    )
    op.create_table(
        "verification_batches",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("by_subject", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("results", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verification_batches")),
    )
    op.create_index("ix_verification_batches_by", "verification_batches", ["by_subject", "id"])


# A file never changes once it is in, and is never removed once it was attached; it is attached once.
STAY = """
create function attachments_stay() returns trigger language plpgsql as $$ begin
  if tg_op = 'DELETE' then
    if old.attached_at is null then return old; end if;
    raise exception 'an attached file is never removed';
  end if;
  if old.attached_at is not null then raise exception 'a file is attached once'; end if;
  if (old.id, old.division, old.file_name, old.format, old.size, old.sm3, old.uploaded_at, old.uploaded_by,
      old.uploaded_by_name, old.exif_taken_at, old.exif_longitude, old.exif_latitude)
    is distinct from
     (new.id, new.division, new.file_name, new.format, new.size, new.sm3, new.uploaded_at, new.uploaded_by,
      new.uploaded_by_name, new.exif_taken_at, new.exif_longitude, new.exif_latitude)
    then raise exception 'a file never changes'; end if;
  return new; end $$
"""
SOURCES = sa.Enum("EXIF", "PHONE", name="photosource", native_enum=False, length=40)


def attachments() -> None:
    op.create_table(
        "file_contents",
        sa.Column("sm3", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), server_default=sa.func.clock_timestamp(), nullable=False),
        sa.PrimaryKeyConstraint("sm3", name=op.f("pk_file_contents")),
    )
    op.create_index("ix_file_contents_touched_at", "file_contents", ["touched_at"])
    op.create_table(
        "attachments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sm3", sa.Text(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uploaded_by", sa.Text(), nullable=False),
        sa.Column("uploaded_by_name", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.func.clock_timestamp(), nullable=False),
        sa.Column("exif_taken_at", sa.Text(), nullable=True),
        sa.Column("exif_longitude", sa.Text(), nullable=True),
        sa.Column("exif_latitude", sa.Text(), nullable=True),
        sa.Column("schedule_id", sa.Uuid(), nullable=True),
        sa.Column("update_id", sa.Uuid(), nullable=True),
        sa.Column("evidence_id", sa.Uuid(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("attached_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attached_by", sa.Text(), nullable=True),
        sa.Column("caption", sa.Text(), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_from", SOURCES, nullable=True),
        sa.Column("longitude", sa.Numeric(10, 7), nullable=True),
        sa.Column("latitude", sa.Numeric(10, 7), nullable=True),
        sa.Column("placed_from", SOURCES, nullable=True),
        sa.Column("distance_metres", sa.Integer(), nullable=True),
        sa.Column("far", sa.Boolean(), nullable=True),
        sa.CheckConstraint("num_nonnulls(update_id, evidence_id) <= 1", name=op.f("ck_attachments_one_record")),
        sa.CheckConstraint("(schedule_id is null) = (attached_at is null)", name=op.f("ck_attachments_attached")),
        sa.ForeignKeyConstraint(["sm3"], ["file_contents.sm3"], name=op.f("fk_attachments_sm3")),
        sa.ForeignKeyConstraint(["schedule_id"], ["schedules.id"], name=op.f("fk_attachments_schedule_id")),
        sa.ForeignKeyConstraint(["update_id"], ["weekly_updates.id"], name=op.f("fk_attachments_update_id")),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_attachments_evidence_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
    )
    op.create_index("ix_attachments_sm3", "attachments", ["sm3"])
    for name, columns, only in (
        ("update", ["update_id", "position", "id"], "update_id is not null"),
        ("evidence", ["evidence_id", "id"], "evidence_id is not null"),
        ("uploader", ["uploaded_by", "id"], "attached_at is null"),
        ("waiting", ["recorded_at"], "attached_at is null"),
    ):
        op.create_index(f"ix_attachments_{name}", "attachments", columns, postgresql_where=sa.text(only))
    op.execute(STAY)
    op.execute(
        "create trigger attachments_stay before update or delete on attachments "
        "for each row execute function attachments_stay()"
    )


WAKE = """
create function city_pushes_wake() returns trigger language plpgsql as $$
begin perform pg_notify('city_pushes', ''); return null; end $$
"""


def city_pushes() -> None:
    kinds = sa.Enum("MONTH", "WEEK", "NODE", name="pushkind", native_enum=False, length=40)
    statuses = sa.Enum("WAITING", "DELIVERED", "DEAD", "SUPERSEDED", name="pushstatus", native_enum=False, length=40)
    op.create_table(
        "city_pushes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("schedule_id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("kind", kinds, nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", statuses, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), server_default=sa.func.clock_timestamp(), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["schedule_id"], ["schedules.id"], name=op.f("fk_city_pushes_schedule_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_city_pushes")),
        sa.UniqueConstraint("subject_id", "number", name=op.f("uq_city_pushes_subject_id_number")),
    )
    waits = sa.text("status = 'WAITING'")
    op.create_index("ix_city_pushes_waiting", "city_pushes", ["next_at", "id"], postgresql_where=waits)
    op.create_index("ix_city_pushes_status", "city_pushes", ["status", "id"])
    for by in ("kind", "project_id", "schedule_id"):
        op.create_index(f"ix_city_pushes_{by}", "city_pushes", [by, "id"])
    op.execute(WAKE)
    op.execute(
        "create trigger city_pushes_wake after insert or update of version on city_pushes "
        "for each statement execute function city_pushes_wake()"
    )
