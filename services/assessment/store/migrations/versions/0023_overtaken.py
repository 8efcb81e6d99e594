"""A correction of a quarter says which published year it overtakes, and what answered it.

What goes on in the background is computing a period, verifying it, or trying one scheme or two on it.
"""

from __future__ import annotations

from services.chassis.migrations import run

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

COLUMNS = """
alter table corrections add column overtakes_id uuid, add column answered_by_id uuid,
  add constraint fk_corrections_overtakes_id foreign key (overtakes_id) references unit_results (id),
  add constraint fk_corrections_answered_by_id foreign key (answered_by_id) references corrections (id);
create index ix_corrections_overtaking on corrections (overtakes_id, at, id)
  where overtakes_id is not null and answered_by_id is null;
"""
# Those that were made before this was noted: of a quarter, after its year was published, where the year counted the
# quarter. What corrected the year's result afterwards has answered them.
MADE_BEFORE = """
update corrections made set overtakes_id = of_year.id, answered_by_id = (
  select answer.id from corrections answer
  where answer.period_id = of_year.period_id and answer.unit_id = of_year.unit_id and answer.at > made.at
  order by answer.at, answer.id limit 1)
from unit_results of_quarter, periods year, unit_results of_year, period_entries counted
where of_quarter.period_id = made.period_id and of_quarter.unit_id = made.unit_id and of_quarter.quarter <> 0
  and year.division = of_quarter.division and year.year = of_quarter.year and year.quarter = 0
  and year.status = 'PUBLISHED' and year.published_at < made.at
  and of_year.period_id = year.id and of_year.unit_id = of_quarter.unit_id
  and counted.period_id = year.id and counted.unit_id = of_quarter.unit_id and counted.measure = 'QUARTER_RESULTS'
  and of_quarter.id = any (counted.sources)
  and exists (
    select from indicator_results indicator
    where indicator.result_id = of_year.id and indicator.measure = 'QUARTER_RESULTS');
"""
BACKGROUND = """
alter table period_computations add column kind varchar(40) not null default 'PERIOD',
  add column scheme_id uuid, add column against_id uuid, add column outcome_id uuid,
  add constraint fk_period_computations_scheme_id foreign key (scheme_id) references schemes (id),
  add constraint fk_period_computations_against_id foreign key (against_id) references schemes (id);
alter table period_computations alter column kind drop default;
drop index uq_period_computations_open;
create unique index uq_period_computations_open on period_computations (division, year, quarter)
  where state in ('WAITING', 'RUNNING') and scheme_id is null;
"""
# A quarter's result that changed under a published year is told in words of its own.
TELL = """
create or replace function tell_notices() returns trigger language plpgsql as $$
begin
  insert into notices (id, division, kind, unit_id, record_id, due_on, at, facts)
  select f.event_id, f.division,
    case when t.code = 'card.issued' then 'card.' || lower(t.told ->> 'colour')
      when t.code = 'objection.decided' then 'objection.' || lower(t.told ->> 'outcome')
      when t.code = 'result.published' and t.told ->> 'overtakesId' is not null then 'result.overtaking'
      else t.code end,
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
end $$
"""


def upgrade() -> None:
    """Add the columns, fill them for what was corrected before, and tell of it from now on."""
    run("select set_config('app.division', '*', true)")  # rows of all divisions are taken over
    run(COLUMNS)
    run(MADE_BEFORE)
    run(TELL)
    run(BACKGROUND)
