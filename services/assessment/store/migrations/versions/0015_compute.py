"""What a period was computed from and what counted in it, kept so that it can be computed again; groups of units by time."""

from __future__ import annotations

from services.chassis.migrations import protect, run

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

# the transaction that brought a fact: with a snapshot it says exactly which facts a computation could see
FACTS = """
alter table facts add column tx xid8 not null default pg_current_xact_id(),
  add column happened_year integer generated always as (extract(year from happened_on)) stored,
  add column due_year integer generated always as (extract(year from due_on)) stored;
create index ix_facts_tx on facts (division, tx);
create index ix_facts_judged on facts (division, coalesce(project_id, record_id));
create index ix_facts_received on facts (division, received_at);
"""
ENTRIES = """
create table period_entries (
  period_id uuid not null, unit_id uuid not null, measure varchar(40) not null, division text not null,
  year integer not null, sources uuid[] not null, outcomes text[], done numeric(20, 4)[], planned numeric(20, 4)[], codes text[], shares text[],
  exempted_by uuid[], digest text not null,
  constraint pk_period_entries primary key (period_id, unit_id, measure),
  constraint fk_period_entries_period_id foreign key (period_id) references periods (id));
create index ix_period_entries_unit on period_entries (unit_id, year);
create table counted_elsewhere (
  fact_id uuid not null, period_id uuid not null, unit_id uuid not null, measure varchar(40) not null,
  division text not null,
  constraint pk_counted_elsewhere primary key (fact_id, period_id, unit_id, measure),
  constraint fk_counted_elsewhere_period_id foreign key (period_id) references periods (id));
create index ix_counted_elsewhere_period on counted_elsewhere (period_id, unit_id);
create table period_grounds (
  period_id uuid not null, division text not null, snapshot text not null, seen_at timestamptz not null,
  today date not null, units json not null, merged json not null, earlier json not null,
  constraint pk_period_grounds primary key (period_id),
  constraint fk_period_grounds_period_id foreign key (period_id) references periods (id));
create table period_verifications (
  id uuid not null, division text not null, period_id uuid not null, kept text not null, again text not null,
  same boolean not null, at timestamptz not null, verified_by text not null, verified_by_name text not null,
  constraint pk_period_verifications primary key (id),
  constraint fk_period_verifications_period_id foreign key (period_id) references periods (id));
create index ix_period_verifications_period on period_verifications (period_id, at, id);
alter table unit_results add column digest text not null default '', add column basis json;
alter table indicator_results add column "only" text[] not null default '{}';
"""
# what was kept a row for each fact and indicator becomes a row for each unit and measure
MOVE = """
insert into period_entries (period_id, unit_id, measure, division, year, sources, outcomes, digest)
select c.period_id, c.unit_id, c.measure, c.division, c.year, array_agg(c.fact_id order by c.fact_id),
  array_agg(c.outcome order by c.fact_id), ''
from (
  select distinct r.period_id, r.unit_id, i.measure, r.division, r.year, c.fact_id, c.outcome
  from counted c
  join indicator_results i on i.id = c.indicator_id
  join unit_results r on r.id = i.result_id) c
group by c.period_id, c.unit_id, c.measure, c.division, c.year;
insert into counted_elsewhere (fact_id, period_id, unit_id, measure, division)
select distinct c.fact_id, r.period_id, r.unit_id, i.measure, r.division
from counted c
join indicator_results i on i.id = c.indicator_id
join unit_results r on r.id = i.result_id
join facts f on f.id = c.fact_id
where f.unit_id <> r.unit_id
  or r.year not in (extract(year from f.happened_on), coalesce(extract(year from f.due_on), 0), coalesce(f.year, 0));
drop table counted;
"""
GROUPS = """
create table organization_groups (
  unit_id uuid not null, version integer not null, division text not null, category varchar(40) not null,
  since date not null, constraint pk_organization_groups primary key (unit_id, version));
insert into organization_groups (unit_id, version, division, category, since)
select id, version, division, category, date '2026-01-01' from organizations;
"""


def upgrade() -> None:
    """Add what facts, periods and units need to be computed again at any time, and take over what is there."""
    run("select set_config('app.division', '*', true)")  # rows of all divisions are taken over
    for script in (FACTS, ENTRIES, MOVE, GROUPS):
        run(script)
    protect("period_entries", "counted_elsewhere", "period_grounds", "period_verifications", "organization_groups")
