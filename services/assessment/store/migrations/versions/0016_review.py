"""Review: periods are announced, objected to, and published after the window; files."""

from __future__ import annotations

from services.chassis.migrations import protect, run

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

ANNOUNCED = """
alter table periods add column announced_on date, add column objections_until date;
alter table unit_results add column announced boolean not null default false;
alter table corrections add column announced boolean not null default false, add column objection_id uuid;
create table announcements (
  id uuid not null, division text not null, period_id uuid not null, round integer not null, digest text not null,
  announced_on date not null, announced_at timestamptz not null,
  announced_by text not null, announced_by_name text not null,
  objections_until date not null, accepted_incomplete text,
  recalled_at timestamptz, recalled_by_name text, recalled_reason text,
  constraint pk_announcements primary key (id),
  constraint fk_announcements_period_id foreign key (period_id) references periods (id));
create unique index ix_announcements_period on announcements (period_id, round);
"""
FILES = """
create table file_contents (
  sm3 text not null, size integer not null, touched_at timestamptz not null default clock_timestamp(),
  constraint pk_file_contents primary key (sm3));
create index ix_file_contents_touched_at on file_contents (touched_at);
create table attachments (
  id uuid not null, division text not null, file_name text not null, format text not null, size integer not null,
  sm3 text not null, uploaded_at timestamptz not null, uploaded_by text not null, uploaded_by_name text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  record_kind text, record_id uuid, attached_at timestamptz, attached_by text,
  constraint ck_attachments_attached check ((record_id is null) = (attached_at is null)),
  constraint ck_attachments_record_of_a_kind check ((record_id is null) = (record_kind is null)),
  constraint fk_attachments_sm3 foreign key (sm3) references file_contents (sm3),
  constraint pk_attachments primary key (id));
create index ix_attachments_sm3 on attachments (sm3);
create index ix_attachments_record on attachments (record_kind, record_id, id) where record_id is not null;
create index ix_attachments_uploader on attachments (uploaded_by, id) where attached_at is null;
create index ix_attachments_waiting on attachments (recorded_at) where attached_at is null;
"""
OBJECTIONS = """
create table objections (
  id uuid not null, division text not null, period_id uuid not null, result_id uuid not null,
  year integer not null, quarter integer not null, "group" varchar(40) not null, unit_id uuid not null,
  indicator_code text, fact_id uuid, score numeric(20, 4) not null, rank integer not null,
  grounds text not null, asks_for text, status varchar(40) not null,
  raised_at timestamptz not null, raised_on date not null, raised_by text not null, raised_by_name text not null,
  decide_by date not null, settled_at timestamptz, settled_by_name text, reason text,
  carried_out_at timestamptz, correction_id uuid, version integer not null,
  constraint fk_objections_period_id foreign key (period_id) references periods (id),
  constraint pk_objections primary key (id));
create index ix_objections_result on objections (result_id, raised_at, id);
create index ix_objections_open on objections (period_id) where status = 'RAISED';
create index ix_objections_list on objections (raised_at, id) where division <> '';
create index ix_objections_period on objections (period_id, raised_at, id);
create index ix_objections_unit on objections (unit_id, raised_at, id);
create index ix_objections_status on objections (status, raised_at, id);
create index ix_objections_year on objections (year, raised_at, id);
create index ix_objections_year_quarter on objections (year, quarter, raised_at, id);
create table objection_entries (
  id uuid not null, division text not null, objection_id uuid not null, step varchar(40) not null,
  at timestamptz not null, by text not null, by_name text not null, reason text,
  constraint fk_objection_entries_objection_id foreign key (objection_id) references objections (id),
  constraint pk_objection_entries primary key (id));
create index ix_objection_entries_objection on objection_entries (objection_id, at, id);
create function entries_append_only() returns trigger language plpgsql as $$
begin raise exception '% is append-only', tg_table_name; end $$;
create trigger append_only before update or delete on objection_entries
for each row execute function entries_append_only();
"""
# Results, announcements, cards and the end of objections are told to their unit. The period is written out for those that
# were told before periods had a name.
TELL = """
create or replace function tell_notices() returns trigger language plpgsql as $$
begin
  insert into notices (id, division, kind, unit_id, record_id, due_on, at, facts)
  select f.event_id, f.division,
    case t.code when 'card.issued' then 'card.' || lower(t.told ->> 'colour')
      when 'objection.decided' then 'objection.' || lower(t.told ->> 'outcome') else t.code end,
    (t.told ->> 'unitId')::uuid,
    coalesce(t.told ->> 'objectionId', t.told ->> 'dutyId', t.told ->> 'resultId', t.told ->> 'cardId')::uuid,
    coalesce(t.told ->> 'objectionsUntil', t.told ->> 'dueOn')::date,
    (f.event ->> 'time')::timestamptz, t.told::json
  from fresh f
  cross join lateral (
    select substring(f.type from '^zhongdian[.]assessment[.](.+)[.]v[0-9]+$') as code, (f.event -> 'data')::jsonb as told
  ) t
  where t.code in (
    'result.published', 'result.announced', 'result.recalled', 'card.issued', 'card.withdrawn', 'objection.decided',
    'duty.set', 'duty.returned', 'duty.confirmed')
  order by f.id;
  return null;
end $$;
update notices set facts = (facts::jsonb || jsonb_build_object(
  'period', concat(facts ->> 'year', '年第', facts ->> 'quarter', '季度')))::json
where kind = 'result.published';
"""


def upgrade() -> None:
    """Let results be announced before they are published."""
    run("select set_config('app.division', '*', true)")  # rows of all divisions are taken over
    run(ANNOUNCED)
    run(FILES)
    run(OBJECTIONS)
    run(TELL)
    protect("announcements", "attachments", "objections", "objection_entries")
