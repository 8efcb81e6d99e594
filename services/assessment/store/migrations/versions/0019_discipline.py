"""Clues handed to discipline inspection, and what it objects to."""

from __future__ import annotations

from services.chassis.migrations import protect, run

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

TABLES = """
create table clues (
  id uuid not null,
  division text not null,
  version integer not null,
  status varchar(40) not null,
  from_unit_id uuid,
  unit_id uuid not null,
  project_id uuid,
  ground text not null,
  ground_name text not null,
  seen text not null,
  place text not null,
  seen_on date not null,
  documents json not null,
  transferred_on date not null,
  transferred_at timestamptz not null,
  transferred_by text not null,
  receipt_due_on date not null,
  received_on date,
  received_by text,
  concluded_on date,
  outcome text,
  outcome_name text,
  outcome_note text,
  constraint pk_clues primary key (id)
);
create index ix_clues_ground on clues (ground, transferred_on, id);
create index ix_clues_list on clues (transferred_on, id) where division <> '';
create index ix_clues_status on clues (status, transferred_on, id);
create index ix_clues_unit on clues (unit_id, transferred_on, id);
create table clue_persons (
  clue_id uuid not null,
  subject text not null,
  division text not null,
  name text not null,
  named_on date not null,
  removed_on date,
  constraint pk_clue_persons primary key (clue_id, subject),
  constraint fk_clue_persons_clue_id foreign key (clue_id) references clues (id)
);
create index ix_clue_persons_subject on clue_persons (subject, clue_id);
create table clue_entries (
  id uuid not null,
  division text not null,
  clue_id uuid not null,
  step varchar(40) not null,
  note text not null,
  documents json not null,
  at timestamptz not null,
  by text not null,
  constraint pk_clue_entries primary key (id),
  constraint fk_clue_entries_clue_id foreign key (clue_id) references clues (id)
);
create index ix_clue_entries_clue on clue_entries (clue_id, at, id);
create table discipline_bars (
  id uuid not null,
  division text not null,
  version integer not null,
  year integer not null,
  unit_id uuid not null,
  person text,
  reason text not null,
  document text not null,
  set_on date not null,
  set_at timestamptz not null,
  set_by text not null,
  lifted_on date,
  lifting_reason text,
  lifted_by text,
  constraint pk_discipline_bars primary key (id)
);
create index ix_discipline_bars_lifted on discipline_bars (set_on, id) where lifted_on is not null;
create index ix_discipline_bars_list on discipline_bars (set_on, id) where division <> '';
create index ix_discipline_bars_unit on discipline_bars (unit_id, set_on, id);
create index ix_discipline_bars_year on discipline_bars (year, set_on, id);
create unique index uq_discipline_bars_standing on discipline_bars (division, year, unit_id, coalesce(person, '')) where lifted_on is null;
"""
STAYS = """
create trigger rows_stay before update or delete on clue_entries for each row execute function rows_stay();
"""


def upgrade() -> None:
    """Create the tables."""
    run(TABLES)
    run(STAYS)
    protect("clues", "clue_persons", "clue_entries", "discipline_bars")
