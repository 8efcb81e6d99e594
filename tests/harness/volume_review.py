"""A hundred thousand announcements, objections and duties of cards, for the plans of their lists."""

from __future__ import annotations

LARGE, LONE = "430211", 999001

# one objection in ten is open; one unit has a single one; duties are spread over ten years, one in ten is open
REVIEW = f"""
insert into announcements (id, division, period_id, round, digest, announced_on, announced_at, announced_by, announced_by_name, objections_until)
select pg_temp.id('announcement', y * 100 + q * 10 + r), '{LARGE}', pg_temp.id('quarter', y * 10 + q), r, '', date '2026-01-05', timestamptz '2026-01-05', 'p', '测试员', date '2026-01-12'
from generate_series(2016, 2026) y, generate_series(1, 4) q, generate_series(1, 3) r;
insert into objections (id, division, period_id, result_id, year, quarter, "group", unit_id, score, rank, grounds, status, raised_at, raised_on, raised_by, raised_by_name, decide_by, version)
select pg_temp.id('objection', n), '{LARGE}', pg_temp.id('quarter', y * 10 + q), pg_temp.id('result', n), y, q, 'TOWN',
       case when n = 5 then pg_temp.id('unit', {LONE}) else pg_temp.id('unit', n / 48) end, 90, 1, '示例理由', case when n % 10 = 0 then 'RAISED' else 'REFUSED' end,
       timestamptz '2016-01-05' + n * interval '30 minutes', date '2026-01-05', 'p', '测试员', date '2026-01-12', 1
from generate_series(0, $1::int - 1) n, lateral (select 2016 + n / 4 % 12 as y, 1 + n % 4 as q) t;
insert into objection_entries (id, division, objection_id, step, at, by, by_name)
select pg_temp.id('entry', n), '{LARGE}', pg_temp.id('objection', n), 'RAISED', timestamptz '2026-01-05', 'p', '测试员' from generate_series(0, $1::int - 1) n;
insert into card_duties (id, division, card_id, period_id, year, quarter, unit_id, position, kind, by, occasion, bodies, due_on, status, version)
select pg_temp.id('duty', n), '{LARGE}', pg_temp.id('card', n), pg_temp.id('quarter', y * 10 + q), y, q,
       case when n = 5 then pg_temp.id('unit', {LONE}) else pg_temp.id('unit', n / 48) end, 0,
       case when n % 50 = 0 then 'REPORT_IN_WRITING' else 'STATEMENT_IN_WRITING' end, '预警单位', '季讲评', '[]', date '2016-01-05' + n % 4000,
       case when n % 10 = 0 then 'DUE' when n % 10 = 1 then 'FULFILLED' else 'CONFIRMED' end, 1
from generate_series(0, $1::int - 1) n, lateral (select 2016 + n / 4 % 12 as y, 1 + n % 4 as q) t;
insert into duty_fulfilments (id, division, duty_id, unit_id, person, text, at, days_late, fulfilled_by, fulfilled_by_name)
select pg_temp.id('fulfilment', n), '{LARGE}', pg_temp.id('duty', n), pg_temp.id('unit', n / 48), '测试员', '示例', timestamptz '2026-01-05', 0, 'p', '测试员'
from generate_series(1, $1::int - 1, 10) n
"""
