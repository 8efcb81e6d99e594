"""A hundred thousand rows of awards, records, clues and objections, for the plans of their lists."""

from __future__ import annotations

LONE = 999001  # the unit that one row is of

# one award in fifty was refused by the city, one in five hundred revoked; one clue in a hundred names somebody who asks
AWARDS = f"""
insert into award_lists (id, division, version, year, level, status, round, period_id, limits, drafted_on, drafted_at, drafted_by)
select pg_temp.id('awardlist', y), '430211', 1, y, 'DISTRICT', 'PUBLISHED', 1, pg_temp.id('quarter', y), '[]', date '2025-01-05', timestamptz '2025-01-05', 'p'
from generate_series(2001, 2026) y;
insert into awards (id, division, version, list_id, year, level, status, recipient, unit_id, "group", person, outstanding, nominated_on, nominated_by, granted, revoked_on)
select pg_temp.id('award', n), pg_temp.division(n), 1, pg_temp.id('awardlist', 2001 + n % 26), 2001 + n % 26, case when n % 10 = 0 then 'CITY' else 'DISTRICT' end, 'PUBLISHED', 'INDIVIDUAL',
       case when n = 5 then pg_temp.id('unit', {LONE}) else pg_temp.town(n) end, 'TOWN', '示例人' || n, false, date '2025-01-05', 'p', n % 50 <> 0,
       case when n % 500 = 1 then date '2025-06-01' end
from generate_series(1, $1::int) n;
insert into award_effects (id, division, version, award_id, unit_id, code, text, place)
select pg_temp.id('effect', n), pg_temp.division(n), 1, pg_temp.id('award', n), pg_temp.town(n), 'MERIT', '示例', 0 from generate_series(1, $1::int) n;
insert into conduct_records (id, division, version, kind, unit_id, project_id, fact_id, matter, matter_name, grade, grade_name, happened_on, title, description, document, recorded_at, recorded_by, revoked_on)
select pg_temp.id('conduct', n), pg_temp.division(n), 1, case when n % 3 = 0 then 'COMMENDATION' else 'INCIDENT' end, case when n = 5 then pg_temp.id('unit', {LONE}) else pg_temp.town(n) end,
       pg_temp.id('project', n), pg_temp.id('fact', n), case when n % 1000 = 0 then 'QUALITY' else 'SAFETY' end, '示例', 'GENERAL', '一般', date '2025-01-01' + n % 700, '示例', '', '', timestamptz '2026-01-05', 'p',
       case when n % 500 = 0 then date '2026-02-01' end
from generate_series(1, $1::int) n;
insert into clues (id, division, version, status, unit_id, ground, ground_name, seen, place, seen_on, documents, transferred_on, transferred_at, transferred_by, receipt_due_on)
select pg_temp.id('clue', n), pg_temp.division(n), 1, case when n % 500 = 0 then 'TRANSFERRED' else 'CONCLUDED' end, case when n = 5 then pg_temp.id('unit', {LONE}) else pg_temp.town(n) end,
       case when n % 1000 = 0 then 'OTHER' else 'NEGLECT' end, '示例', '示例', '示例', date '2025-01-01', '[]', date '2025-01-01' + n % 700, timestamptz '2026-01-05', 'p', date '2026-01-12'
from generate_series(1, $1::int) n;
insert into clue_persons (clue_id, subject, division, name, named_on)
select pg_temp.id('clue', n), case when n % 100 = 0 then 'p1' else 'q' || n end, pg_temp.division(n), '示例人', date '2025-01-01' from generate_series(1, $1::int) n;
insert into discipline_bars (id, division, version, year, unit_id, reason, document, person, set_on, set_at, set_by, lifted_on)
select pg_temp.id('bar', n), pg_temp.division(n), 1, 2001 + n % 26, case when n = 5 then pg_temp.id('unit', {LONE}) else pg_temp.town(n) end, '示例', '示例', '示例人' || n, date '2025-01-01' + n % 700,
       timestamptz '2026-01-05', 'p', case when n % 500 = 0 then date '2026-02-01' end
from generate_series(1, $1::int) n
"""
