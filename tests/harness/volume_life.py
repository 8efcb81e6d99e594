"""A hundred thousand rows of what is on record about requests, for the plans of support's lists."""

from __future__ import annotations

# every tenth file waits, those of person 7 among fifty; every fifth request was surveyed and another unit's opinion asked for
LIFE = """
insert into file_contents (sm3, size) values ('示例摘要', 1);
insert into attachments (id, division, file_name, format, size, sm3, uploaded_at, uploaded_by, uploaded_by_name, request_id, purpose, attached_at, attached_by)
select pg_temp.id('file', n), pg_temp.division(n), '示例' || n || '.pdf', 'PDF', 1, '示例摘要', timestamptz '2026-01-05', 'p' || n % 50, '测试员',
       case when n % 10 > 0 then pg_temp.id('request', n) end, case when n % 10 > 0 then 'FORM' end,
       case when n % 10 > 0 then timestamptz '2026-01-06' end, case when n % 10 > 0 then '测试员' end
from generate_series(1, $1::int) n;
insert into surveys (id, request_id, division, surveyed_on, people, findings, at, actor, actor_name)
select pg_temp.id('survey', n), pg_temp.id('request', n), pg_temp.division(n), date '2026-01-06', array['示例'], '示例', timestamptz '2026-01-06', 'p', '测试员'
from generate_series(1, $1::int, 5) n;
insert into opinions (id, request_id, division, version, unit_id, question, working_days, asked_on, asked_by, asked_by_name, due_on)
select pg_temp.id('opinion', n), pg_temp.id('request', n), pg_temp.division(n), 1, pg_temp.id('unit', 60 + n % 40), '示例', 5, date '2026-01-06', 'p', '测试员', date '2026-01-13'
from generate_series(1, $1::int, 5) n
"""
