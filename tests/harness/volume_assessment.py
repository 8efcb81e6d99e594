"""A hundred thousand rows of the assessment beside facts and results, for the plans of its lists."""

from __future__ import annotations

LONE = 999001  # the unit that one row is of

# of one fact in five there is a decision; one in fifty of them is an exemption, one in a hundred was revoked
DECISIONS = f"""
insert into fact_decisions (id, division, version, kind, standing, service, record_id, project_id, event_id, since, reason, approver, document, recorded_at, recorded_by, revoked_on)
select pg_temp.id('decision', n), pg_temp.division(n), 1, case when n % 250 = 0 then 'EXEMPTION' else 'SHARE' end, n % 500 <> 0, 'schedule', pg_temp.id('node', n),
       pg_temp.id('project', n), pg_temp.id('decision', n), date '2026-01-05', '示例理由', '示例批准人', '示例文件', timestamptz '2026-01-05' + n * interval '1 minute', '测试员',
       case when n % 500 = 0 then date '2026-02-01' end
from generate_series(5, $1::int, 5) n;
insert into fact_decision_units (decision_id, unit_id, division, place, share)
select pg_temp.id('decision', n), case when n = 5 then pg_temp.id('unit', {LONE}) else pg_temp.town(n) end, pg_temp.division(n), 0, 1 from generate_series(5, $1::int, 5) n;
insert into heard_events (event_id, division, type)
select pg_temp.id('fact', n), pg_temp.division(n), 'zhongdian.schedule.node.completed.v1' from generate_series(1, $1::int) n
"""

# one scheme is tried again and again; one trial and one comparison have all units, one in fifty of which differ
TRIALS = """
insert into scheme_steps (scheme_id, revision, division, action, public, reason, at, by, by_name)
select pg_temp.id('scheme', 2026), n, '430211', case when n % 100 = 0 then 'REVISE' else 'APPROVE' end, n % 100 <> 0, '示例', timestamptz '2026-01-05' + n * interval '1 minute',
       'p', '测试员' from generate_series(1, 400) n;
insert into scheme_trials (id, division, scheme_id, revision, year, quarter, digest, through, ranked, idle, unplaced, at, by, by_name)
select pg_temp.id('trial', n), '430211', pg_temp.id('scheme', 2016 + n % 12), 1, 2026, 1 + n % 4, 'x', date '2026-03-31', 1, '[]', '[]',
       timestamptz '2026-01-05' + n * interval '1 minute', 'p', '测试员' from generate_series(1, $1::int) n;
insert into trial_results (trial_id, unit_id, division, position, "group", score, rank, colour, words, indicators)
select pg_temp.id('trial', 1), pg_temp.id('tried', n), '430211', n, case when n > $1::int - 100 then 'OWNER' else 'TOWN' end, 90, n, null, '示例', '[]'
from generate_series(1, $1::int) n;
insert into scheme_comparisons (id, division, year, quarter, first_id, second_id, units, changed, at, by, by_name)
select pg_temp.id('comparison', n), '430211', 2016 + n % 12, 1 + n % 4, pg_temp.id('trial', n), pg_temp.id('trial', 1 + n % 100), 1, 1,
       timestamptz '2026-01-05' + n * interval '1 minute', 'p', '测试员' from generate_series(1, $1::int) n;
insert into compared_units (comparison_id, position, division, unit_id, "group", changed, first_score, first_rank, second_score, second_rank, score_change, rank_change)
select pg_temp.id('comparison', 1), n, '430211', pg_temp.id('tried', n), case when n > $1::int - 100 then 'OWNER' else 'TOWN' end, n % 50 = 0, 90, n, 90, n, 0, 0
from generate_series(1, $1::int) n
"""

# reports of many years; the first has a figure for each of many units
REPORTS = """
insert into assessment_reports (id, division, period_id, year, quarter, ordinal, number, title, remarks, period_version, period_digest, figures, content_sm3, issued_on, issued_at, issued_by)
select pg_temp.id('report', n), '430211', p.id, 2016 + n % 12, n % 5, n, '示例' || n, '示例', '', 1, 'x', 1, 'x', date '2026-01-05', timestamptz '2026-01-05' + n * interval '1 minute', '测试员'
from generate_series(1, $1::int) n, (select id from periods where division = '430211' order by id limit 1) p;
insert into assessment_report_figures (report_id, position, division, code, scope, scope_key, scope_name, label, value, places, unit, query, computed_as, row_count, rows_sm3)
select pg_temp.id('report', 1), n, '430211', case when n % 1000 = 0 then 'RANK' else 'SCORE' end, case when n % 1000 = 0 then 'GROUP' else 'UNIT' end, 'u' || n, '示例', '得分', 90, 2, '分', '{ }', '示例', 1, 'x'
from generate_series(1, $1::int) n
"""
