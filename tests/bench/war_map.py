"""The war map of 2,000 projects with 30 nodes each through the service, beside the very SQL of it sent by asyncpg alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from types import SimpleNamespace
from typing import Any

import asyncpg
import orjson
from graphql import parse

from services.chassis import clock
from services.chassis.identity import Actor
from services.chassis.reads.plans import Document
from services.law.parties import Role
from services.schedule.graphql.schema import schema
from tests.bench.ground import DIVISION, Ground, clerk
from tests.bench.pairs import Contest, Pace, Pair, compare
from tests.bench.reads.shape import Statement
from tests.bench.wire import BadAnswer, request

PROJECTS, QUICK_PROJECTS, QUICK_SECONDS, NODES = 2_000, 200, 2.0, 30
YEAR, TODAY = 2041, date(2041, 6, 3)  # a year that nothing else measures
QUERY = """
query Map($year: Int) {
  warMap(year: $year) {
    projectId projectName code kind outsidePlan level category townId townName longitude latitude leaderName
    nodes notStarted onTime waiting dueSoon dueToday late done doneLate ended worst nextDueOn nextNodeName
    plannedInvestment plannedToDate verifiedInvestment percent openIssues
  }
}
"""
BOARD = """
query Board($year: Int) {
  warMapBoard(by: TOWN, year: $year) { key name projects outsidePlan lateProjects nodes late worst plannedInvestment verifiedInvestment percent }
}
"""
READER = Actor("reader", "测量", frozenset({Role.INVESTMENT_AUTHORITY}), None, DIVISION)  # like all who ask: sees all
FILLED = (
    """
insert into projects (id, division, version, name, owner_id, town_id, level, category, code, longitude, latitude, total_investment)
select md5('map' || n)::uuid, '430211', 1, '示例挂图项目' || n, md5('map owner' || n % 300)::uuid, md5('unit' || n % 20)::uuid,
       (array['DISTRICT', 'CITY'])[1 + n % 2], (array['INDUSTRY', 'INFRASTRUCTURE', 'SOCIAL', 'ECOLOGY'])[1 + n % 4],
       '4101-430211-04-01-' || lpad(n::text, 6, '0'), 112.95 + n % 250 * 0.001, 27.6 + n % 350 * 0.001, 10000 + n
from generate_series(1, $1::int) n""",
    """
insert into schedules (id, division, project_id, project_name, owner_id, town_id, kind, year, opened_on, plan_version)
select md5('map schedule' || n)::uuid, '430211', md5('map' || n)::uuid, '示例挂图项目' || n, md5('map owner' || n % 300)::uuid,
       md5('unit' || n % 20)::uuid, (array['NEW_START', 'CONTINUING'])[1 + n % 2], 2041, date '2041-01-04', 1
from generate_series(1, $1::int) n""",
    """
insert into plan_items (id, division, schedule_id, plan_id, plan_version, year, document_number, kind, total_investment,
                        annual_investment, issued_on, current)
select md5('map item' || n)::uuid, '430211', md5('map schedule' || n)::uuid, md5('map plan')::uuid, 1, 2041, '示例〔2041〕1号',
       'NEW_START', 10000 + n, 3000 + n % 500, date '2041-01-04', true
from generate_series(1, $1::int) n""",
    """
insert into annual_tasks (id, division, schedule_id, year, version, annual_investment, months, set_at, set_by)
select md5('map task' || n)::uuid, '430211', md5('map schedule' || n)::uuid, 2041, 1, 3000,
       array_fill(250::numeric(20,4), array[12]), now(), '测试员'
from generate_series(1, $1::int) n""",
    """
insert into progress_reports (id, division, schedule_id, project_id, year, month, version, status, done_investment, physical_percent,
                              physical_text, reporters, reported_on, verified_on, verified_investment)
select md5('map report' || n || '/' || m)::uuid, '430211', md5('map schedule' || n)::uuid, md5('map' || n)::uuid, 2041, m, 2, 'VERIFIED',
       200, 5 * m, '正常', '{p}', make_date(2041, m, 28), make_date(2041, m, 28), 200 + n % 77
from generate_series(1, $1::int) n, generate_series(1, 5) m""",
    f"""
insert into nodes (id, division, schedule_id, project_id, code, name, stage, key_link, responsible_unit_id, responsible_person,
                   duration, unit, links, evidence, waits_for, plan_version, current, position, start_on, due_on, early_start_on,
                   early_due_on, total_float, free_float, critical, baseline_start_on, baseline_due_on, completed_on, version)
select md5('map node' || n || '/' || k)::uuid, '430211', md5('map schedule' || n)::uuid, md5('map' || n)::uuid, 'N' || k, '示例节点' || k,
       null, '办结', md5('unit' || k % 20)::uuid, '测试员', 12, 'WORKING_DAY', '[]', '{{批复}}', case when k % 10 = 3 then 'LAND_QUOTA' end,
       1, true, k, day, day + 15, day, day + 15, 0, 0, k % 3 = 0, day, day + 15, case when k * 12 < 150 + n % 40 then day + 14 + n % 3 end, 1
from generate_series(1, $1::int) n, generate_series(1, {NODES}) k,
     lateral (select date '2041-01-04' + 12 * k + n % 9 as day) d""",
)


async def measure(ground: Ground, pace: Pace) -> list[Pair]:
    projects = QUICK_PROJECTS if pace.seconds < QUICK_SECONDS else PROJECTS
    database = await ground.database("schedule")
    await fill(database, projects)
    pace = replace(pace, clients=1)  # one wall at a time; each answer is a whole map
    titles = (
        ("map", QUERY, f"挂图作战：{projects} 个项目 × {NODES} 个节点"),
        ("board", BOARD, "看板：按镇（街道）合计"),
    )
    return [await compare(await _contest(ground, database, *titled), pace) for titled in titles]


async def fill(database: asyncpg.Connection, projects: int) -> None:
    """Add the projects of the map's year, with all that it shows of them."""
    for statement in FILLED:
        await database.execute(statement, projects)
    for table in ("projects", "schedules", "plan_items", "annual_tasks", "progress_reports", "nodes"):
        await database.execute(f"analyze {table}")


async def _contest(ground: Ground, database: asyncpg.Connection, key: str, query: str, title: str) -> Contest:
    address = ground.address("schedule")
    (served,) = await ground.connections(address, 1)
    who = {"authorization": f"Bearer {ground.live.token(clerk(0))}", "x-business-date": TODAY.isoformat()}
    asked = request(address, {"query": query, "variables": {"year": YEAR}}, who)
    statement, arguments = sent(query)
    prepared = await database.prepare(statement)

    async def ours(_client: int, _turn: int) -> None:
        answer = await served.send(asked)
        if b'"errors"' in answer[:200]:
            raise BadAnswer(answer[:500].decode())

    async def limit(_client: int, _turn: int) -> None:
        await prepared.fetchval(*arguments)

    told = orjson.loads(await served.send(asked))["data"]
    if told != _read(await prepared.fetchval(*arguments)):
        raise BadAnswer("the service and its own SQL say different things")
    return Contest(
        key=f"map.{key}",
        title=title,
        ours=("schedule, HTTP", ours),
        limit=("the very SQL, asyncpg", limit),
        kind="latency",
    )


def sent(query: str) -> Statement:
    """Return the very SQL that the service sends for the operation, and its arguments."""
    document = _document(query)
    read = document.variables.read({"year": YEAR})
    assert read is not None
    values, shape = read
    plan = document.plan(values, shape, READER)
    assert plan.sql is not None
    assert not plan.walked, "all of it is one statement"
    assert plan.fill is None, "and nothing of it is worked out in Python"
    return plan.sql, plan.arguments(values, SimpleNamespace(caller=READER, today=TODAY, now=clock.system_now()))


def _read(answer: Any) -> Any:
    return orjson.loads(answer) if isinstance(answer, (bytes, str)) else answer


@cache
def _document(query: str) -> Document:
    return Document(schema(), parse(query), query.split("(", maxsplit=1)[0].rsplit(maxsplit=1)[-1])
