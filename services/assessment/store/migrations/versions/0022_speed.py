"""Computations in the background. An index of what is judged together goes: it served nothing.

Under row-level security no index is asked for what is made of columns; those of projects and of records find the same.
"""

from __future__ import annotations

from services.chassis.migrations import protect, run

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

COMPUTATIONS = """
create table period_computations (
  id uuid not null, division text not null, year integer not null, quarter integer not null, expected_version integer not null,
  discard_corrections boolean not null, reason text, state varchar(40) not null, asked_at timestamptz not null,
  asked_by text not null, asked_by_name text not null, roles text[] not null, unit_id uuid, attempts integer not null,
  started_at timestamptz, finished_at timestamptz, period_id uuid, refusals json not null,
  constraint pk_period_computations primary key (id),
  constraint fk_period_computations_period_id foreign key (period_id) references periods (id));
create unique index uq_period_computations_open on period_computations (division, year, quarter)
  where state in ('WAITING', 'RUNNING');
create index ix_period_computations_waiting on period_computations (asked_at, id) where state in ('WAITING', 'RUNNING');
create index ix_period_computations_period on period_computations (year, quarter, asked_at, id);
"""


def upgrade() -> None:
    """Add the table, drop the index."""
    run("drop index ix_facts_judged")
    run(COMPUTATIONS)
    protect("period_computations")
