"""A hundred thousand rows of support's land, funds, joint matters, incidents, agencies and exchange, for the plans of their lists."""

from __future__ import annotations

import re

LONE_ACCOUNT, NO_ACCOUNT = 2015, 2014  # years of accounts that one transfer and that none is of

# a plan of a district has a thousand items, a month's agenda as many; what is rare is one in five hundred or a thousand
# steps, payments, receipts and the like are those of every fifth record
LAND = f"""
insert into quota_accounts (id, division, version, kind, year, allocated, reserved, committed, last_entry)
select pg_temp.id('account', y), '430211', 1, 'NEW_CONSTRUCTION_LAND', y, 9000000, 0, 0, 0 from unnest(array[{LONE_ACCOUNT}, {NO_ACCOUNT}]) y;
insert into quota_transfers (id, division, version, kind, from_account_id, to_account_id, amount, reason, basis, state, asked_at, asked_by, asked_by_name, decided_by)
select pg_temp.id('transfer', n), pg_temp.division(n), 1, case when n % 1000 = 3 then 'LOGGING_QUOTA' else 'NEW_CONSTRUCTION_LAND' end,
       pg_temp.id('account', case when n = 13 then {LONE_ACCOUNT} else 2016 + n % 11 end), pg_temp.id('account', 2017 + n % 11), 1,
       '示例理由', '示例函', case when n % 1000 = 13 then 'ASKED' else 'APPROVED' end,
       timestamptz '2026-01-05', 'p', '测试员', case when n % 1000 <> 13 then 'q' end from generate_series(1, $1::int) n;
insert into land_plans (id, division, version, year, edition, state, created_at, created_by_name, number, land_confirmed_by, requisition_confirmed_by)
select pg_temp.id('landplan', y), case when y % 100 = 7 then '430212' else '430211' end, 1, y, 1, case when y = 2026 then 'DRAFT' else 'ISSUED' end,
       timestamptz '2026-01-05', '测试员', '示例〔' || y || '〕1号', 'p', 'q' from generate_series(27, 2026) y;
insert into land_plan_items (id, plan_id, division, version, position, project_id, kind, area, requisition_month, demolition_month, supply_month, responsible_unit_id, note,
                             requisition_done_on, demolition_done_on, supply_done_on, removed_on, removed_reason)
select pg_temp.id('landitem', n), pg_temp.id('landplan', 2026 - n % 100), pg_temp.division(n), 1, n / 100 + 1, pg_temp.id('project', n),
       case when n / 100 % 500 = 1 then 'FOREST_LAND_QUOTA' else 'NEW_CONSTRUCTION_LAND' end, 10, 1 + n / 100 % 10, 2 + n / 100 % 10, case when n / 100 % 500 = 2 then 12 else 3 + n / 100 % 9 end,
       case when n = 5 then pg_temp.id('unit', 999001) else pg_temp.town(n / 100) end, '示例备注' || n, done, done, done, case when n / 100 % 500 = 4 then date '2026-03-01' end,
       case when n / 100 % 500 = 4 then '示例' end
from generate_series(1, $1::int) n, lateral (select case when n / 100 % 500 <> 3 then date '2026-01-31' end as done) d;
insert into land_plan_editions (plan_id, edition, division, number, issued_on, issued_by_name, items, content_sm3)
select pg_temp.id('landplan', y), 1, case when y % 100 = 7 then '430212' else '430211' end, '示例〔' || y || '〕1号', date '2026-01-05', '测试员', '[]', 'x' from generate_series(27, 2025) y;
insert into land_consultations (id, division, version, month, state, attendance, opened_at, opened_by_name, content_sm3)
select pg_temp.id('meeting', w), case when w % 100 = 7 then '430212' else '430211' end, 1, (date '2026-11-01' - w * interval '1 month')::date,
       case when w = 0 then 'OPEN' else 'CLOSED' end, '[]', timestamptz '2026-01-05', '测试员', case when w > 0 then 'x' end from generate_series(0, 1999) w;
insert into consultation_items (id, consultation_id, division, version, position, source, text, project_id, decision, responsible_unit_id, deadline, done_on)
select pg_temp.id('agendaitem', n), pg_temp.id('meeting', n % 100), pg_temp.division(n), 1, n / 100 + 1, case when n / 100 % 500 = 1 then 'MANUAL' else 'REQUEST_OVERDUE' end,
       '示例难点' || n, pg_temp.id('project', n), case when decided then '示例决定' end,
       case when not decided then null when n = 5 then pg_temp.id('unit', 999001) else pg_temp.town(n / 100) end, case when decided then date '2026-10-01' end,
       case when decided and n / 100 % 500 <> 3 then date '2026-09-01' end
from generate_series(1, $1::int) n, lateral (select n / 100 % 500 <> 2 as decided) d;
insert into land_steps (id, division, record_id, version, action, said, at, actor, actor_name)
select pg_temp.id('landstep', n), pg_temp.division(n), pg_temp.id('landplan', 2026 - n % 100), 1, 'PUT', '{{}}', timestamptz '2026-01-05', 'p', '测试员' from generate_series(1, $1::int) n
"""
FUNDS = """
insert into fund_budgets (id, division, version, category, year, approved, carried_in, carried_in_again, carried_out, carried_out_again, committed, paid, last_entry)
select pg_temp.id('budget', y * 2 + c), case when y % 100 = 7 then '430212' else '430211' end, 1, (array['CONSTRUCTION', 'PRELIMINARY'])[1 + c], y, 9000000, 0, 0, 0, 0, 0, 0, 0
from generate_series(27, 2026) y, generate_series(0, 1) c where c = 0 or y % 100 = 26;
insert into fund_entries (budget_id, seq, division, kind, amount, again, posted_on, project_id, approved, carried_in, carried_in_again, carried_out, carried_out_again, committed,
                          paid, at, actor, actor_name)
select pg_temp.id('budget', 4052), n, '430211', 'COMMITTED', 1, 0, date '2026-01-05', pg_temp.id('project', n), 9000000, 0, 0, 0, 0, n, 0, timestamptz '2026-01-05', 'p', '测试员'
from generate_series(1, $1::int) n;
insert into fund_commitments (id, division, version, budget_id, category, year, project_id, amount, paid, basis, basis_number, document, purpose, committed_on)
select pg_temp.id('commitment', n), pg_temp.division(n), 1, pg_temp.id('budget', y * 2), case when n % 1000 = 3 then 'PRELIMINARY' else 'CONSTRUCTION' end, y,
       pg_temp.id('project', n), 10, case when n % 1000 in (5, 9) then 5 else 10 end, 'CONTRACT', '示例合同' || n % 1000, '财函', '建设',
       date '2026-01-05' + n % 300
from generate_series(1, $1::int) n, lateral (select case when n = 1 then 2010 else 2017 + n % 10 end as y) t;
insert into fund_payments (id, division, budget_id, commitment_id, project_id, amount, voucher_number, voucher_year, paid_on, paid_by_name)
select pg_temp.id('payment', n), pg_temp.division(n), pg_temp.id('budget', 4052), pg_temp.id('commitment', n), pg_temp.id('project', n), 5, '凭证' || n, 2026, date '2026-02-01',
       '测试员' from generate_series(5, $1::int, 5) n;
insert into fund_applications (id, division, version, project_id, kind, year, title, authority, stage, state, asked, granted, arrived, paid, opened_on, stepped_on, returned_times)
select pg_temp.id('fundapplication', n), pg_temp.division(n), 1, pg_temp.id('project', n), case when n % 1000 = 3 then 'ENTERPRISE_BOND' when n % 2 = 0 then 'CENTRAL_BUDGET' else 'SPECIAL_BOND' end,
       case when n = 1 then 2010 else 2017 + n % 10 end, '示例申报', '示例主管机关', case when n % 1000 = 5 then 'LISTED' else 'CLOSED' end,
       case when n % 1000 in (5, 9) then 'OPEN' else 'CLOSED' end, 1000 + n * 7 % 100000, 0, 0, 0, date '2026-01-05', date '2026-01-05' + n * 7 % 320, 0
from generate_series(1, $1::int) n;
insert into fund_application_steps (application_id, seq, division, action, stage, state, "on", asked, granted, arrived, paid, at, actor, actor_name)
select pg_temp.id('fundapplication', n), 1, pg_temp.division(n), 'OPENED', 'PREPARING', 'OPEN', date '2026-01-05', 1, 0, 0, 0, timestamptz '2026-01-05', 'p', '测试员'
from generate_series(5, $1::int, 5) n
"""
FINANCING = """
insert into financing_demands (id, division, version, number, project_id, state, amount, purpose, term_months, form, needed_by, submitted_on, drawn)
select pg_temp.id('demand', n), pg_temp.division(n), 1, 'RZ' || n, pg_temp.id('project', n), case when n % 1000 in (5, 9) then 'SUBMITTED' when n % 2 = 0 then 'MET' else 'ACCEPTED' end,
       1000 + n * 7 % 100000, '示例', 60, case when n % 2000 = 1 then 'LEASING' when n % 2 = 0 then 'BANK_LOAN' else 'EQUITY' end,
       case when n % 3 > 0 then date '2026-01-05' + n * 7 % 900 end, date '2026-01-05' + n % 300, 0 from generate_series(1, $1::int) n;
insert into financial_institutions (id, division, version, name, kind, active)
select pg_temp.id('bank', n), '430211', 1, case when n = 7 then '松井' else '' end || '示例银行' || n, case when n % 200 = 3 then 'TRUST' else 'BANK' end, n % 100 <> 5 from generate_series(1, 800) n;
insert into financing_matches (id, division, version, demand_id, institution_id, state, introduced_on, moved_on, drawn)
select pg_temp.id('match', n), pg_temp.division(n), 1, pg_temp.id('demand', n), pg_temp.id('bank', 1 + n % 800), 'TALKING', date '2026-02-01', date '2026-02-05', 0 from generate_series(5, $1::int, 5) n;
insert into financing_steps (demand_id, seq, division, action, state, "on", at, actor, actor_name)
select pg_temp.id('demand', n), 1, pg_temp.division(n), 'SUBMITTED', 'SUBMITTED', date '2026-01-05', timestamptz '2026-01-05', 'p', '测试员' from generate_series(5, $1::int, 5) n;
insert into financing_appraisals (id, demand_id, division, appraiser, asset, document, value, appraised_on)
select pg_temp.id('appraisal', n), pg_temp.id('demand', n), pg_temp.division(n), '示例评估', '示例资产', '示例报告', 1, date '2026-02-01' from generate_series(1, $1::int, 5) n;
insert into financing_papers (id, demand_id, division, kind, edition, content, kept_on, kept_by_name)
select pg_temp.id('paper', n), pg_temp.id('demand', n), pg_temp.division(n), 'PLAN', 1, '示例', date '2026-02-01', '测试员' from generate_series(1, $1::int, 5) n;
insert into financing_issues (id, division, year, ordinal, number, period_from, due_on, published_on, published_by_name, demands, total, content, content_sm3)
select pg_temp.id('finissue', k), '430211', 2026 - k / 4, 1 + k % 4, '示例' || k, day - 90, day, day, '测试员', 50, 1, '{}', 'x'
from generate_series(0, 1999) k, lateral (select make_date(2026 - k / 4, 1 + k % 4 * 3, 10) as day) d;
insert into financing_issue_items (issue_id, position, division, demand_id, number)
select pg_temp.id('finissue', n / 25 % 2000), n % 25, '430211', pg_temp.id('demand', n), 'RZ' || n from generate_series(1, $1::int / 2) n
"""
# one joint matter, incident and agency of each project; those of project 5 are under way
SERVICES = """
insert into joint_matters (id, division, version, kind, project_id, bureau_id, applicant_id, purpose, state, received_on, stepped_on, ended_on, outcome, document_number, meetings)
select pg_temp.id('joint', n), pg_temp.division(n), 1, 'JOINT_EVALUATION', pg_temp.id('project', n), pg_temp.id('unit', case when n = 5 then 53 else 50 + n % 3 end), pg_temp.owner(n),
       '示例环评', case when is_open then 'CLAIMED' else 'GRANTED' end, date '2020-01-01' + n * 7 % 2500, date '2026-11-01', case when not is_open then date '2026-11-01' end,
       case when not is_open then 'GRANTED' end, case when not is_open then '环' || n || '号' end, 1
from generate_series(1, $1::int) n, lateral (select n % 500 = 5 as is_open) o;
insert into joint_steps (joint_id, version, division, action, state, at, actor, actor_name, note)
select pg_temp.id('joint', n), 1, pg_temp.division(n), 'SUBMITTED', 'SUBMITTED', timestamptz '2026-01-05', 'p', '测试员', '' from generate_series(5, $1::int, 5) n;
insert into joint_meetings (joint_id, number, division, held_on, place, conclusion, attending, at, actor, actor_name)
select pg_temp.id('joint', n), 1, pg_temp.division(n), date '2026-01-05', '示例', '示例', '[]', timestamptz '2026-01-05', 'p', '测试员' from generate_series(1, $1::int, 5) n;
update requests set parent_id = pg_temp.id('joint', n) from generate_series(1, $1::int, 50) n where id = pg_temp.id('request', n);
insert into site_incidents (id, division, version, number, project_id, kind, severity, title, description, place, occurred_on, reported_at, reported_on, reported_by,
                            reported_by_name, reported_by_unit_id, due_at, state, handler, handler_name, handler_unit_id, taken_up_at, ended_at, ended_on, reopened_times)
select pg_temp.id('incident', n), pg_temp.division(n), 1, 'ZA-' || n, pg_temp.id('project', n), case when n % 1000 = 3 then 'THEFT' else 'OBSTRUCTION' end,
       case when n % 1000 = 1 then 'URGENT' else 'GENERAL' end, case when n in (19, 60019) then '松井' else '' end || '示例', '阻', '地', date '2026-01-05', at,
       at::date, 'r' || n % 3000, '测试员', case when n % 2 = 0 then pg_temp.owner(n) end, at + interval '24 hours', case when is_open then 'REPORTED' else 'CLOSED' end,
       case when not is_open then 'q' end, case when not is_open then '测试员' end, case when not is_open then pg_temp.id('unit', case when n = 19 then 58 else 55 + n % 3 end) end,
       case when not is_open then at end, case when not is_open then at end, case when not is_open then at::date end, 0
from generate_series(1, $1::int) n, lateral (select n % 500 = 5 as is_open, timestamptz '2026-01-01' + n * interval '4 minutes' as at) o;
insert into incident_steps (incident_id, version, division, action, state, at, actor, actor_name, note)
select pg_temp.id('incident', n), 1, pg_temp.division(n), 'REPORTED', 'REPORTED', timestamptz '2026-01-05', 'r', '测试员', '' from generate_series(5, $1::int, 5) n
"""
# four items of each of the first cases
AGENCY = """
insert into agency_cases (id, version, division, project_id, owner_id, route, stages, item_codes, from_on, until_on, note, state, applied_on, agent_subject, agent_name, ended_on)
select pg_temp.id('agencycase', n), 1, pg_temp.division(n), pg_temp.id('project', n), pg_temp.owner(n), 'FILING', '{PROJECT_PERMIT}', '{}', date '2026-01-01', date '2026-12-31', '示例',
       state, date '2026-01-05', case when n % 1000 = 8 then 'p7' else 'a' || n % 50 end, '测试员', case when state = 'FINISHED' then date '2026-11-01' end
from generate_series(1, $1::int) n, lateral (select case when n % 1000 = 1 then 'APPLIED' when n % 100 = 5 then 'ACCEPTED' else 'FINISHED' end as state) s;
insert into agency_authorisations (id, division, case_id, project_id, seq, stages, item_codes, from_on, until_on, granted_at, granted_by, granted_by_name)
select pg_temp.id('authorisation', n), pg_temp.division(n), pg_temp.id('agencycase', n), pg_temp.id('project', n), 1, '{PROJECT_PERMIT}', '{}', date '2026-01-01', date '2026-12-31',
       timestamptz '2026-01-06', 'p', '测试员' from generate_series(5, $1::int, 5) n;
insert into agency_items (id, version, division, case_id, project_id, position, code, name, stage, level, role, bureau_id, working_days, materials, after, state, added, submitted_on,
                          stops, due_on, ended_on, follower_subject, followed_on)
select pg_temp.id('agencyitem', n), 1, pg_temp.division(c), pg_temp.id('agencycase', c), pg_temp.id('project', c), 1 + (n - 1) % 4, 'C' || (n - 1) % 4,
       case when n in (23, 60023) then '松井' else '' end || (array['示例用地预审', '示例规划许可', '示例施工许可', '示例竣工备案'])[1 + (n - 1) % 4],
       (array['LAND_AND_PLANNING', 'PROJECT_PERMIT', 'CONSTRUCTION_PERMIT', 'CONSTRUCTION_PERMIT'])[1 + (n - 1) % 4], case when n % 1000 = 1 then 'PROVINCE' else 'DISTRICT' end, 'LAND',
       pg_temp.id('unit', case when n = 17 then 53 else 50 + n % 3 end), 10, '{}', '{}', case when n % 100 in (1, 17) then 'SUBMITTED' else 'DONE' end, false, date '2026-11-01', '[]',
       case when n % 1000 = 1 then date '2026-11-10' else date '2026-12-20' end, case when n % 100 not in (1, 17) then date '2026-11-20' end,
       case when n % 2000 = 1 then 'p7' end, case when n % 2000 = 1 then date '2026-11-02' end
from generate_series(1, $1::int) n, lateral (select 1 + (n - 1) / 4 as c) t;
insert into agency_entries (id, division, case_id, project_id, item_id, bureau_id, kind, text, at, on_day, actor, actor_name)
select pg_temp.id('agencyentry', n), pg_temp.division(c), pg_temp.id('agencycase', c), pg_temp.id('project', c), pg_temp.id('agencyitem', n), pg_temp.id('unit', 50 + n % 3), 'ITEM_DONE',
       '示例', timestamptz '2026-11-20', date '2026-11-20', 'p', '测试员' from generate_series(1, $1::int) n, lateral (select 1 + (n - 1) / 4 as c) t;
insert into agency_supervisions (id, version, division, case_id, project_id, item_id, bureau_id, opened_on, opened_by, opened_by_name, days_late, reason, handled, closed_on, result)
select pg_temp.id('supervision', n), 1, pg_temp.division(c), pg_temp.id('agencycase', c), pg_temp.id('project', c), pg_temp.id('agencyitem', n),
       pg_temp.id('unit', case when n = 17 then 53 else 50 + n % 3 end), date '2026-11-12', 'p', '测试员', 1, '示例', '{}', case when n % 1000 <> 501 then date '2026-11-20' end,
       case when n % 1000 <> 501 then '示例' end from generate_series(1, $1::int) n, lateral (select 1 + (n - 1) / 4 as c) t
"""
# every request came from the province; one callback in 1,000 waits, one in 5,000 is given up, none is dead
EXCHANGE = """
insert into provincial_requests (id, division, client, number, request_id, content_digest, attachments, received_at)
select pg_temp.id('filing', n), pg_temp.division(n), '示例平台', 'S' || n, pg_temp.id('request', n), '', '[]', timestamptz '2026-01-01' + n * interval '1 minute'
from generate_series(1, $1::int) n;
insert into provincial_request_receipts (id, division, filing_id, action, content_digest, at, state, version)
select pg_temp.id('receipt', n), pg_temp.division(n), pg_temp.id('filing', n), 'SUBMIT', '', timestamptz '2026-01-05', 'SUBMITTED', 1 from generate_series(5, $1::int, 5) n;
insert into provincial_callbacks (id, division, version, filing_id, request_id, client, number, sequence, kind, body, status, tries, next_at, created_at)
select pg_temp.id('callback', n), pg_temp.division(n), 1, pg_temp.id('filing', n), pg_temp.id('request', n), '示例平台', 'S' || n, 1,
       case when n % 1000 = 3 then 'CORRECTED' when n % 2 = 0 then 'ACCEPTED' else 'DECIDED' end, '{}',
       case when n % 1000 = 9 then 'PENDING' when n % 5000 = 13 then 'GIVEN_UP' else 'DELIVERED' end, 1, timestamptz '2026-01-05', timestamptz '2026-01-05' from generate_series(1, $1::int) n;
insert into provincial_callback_tries (id, division, callback_id, number, at, outcome)
select pg_temp.id('try', n), pg_temp.division(n), pg_temp.id('callback', n), 1, timestamptz '2026-01-05', 'DELIVERED' from generate_series(5, $1::int, 5) n
"""
_PARTS = (LAND, FUNDS, FINANCING, SERVICES, AGENCY, EXCHANGE)
_TABLES = sorted(set(re.findall(r"^insert into (\w+)", "\n".join(_PARTS), re.MULTILINE)))
# indexes that nothing asks for meanwhile are made for all rows at once, in a fraction of the time
_LATER = f"""
create temp table made_later as select i.indexname, i.indexdef from pg_indexes i join pg_index x on x.indexrelid = i.indexname::regclass
where i.tablename = any('{{{", ".join(_TABLES)}}}') and not x.indisunique
"""
_EACH = "do $$ declare its record; begin for its in select * from made_later loop execute {}; end loop; end $$"
_DROPPED, _MADE = _EACH.format("'drop index ' || its.indexname"), _EACH.format("its.indexdef")
BESIDE_REQUESTS = ";\n".join(part.strip() for part in (_LATER, _DROPPED, *_PARTS, _MADE))
