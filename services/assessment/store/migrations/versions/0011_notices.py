"""Notices and addresses of calendars."""

from __future__ import annotations

from services.chassis.migrations import run
from services.chassis.notices.migrating import calendar_addresses_v1, notices_v1

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

# Results and cards are told to their unit. A result that is told again because a correction changed it is told anew.
TELL = """
create function tell_notices() returns trigger language plpgsql as $$
begin
  insert into notices (id, division, kind, unit_id, record_id, at, facts)
  select f.event_id, f.division,
    case when t.code = 'card.issued' then 'card.' || lower(t.told ->> 'colour') else t.code end,
    (t.told ->> 'unitId')::uuid, coalesce(t.told ->> 'resultId', t.told ->> 'cardId')::uuid,
    (f.event ->> 'time')::timestamptz, t.told::json
  from fresh f
  cross join lateral (
    select substring(f.type from '^zhongdian[.]assessment[.](.+)[.]v[0-9]+$') as code, (f.event -> 'data')::jsonb as told
  ) t
  where t.code in ('result.published', 'card.issued', 'card.withdrawn')
  order by f.id;
  return null;
end $$;
create trigger tell_notices after insert on outbox referencing new table as fresh
for each statement execute function tell_notices()
"""


def upgrade() -> None:
    """Tell of what happens from now on."""
    notices_v1()
    run(TELL)
    calendar_addresses_v1()
