"""DDL of notices and of addresses of calendars, for the revision in which a service takes them in. Frozen: a change is a v2.

The service writes its own trigger on `outbox` besides, which says what is told to whom.
"""

from __future__ import annotations

from services.chassis.migrations import protect, run

_NOTICES = """
create table notices (
  id uuid constraint pk_notices primary key,
  division text not null, kind text not null, unit_id uuid, subject text, project_id uuid, record_id uuid, due_on date,
  at timestamptz not null, facts json not null);
create index ix_notices_list on notices (at, id);
create index ix_notices_everybody on notices (at, id) where unit_id is null and subject is null;
create index ix_notices_unit on notices (unit_id, at, id);
create index ix_notices_subject on notices (subject, at, id);
create index ix_notices_kind on notices (kind, at, id);
create index ix_notices_project on notices (project_id, at, id);
create index ix_notices_record on notices (record_id, kind, at);
create table notice_reads (
  subject text not null,
  notice_id uuid not null constraint fk_notice_reads_notice_id_notices references notices (id),
  division text not null, read_at timestamptz not null,
  constraint pk_notice_reads primary key (subject, notice_id));
create table notice_mutes (
  subject text not null, kind text not null, division text not null, muted_at timestamptz not null,
  constraint pk_notice_mutes primary key (subject, kind));
create function wake_notices() returns trigger language plpgsql as $$
begin perform pg_notify('notices', ''); return null; end $$;
create trigger wake_notices after insert on notices for each statement execute function wake_notices();
create function notices_append_only() returns trigger language plpgsql as $$
begin raise exception 'table notices is append-only'; end $$;
create trigger append_only before update or delete on notices for each row execute function notices_append_only()
"""
_ADDRESSES = """
create table calendar_addresses (
  id uuid constraint pk_calendar_addresses primary key,
  division text not null, version integer not null, subject text not null, name text not null, roles text[] not null,
  unit_id uuid, label text not null, digest text not null constraint uq_calendar_addresses_digest unique,
  created_at timestamptz not null, expires_on date not null, revoked_on date, last_used_on date);
create index ix_calendar_addresses_subject on calendar_addresses (subject, created_at, id)
"""


def notices_v1() -> None:
    """Make the three tables of notices, which nobody changes."""
    run(_NOTICES)
    protect("notices", "notice_reads", "notice_mutes")


def calendar_addresses_v1() -> None:
    """Make the table of addresses of calendars."""
    run(_ADDRESSES)
    protect("calendar_addresses")
