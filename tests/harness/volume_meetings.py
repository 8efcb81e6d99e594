"""Lists, statistics, leaders, dispatch, bulletins, reviews, notices and addresses beside 100,000 schedules.

One list of each kind and month of forty years, the last of them with 20,000 entries; a round each week, the last with
20,000 difficulties, of which one in 500 is open; one issued arrangement a year, one project in 1,000 of which has a report
that came late; bulletins of forty years; notices of which most are the towns', one in 5,000 everybody's.
"""

from __future__ import annotations

LISTS = """
insert into monthly_lists (id, division, kind, year, month, state, version, edition, drafted_at, drafted_by, digest, published_at, published_by)
select pg_temp.id('list', (y * 12 + m) * 4 + k), '430211', (array['IN_LIBRARY', 'TO_START', 'UNDER_CONSTRUCTION', 'TO_COMPLETE'])[1 + k], y, m,
       case when y = 2026 and m = 12 then 'DRAFT' else 'PUBLISHED' end, 3, case when y = 2026 and m = 12 then 0 else 1 end, make_date(y, m, 1), '测试员',
       'x', make_date(y, m, 2), '测试员'
from generate_series(1987, 2026) y, generate_series(1, 12) m, generate_series(0, 3) k;
insert into list_editions (list_id, edition, division, digest, entries_count, published_at, published_by)
select id, 1, division, 'x', 1, published_at, published_by from monthly_lists where edition = 1;
insert into listed_entries (entry_id, edition, division, list_id, kind, year, month, position, section, project_id, schedule_id, project_name, owner_id, town_id,
                            responsible_unit_id, origin, first_year, first_month, planned_on)
select pg_temp.id('entry', n), 1, pg_temp.division(n), pg_temp.id('list', (2026 * 12 + month) * 4 + 1), 'TO_START', 2026, month, n, 'START', pg_temp.id('project', n),
       pg_temp.id('schedule', n), pg_temp.name(n), pg_temp.owner(n), pg_temp.town(n), pg_temp.town(n), 'DRAWN', 2026, month, date '2026-03-01' + n % 200
from generate_series(1, $1::int) n, lateral (select case when n % 5 = 0 then 11 else 1 + n % 10 end as month) t;
insert into list_entries (id, division, list_id, position, section, project_id, schedule_id, project_name, owner_id, town_id, responsible_unit_id, origin, first_year,
                          first_month, edited)
select pg_temp.id('draftentry', n), pg_temp.division(n), pg_temp.id('list', (2026 * 12 + 12) * 4 + 1), n, 'START', pg_temp.id('project', n), pg_temp.id('schedule', n),
       pg_temp.name(n), pg_temp.owner(n), pg_temp.town(n), pg_temp.town(n), 'DRAWN', 2026, 12, false
from generate_series(1, $1::int) n;
insert into list_changes (list_id, version, division, action, project_name, reason, at, by)
select pg_temp.id('list', (2026 * 12 + 12) * 4 + 1), n, '430211', 'CHANGED', pg_temp.name(n), '示例', timestamptz '2026-11-20' + n * interval '1 second', '测试员'
from generate_series(1, $1::int) n;
insert into list_marks (schedule_id, role, division, node_id, version, reason, marked_at, marked_by)
select pg_temp.id('schedule', n), 'START', pg_temp.division(n), pg_temp.id('node', n * 10 + 1), 1, '示例', timestamptz '2026-02-01', '测试员'
from generate_series(1, $1::int) n where n % 400 > 0;
update schedules s set has_start = true from list_marks m where m.schedule_id = s.id and m.role = 'START';
"""
STATISTICS = """
insert into statistics_entries (id, division, schedule_id, project_id, kind, version, on_day, number)
select pg_temp.id('statistics' || kind, n), pg_temp.division(n), pg_temp.id('schedule', n), pg_temp.id('project', n), kind, 1, date '2026-02-01' + n % 200, kind || n
from generate_series(1, $1::int) n, unnest(array['ENTRY', 'REPORTING']) kind;
insert into statistics_steps (id, division, schedule_id, action, kind, facts, at, by)
select pg_temp.id('statisticsstep', n), pg_temp.division(n), pg_temp.id('schedule', 1 + n % 50000), 'RECORDED', 'ENTRY', '{}', timestamptz '2026-02-01', '测试员'
from generate_series(1, $1::int) n;
insert into statistics_investments (id, division, schedule_id, project_id, year, month, version, amount, recorded_on)
select pg_temp.id('investment', n), pg_temp.division(n), pg_temp.id('schedule', n), pg_temp.id('project', n), 2026, 1 + n % 10, 1, 10, date '2026-11-01'
from generate_series(1, $1::int) n;
insert into statistics_exports (id, division, number, year, month, file_name, digest, projects, content, exported_at, exported_by)
select pg_temp.id('export', n), '430211', n, 2026, 1 + n % 12, '示例.csv', 'x' || n, 1, '', timestamptz '2026-01-01' + n * interval '1 minute', '测试员'
from generate_series(1, $1::int / 10) n;
insert into statistics_imports (id, division, export_id, file_name, digest, entries, taken, same, refused, report, imported_at, imported_by)
select pg_temp.id('import', n), '430211', pg_temp.id('export', n), '示例.csv', 'x' || n, 1, 1, 0, 0, '[]', timestamptz '2026-01-01' + n * interval '1 minute', '测试员'
from generate_series(1, $1::int / 10) n;
"""
LEADERS = """
insert into leader_arrangements (id, division, year, edition, version, state, rule, drafted_on, drafted_at, drafted_by, document_number, issued_on, issued_at, issued_by, digest)
select pg_temp.id('arrangement', y), '430211', y, 1, 2, 'ISSUED', '[]', make_date(y, 1, 5), make_date(y, 1, 5), '测试员', '示例〔' || y || '〕1号', make_date(y, 1, 6),
       make_date(y, 1, 6), '测试员', 'x' from generate_series(1927, 2026) y;
insert into leader_links (id, division, arrangement_id, year, position, project_id, project_name, kind, level, category, total_investment, annual_investment, grounds,
                          choice, issued, current, leader_subject, leader_name, leader_title, service_unit_id, serving_unit_id, linked_from)
select pg_temp.id('link', n), pg_temp.division(n), pg_temp.id('arrangement', 2026), 2026, n, pg_temp.id('project', n), pg_temp.name(n), 'NEW_START', 'CITY', 'INDUSTRY',
       1000, 100, '[]', 'LINKED', true, true, 'l' || n % 50, '示例领导', '副区长', pg_temp.town(n), pg_temp.town(n), case when n % 1000 = 0 then date '2026-09-01' else date '2026-11-20' end
from generate_series(1, $1::int) n;
insert into driving_marks (id, division, project_id, year, version, reason, marked_on, marked_at, marked_by)
select pg_temp.id('mark', n), pg_temp.division(n), pg_temp.id('project', n), 2017 + n % 10, 1, '示例', date '2026-01-05' + n % 300, timestamptz '2026-02-01', '测试员'
from generate_series(1, $1::int) n;
insert into leader_reports (id, division, project_id, project_name, year, month, version, leader_subject, leader_name, unit_id, due_on, submitted_on, first_submitted_on,
                            working_days_late, progress, submitted_at, submitted_by, by_unit_id)
select pg_temp.id('leaderreport', n), pg_temp.division(n), pg_temp.id('project', n), pg_temp.name(n), 2026, 1 + n % 10, 1, 'l' || n % 50, '示例领导', pg_temp.town(n),
       date '2026-02-05', date '2026-02-01' + n % 280, date '2026-02-01' + n % 280, case when n % 1000 = 0 then 2 else 0 end, '示例', timestamptz '2026-02-01', '测试员',
       pg_temp.town(n) from generate_series(1, $1::int) n;
insert into leader_problems (id, division, version, year, project_id, project_name, leader_subject, leader_name, severity, kind, title, description, raised_on, raised_at,
                             raised_by, raised_by_unit_id, issue_id, answered_on)
select pg_temp.id('problem', n), pg_temp.division(n), 1, 2026, pg_temp.id('project', n), pg_temp.name(n), 'l' || n % 50, '示例领导', 'BLOCKAGE', 'FUNDS', '示例问题', '示例',
       date '2026-01-05' + n % 300, timestamptz '2026-02-01', '测试员', pg_temp.town(n), pg_temp.id('issue', n), case when n % 500 > 0 then date '2026-11-01' end
from generate_series(1, $1::int) n;
insert into leader_answers (id, division, problem_id, project_id, text, answered_on, answered_at, answered_by)
select pg_temp.id('answer', n), pg_temp.division(n), pg_temp.id('problem', n), pg_temp.id('project', n), '示例', date '2026-11-01', timestamptz '2026-11-01', '测试员'
from generate_series(1, $1::int) n where n % 500 > 0;
insert into outside_additions (id, division, project_id, version, added_on, reason, added_at, added_by, removed_on, removal_reason, removed_by)
select pg_temp.id('outside', n), pg_temp.division(n), pg_temp.id('project', n), 2, date '2026-01-05' + n % 300, '示例', timestamptz '2026-02-01', '测试员',
       case when n % 500 > 0 then date '2026-11-01' end, case when n % 500 > 0 then '示例' end, case when n % 500 > 0 then '测试员' end from generate_series(1, $1::int) n;
"""
DISPATCH = """
insert into dispatch_rounds (id, division, week_on, state, version, agenda, attendance, opened_at, opened_by)
select pg_temp.id('round', w), '430211', date '2026-11-23' - 7 * w, case when w = 0 then 'OPEN' else 'CLOSED' end, 2, '[]', '[]',
       timestamptz '2026-11-23' - w * interval '7 days', '测试员' from generate_series(0, 1999) w;
insert into dispatch_difficulties (id, division, round_id, position, version, project_id, unit_id, grade, text, source, noted_on, outcome, decision, decision_unit_id,
                                   decision_until, done_on)
select pg_temp.id('difficulty', n), pg_temp.division(n), pg_temp.id('round', case when n % 5 = 0 then 0 else n % 2000 end), n, 1, pg_temp.id('project', n), pg_temp.owner(n),
       (array['DIFFICULTY', 'BLOCKAGE', 'JAM'])[1 + n % 3], case when n in (10, 60010) then '松井' else '' end || '示例难点' || n, 'WEEKLY_UPDATE',
       date '2026-11-22' - 7 * (case when n % 5 = 0 then 0 else n % 2000 end)::int, case when n % 500 = 5 then 'OPEN' else 'DECISION' end, '示例', pg_temp.town(n),
       date '2026-10-01' + n % 100, case when n % 100 > 0 then date '2026-11-01' end from generate_series(1, $1::int) n;
insert into dispatch_steps (id, division, record_id, version, action, said, at, by)
select pg_temp.id('step', n), pg_temp.division(n), pg_temp.id('difficulty', n), 1, 'NOTED', '{}', timestamptz '2026-11-01', '测试员' from generate_series(1, $1::int) n;
insert into dispatch_bulletins (id, division, kind, year, month, state, version, title, as_of, parts, projects, recipients, signatures, drafted_on, drafted_by, number,
                                sent_on, docx_sm3)
select pg_temp.id('bulletin', y * 12 + m), '430211', 'MONTHLY', y, m, 'SENT', 2, '示例通报', make_date(y, m, 28), '[]', '[]', '[]', '[]', make_date(y, m, 28), '测试员',
       '示例' || y || m, make_date(y, m, 28), 'x' from generate_series(1987, 2026) y, generate_series(1, 12) m;
insert into bulletin_figures (id, division, bulletin_id, position, code, scope, scope_key, scope_name, label, value, places, unit, source, computed_as, inputs, row_count,
                              rows_sm3, row_ids, sent_on)
select pg_temp.id('figure', n), '430211', pg_temp.id('bulletin', 2026 * 12 + 1 + n % 11), n, 'F' || n % 50, case when n % 1000 = 0 then 'ALL' else 'OWNER' end, n::text,
       '示例', '示例', 1, 0, '个', 'x', 'x', '{}', 0, 'x', '{}', date '2026-11-01' from generate_series(1, $1::int) n;
insert into bulletin_errata (id, division, bulletin_id, ordinal, place, was, now, reason, number, issued_on, issued_by, docx_sm3, docx_size, pdf_sm3, pdf_size)
select pg_temp.id('erratum', n), '430211', pg_temp.id('bulletin', 1987 * 12 + n), 1, '示例', '甲', '乙', '示例', '示例更正' || n, date '2026-11-01', '测试员', 'x', 1, 'x', 1
from generate_series(1, 400) n;
insert into dispatch_reviews (id, division, year, quarter, state, version, opened_on, opened_by)
select pg_temp.id('review', y * 4 + q), '430211', y, q, case when y = 2026 and q = 3 then 'OPEN' else 'CLOSED' end, 1, make_date(y, q * 3, 1), '测试员'
from generate_series(1527, 2026) y, generate_series(1, 4) q;
insert into interview_candidates (id, division, review_id, unit_id, grounds, decision, version)
select pg_temp.id('candidate', n), '430211', pg_temp.id('review', 2026 * 4 + 1 + n % 2), pg_temp.id('candidateunit', n), '[]', case when n % 1000 = 0 then 'PENDING' else 'INTERVIEW' end, 1
from generate_series(1, $1::int) n;
insert into interviews (id, division, review_id, candidate_id, unit_id, state, version, year, quarter, grounds, at, place, interviewer, invited_on, invited_by, promises)
select pg_temp.id('interview', n), pg_temp.division(n), pg_temp.id('review', 2026 * 4 + 1), pg_temp.id('candidate', n), pg_temp.owner(n),
       case when n % 1000 = 0 then 'INVITED' else 'FOLLOWED_UP' end, 1, case when n % 10000 = 1 then 2025 else 2026 end, 1 + n % 2, '[]',
       timestamptz '2026-01-01' + n * interval '1 minute', '示例', '测试员', date '2026-01-05', '测试员', '[]' from generate_series(1, $1::int) n;
"""
NOTICES = """
insert into notices (id, division, kind, unit_id, subject, project_id, record_id, due_on, at, facts)
select pg_temp.id('notice', n), pg_temp.division(n), case when n % 5000 = 1 then 'list.published' when n % 1000 = 2 then 'issue.overdue' else 'node.planned' end,
       case when n % 5000 = 1 then null when n = 5 then pg_temp.owner(n) when n % 2 = 0 then pg_temp.owner(n) else pg_temp.town(n) end, null, pg_temp.id('project', n), pg_temp.id('node', n * 10 + 1),
       date '2026-12-01', timestamptz '2026-01-01' + n * interval '1 minute', '{"projectId": null, "name": "示例", "dueOn": "2026-12-01"}'
from generate_series(1, $1::int) n;
insert into notice_reads (subject, notice_id, division, read_at)
select case when n % 2 = 0 then 'p1' else 'p' || n end, pg_temp.id('notice', n), pg_temp.division(n), timestamptz '2026-11-01' from generate_series(1, $1::int) n where n % 3 > 0;
insert into calendar_addresses (id, division, version, subject, name, roles, label, digest, created_at, expires_on)
select pg_temp.id('address', n), '430211', 1, case when n % 1000 = 0 then 'p1' else 'p' || n end, '测试员', '{}', '示例', 'x' || n,
       timestamptz '2026-01-01' + n * interval '1 minute', date '2027-01-01' from generate_series(1, $1::int) n
"""
MEETINGS = ";\n".join(part.strip().rstrip(";") for part in (LISTS, STATISTICS, LEADERS, DISPATCH, NOTICES))
