"""What clocks have told at volume: rungs, facts of lateness, notices; absences and kept views."""

from __future__ import annotations

LARGE = "430211"
WATCH = f"""
update requests set source = 'PROVINCIAL' where purpose like '%0007用地' or id = pg_temp.id('request', 300);
update requests set escalation = 1 where ended_on is null and due_on < date '2026-11-27' and working_days = 15 and id < '20000000-0000-0000-0000-000000000000';
insert into escalations (request_id, limit_on, days, division, rung, told_roles, reached_on, told_on, at)
select pg_temp.id('request', n), date '2026-11-01', d, pg_temp.division(n), '示例', '', date '2026-11-01', date '2026-11-01', timestamptz '2026-11-01'
from generate_series(5, $1::int, 5) n, unnest(array[-3, 0, 1]) d;
insert into late_facts (id, division, request_id, bureau_id, fact, due_on, since, working_days_late, at)
select pg_temp.id('late', n), pg_temp.division(n), pg_temp.id('request', n), pg_temp.id('unit', 50 + n % 3), 'LIMIT_PASSED', date '2026-11-01', date '2026-11-02', 1,
       timestamptz '2026-11-02' from generate_series(5, $1::int, 5) n;
insert into absences (id, division, version, unit_id, subject, name, substitute, substitute_name, from_on, until_on, reason, recorded_by, recorded_by_name, recorded_at)
select pg_temp.id('absence', n), '{LARGE}', 1, pg_temp.id('unit', 50 + n % 3), 'p' || n % 50, '测试员', 's' || n % 50, '测试员', date '2020-01-01' + n % 2000,
       date '2020-01-02' + n % 2000, '示例', 'p', '测试员', timestamptz '2020-01-01' from generate_series(1, $1::int) n;
insert into queue_views (id, division, version, owner, owner_name, unit_id, name, shared, filter, sort, saved_at)
select pg_temp.id('view', n), '{LARGE}', 1, 'p' || n % 20000, '测试员', pg_temp.id('unit', n % 3000), '视图' || n, n % 3 = 0, '{{}}', 'DUE', timestamptz '2026-01-05'
from generate_series(1, $1::int) n;
insert into notices (id, division, kind, unit_id, role, project_id, record_id, at, facts)
select pg_temp.id('notice', n), pg_temp.division(n), 'request.overdue', case when n % 20 > 0 then pg_temp.id('unit', n % 3000) end,
       case when n % 20 = 0 then 'LEADER' end, pg_temp.id('project', n), pg_temp.id('request', n), timestamptz '2026-11-01' - n * interval '1 minute', '{{}}'
from generate_series(1, $1::int) n
"""
