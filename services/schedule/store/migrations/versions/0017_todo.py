"""Addresses of calendars; notices, told by the events themselves in their own transaction."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

from services.chassis.migrations import protect

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


LISTS = {
    "ix_notices_list": ["at", "id"],
    "ix_notices_unit": ["unit_id", "at", "id"],
    "ix_notices_subject": ["subject", "at", "id"],
    "ix_notices_kind": ["kind", "at", "id"],
    "ix_notices_project": ["project_id", "at", "id"],
    "ix_notices_record": ["record_id", "kind", "at"],
}
# An event is told to the unit or the person that it names. A node that is planned again as it was is no news.
# All events of a statement at once: a plan may have ten thousand nodes.
TELL = """
create function tell_notices() returns trigger language plpgsql as $$
begin
  insert into notices (id, division, kind, unit_id, subject, project_id, record_id, due_on, at, facts)
  select f.event_id, f.division, t.code, w.unit_id, w.subject, (t.told ->> 'projectId')::uuid, w.record_id, w.due_on,
    (f.event ->> 'time')::timestamptz, t.told::json
  from fresh f
  cross join lateral (
    select substring(f.type from '^zhongdian[.]schedule[.](.+)[.]v[0-9]+$') as code, (f.event -> 'data')::jsonb as told
  ) t
  cross join lateral (
    select
      case when t.code in ('list.published', 'bulletin.sent', 'bulletin.corrected', 'specialist.appointed') then null
        else coalesce(t.told ->> 'responsibleUnitId', t.told ->> 'unitId', t.told ->> 'serviceUnitId')::uuid end as unit_id,
      case when t.code = 'specialist.appointed' then t.told ->> 'subject' end as subject,
      coalesce(t.told ->> 'nodeId', t.told ->> 'reportId', t.told ->> 'issueId', t.told ->> 'listId', t.told ->> 'bulletinId',
        t.told ->> 'interviewId', t.told ->> 'specialistId', t.told ->> 'projectId')::uuid as record_id,
      case when t.code in ('node.planned', 'node.completion-returned', 'issue.assigned', 'issue.overdue', 'issue.reopened',
        'interview.held') then (t.told ->> 'dueOn')::date end as due_on
  ) w
  where t.code in ('node.planned', 'node.verified', 'node.completion-returned', 'progress.verified', 'annual-task.set',
      'annual-task.revalued', 'schedule.ended', 'schedule.resumed', 'specialist.appointed', 'issue.assigned', 'issue.overdue',
      'issue.supervised', 'issue.reopened', 'issue.closed', 'list.published', 'bulletin.sent', 'bulletin.corrected',
      'interview.invited', 'interview.held', 'interview.cancelled', 'leader.linked')
    and not (t.code = 'specialist.appointed' and coalesce((t.told ->> 'cancelled')::boolean, false))
    and not (t.code = 'node.planned' and coalesce((
      select n.due_on is not distinct from w.due_on and n.unit_id is not distinct from w.unit_id
      from notices n where n.record_id = w.record_id and n.kind = t.code order by n.at desc, n.id desc limit 1), false))
  order by f.id;
  return null;
end $$;;
create trigger tell_notices after insert on outbox referencing new table as fresh
for each statement execute function tell_notices()
"""
WAKE = """
create function wake_notices() returns trigger language plpgsql as $$
begin perform pg_notify('notices', ''); return null; end $$;;
create trigger wake_notices after insert on notices for each statement execute function wake_notices()
"""
# A returned report is told by no event: its step is.
RETURNED = """
create function tell_returned() returns trigger language plpgsql as $$
begin
  insert into notices (id, division, kind, unit_id, project_id, record_id, at, facts)
  select gen_random_uuid(), new.division, 'progress.returned', s.owner_id, s.project_id, r.id, new.at,
    json_build_object('year', r.year, 'month', r.month, 'reason', new.reason)
  from progress_reports r join schedules s on s.id = r.schedule_id where r.id = new.report_id;
  return null;
end $$;;
create trigger tell_returned after insert on progress_steps for each row when (new.status = 'RETURNED')
execute function tell_returned()
"""


def upgrade() -> None:
    _addresses()
    _notices()
    op.execute(
        "create trigger append_only before update or delete on notices for each row execute function append_only()"
    )
    protect("calendar_addresses", "notices", "notice_reads", "notice_mutes")


def _addresses() -> None:
    op.create_table(
        "calendar_addresses",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("roles", ARRAY(sa.Text()), nullable=False),
        sa.Column("unit_id", sa.Uuid()),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("revoked_on", sa.Date()),
        sa.Column("last_used_on", sa.Date()),
        sa.PrimaryKeyConstraint("id", name="pk_calendar_addresses"),
        sa.UniqueConstraint("digest", name="uq_calendar_addresses_digest"),
    )
    op.create_index("ix_calendar_addresses_subject", "calendar_addresses", ["subject", "created_at", "id"])


def _notices() -> None:
    op.create_table(
        "notices",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Uuid()),
        sa.Column("subject", sa.Text()),
        sa.Column("project_id", sa.Uuid()),
        sa.Column("record_id", sa.Uuid()),
        sa.Column("due_on", sa.Date()),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
    )
    everybody = sa.text("unit_id is null and subject is null")
    op.create_index("ix_notices_everybody", "notices", ["at", "id"], postgresql_where=everybody)
    for name, columns in LISTS.items():
        op.create_index(name, "notices", columns)
    op.create_table(
        "notice_reads",
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("subject", "notice_id", name="pk_notice_reads"),
        sa.ForeignKeyConstraint(["notice_id"], ["notices.id"], name="fk_notice_reads_notice_id_notices"),
    )
    op.create_table(
        "notice_mutes",
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("division", sa.Text(), nullable=False),
        sa.Column("muted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("subject", "kind", name="pk_notice_mutes"),
    )
    for trigger in (TELL, WAKE, RETURNED):
        for statement in trigger.split(";;"):
            op.execute(sa.text(statement.replace(":", "\\:")))
