"""Facts of issues, services, statistics and plans; decisions on who answers and what does not count."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from services.chassis.migrations import protect, run

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

# What was heard before is known of what became of it. An event had one fact, and its identity.
HEARD = """
create table heard_events (
  event_id uuid not null, division text not null, type text not null, constraint pk_heard_events primary key (event_id));
create index ix_heard_events_type on heard_events (division, type, event_id);
create table tallies (
  service text not null, through timestamptz not null, boundary uuid not null,
  constraint pk_tallies primary key (service));
create table tallied_types (
  type text not null, division text not null, service text not null, number integer not null,
  constraint pk_tallied_types primary key (type, division));
insert into heard_events (event_id, division, type)
select f.id, f.division, i.type from facts f join inbox i on i.event_id = f.id;
"""
DECIDED = """
create table fact_decisions (
  id uuid not null, division text not null, version integer not null, kind varchar(40) not null, standing boolean not null,
  service text not null, record_id uuid not null, project_id uuid, event_id uuid not null, since date not null, until date,
  reason text not null, approver text not null, document text not null, recorded_at timestamptz not null,
  recorded_by text not null, replaced_by uuid, revoked_on date, revocation_reason text, revocation_approver text,
  revoked_by text, constraint pk_fact_decisions primary key (id));
create index ix_fact_decisions_list on fact_decisions (recorded_at, id) where division <> '';
create index ix_fact_decisions_record on fact_decisions (record_id, recorded_at, id);
create index ix_fact_decisions_project on fact_decisions (project_id, recorded_at, id);
create index ix_fact_decisions_kind on fact_decisions (kind, recorded_at, id);
create unique index uq_fact_decisions_standing on fact_decisions (division, record_id, kind) where standing;
create table fact_decision_units (
  decision_id uuid not null, unit_id uuid not null, division text not null, place integer not null, share numeric(5, 4),
  constraint pk_fact_decision_units primary key (decision_id, unit_id),
  constraint fk_fact_decision_units_decision_id foreign key (decision_id) references fact_decisions (id));
create index ix_fact_decision_units_unit on fact_decision_units (unit_id, decision_id);
"""
# Each unit that a decision names is told of it.
TELL = """
create function tell_decision_notices() returns trigger language plpgsql as $$
begin
  insert into notices (id, division, kind, unit_id, record_id, project_id, at, facts)
  select f.event_id, f.division, t.code, (t.told ->> 'unitId')::uuid, (t.told ->> 'decisionId')::uuid,
    (t.told ->> 'projectId')::uuid, (f.event ->> 'time')::timestamptz, t.told::json
  from fresh f
  cross join lateral (
    select substring(f.type from '^zhongdian[.]assessment[.](.+)[.]v[0-9]+$') as code, (f.event -> 'data')::jsonb as told
  ) t
  where t.code in ('responsibility.shared', 'record.exempted', 'exemption.revoked')
  order by f.id;
  return null;
end $$;
create trigger tell_decision_notices after insert on outbox referencing new table as fresh
for each statement execute function tell_decision_notices();
"""
DECISIONS = "kind in ('RESPONSIBILITY_SHARED', 'EXEMPTED', 'EXEMPTION_REVOKED')"


def upgrade() -> None:
    op.alter_column("facts", "project_id", nullable=True)
    op.add_column("facts", sa.Column("event_id", sa.Uuid(), nullable=True))
    op.add_column("facts", sa.Column("code", sa.Text(), nullable=True))
    op.add_column("facts", sa.Column("finished_on", sa.Date(), nullable=True))
    op.add_column("facts", sa.Column("content", sa.JSON(), nullable=True))
    op.create_index("ix_facts_decisions", "facts", ["division", "record_id"], postgresql_where=sa.text(DECISIONS))
    op.create_index("ix_facts_service", "facts", ["service", "happened_on", "id"])
    op.create_index(
        "ix_facts_code", "facts", ["code", "happened_on", "id"], postgresql_where=sa.text("code is not null")
    )
    run("select set_config('app.division', '*', true)")  # rows of all divisions are taken over
    for script in (HEARD, DECIDED, TELL):
        run(script)
    protect("heard_events", "tallied_types", "fact_decisions", "fact_decision_units")
