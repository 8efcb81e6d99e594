"""Volume: a district of so many projects, written by SQL straight into the tables of the four services.

Ids follow from numbers, so the services agree on them. What is measured of one project's life went the real way.
It is written as PostgreSQL's administrator, past foreign keys and triggers, and much of it before its indexes: a hundred
thousand projects have some three million rows.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from urllib.parse import urlsplit, urlunsplit

import asyncpg

from infra.parts import Parts

TOWNS, OWNERS, NODES = 20, 200, 10
MUCH = 20_000  # projects: with more it is quicker to build the indexes afterwards

ORGANIZATIONS = """
insert into organizations (id, division, version, name, sort_key, category, credit_code, roles, registered_at)
select md5('unit' || n)::uuid, '430211', 1, '示例单位' || n, 'shi li dan wei ' || n,
       case when n < $1::int then 'TOWN' else 'OWNER' end, lpad(n::text, 18, '0'),
       case when n < $1::int then '{PLANNING_PARTY}' else '{OWNER}' end::text[], now()
from generate_series(0, $1::int + $2::int - 1) n
on conflict do nothing
"""
PLANS = """
insert into plans (id, division, version, year, status, drafted_on, major_decision, round, document_number, issued_on)
select md5('plan' || y)::uuid, '430211', 3, y, 'ISSUED', make_date(y - 1, 9, 1), false, 1,
       '株高管发〔' || y || '〕8号', make_date(y, 1, 20)
from unnest(array[2025, 2026]) y
on conflict do nothing
"""
PROJECTS = """
insert into projects (id, division, version, library, name, sort_key, initials, owner_id, town_id, industry_authority_id,
                      cooperating_ids, level, category, industry_code, investment_mode, approval_route, project_code,
                      total_investment, function, scale, content, construction_mode, start_on, finish_on, fund_use,
                      benefit, longitude, latitude, registered_at, changed_at)
select md5('project' || n)::uuid, '430211', 6, (array['FIVE_YEAR', 'THREE_YEAR', 'ONE_YEAR', 'CONSTRUCTION'])[1 + n / 7 % 4],
       '示例建设项目' || n, 'shi li jian she xiang mu ' || n, 'sljsxm' || n,
       md5('unit' || {towns} + n % {owners})::uuid, md5('unit' || n % {towns})::uuid, md5('unit' || n / 3 % {towns})::uuid, '{{}}',
       (array['DISTRICT', 'CITY', 'PROVINCE'])[1 + n % 3], (array['INDUSTRY', 'INFRASTRUCTURE', 'SOCIAL', 'ECOLOGY'])[1 + n % 4],
       'C' || 2600 + n % 90, 'ENTERPRISE', 'FILING', '2511-430211-04-01-' || lpad(n::text, 6, '0'),
       10000 + n + 0.25 * (n % 4), '示例产品研发与生产', '用地约' || 20 + n % 200 || '亩', '厂房及配套', '企业自建',
       date '2026-03-01' + n % 300, case when n % 5 > 0 then date '2027-12-31' + n % 300 end, '土建与设备', '建成后形成产能',
       113.0 + n % 1000 / 10000.0, 27.8 + n % 900 / 10000.0,
       timestamptz '2024-01-01 08:00+08' + n * interval '7 minutes', timestamptz '2026-01-01 08:00+08' + n * interval '90.5 seconds'
from generate_series($1::int, $2::int) n
"""
# as the trigger does that is asleep meanwhile
PROJECTS_SEARCH = """
insert into projects_search (id, pieces)
select id, search_pieces(name, division) || search_split(initials, 2) || search_split(initials, 3)
           || search_split(project_code, 3) || search_split(replace(project_code, '-', ''), 3)
from projects where id in (select md5('project' || n)::uuid from generate_series($1::int, $2::int) n)
"""
FUND_SOURCES = """
insert into fund_sources (project_id, position, division, source, amount)
select md5('project' || n)::uuid, k, '430211', (array['企业自筹', '银行贷款'])[k], 5000 + n / k
from generate_series($1::int, $2::int) n, generate_series(1, 2) k
"""
EVIDENCE = """
insert into evidence (id, division, project_id, kind, title, issuer, issued_on, document_number, recorded_at, recorded_by)
select lpad(to_hex(n * 8 + k), 32, '0')::uuid, '430211', md5('project' || n)::uuid, (array['SCHEME', 'NECESSITY'])[k],
       '示例材料' || k, '示例单位' || n % {towns}, date '2025-06-01' + n % 200, '示例〔2025〕' || n || '号',
       timestamptz '2025-12-01 08:00+08' + n * interval '1 minute', 'p-001'
from generate_series($1::int, $2::int) n, generate_series(1, 2) k
"""
CHANGES = """
insert into project_changes (id, division, project_id, version, at, action, actor, actor_name, roles, reason, changes)
select lpad(to_hex(n * 8 + k), 32, '0')::uuid, '430211', md5('project' || n)::uuid, k,
       timestamptz '2025-01-01 08:00+08' + (n + k * 20000) * interval '1 minute',
       case when k = 1 then 'registerProject' else 'convertProject' end, 'p-001', '测试员', '{{INVESTMENT_AUTHORITY}}',
       case when k > 1 then '条件成熟' end, '[{{"field": "library", "before": null, "after": "FIVE_YEAR"}}]'
from generate_series($1::int, $2::int) n, generate_series(1, 6) k
"""
PLAN_ITEMS = """
insert into plan_items (id, division, plan_id, project_id, project_name, sort_key, category, kind, basis, total_investment,
                        annual_investment, owner_id, town_id, added_at)
select lpad(to_hex(n * 8 + y - 2024), 32, '0')::uuid, '430211', md5('plan' || y)::uuid, md5('project' || n)::uuid,
       '示例建设项目' || n, 'shi li jian she xiang mu ' || n,
       (array['INDUSTRY', 'INFRASTRUCTURE', 'SOCIAL', 'ECOLOGY'])[1 + n % 4],
       (array['NEW_START', 'CONTINUING', 'PRELIMINARY'])[1 + n % 3], 'APPLICATION', 10000 + n, 3000 + n % 500,
       md5('unit' || {towns} + n % {owners})::uuid, md5('unit' || n % {towns})::uuid, timestamptz '2025-10-01 08:00+08'
from generate_series($1::int, $2::int) n, unnest(array[2025, 2026]) y
where y = 2026 or n % 2 = 0
"""
SCHEDULES = """
insert into schedules (id, division, project_id, project_name, owner_id, town_id, kind, year, opened_on, plan_version)
select md5('schedule' || n)::uuid, '430211', md5('project' || n)::uuid, '示例建设项目' || n,
       md5('unit' || {towns} + n % {owners})::uuid, md5('unit' || n % {towns})::uuid,
       (array['NEW_START', 'CONTINUING', 'PRELIMINARY'])[1 + n % 3], 2026, date '2025-01-01' + n % 600, 1
from generate_series($1::int, $2::int) n
"""
SCHEDULE_NODES = """
insert into nodes (id, division, schedule_id, project_id, code, name, stage, key_link, responsible_unit_id,
                   responsible_person, duration, unit, links, evidence, plan_version, current, position, start_on, due_on,
                   early_start_on, early_due_on, total_float, critical, baseline_start_on, baseline_due_on, completed_on, version)
select lpad(to_hex(n * 16 + k), 32, '0')::uuid, '430211', md5('schedule' || n)::uuid, md5('project' || n)::uuid,
       'N' || k, '示例节点' || k, null, '示例节点' || k || '办结', md5('unit' || n % {towns})::uuid, '测试员', 20, 'WORKING_DAY',
       '[]', '{{批复文件}}', 1, true, k, day, day + 27, day, day + 27, 0, k % 2 = 0, day, day + 27,
       case when k < 3 then day + 20 end, 1
from generate_series($1::int, $2::int) n, generate_series(1, {nodes}) k,
     lateral (select date '2026-01-05' + 30 * k + n % 20 as day) d
"""
REQUESTS = """
insert into requests (id, division, version, project_id, kind, bureau_id, applicant_id, quantity, purpose, state,
                      received_on, working_days, warning_days, stepped_on, due_on, warn_on, due_provisional)
select lpad(to_hex(n), 32, '0')::uuid, '430211', 1, md5('project' || n)::uuid, 'LAND_QUOTA', md5('unit' || n % {towns})::uuid,
       md5('unit' || {towns} + n % {owners})::uuid, 10 + n % 90, '示例用地', 'SUBMITTED', date '2026-02-01' + n % 200, 15, 3,
       date '2026-02-01' + n % 200, date '2026-02-24' + n % 200, date '2026-02-19' + n % 200, false
from generate_series($1::int, $2::int) n
"""
FACTS = """
insert into facts (id, division, kind, unit_id, project_id, service, record_id, happened_on, recorded_at, recorded_on,
                   due_on, days_late)
select lpad(to_hex(n * 4 + k), 32, '0')::uuid, '430211', 'NODE_COMPLETED', md5('unit' || n % {towns})::uuid,
       md5('project' || n)::uuid, 'schedule', lpad(to_hex(n * 16 + k), 32, '0')::uuid, day + 20,
       timestamptz '2026-06-01 08:00+08', date '2026-06-01', day + 27, 0
from generate_series($1::int, $2::int) n, generate_series(1, 2) k,
     lateral (select date '2026-01-05' + 30 * k + n % 20 as day) d
"""
ONCE: Mapping[str, tuple[str, ...]] = {"reserve": (PLANS,)}
VOLUME: Mapping[str, Mapping[str, str]] = {  # service → table → what fills it for the projects of these numbers
    "reserve": {
        "projects": PROJECTS,
        "projects_search": PROJECTS_SEARCH,
        "fund_sources": FUND_SOURCES,
        "evidence": EVIDENCE,
        "project_changes": CHANGES,
        "plan_items": PLAN_ITEMS,
    },
    "schedule": {"schedules": SCHEDULES, "nodes": SCHEDULE_NODES},
    "support": {"requests": REQUESTS},
    "assessment": {"facts": FACTS},
}
_INDEXES = """
select c.relname as name, pg_get_indexdef(c.oid) as made_by
from pg_index i join pg_class c on c.oid = i.indexrelid
where i.indrelid = any($1::text[]::regclass[]) and not exists (select from pg_constraint k where k.conindid = c.oid)
"""


async def fill(parts: Parts, first: int, last: int) -> None:
    """Enter the projects of these numbers with all that belongs to them, each service beside the others."""
    await asyncio.gather(*(_fill(_administered(parts, service), service, first, last) for service in VOLUME))


async def _fill(url: str, service: str, first: int, last: int) -> None:
    database = await asyncpg.connect(url, server_settings={"timezone": "Asia/Shanghai", "synchronous_commit": "off"})
    tables = list(VOLUME[service])
    try:
        await database.execute("set session_replication_role = replica; set maintenance_work_mem = '256MB'")
        if service == "reserve":
            await database.execute(ORGANIZATIONS, TOWNS, OWNERS)
        for statement in ONCE.get(service, ()):
            await database.execute(statement)
        indexes = await database.fetch(_INDEXES, tables) if last - first > MUCH else []
        for index in indexes:
            await database.execute(f'drop index "{index["name"]}"')
        for statement in VOLUME[service].values():
            await database.execute(statement.format(towns=TOWNS, owners=OWNERS, nodes=NODES), first, last)
        for index in indexes:
            await database.execute(index["made_by"])
        for table in tables:  # what the server would else do by itself while it is measured
            await database.execute(f"vacuum (analyze) {table}")
        await database.execute("analyze; checkpoint")
    finally:
        await database.close()


def _administered(parts: Parts, service: str) -> str:
    """Return the database of a service as the administrator opens it."""
    return urlunsplit(urlsplit(parts.admin)._replace(path=f"/{service}"))
