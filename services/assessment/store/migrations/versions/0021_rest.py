"""Objections are amended, trials discarded; everybody is told of issued papers and of the rules in force."""

from __future__ import annotations

from services.chassis.migrations import run

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

COLUMNS = """
alter table objection_entries add column grounds text, add column asks_for text;
alter table scheme_trials add column discarded_at timestamptz, add column discarded_by_name text,
  add column discard_reason text,
  add constraint ck_scheme_trials_discarded check (
    (discarded_at is null) = (discarded_by_name is null) and (discarded_at is null) = (discard_reason is null));
"""
# What names no unit is told to everybody of the division: the rules by which its units are assessed, and the papers.
TELL = """
create function tell_public_notices() returns trigger language plpgsql as $$
begin
  insert into notices (id, division, kind, record_id, at, facts)
  select f.event_id, f.division,
    case when t.code = 'report.issued' and (t.told ->> 'ordinal')::integer > 1 then 'report.reissued' else t.code end,
    coalesce(t.told ->> 'reportId', t.told ->> 'schemeId')::uuid, (f.event ->> 'time')::timestamptz, t.told::json
  from fresh f
  cross join lateral (
    select substring(f.type from '^zhongdian[.]assessment[.](.+)[.]v[0-9]+$') as code, (f.event -> 'data')::jsonb as told
  ) t
  where t.code in ('report.issued', 'scheme.approved', 'scheme.withdrawn')
  order by f.id;
  return null;
end $$;
create trigger tell_public_notices after insert on outbox referencing new table as fresh
for each statement execute function tell_public_notices();
"""


def upgrade() -> None:
    """Add the columns, and tell of what happens from now on."""
    run(COLUMNS)
    run(TELL)
