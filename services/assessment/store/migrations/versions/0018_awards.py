"""Incidents and commendations on record; awards with their nominations, vettings, approvals and effects."""

from __future__ import annotations

from services.chassis.migrations import protect, run

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

TABLES = """
create table conduct_records (
  id uuid not null,
  division text not null,
  version integer not null,
  kind varchar(40) not null,
  unit_id uuid not null,
  project_id uuid,
  fact_id uuid not null,
  matter text not null,
  matter_name text not null,
  grade text not null,
  grade_name text not null,
  happened_on date not null,
  title text not null,
  description text not null,
  document text not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  revoked_on date,
  revocation_reason text,
  revocation_approver text,
  revoked_by text,
  constraint pk_conduct_records primary key (id)
);
create index ix_conduct_records_kind on conduct_records (kind, happened_on, id);
create index ix_conduct_records_list on conduct_records (happened_on, id) where division <> '';
create index ix_conduct_records_matter on conduct_records (matter, happened_on, id);
create index ix_conduct_records_project on conduct_records (project_id, happened_on, id);
create index ix_conduct_records_revoked on conduct_records (happened_on, id) where revoked_on is not null;
create index ix_conduct_records_unit on conduct_records (unit_id, happened_on, id);
create table award_lists (
  id uuid not null,
  division text not null,
  version integer not null,
  year integer not null,
  level varchar(40) not null,
  status varchar(40) not null,
  round integer not null,
  period_id uuid not null,
  limits json not null,
  drafted_on date not null,
  drafted_at timestamptz not null,
  drafted_by text not null,
  submitted_on date,
  published_on date,
  published_by text,
  document text,
  discard_reason text,
  constraint pk_award_lists primary key (id)
);
create index ix_award_lists_list on award_lists (year, level, id);
create unique index uq_award_lists_standing on award_lists (division, year, level) where status <> 'DISCARDED';
create table awards (
  id uuid not null,
  division text not null,
  version integer not null,
  list_id uuid not null,
  year integer not null,
  level varchar(40) not null,
  status varchar(40) not null,
  recipient varchar(40) not null,
  unit_id uuid not null,
  "group" varchar(40) not null,
  person text,
  outstanding boolean not null,
  nominated_on date not null,
  nominated_by text not null,
  vetted_round integer,
  clear boolean,
  withdrawn_on date,
  withdrawal_reason text,
  granted boolean,
  decided_on date,
  document text,
  revoked_on date,
  revocation_reason text,
  revocation_approver text,
  revocation_document text,
  constraint pk_awards primary key (id),
  constraint fk_awards_list_id foreign key (list_id) references award_lists (id)
);
create index ix_awards_group on awards ("group", year, id);
create index ix_awards_level on awards (level, year, id);
create index ix_awards_list on awards (year, id) where division <> '';
create index ix_awards_of_list on awards (list_id, recipient, id);
create index ix_awards_recipient on awards (recipient, year, id);
create index ix_awards_refused on awards (year, id) where granted is false;
create index ix_awards_revoked on awards (year, id) where revoked_on is not null;
create index ix_awards_unit on awards (unit_id, year, id);
create unique index uq_awards_once on awards (list_id, recipient, unit_id, coalesce(person, '')) where withdrawn_on is null;
create table award_dossiers (
  id uuid not null,
  division text not null,
  post text,
  merits text not null,
  constraint pk_award_dossiers primary key (id),
  constraint fk_award_dossiers_id foreign key (id) references awards (id)
);
create table award_vettings (
  id uuid not null,
  division text not null,
  award_id uuid not null,
  round integer not null,
  clear boolean not null,
  findings json not null,
  vetted_on date not null,
  at timestamptz not null,
  by text not null,
  constraint pk_award_vettings primary key (id),
  constraint fk_award_vettings_award_id foreign key (award_id) references awards (id)
);
create index ix_award_vettings_award on award_vettings (award_id, at, id);
create table award_approvals (
  id uuid not null,
  division text not null,
  list_id uuid not null,
  round integer not null,
  step integer not null,
  body text not null,
  body_name text not null,
  outcome varchar(40) not null,
  held_on date not null,
  document text not null,
  reason text,
  at timestamptz not null,
  by text not null,
  constraint pk_award_approvals primary key (id),
  constraint uq_award_approvals_list_id_round_step unique (list_id, round, step),
  constraint fk_award_approvals_list_id foreign key (list_id) references award_lists (id)
);
create table award_effects (
  id uuid not null,
  division text not null,
  version integer not null,
  award_id uuid not null,
  unit_id uuid not null,
  code text not null,
  text text not null,
  place integer not null,
  carried_out_on date,
  document text,
  recorded_by text,
  lapsed_on date,
  constraint pk_award_effects primary key (id),
  constraint uq_award_effects_award_id_code unique (award_id, code),
  constraint fk_award_effects_award_id foreign key (award_id) references awards (id)
);
"""
STAYS = """
create function rows_stay() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are never changed', tg_table_name;
end $$;
create trigger rows_stay before update or delete on award_vettings for each row execute function rows_stay();
create trigger rows_stay before update or delete on award_approvals for each row execute function rows_stay();
"""
# Units are told of awards, incidents and commendations. Clues put out no event, so that nobody can be told of one.
TELL = """
create function tell_award_notices() returns trigger language plpgsql as $$
begin
  insert into notices (id, division, kind, unit_id, record_id, project_id, at, facts)
  select f.event_id, f.division, t.code, (t.told ->> 'unitId')::uuid,
    coalesce(t.told ->> 'awardId', t.told ->> 'recordId')::uuid, (t.told ->> 'projectId')::uuid,
    (f.event ->> 'time')::timestamptz, t.told::json
  from fresh f
  cross join lateral (
    select substring(f.type from '^zhongdian[.]assessment[.](.+)[.]v[0-9]+$') as code, (f.event -> 'data')::jsonb as told
  ) t
  where t.code in ('award.published', 'award.revoked', 'incident.recorded', 'incident.revoked',
    'commendation.recorded', 'commendation.revoked')
  order by f.id;
  return null;
end $$;
create trigger tell_award_notices after insert on outbox referencing new table as fresh
for each statement execute function tell_award_notices();
"""


def upgrade() -> None:
    """Create the tables, and tell of what happens from now on."""
    run(TABLES)
    run(STAYS)
    run(TELL)
    protect(
        "conduct_records",
        "award_lists",
        "awards",
        "award_dossiers",
        "award_vettings",
        "award_approvals",
        "award_effects",
    )
