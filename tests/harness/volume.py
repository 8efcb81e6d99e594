"""A hundred thousand rows for the plans of lists, written by SQL straight into the tables of one service.

Ids follow from numbers (`numbered`). Division 430211 has nearly everything and 430212 one row in a thousand, so that a
list of the small one shows whether it reads the other's rows. Some units, kinds and words have one row or none at all.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import asyncpg

from services.chassis.database import SERVER
from tests.harness.api import Api
from tests.harness.volume_assessment import DECISIONS, REPORTS, TRIALS
from tests.harness.volume_awards import AWARDS
from tests.harness.volume_life import LIFE
from tests.harness.volume_meetings import MEETINGS
from tests.harness.volume_noticed import noticed
from tests.harness.volume_review import REVIEW
from tests.harness.volume_specialist import SPECIALIST
from tests.harness.volume_support import BESIDE_REQUESTS
from tests.harness.volume_watch import WATCH
from tests.harness.volume_years import YEARS

LARGE, SMALL, EMPTY = "430211", "430212", "430213"
ROWS = 100_000
TOWNS, OWNERS, BUREAUS = 20, 1_000, 4
RARE = "松井"  # in the names of three records; what is in all of them is 示例
NOWHERE = "鹤望兰"
FORMER = "银杏旧号"  # what two units were called before
LONE, IDLE = 999_001, 999_002  # the numbers of a unit that has one record, and of one that has none


def numbered(what: str, number: int) -> UUID:
    """Return the id that the filling gives."""
    return UUID(hashlib.md5(f"{what}{number}".encode(), usedforsecurity=False).hexdigest())


# what every filling starts with: the rows of one project, unit and so on by its number `n`
_BASE = f"""
create function pg_temp.id(what text, n bigint) returns uuid immutable language sql as $$ select md5(what || n)::uuid $$;
create function pg_temp.division(n bigint) returns text immutable language sql as
  $$ select case when n % 1000 = 7 then '{SMALL}' else '{LARGE}' end $$;
create function pg_temp.owner(n bigint) returns uuid immutable language sql as
  $$ select md5('unit' || case when n = 5 then {LONE} else 100 + n % {OWNERS} end)::uuid $$;
create function pg_temp.town(n bigint) returns uuid immutable language sql as $$ select md5('unit' || n % {TOWNS})::uuid $$;
create function pg_temp.name(n bigint) returns text immutable language sql as
  $$ select case when n in (11, 50011, 90011) then '{RARE}' else '' end || '示例' || (array['河西', '长江', '嵩山', '武广', '新马'])[1 + n % 5]
     || (array['装备制造', '生物医药', '道路改造', '学校扩建', '湿地修复', '冷链物流', '标准厂房'])[1 + n % 7] || '项目' || n $$;
create function pg_temp.initials(n bigint) returns text immutable language sql as
  $$ select case when n in (11, 50011, 90011) then 'sj' else '' end || 'slxm' || n $$;
"""

RESERVE = f"""
insert into organizations (id, division, version, name, initials, sort_key, category, credit_code, roles, parent_id, registered_at)
select pg_temp.id('unit', n), pg_temp.division(n), 1, '示例单位' || n, 'sldw' || n, 'shi li dan wei ' || n,
       case when n < {TOWNS} then 'TOWN' else 'OWNER' end, lpad(n::text, 18, '0'),
       case when n < {TOWNS} then '{{PLANNING_PARTY}}' else '{{OWNER}}' end::text[],
       case when n between 20000 and 20100 then pg_temp.id('unit', 3) end, timestamptz '2026-01-01'
from (select generate_series(0, 29999) union all select unnest(array[{LONE}, {IDLE}])) g(n);
update organizations set active = false where id in (select pg_temp.id('unit', n) from generate_series(25000, 25019) n);
update organizations set former_names = array['{FORMER}'] where id in (pg_temp.id('unit', 100), pg_temp.id('unit', 26000));
-- exceptions are rare: some forty of each kind, half as many approved by another person, five of plan 2027
update organizations set exception_reason = '示例', exception_approver = '批准人' where id in (select pg_temp.id('unit', n) from generate_series(500, 29000, 750) n);
update organizations set merge_exception_reason = '示例', merge_exception_approver = '批准人', merged_at = timestamptz '2026-01-05'
where id in (select pg_temp.id('unit', n) from generate_series(600, 29000, 750) n);
insert into organization_changes (id, division, organization_id, version, at, action, actor, actor_name, roles, changes)
select pg_temp.id('unitchange', n), '{LARGE}', pg_temp.id('unit', n % 500), 1, timestamptz '2026-01-05', 'changeOrganization', 'p', '测试员', '{{OWNER}}', '[]'
from generate_series(1, $1::int) n;
-- one membership in 200 has no end, one in 2,000 is in a role that few have; a person has two
insert into members (id, division, version, organization_id, person, name, sort_key, roles, from_on, until_on, added_at)
select pg_temp.id('member', n), pg_temp.division(n), 1, pg_temp.id('unit', 100 + n % 5000), 'p' || n / 2, case when n in (11, 50011) then '{RARE}' else '' end || '示例人员' || n,
       'shi li ren yuan ' || md5(n::text), case when n % 2000 = 3 then '{{LAND}}' else '{{OWNER}}' end::text[], date '2025-01-01',
       case when n % 200 > 0 then date '2025-12-31' end, timestamptz '2025-01-01' from generate_series(1, $1::int) n;
insert into projects (id, division, version, library, name, initials, sort_key, owner_id, town_id, industry_authority_id, cooperating_ids,
                      level, category, investment_mode, approval_route, project_code, total_investment, content, start_on,
                      registered_by_unit, registered_at, changed_at)
select pg_temp.id('project', n), pg_temp.division(n), 1, (array['FIVE_YEAR', 'THREE_YEAR', 'ONE_YEAR', null])[1 + n % 4],
       pg_temp.name(n), pg_temp.initials(n), 'shi li xiang mu ' || md5(n::text), pg_temp.owner(n), pg_temp.town(n), pg_temp.id('unit', 40 + n % 10),
       array[pg_temp.id('unit', 60 + n % 3)], (array['DISTRICT', 'CITY', 'PROVINCE'])[1 + n % 3],
       (array['INDUSTRY', 'INFRASTRUCTURE', 'SOCIAL'])[1 + n % 3], 'ENTERPRISE', 'FILING',
       '2601-430211-04-01-' || lpad(n::text, 6, '0'), 1000 + n * 7 % {ROWS}, '厂房及配套', date '2026-03-01',
       pg_temp.owner(n), timestamptz '2026-01-01' + n * interval '1 minute', timestamptz '2026-02-01' + n * 7 % {ROWS} * interval '1 minute'
from generate_series(1, $1::int) n;
insert into fund_sources (project_id, position, division, source, amount)
select pg_temp.id('project', n), 1, pg_temp.division(n), '企业自筹', 1000 + n from generate_series(1, $1::int) n;
insert into evidence (id, division, project_id, kind, title, issuer, issued_on, recorded_at, recorded_by)
select pg_temp.id('evidence', n), pg_temp.division(n), pg_temp.id('project', n), 'PROPOSAL', '示例材料', '示例单位', date '2026-01-05',
       timestamptz '2026-01-05', 'p' from generate_series(1, $1::int) n;
insert into project_changes (id, division, project_id, version, at, action, actor, actor_name, roles, changes)
select pg_temp.id('change', n), pg_temp.division(n), pg_temp.id('project', n % 50000 + 1), 1, timestamptz '2026-01-05', 'registerProject',
       'p', '测试员', '{{OWNER}}', '[]' from generate_series(1, $1::int) n;
-- one in ten will stand otherwise one day; one in 500 is ready, one in 1,000 has a document that ends soon, one in 50 is stale
insert into assessments (id, division, project_id, since, until, rules, aim, ready, asked, met, lacking, missing, expired, expiring, ends_on, stale, updated_on,
                         responsible_role, responsible_id, sort_key, owner_id, town_id, industry_authority_id, registered_by_unit, category)
select pg_temp.id('assessment' || span, n), pg_temp.division(n), pg_temp.id('project', n), case span when 1 then date '-infinity' else date '2027-07-01' end,
       case when span = 1 and n % 10 = 0 then date '2027-06-30' else date 'infinity' end, '', (array['THREE_YEAR', 'ONE_YEAR', 'CONSTRUCTION', 'FIVE_YEAR'])[1 + n % 4],
       n % 500 = 0, 5, 4, case when n % 500 = 0 then 0 else 1 + n % 3 end, case when n % 500 = 0 then '{{}}' else '{{SCHEME_FIXED}}' end::text[], '{{}}', '{{}}',
       case when n % 1000 = 1 then date '2026-12-01' + n / 1000 else date 'infinity' end, n % 50 = 0 or span = 2, date '2026-02-01' + n % 300,
       'OWNER', pg_temp.owner(n), 'shi li xiang mu ' || md5(n::text), pg_temp.owner(n), pg_temp.town(n), pg_temp.id('unit', 40 + n % 10), pg_temp.owner(n),
       (array['INDUSTRY', 'INFRASTRUCTURE', 'SOCIAL'])[1 + n % 3]
from generate_series(1, $1::int) n, generate_series(1, 2) span where span = 1 or n % 10 = 0;
insert into assessment_gaps (assessment_id, criterion, division, verdict)
select pg_temp.id('assessment1', n), c, pg_temp.division(n), 'MISSING' from generate_series(1, $1::int) n, unnest(array['SCHEME_FIXED', 'NECESSITY']) c
where case c when 'SCHEME_FIXED' then n % 500 > 0 else n % 400 = 1 end;
insert into plans (id, division, version, year, status, drafted_on, major_decision, round)
select pg_temp.id('plan', y), '{LARGE}', 1, y, case when y = 2027 then 'DRAFT' else 'ISSUED' end, date '2025-11-01', false, 1
from generate_series(2016, 2027) y;
insert into plan_items (id, division, plan_id, project_id, project_name, initials, sort_key, category, kind, basis, total_investment,
                        annual_investment, owner_id, town_id, added_at)
select pg_temp.id('item', n), '{LARGE}', pg_temp.id('plan', case when n = 1 then 2020 when n % 5 < 3 then 2026 else 2027 end),
       pg_temp.id('project', n), pg_temp.name(n), pg_temp.initials(n), 'shi li xiang mu ' || md5(n::text), (array['INDUSTRY', 'INFRASTRUCTURE', 'SOCIAL'])[1 + n % 3],
       (array['NEW_START', 'CONTINUING'])[1 + n % 2], 'APPLICATION', 1000 + n, 100, pg_temp.owner(n), pg_temp.town(n), timestamptz '2025-12-01'
from generate_series(1, $1::int) n;
insert into opinions (id, division, item_id, body, outcome, text, given_on, given_at, given_by)
select pg_temp.id('opinion', n), '{LARGE}', pg_temp.id('item', n), 'LAND', 'SUPPORT', '同意', date '2025-12-02', timestamptz '2025-12-02', 'p'
from generate_series(1, $1::int) n;
insert into plan_editions (id, division, plan_id, number, year, drafted_on, document_number, issued_on, digest, recorded_at, recorded_by)
select pg_temp.id('edition', y), '{LARGE}', pg_temp.id('plan', y), 1, y, date '2025-11-01', '示例〔' || y || '〕1号', date '2025-12-20', 'd', timestamptz '2025-12-20', 'p'
from generate_series(2016, 2026) y;
insert into plan_edition_items (id, division, edition_id, project_id, project_name, sort_key, category, kind, basis, total_investment, annual_investment)
select pg_temp.id('editionitem', n), '{LARGE}', pg_temp.id('edition', case when n = 1 then 2020 else 2026 end), pg_temp.id('project', n), pg_temp.name(n),
       'shi li xiang mu ' || md5(n::text), (array['INDUSTRY', 'INFRASTRUCTURE', 'SOCIAL'])[1 + n % 3], (array['NEW_START', 'CONTINUING'])[1 + n % 2],
       'APPLICATION', 1000 + n, 100 from generate_series(1, $1::int / 10) n;
-- a plan that was adjusted a thousand times, and one adjustment that changes everything; nothing is taken out
insert into adjustments (id, division, plan_id, year, edition, version, status, drafted_on, drafted_at, drafted_by, major_decision, round)
select pg_temp.id('adjustment', n), '{LARGE}', pg_temp.id('plan', case when n = 1 then 2026 else 2025 end), case when n = 1 then 2026 else 2025 end, 1, 1,
       case when n = 1 then 'ISSUED' when n % 500 = 0 then 'DRAFT' else 'CANCELLED' end, date '2026-07-01', timestamptz '2026-07-01', 'p', false, 1
from generate_series(1, 1000) n;
insert into adjustment_changes (id, division, adjustment_id, project_id, project_name, sort_key, change, category, kind, basis, total_investment,
                                annual_investment, total_before, annual_before, owner_id, town_id, reason, drafted_at, drafted_by)
select pg_temp.id('adjustmentchange', n), '{LARGE}', pg_temp.id('adjustment', 1), pg_temp.id('project', n), pg_temp.name(n),
       'shi li xiang mu ' || md5(n::text), case when n % 1000 = 0 then 'ADD' else 'REVALUE' end, 'INDUSTRY', 'NEW_START', 'APPLICATION', 1000 + n, 90,
       1000 + n, 100, pg_temp.owner(n), pg_temp.town(n), '示例', timestamptz '2026-07-01', 'p' from generate_series(1, $1::int / 10) n;
insert into adjustment_opinions (id, division, change_id, body, outcome, text, given_on, given_at, given_by)
select pg_temp.id('adjustmentopinion', n), '{LARGE}', pg_temp.id('adjustmentchange', n), 'LAND', 'SUPPORT', '同意', date '2026-07-02', timestamptz '2026-07-02', 'p'
from generate_series(1, $1::int / 10) n;
insert into carry_overs (id, division, plan_id, from_plan_id, project_id, project_name, sort_key, outcome, recorded_at, recorded_by)
select pg_temp.id('carryover', n), '{LARGE}', pg_temp.id('plan', 2027), pg_temp.id('plan', 2026), pg_temp.id('project', n), pg_temp.name(n),
       'shi li xiang mu ' || md5(n::text), case when n % 1000 = 0 then 'FINISHED' else 'CARRIED' end, timestamptz '2026-11-20', 'p'
from generate_series(1, $1::int / 10) n;
insert into guides (id, division, version, year, number, status, support_areas, selection_standards, conditions, categories, required_elements,
                    libraries, opens_on, closes_on, published_on, drafted_at, drafted_by)
select pg_temp.id('guide', y), '{LARGE}', 1, y, 1, 'PUBLISHED', '{{示例}}', '{{示例}}', '{{示例}}', '{{}}', '{{project_code}}', '{{}}', make_date(y - 1, 11, 1),
       make_date(y - 1, 11, 30), make_date(y - 1, 10, 20), timestamptz '2015-10-01', 'p' from generate_series(2017, 2027) y;
-- one a project; 2026 has half of all, 2017 has one, no year after 2027 any; the industry authority has none that failed
insert into applications (id, division, version, project_id, year, status, channel, kind, annual_investment, statement, guide_id, submitted_on, created_at,
                          created_by, changed_at, project_name, initials, sort_key, category, owner_id, town_id, industry_authority_id, registered_by_unit)
select pg_temp.id('application', n), pg_temp.division(n), 1, pg_temp.id('project', n),
       case when n = 1 then 2017 when n % 2 = 0 then 2026 else 2018 + n % 10 end, (array['DRAFT', 'SUBMITTED', 'RETURNED', 'PASSED'])[1 + n % 4],
       (array['INVESTMENT_AUTHORITY', 'INDUSTRY_AUTHORITY'])[1 + n % 2], 'NEW_START', 100 + n * 7 % {ROWS}, '示例理由',
       pg_temp.id('guide', 2026), date '2025-11-20', timestamptz '2025-11-01' + n * interval '1 minute', 'p',
       timestamptz '2025-11-01' + n * 7 % {ROWS} * interval '1 minute', pg_temp.name(n), pg_temp.initials(n), 'shi li xiang mu ' || md5(n::text),
       (array['INDUSTRY', 'INFRASTRUCTURE', 'SOCIAL'])[1 + n % 3], pg_temp.owner(n), pg_temp.town(n), pg_temp.id('unit', 40 + n % 10), pg_temp.owner(n)
from generate_series(1, $1::int) n;
insert into application_steps (id, division, application_id, version, at, action, to_status, actor, actor_name, roles, annual_investment, total_investment)
select pg_temp.id('applicationstep', n), pg_temp.division(n), pg_temp.id('application', n), 1, timestamptz '2025-11-20', 'createApplication', 'DRAFT', 'p',
       '测试员', '{{OWNER}}', 100, 1000 from generate_series(1, $1::int) n;
insert into application_comments (id, division, application_id, at, party, unit_id, actor_name, text)
select pg_temp.id('comment', n), pg_temp.division(n), pg_temp.id('application', n), timestamptz '2025-11-20', 'TOWN', pg_temp.town(n), '测试员', '示例意见'
from generate_series(1, $1::int) n;
insert into influence_assessments (id, division, project_id, year, grounds, conclusion, opinion, assessed_by, assessed_on, recorded_at, recorded_by)
select pg_temp.id('influence', n), pg_temp.division(n), pg_temp.id('project', n), 2017 + n % 11, '示例', 'MAJOR', '示例', 'p', date '2025-11-20',
       timestamptz '2025-11-20', 'p' from generate_series(1, $1::int) n;
-- a thousand parties with a list of each of a hundred months; one in 500 is late, ten of the last month are drafts; none is resubmitted
insert into planning_parties (id, division, unit_id, since)
select pg_temp.id('party', n), pg_temp.division(n), pg_temp.id('unit', n), date '2018-01-01'
from (select generate_series(0, 999) union all select unnest(array[{LONE}, {IDLE}])) g(n);
insert into planned_reports (id, division, version, unit_id, month, due_on, status, revision, content_revision, first_submitted_on, submitted_on, drafted_at)
select pg_temp.id('planned', n), pg_temp.division(n), 1, case when n = 5 then pg_temp.id('unit', {LONE}) else pg_temp.id('unit', n % 1000) end, month, due,
       case when not is_in then 'DRAFT' when n % 100 = 3 then 'SUBMITTED' else 'ACCEPTED' end, case when is_in then 1 else 0 end, 1,
       case when is_in then came end, case when is_in then came end, timestamptz '2026-01-05'
from generate_series(0, $1::int - 1) n, lateral (select (date '2026-11-01' - n / 1000 * interval '1 month')::date as month, n > 1000 or n % 100 <> 1 as is_in) m,
     lateral (select (month + interval '1 month' - interval '1 day')::date as due) d, lateral (select case when n % 500 = 4 then due + 1 else due - 5 end as came) c;
insert into planned_items (id, division, report_id, revision, position, project_id, project_name, category, library, town_id, change, total_investment)
select pg_temp.id('planneditem' || k, n), pg_temp.division(n), pg_temp.id('planned', n), 1, k, pg_temp.id('project', n + 1), '示例', 'INDUSTRY', 'FIVE_YEAR',
       pg_temp.town(n), 'CHANGED', 1000 + n from generate_series(0, $1::int - 1) n, generate_series(1, 2) k;
insert into planned_revisions (report_id, revision, division, digest, submitted_on, submitted_at, submitted_by)
select pg_temp.id('planned', n), 1, pg_temp.division(n), '', date '2026-01-05', timestamptz '2026-01-05', 'p' from generate_series(0, $1::int - 1) n;
insert into planned_steps (id, division, report_id, version, at, action, status, actor, actor_name, roles)
select pg_temp.id('plannedstep', n), pg_temp.division(n), pg_temp.id('planned', n), 1, timestamptz '2026-01-05', 'draftPlannedReport', 'DRAFT', 'p', '测试员',
       '{{PLANNING_PARTY}}' from generate_series(0, $1::int - 1) n;
insert into planned_reminder_rounds (id, division, month, due_on, reminded_on, reminded_by)
select pg_temp.id('round', n), pg_temp.division(n), month, month + 29, month + 27, 'p'
from generate_series(1, $1::int) n, lateral (select (date '2026-11-01' - n / 1000 * interval '1 month')::date as month) m;
insert into planned_reminders (id, division, round_id, unit_id, month, due_on, state, days_late, reminded_on, reminded_at, reminded_by)
select pg_temp.id('reminder', n), pg_temp.division(n), pg_temp.id('round', 1), case when n = 5 then pg_temp.id('unit', {LONE}) else pg_temp.id('unit', n % 1000) end,
       month, month + 29, 'DUE_SOON', 0, month + 27, timestamptz '2026-01-05', 'p'
from generate_series(0, $1::int - 1) n, lateral (select (date '2026-11-01' - n / 1000 * interval '1 month')::date as month) m;
-- person p1 has five views, one in 2,000 is for all; one file in 100 waits for a record, none of p1's; project 5 has a thousand
insert into saved_views (id, division, version, owner, owner_name, of_list, name, sort_key, sharing, unit_id, is_default, settings, saved_at, changed_at)
select pg_temp.id('view', n), pg_temp.division(n), 1, 'p' || n % 20000, '测试员', (array['PROJECTS', 'APPLICATIONS'])[1 + n % 2], '视图' || n, 'shi tu ' || md5(n::text),
       case when n % 2000 = 11 then 'DIVISION' when n % 10 = 0 then 'UNIT' else 'OWN' end, case when n % 10 = 0 then pg_temp.owner(n) end, false, '{{}}',
       timestamptz '2026-01-05', timestamptz '2026-01-05' from generate_series(1, $1::int) n;
insert into file_contents (sm3, size) select md5(n::text), 100 from generate_series(1, $1::int) n;
insert into attachments (id, division, file_name, format, size, sm3, uploaded_at, uploaded_by, uploaded_by_name, project_id, kind, title, attached_at, attached_by)
select pg_temp.id('file', n), pg_temp.division(n), '示例.pdf', 'PDF', 100, md5(n::text), timestamptz '2026-01-05', case when n % 100 = 0 then 'p2' else 'p1' end, '测试员', project,
       'PROPOSAL', '示例', case when project is not null then timestamptz '2026-01-05' end, 'p1'
from generate_series(1, $1::int) n, lateral (select case when n % 100 > 0 then pg_temp.id('project', case when n % 100 = 1 then 5 else n end) end as project) f;
-- every application came from the province; one callback in 1,000 waits, one in 5,000 is given up, one has no address, none is dead
insert into provincial_filings (id, division, client, number, application_id, content_digest, project_registered, received_at)
select pg_temp.id('filing', n), pg_temp.division(n), '示例平台', 'S' || n, pg_temp.id('application', n), '', false, timestamptz '2026-01-01' + n * interval '1 minute'
from generate_series(1, $1::int) n;
insert into provincial_receipts (id, division, filing_id, action, content_digest, at, status, version)
select pg_temp.id('receipt', n), pg_temp.division(n), pg_temp.id('filing', n), 'SUBMIT', '', timestamptz '2026-01-05', 'SUBMITTED', 1 from generate_series(1, $1::int) n;
insert into callbacks (id, division, version, filing_id, application_id, client, number, sequence, kind, body, status, tries, next_at, created_at)
select pg_temp.id('callback', n), pg_temp.division(n), 1, pg_temp.id('filing', n), pg_temp.id('application', n), '示例平台', 'S' || n, 1, (array['ACCEPTED', 'PASSED'])[1 + n % 2],
       '{{}}', case when n % 1000 = 9 then 'PENDING' when n % 5000 = 13 then 'GIVEN_UP' when n % 5000 = 17 then 'NO_ADDRESS' else 'DELIVERED' end, 1, timestamptz '2026-01-05', timestamptz '2026-01-05'
from generate_series(1, $1::int) n;
insert into callback_tries (id, division, callback_id, number, at, outcome)
select pg_temp.id('try', n), pg_temp.division(n), pg_temp.id('callback', n), 1, timestamptz '2026-01-05', 'DELIVERED' from generate_series(1, $1::int) n;
insert into city_imports (id, division, file_name, digest, entries, taken, same, refused, report, imported_at, imported_by)
select pg_temp.id('cityimport', n), '{LARGE}', '示例.json', n::text, 1, 1, 0, 0, '[]', timestamptz '2026-01-05', 'p' from generate_series(1, 1000) n;
insert into city_records (project_id, division, version, code, status, decided_on, import_id, changed_at)
select pg_temp.id('project', n), pg_temp.division(n), 1, 'C' || n, case when n % 1000 = 3 then 'RETURNED' else 'ADMITTED' end, date '2026-01-05', pg_temp.id('cityimport', 1),
       timestamptz '2026-01-01' + n * 7 % {ROWS} * interval '1 minute' from generate_series(1, $1::int) n;
-- units import, person p1 has imported twice and remembers ten headings
insert into import_runs (id, division, subject, state, mode, dry_run, annotate, file_name, digest, mapping, asked_at, asked_by, asked_by_name, roles, unit_id, rows_done, rows,
                         registered, present, faulty, left_out, fault_count, notes, attempts)
select pg_temp.id('run', n), pg_temp.division(n), 'PROJECTS', case when n % 1000 = 9 then 'WAITING' else 'DONE' end, 'GOOD_ROWS', false, false, '示例.xlsx', '', '{{}}',
       timestamptz '2026-01-01' + n * interval '1 minute', 'p' || n % 50000, '测试员', '{{OWNER}}', pg_temp.owner(n), 1, 1, 1, 0, 0, 0, 0, '{{}}', 1 from generate_series(1, $1::int) n;
insert into import_faults (run_id, position, division, sheet, code, message)
select pg_temp.id('run', 1), n, '{LARGE}', '示例', case when n % 5000 = 1 then 'NAME_MISSING' else 'CODE_INVALID' end, '示例' from generate_series(1, $1::int) n;
insert into heading_mappings (id, division, unit_id, subject, heading, element, remembered_at, asked_by, remembered_by, ended_at)
select pg_temp.id('heading', n), pg_temp.division(n), pg_temp.owner(n), 'PROJECTS', '列' || n, 'NAME', timestamptz '2026-01-05', 'p' || n % 10000, '测试员',
       case when n % 10 = 3 then timestamptz '2026-02-05' end from generate_series(1, $1::int) n;
insert into conversions (id, division, converted, refused, at, by)
select pg_temp.id('conversion', n), pg_temp.division(n), 1, 0, timestamptz '2026-01-05', 'p' from generate_series(1, $1::int / 10) n;
update projects set code_exception_reason = '示例', code_exception_approver = '另一批准人' where id in (select pg_temp.id('project', n) from generate_series(9, $1::int, 2500) n);
update plan_items set exception_reason = '示例', exception_approver = '批准人' where id in (select pg_temp.id('item', n) from generate_series(13, $1::int, 2500) n);
update adjustments set exception_reason = '示例', exception_approver = '另一批准人' where id in (select pg_temp.id('adjustment', n) from generate_series(20, 1000, 25) n);
update adjustment_changes set exception_reason = '示例', exception_approver = '批准人' where id in (select pg_temp.id('adjustmentchange', n) from generate_series(1000, $1::int / 10, 250) n);
update carry_overs set exception_reason = '示例', exception_approver = '批准人' where id in (select pg_temp.id('carryover', n) from generate_series(17, $1::int / 10, 250) n)
"""

SUPPORT = f"""
insert into organizations (id, division, version, name, roles)
select pg_temp.id('unit', n), '{LARGE}', 1, '示例单位' || n, case when n between 50 and 49 + {BUREAUS} then '{{LAND}}' else '{{OWNER}}' end::text[]
from (select generate_series(0, 2999) union all select unnest(array[{LONE}, {IDLE}])) g(n);
insert into projects (id, division, version, name, owner_id)
select pg_temp.id('project', n), pg_temp.division(n), 1, pg_temp.name(n), pg_temp.owner(n) from generate_series(1, $1::int) n;
insert into nodes (id, division, project_id, plan_version, name, responsible_unit_id, waits_for_request)
select pg_temp.id('node', n), pg_temp.division(n), pg_temp.id('project', n), 1, '示例节点' || n, pg_temp.town(n), true
from generate_series(1, $1::int) n;
insert into quota_accounts (id, division, version, kind, year, allocated, reserved, committed, last_entry)
select pg_temp.id('account', y), '{LARGE}', 1, 'NEW_CONSTRUCTION_LAND', y, 9000000, 0, 0, 0 from generate_series(2016, 2027) y;
insert into quota_entries (account_id, seq, division, kind, amount, request_id, allocated, reserved, committed, at, actor, actor_name)
select pg_temp.id('account', 2026), n, '{LARGE}', 'ALLOCATED', 1, pg_temp.id('request', n), n, 0, 0, timestamptz '2026-01-05', 'p', '测试员'
from generate_series(1, $1::int) n;
-- four in five are decided; of those that are open one in four is overdue; bureau 53 has one open request, which is new
insert into requests (id, division, version, project_id, node_id, kind, bureau_id, applicant_id, quantity, purpose, state, received_on,
                      working_days, warning_days, ended_on, stepped_on, due_on, warn_on, due_provisional, claimant, claimant_name,
                      outcome, granted, document_number)
select pg_temp.id('request', n), pg_temp.division(n), 1, pg_temp.id('project', n), pg_temp.id('node', n),
       (array['LAND_QUOTA', 'CULTIVATED_LAND', 'FOREST_LAND'])[1 + n % 7 % 3],
       pg_temp.id('unit', 50 + bureau), pg_temp.town(n), 10,
       pg_temp.name(n) || '用地', case when is_open then (array['SUBMITTED', 'ACCEPTED', 'CLAIMED', 'RETURNED'])[1 + n / 5 % 4] else 'GRANTED' end, day, 15, 3,
       case when not is_open then day + 10 end, day, day + 21, day + 16, false, case when is_open and n / 5 % 4 = 2 then 'p' || n % 50 end,
       case when is_open and n / 5 % 4 = 2 then '测试员' end, case when not is_open then 'GRANTED' end, case when not is_open then 10 end,
       case when not is_open then '株天自然资函〔2026〕' || n || '号' end
from generate_series(1, $1::int) n, lateral (select case when n = 5 then 3 else n % 3 end as bureau, n % 5 = 0 as is_open) a,
     lateral (select case when n = 5 then date '2026-11-20' when not is_open then date '2026-01-05' + n % 300
                          else date '2026-11-27' - n / 5 % 28 end as day) b;
insert into steps (request_id, seq, division, action, state, at, actor, actor_name, note)
select pg_temp.id('request', n), s, pg_temp.division(n), 'SUBMITTED', 'SUBMITTED', timestamptz '2026-01-05', 'p', '测试员', ''
from generate_series(1, $1::int) n, generate_series(1, 2) s;
insert into pauses (request_id, seq, division, since, until, reason)
select pg_temp.id('request', n), 1, pg_temp.division(n), date '2026-01-06', date '2026-01-07', '补正' from generate_series(1, $1::int, 10) n
"""

ASSESSMENT = f"""
insert into organizations (id, division, version, name, category)
select pg_temp.id('unit', n), '{LARGE}', 1, '示例单位' || n, 'TOWN' from (select generate_series(0, 2999) union all select unnest(array[{LONE}, {IDLE}])) g(n);
insert into projects (id, division, version, name, owner_id)
select pg_temp.id('project', n), pg_temp.division(n), 1, pg_temp.name(n), pg_temp.owner(n) from generate_series(1, $1::int) n;
-- no fact is about a report; none is late but one in ten nodes
insert into facts (id, division, kind, unit_id, project_id, service, record_id, happened_on, recorded_at, recorded_on, due_on, days_late, plan_version)
select pg_temp.id('fact', n), pg_temp.division(n), (array['NODE_PLANNED', 'NODE_COMPLETED'])[1 + n % 2],
       case when n = 5 then pg_temp.id('unit', {LONE}) else pg_temp.town(n) end, pg_temp.id('project', n), 'schedule', pg_temp.id('node', n),
       date '2025-01-01' + n % 700, timestamptz '2026-01-05', date '2026-01-05', date '2026-01-05', case when n % 2 = 1 then n % 10 / 9 * 3 end, 1
from generate_series(1, $1::int) n;
insert into schemes (id, division, year, version, revision, status, title, content, drafted_at, drafted_by, approved_at)
select pg_temp.id('scheme', y), '{LARGE}', y, 1, 2, 'FROZEN', '示例细则', '{{"groups": [{{"group": "TOWN"}}], "red_means": "红", "yellow_means": "黄", "places": 2}}',
       timestamptz '2025-01-05', 'p', timestamptz '2025-01-06' from generate_series(2016, 2027) y;
insert into periods (id, division, year, quarter, scheme_id, status, digest, through, idle, unplaced, computed_at, corrected, version)
select pg_temp.id('quarter', y * 10 + q), '{LARGE}', y, q, pg_temp.id('scheme', y), case when y < 2027 then 'PUBLISHED' else 'COMPUTED' end, '',
       make_date(y, 3 * q, 28), '[]', json_build_array(pg_temp.id('fact', 1), pg_temp.id('fact', 2)), timestamptz '2025-01-05', false, 1
from generate_series(2016, 2027) y, generate_series(1, 4) q;
insert into unit_results (id, division, period_id, year, quarter, "group", unit_id, score, computed_score, places, rank, words, parted_by, published, version)
select pg_temp.id('result', n), '{LARGE}', pg_temp.id('quarter', y * 10 + q), y, q, 'TOWN', pg_temp.id('unit', n / 48), 90, 90, 2, n / 48, '', '[]', y < 2027, 1
from generate_series(0, $1::int - 1) n, lateral (select 2016 + n / 4 % 12 as y, 1 + n % 4 as q) t;
insert into indicator_results (id, division, result_id, place, code, name, measure, formula, points, words)
select pg_temp.id('indicator', n), '{LARGE}', pg_temp.id('result', n), 1, 'A', '示例指标', 'NODE_TASKS', 'RATIO', 10, '' from generate_series(0, $1::int - 1) n;
insert into period_entries (period_id, unit_id, measure, division, year, sources, digest)
select pg_temp.id('quarter', y * 10 + q), pg_temp.id('unit', n / 48), 'NODE_TASKS', '{LARGE}', y,
       array(select pg_temp.id('fact', n * 5 + f) from generate_series(1, 5) f), ''
from generate_series(0, $1::int / 5 - 1) n, lateral (select 2016 + n / 4 % 12 as y, 1 + n % 4 as q) t;
insert into counted_elsewhere (fact_id, period_id, unit_id, measure, division)
select pg_temp.id('fact', n * 5 + f), pg_temp.id('quarter', y * 10 + q), pg_temp.id('unit', n / 48), 'NODE_TASKS', '{LARGE}'
from generate_series(0, $1::int / 5 - 1) n, lateral (select 2016 + n / 4 % 12 as y, 1 + n % 4 as q) t, generate_series(1, 5) f;
insert into period_grounds (period_id, division, snapshot, seen_at, today, units, merged, earlier)
select id, division, '1:1:', timestamptz '2026-01-05', date '2026-01-05', '[]', '[]', '[]' from periods;
insert into period_verifications (id, division, period_id, kept, again, same, at, verified_by, verified_by_name)
select pg_temp.id('verification', y * 100 + q * 10 + v), '{LARGE}', pg_temp.id('quarter', y * 10 + q), '', '', true,
       timestamptz '2026-01-05' + make_interval(days => v), 'p', '测试员'
from generate_series(2016, 2026) y, generate_series(1, 4) q, generate_series(1, 3) v;
insert into organization_groups (unit_id, version, division, category, since)
select id, 1, division, category, date '2025-01-01' from organizations;
insert into cards (id, division, period_id, year, quarter, unit_id, "group", colour, place, bars_advanced_unit, issued_on, version)
select pg_temp.id('card', n), '{LARGE}', pg_temp.id('quarter', y * 10 + q), y, q, pg_temp.id('unit', n / 48), 'TOWN', 'YELLOW', 1, false,
       make_date(y, 3 * q, 28), 1
from generate_series(0, $1::int - 1) n, lateral (select 2016 + n / 4 % 12 as y, 1 + n % 4 as q) t;
insert into corrections (id, division, period_id, period_version, after_publication, published, unit_id, score_before, score_after, rank_before,
                         rank_after, reason, approver, recorded_by, recorded_by_name, at)
select pg_temp.id('correction', n), '{LARGE}', pg_temp.id('quarter', y * 10 + q), 1, true, true, pg_temp.id('unit', n / 48), 90, 91, 1, 1, '', '', 'p', '', timestamptz '2026-01-05'
from generate_series(0, $1::int - 1, 10) n, lateral (select 2016 + n / 4 % 12 as y, 1 + n % 4 as q) t
"""

SCHEDULE = f"""
insert into organizations (id, division, version, name, category)
select pg_temp.id('unit', n), '{LARGE}', 1, '示例单位' || n, 'TOWN' from (select generate_series(0, 2999) union all select unnest(array[{LONE}, {IDLE}])) g(n);
insert into projects (id, division, version, name, owner_id, town_id, level, category)
select pg_temp.id('project', n), pg_temp.division(n), 1, pg_temp.name(n), pg_temp.owner(n), pg_temp.town(n),
       (array['DISTRICT', 'CITY', 'PROVINCE'])[1 + n % 3], (array['INDUSTRY', 'INFRASTRUCTURE', 'SOCIAL'])[1 + n % 3] from generate_series(1, $1::int) n;
insert into schedules (id, division, project_id, project_name, owner_id, town_id, industry_authority_id, kind, year, opened_on, plan_version,
                       ended_on, split_due)
select pg_temp.id('schedule', n), pg_temp.division(n), pg_temp.id('project', n), pg_temp.name(n), pg_temp.owner(n), pg_temp.town(n), pg_temp.id('unit', 40 + n % 10),
       (array['NEW_START', 'CONTINUING'])[1 + n % 2], 2026, date '2025-01-01' + n % 600, 1, case when n % 1000 = 43 then date '2026-07-01' end, n % 500 = 21
from generate_series(1, $1::int) n;
insert into plan_items (id, division, schedule_id, plan_id, plan_version, year, document_number, kind, total_investment, annual_investment, issued_on, current)
select pg_temp.id('item', n), pg_temp.division(n), pg_temp.id('schedule', n), pg_temp.id('plan', y), 1, y, '示例', 'NEW_START', 1000, 100, date '2026-01-05', true
from generate_series(1, $1::int) n, lateral (select case when n = 1 then 2020 else 2025 + n % 2 end as y) t;
insert into annual_tasks (id, division, schedule_id, year, version, annual_investment, months, set_at, set_by)
select pg_temp.id('task', n), pg_temp.division(n), pg_temp.id('schedule', n), 2026, 1, 12, array_fill(1::numeric(20,4), array[12]), timestamptz '2026-01-05', 'p'
from generate_series(1, $1::int) n;
insert into node_plans (id, division, schedule_id, version, target_on, planned_on, slack, critical_path, planned_at, planned_by)
select pg_temp.id('nodeplan', n), pg_temp.division(n), pg_temp.id('schedule', n), 1, date '2026-12-01', date '2026-01-05', 0, '{{}}', timestamptz '2026-01-05', 'p'
from generate_series(1, $1::int) n;
-- two nodes of each schedule; one in two is done, one in a hundred of the open ones is late; one in ten waits for a factor,
-- one schedule in a thousand has ended, with the node that it had open, and one in 500 has a task to be split anew
insert into nodes (id, division, schedule_id, project_id, code, name, stage, key_link, responsible_unit_id, responsible_person, duration, unit, links, evidence,
                   waits_for, plan_version, current, position, start_on, due_on, early_start_on, early_due_on, total_float, critical, baseline_start_on,
                   baseline_due_on, completed_on, version, ended_on)
select pg_temp.id('node', n * 10 + k), pg_temp.division(n), pg_temp.id('schedule', n), pg_temp.id('project', n), 'N' || k,
       case when n in (12, 60012) then '{RARE}' else '' end || '示例节点' || n, '开工', '示例', case when n = 5 then pg_temp.id('unit', {LONE}) else pg_temp.town(n) end,
       '测试员', 20, 'WORKING_DAY', '[]', '{{批复文件}}', case when k = 1 and n % 10 = 0 then 'LAND_QUOTA' end, 1, true, k, day, day + 27, day, day + 27, 0, k = 2,
       day, day + 27, case when k = 2 then day + 20 end, 1, case when k = 1 and n % 1000 = 43 then date '2026-07-01' end
from generate_series(1, $1::int) n, generate_series(1, 2) k,
     lateral (select case when n % 100 = 0 then date '2026-09-01' else date '2026-11-25' + n % 300 end - case when k = 2 then 400 else 0 end as day) d;
insert into planned_nodes (plan_id, node_id, division, schedule_id, position, code, name, responsible_unit_id, responsible_person, duration, unit, links, start_on, due_on, critical)
select pg_temp.id('nodeplan', n), pg_temp.id('node', n * 10 + 1), pg_temp.division(n), pg_temp.id('schedule', n), 1, 'N1', '示例', pg_temp.town(n), '测试员', 20,
       'WORKING_DAY', '[]', date '2026-01-05', date '2026-01-25', true from generate_series(1, $1::int) n;
insert into factor_requests (id, division, version, project_id, node_id, kind, state, due_on, outcome, decided_on)
select pg_temp.id('request', n), pg_temp.division(n), 1, pg_temp.id('project', n), pg_temp.id('node', n * 10 + 1), 'LAND_QUOTA', 'DECIDED', date '2026-02-01', 'GRANTED', date '2026-01-20'
from generate_series(20, $1::int, 20) n;
insert into evidence (id, division, schedule_id, node_id, position, proves, title, dated_on, recorded_at, recorded_by)
select pg_temp.id('evidence', n), pg_temp.division(n), pg_temp.id('schedule', n), pg_temp.id('node', n * 10 + 2), 1, '批复文件', '示例批复', date '2026-01-05', timestamptz '2026-01-05', 'p'
from generate_series(1, $1::int) n;
insert into progress_reports (id, division, schedule_id, project_id, year, month, version, status, done_investment, physical_percent, physical_text, reporters, reported_on)
select pg_temp.id('report', n), pg_temp.division(n), pg_temp.id('schedule', n), pg_temp.id('project', n), 2026, 1 + n % 10, 1, case when n % 50 = 0 then 'REPORTED' else 'VERIFIED' end,
       1, 10, '示例', '{{p}}', date '2026-02-01' + n % 280 from generate_series(1, $1::int) n;
insert into progress_steps (report_id, version, division, schedule_id, status, done_investment, physical_percent, physical_text, at, by)
select pg_temp.id('report', n), 1, pg_temp.division(n), pg_temp.id('schedule', n), 'REPORTED', 1, 10, '示例', timestamptz '2026-02-01', 'p' from generate_series(1, $1::int) n
"""
# one issue of each project: half of them closed, one in ten not handed out, one in 200 late, one in a thousand supervised
SCHEDULE_LEDGER = f"""
insert into issues (id, division, version, number, project_id, severity, kind, title, description, source, state, due_order, raised_on, raised_by, raised_by_name,
                    raised_by_unit_id, layer, responsible_unit_id, assigned_on, first_due_on, original_due_on, due_on, done_on, done_by, done_by_unit_id, done_reports,
                    closed_by, ended_on, working_days_taken, once_late, returned_times, reopened_times, extended_times, supervised, supervised_on, supervised_by,
                    supervision_letter)
select pg_temp.id('issue', n), pg_temp.division(n), 1, '2026-' || n, pg_temp.id('project', n), (array['DIFFICULTY', 'BLOCKAGE'])[1 + n % 2],
       (array['FUNDS', 'PROCEDURES', 'MARKET'])[1 + n % 3], case when n in (16, 60016) then '{RARE}' else '' end || '示例问题' || n, '示例情况', 'DIRECT', state,
       coalesce(due, date '9999-12-31'), date '2026-01-05' + n % 300, 'p' || n % 3000, '测试员', pg_temp.owner(n), case when due is not null then 'DEPARTMENT' end, unit,
       due - 10, due, due, due, case when n % 10 in (0, 1, 2, 3, 4, 9) then due end, case when n % 10 in (0, 1, 2, 3, 4, 9) then 'p' end,
       case when n % 10 in (0, 1, 2, 3, 4, 9) then unit end, 0, case when n % 10 < 5 then 'q' end, case when n % 10 < 5 then due end, case when n % 10 < 5 then 7 end,
       false, 0, 0, 0, n % 1000 = 6, null, case when n % 1000 = 6 then 'RULE' end, case when n % 1000 = 6 then '示例督办' || n end
from generate_series(1, $1::int) n,
     lateral (select case when n % 10 < 5 then 'CLOSED' when n % 10 = 5 then 'RAISED' when n % 10 < 9 then 'IN_PROGRESS' else 'REPORTED_DONE' end as state,
                     case when n % 10 = 5 then null when n % 10 < 5 then date '2026-01-15' + n % 300
                          when n % 200 = 6 then date '2026-09-01' else date '2026-11-25' + n % 300 end as due,
                     case when n % 10 = 5 then null when n = 16 then pg_temp.id('unit', {LONE}) else pg_temp.town(n) end as unit) t;
insert into issue_steps (issue_id, version, division, action, to_state, changes, at, by)
select pg_temp.id('issue', n), 1, pg_temp.division(n), 'RAISE', 'RAISED', '[]', timestamptz '2026-01-05', 'p' from generate_series(1, $1::int) n
"""
SCHEDULE += ";\n" + SCHEDULE_LEDGER
SCHEDULE += ";\n" + SPECIALIST
SUPPORT += ";\n" + WATCH
SUPPORT += ";\n" + LIFE
SUPPORT += ";\n" + BESIDE_REQUESTS
SCHEDULE += ";\n" + MEETINGS
RESERVE += ";\n" + noticed("plan-item.issued", "planned-report.reminded", "guide.published")
ASSESSMENT += ";\n" + DECISIONS
ASSESSMENT += ";\n" + TRIALS
ASSESSMENT += ";\n" + REPORTS
ASSESSMENT += ";\n" + AWARDS
ASSESSMENT += ";\n" + REVIEW
ASSESSMENT += ";\n" + YEARS
ASSESSMENT += ";\n" + noticed("result.published", "card.yellow", "result.published")
# what triggers would keep row by row is gathered for all rows in the end, as the triggers have it
_KEPT = """
select tgrelid::regclass::text, tgname, prosrc from pg_trigger join pg_proc on pg_proc.oid = tgfoid where tgname like '%_search_keep'
"""
# nobody is told row by row of what is only there to be read
_TELLING = "select tgrelid::regclass::text from pg_trigger where tgname = 'tell_notices'"
FILLINGS = {"reserve": RESERVE, "support": SUPPORT, "assessment": ASSESSMENT, "schedule": SCHEDULE}


async def fill(database: asyncpg.Connection, service: str, rows: int = ROWS) -> None:
    """Fill the tables of a service, as its own role."""
    await database.execute("select set_config('app.division', '*', false)")
    await database.execute(_BASE)
    kept = await database.fetch(_KEPT)
    for table, trigger, _ in kept:
        await database.execute(f"alter table {table} disable trigger {trigger}")
    telling = [row[0] for row in await database.fetch(_TELLING)]
    for table in telling:
        await database.execute(f"alter table {table} disable trigger tell_notices")
    await database.execute("set maintenance_work_mem = '256MB'")
    for statement in FILLINGS[service].split(";\n"):
        await database.execute(statement.replace("$1", str(rows)))
    for table in telling:
        await database.execute(f"alter table {table} enable trigger tell_notices")
    for table, trigger, written in kept:
        await database.execute(f"alter table {table} enable trigger {trigger}")
        pieces = re.search(r"values \(new\.id, (.*?)\)\s+on conflict", written, re.DOTALL)
        assert pieces is not None, written
        its_own, index = pieces[1].replace("new.", "r."), f"ix_{table}_search_pieces"
        # made for all rows at once, which takes a tenth of the time
        made = await database.fetchval("select indexdef from pg_indexes where indexname = $1", index)
        await database.execute(f"drop index {index}")
        await database.execute(_sought(table, its_own))
        await database.execute(made)
    await database.execute("vacuum analyze")


def _sought(table: str, pieces: str) -> str:
    """Enter what a table is searched by; texts that many rows share are taken apart once."""
    alone = re.fullmatch(r"search_pieces\((.*), (\S+)\)", pieces, re.DOTALL)
    if alone is None or "search_" in alone[1]:
        return f"insert into {table}_search select r.id, {pieces} from {table} r"
    written, division = alone.groups()
    texts = f"select distinct {written} as written, {division} as division from {table} r"
    taken_apart = f"select written, division, search_pieces(written, division) as pieces from ({texts}) t offset 0"
    its_text = f"p.written = {written} and p.division = {division}"
    return f"insert into {table}_search select r.id, p.pieces from {table} r join ({taken_apart}) p on {its_text}"


@asynccontextmanager
async def connected(api: Api, service: str) -> AsyncIterator[asyncpg.Connection]:
    """Fill the service's database and connect to it as the service does."""
    url = api.settings.database_url.get_secret_value()
    connection = await asyncpg.connect(url, server_settings=SERVER)
    try:
        await fill(connection, service)
        yield connection
    finally:
        await connection.close()
