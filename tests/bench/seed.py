"""Volume for the lists: a district of so many projects, written by SQL straight into the tables of reserve and schedule.

Ids follow from numbers, so the two services agree on them. What is measured of one project's life went the real way.
"""

from __future__ import annotations

import asyncpg

TOWNS, OWNERS, NODES = 20, 200, 10

ORGANIZATIONS = """
insert into organizations (id, division, version, name, sort_key, category, credit_code, roles, registered_at)
select md5('unit' || n)::uuid, '430211', 1, '示例单位' || n, 'shi li dan wei ' || n,
       case when n < $1::int then 'TOWN' else 'OWNER' end, lpad(n::text, 18, '0'),
       case when n < $1::int then '{PLANNING_PARTY}' else '{OWNER}' end::text[], now()
from generate_series(0, $1::int + $2::int - 1) n
"""
PROJECTS = """
insert into projects (id, division, version, library, name, sort_key, owner_id, town_id, cooperating_ids, level, category,
                      investment_mode, approval_route, total_investment, content, start_on, registered_at, changed_at)
select md5('project' || n)::uuid, '430211', 1, 'CONSTRUCTION', '示例建设项目' || n, 'shi li jian she xiang mu ' || n,
       md5('unit' || $2::int + n % $3::int)::uuid, md5('unit' || n % $2::int)::uuid, '{}',
       (array['DISTRICT', 'CITY', 'PROVINCE'])[1 + n % 3], (array['INDUSTRY', 'INFRASTRUCTURE', 'SOCIAL', 'ECOLOGY'])[1 + n % 4],
       'ENTERPRISE', 'FILING', 10000 + n, '厂房及配套', date '2026-03-01', now(), now()
from generate_series(1, $1::int) n
"""
SCHEDULES = """
insert into schedules (id, division, project_id, project_name, owner_id, town_id, kind, year, opened_on, plan_version)
select md5('schedule' || n)::uuid, '430211', md5('project' || n)::uuid, '示例建设项目' || n,
       md5('unit' || $2::int + n % $3::int)::uuid, md5('unit' || n % $2::int)::uuid,
       (array['NEW_START', 'CONTINUING', 'PRELIMINARY'])[1 + n % 3], 2026, date '2025-01-01' + n % 600, 1
from generate_series(1, $1::int) n
"""
SCHEDULE_NODES = """
insert into nodes (id, division, schedule_id, project_id, code, name, stage, key_link, responsible_unit_id,
                   responsible_person, duration, unit, links, evidence, plan_version, current, position, start_on, due_on,
                   early_start_on, early_due_on, total_float, critical, baseline_start_on, baseline_due_on, completed_on, version)
select md5('node' || n || '/' || k)::uuid, '430211', md5('schedule' || n)::uuid, md5('project' || n)::uuid,
       'N' || k, '示例节点' || k, null, '示例节点' || k || '办结', md5('unit' || n % $2::int)::uuid, '测试员', 20, 'WORKING_DAY',
       '[]', '{批复文件}', 1, true, k, day, day + 27, day, day + 27, 0, k % 2 = 0, day, day + 27,
       case when k < 3 then day + 20 end, 1
from generate_series(1, $1::int) n, generate_series(1, $3::int) k, lateral (select date '2026-01-05' + 30 * k + n % 20 as day) d
"""


async def fill_reserve(database: asyncpg.Connection, projects: int) -> None:
    """Enter units and projects."""
    await database.execute(ORGANIZATIONS, TOWNS, OWNERS)
    await database.execute(PROJECTS, projects, TOWNS, OWNERS)
    await database.execute("analyze organizations, projects")


async def fill_schedule(database: asyncpg.Connection, projects: int, nodes: int = NODES) -> None:
    """Open a schedule of ten nodes (or so many) for each project."""
    await database.execute(SCHEDULES, projects, TOWNS, OWNERS)
    await database.execute(SCHEDULE_NODES, projects, TOWNS, nodes)
    await database.execute("analyze schedules, nodes")
