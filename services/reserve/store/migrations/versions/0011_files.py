"""Attachments of projects, evidence and applications."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from services.chassis.migrations import protect

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

# A file never changes once it is in, and is never removed once it was attached; it is attached once and taken off once.
STAY = """
create function attachments_stay() returns trigger language plpgsql as $$ begin
  if tg_op = 'DELETE' then
    if old.project_id is null then return old; end if;
    raise exception 'an attached file is never removed';
  end if;
  if (old.id, old.division, old.file_name, old.format, old.size, old.sm3, old.uploaded_at, old.uploaded_by, old.uploaded_by_name)
    is distinct from
    (new.id, new.division, new.file_name, new.format, new.size, new.sm3, new.uploaded_at, new.uploaded_by, new.uploaded_by_name)
    then raise exception 'a file never changes'; end if;
  if old.project_id is not null and
    (old.project_id, old.evidence_id, old.application_id, old.kind, old.title, old.attached_at, old.attached_by)
    is distinct from
    (new.project_id, new.evidence_id, new.application_id, new.kind, new.title, new.attached_at, new.attached_by)
    then raise exception 'a file is attached once'; end if;
  if old.detached_at is not null then raise exception 'a file is taken off once'; end if;
  return new; end $$
"""


def upgrade() -> None:
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
        sa.Column("project_id", sa.Uuid(), nullable=True),
        sa.Column("evidence_id", sa.Uuid(), nullable=True),
        sa.Column("application_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("attached_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attached_by", sa.Text(), nullable=True),
        sa.Column("detached_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("detached_by", sa.Text(), nullable=True),
        sa.Column("detached_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("evidence_id IS NULL OR application_id IS NULL", name=op.f("ck_attachments_one_record")),
        sa.CheckConstraint("(project_id IS NULL) = (attached_at IS NULL)", name=op.f("ck_attachments_attached")),
        sa.ForeignKeyConstraint(["sm3"], ["file_contents.sm3"], name=op.f("fk_attachments_sm3")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_attachments_project_id")),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_attachments_evidence_id")),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name=op.f("fk_attachments_application_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
    )
    op.create_index("ix_attachments_sm3", "attachments", ["sm3"])
    for name, columns, only in (
        ("project", ["project_id", "id"], "project_id IS NOT NULL"),
        ("evidence", ["evidence_id", "id"], "evidence_id IS NOT NULL"),
        ("of_evidence", ["project_id", "id"], "evidence_id IS NOT NULL"),
        ("application", ["application_id", "id"], "application_id IS NOT NULL"),
        ("uploader", ["uploaded_by", "id"], "project_id IS NULL"),
        ("waiting", ["recorded_at"], "project_id IS NULL"),
    ):
        op.create_index(f"ix_attachments_{name}", "attachments", columns, postgresql_where=sa.text(only))
    op.execute(STAY)
    op.execute(
        "create trigger attachments_stay before update or delete on attachments "
        "for each row execute function attachments_stay()"
    )
    protect("attachments")
