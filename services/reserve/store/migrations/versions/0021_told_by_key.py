"""Telling of an event finds its project by key.

The identity is cast before the join: under row-level security a join by a cast, which may fail, reads the whole table.
"""

from __future__ import annotations

from services.chassis.migrations import run

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

TELL = """
create or replace function tell_notices() returns trigger language plpgsql as $$
begin
  with told as materialized (
    select f.id as place, f.event_id, f.division, t.code, t.told, (f.event ->> 'time')::timestamptz as at,
      case when t.code in ('plan-item.removed', 'plan-item.revalued', 'project.converted')
        then (t.told ->> 'projectId')::uuid end as owned_id
    from fresh f
    cross join lateral (
      select substring(f.type from '^zhongdian[.]reserve[.](.+)[.]v[0-9]+$') as code, (f.event -> 'data')::jsonb as told
    ) t
  )
  insert into notices (id, division, kind, unit_id, subject, project_id, record_id, due_on, at, facts)
  select t.event_id, t.division,
    case t.code when 'application.reviewed' then
      case when (t.told ->> 'passed')::boolean then 'application.passed' else 'application.failed' end
      else t.code end,
    case
      when t.code in ('guide.published', 'plan.adjusted') or t.code like 'member.%' then null
      when t.code in ('plan-item.removed', 'plan-item.revalued', 'project.converted') then p.owner_id
      else coalesce(t.told ->> 'ownerId', t.told ->> 'unitId')::uuid
    end,
    case when t.code like 'member.%' then t.told ->> 'person' end,
    (t.told ->> 'projectId')::uuid,
    coalesce(t.told ->> 'applicationId', t.told ->> 'guideId', t.told ->> 'reportId', t.told ->> 'memberId',
      t.told ->> 'projectId', t.told ->> 'planId', t.told ->> 'unitId')::uuid,
    case when t.code in ('application.returned', 'planned-report.reminded') then (t.told ->> 'dueOn')::date
      when t.code = 'guide.published' then (t.told ->> 'closesOn')::date end,
    t.at, t.told::json
  from told t
  left join projects p on p.id = t.owned_id
  where t.code in ('guide.published', 'application.returned', 'application.reviewed', 'plan-item.issued', 'plan-item.removed',
    'plan-item.revalued', 'plan-item.converted', 'plan.adjusted', 'project.converted', 'planned-report.returned',
    'planned-report.accepted', 'planned-report.reminded', 'member.added', 'member.ended')
  order by t.place;
  return null;
end $$
"""


def upgrade() -> None:
    """Tell as before, at the price of what is told."""
    run(TELL)
