"""Contact persons, weeks and pushes of 100,000 schedules: one schedule in 500 has nobody, one in 400 somebody who comes later.

One week in 200 was late, one push in a thousand is dead and one in 500 waits.
"""

from __future__ import annotations

SPECIALIST = """
insert into specialists (id, division, schedule_id, project_id, subject, name, phone, unit_id, from_on, version, appointed_at, appointed_by)
select pg_temp.id('specialist', n), pg_temp.division(n), pg_temp.id('schedule', n), pg_temp.id('project', n), 's' || n % 5000, '示例专员', '0731-00000000',
       pg_temp.town(n), case when n % 400 = 9 then date '2026-12-01' else date '2026-01-05' + n % 300 end, 1, timestamptz '2026-01-05', 'p'
from generate_series(1, $1::int) n where n % 500 <> 7;
update schedules s set specialist_from = p.from_on from specialists p where p.schedule_id = s.id;
insert into weekly_updates (id, division, schedule_id, project_id, week_on, year, month, version, done_investment, physical_percent, physical_text, difficulties,
                            due_on, late, reported_on, reported_at, reported_by, reported_by_subject)
select pg_temp.id('week', n), pg_temp.division(n), pg_temp.id('schedule', n), pg_temp.id('project', n), monday, 2026, 1, 1, 1, 10, '示例', '[]', monday + 4,
       n % 200 = 3, monday + 4, timestamptz '2026-02-01', '测试员', 's' || n % 5000
from generate_series(1, $1::int) n, lateral (select date '2026-01-05' + 7 * (n % 40) as monday) w;
insert into weekly_versions (update_id, version, division, schedule_id, done_investment, physical_percent, physical_text, difficulties, at, by, by_subject)
select pg_temp.id('week', n), 1, pg_temp.division(n), pg_temp.id('schedule', n), 1, 10, '示例', '[]', timestamptz '2026-02-01', '测试员', 's' || n % 5000
from generate_series(1, $1::int) n;
insert into node_judgements (node_id, version, division, schedule_id, step, completed_on, at, by, by_subject)
select pg_temp.id('node', n * 10 + 2), 1, pg_temp.division(n), pg_temp.id('schedule', n), 'COMPLETED', date '2026-02-01', timestamptz '2026-02-01', '测试员', 'p'
from generate_series(1, $1::int) n;
insert into city_pushes (id, division, schedule_id, project_id, kind, subject_id, number, body, version, status, tries, told_at)
select pg_temp.id('push', n), pg_temp.division(n), pg_temp.id('schedule', n), pg_temp.id('project', n), (array['MONTH', 'WEEK'])[1 + n % 2], pg_temp.id('week', n), 1,
       '{}', 1, case when n % 1000 = 3 then 'DEAD' when n % 500 = 4 then 'WAITING' else 'DELIVERED' end, 1, timestamptz '2026-02-01'
from generate_series(1, $1::int) n
"""
