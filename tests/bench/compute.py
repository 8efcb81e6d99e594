"""A quarter of 1,000 units computed from 1,000,000 facts, whole and after one new fact, beside the same sums in raw SQL.

Before anything is timed both sides give the same: of each unit the value of every indicator to six places, the score and
the rank. The raw side keeps nothing; ours keeps what counted, thing by thing, with digests and sums in words.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import asyncpg
import orjson

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.bench.ground import Ground
from tests.bench.pairs import Contest, Pace, Pair, compare
from tests.bench.wire import BadAnswer, Connection, data_of, request
from tests.harness.people import person

FACTS, QUICK_FACTS, QUICK_SECONDS = 1_000_000, 100_000, 2.0
OF_PROJECT = 50  # facts: ten nodes planned twice, of which nine completed; four requests; four months
DIVISION = "439901"  # a county of nobody, that nothing else measures
YEAR, QUARTER, TODAY = 2026, 4, date(2027, 1, 8)
AUTHORITY = person(Role.INVESTMENT_AUTHORITY, subject="bench-computing", division=DIVISION)
Ask = Callable[[str, dict[str, Any]], Awaitable[Any]]
Found = dict[str, tuple[list[Decimal | None], Decimal, int]]  # by unit: values of the indicators, score, rank

GROUPS = ("TOWN", "DEPARTMENT", "STATE_PLATFORM", "CITY_STATIONED", "OWNER")
INDICATORS = (
    {"code": "NODES", "name": "节点任务", "measure": "NODE_TASKS", "formula": "RATIO", "weight": "50"},
    {"code": "GUARANTEE", "name": "要素保障", "measure": "FACTOR_GUARANTEE", "formula": "RATIO", "weight": "30"},
    {
        "code": "MONEY",
        "name": "投资进度",
        "measure": "PHYSICAL_PROGRESS",
        "formula": "CAPPED_LINEAR",
        "weight": "20",
        "cap": "1.2",
    },
)
SCHEME: dict[str, Any] = {
    "expectedVersion": 0,
    "year": YEAR,
    "title": "示例测量细则",
    "groups": [{"group": g, "indicators": INDICATORS, "smallGroup": "NO_CARDS", "tieBreakers": []} for g in GROUPS],
    "places": 2,
    "highest": "100",
    "ties": "INCLUDE_TIED",
    "idle": "SHARE_OUT",
    "yellowMeans": "示例",
    "redMeans": "示例",
    "approver": "示例批准人",
    "document": "示例〔2026〕1号",
}
ADOPT = (
    "mutation($input: AdoptSchemeInput!) { adoptScheme(input: $input) { scheme { id } userErrors { code message } } }"
)
COMPUTE = """mutation($input: ComputePeriodInput!) { computePeriod(input: $input) {
  period { id version digest } userErrors { code message } } }"""
# Project p answers to unit p % 1000. Of its ten nodes the second plan moves the limits by a day; every tenth is never
# completed, every seventh completed late, every twenty-third in January only.
FILL = (
    """
insert into organizations (id, division, version, name, category)
select md5('computed unit' || n)::uuid, $1, 1, '示例考核单位' || n, ($2::text[])[1 + n % 5] from generate_series(0, 999) n""",
    """
insert into facts (id, division, kind, unit_id, project_id, service, record_id, happened_on, recorded_at, recorded_on,
                   due_on, days_late, plan_version)
select gen_random_uuid(), $1, k.kind, md5('computed unit' || p % 1000)::uuid, md5('computed project' || p)::uuid, 'schedule',
       md5('computed node' || p || ' ' || n)::uuid, date '2026-09-01' + k.plan, timestamptz '2026-09-01 12:00+8' + k.plan * interval '1 day',
       date '2026-09-01' + k.plan, date '2026-09-29' + (p * 7 + n * 11) % 95 + k.plan, null, k.plan
from generate_series(1, $2::int) p, generate_series(1, 10) n, (values ('NODE_PLANNED', 1), ('NODE_PLANNED', 2)) k (kind, plan)""",
    """
insert into facts (id, division, kind, unit_id, project_id, service, record_id, happened_on, recorded_at, recorded_on, due_on, days_late)
select gen_random_uuid(), $1, 'NODE_COMPLETED', md5('computed unit' || p % 1000)::uuid, md5('computed project' || p)::uuid, 'schedule',
       md5('computed node' || p || ' ' || n)::uuid, d.done, d.done + time '12:00', d.done, d.due, greatest(0, d.done - d.due)
from generate_series(1, $2::int) p, generate_series(1, 9) n,
     lateral (select date '2026-09-29' + (p * 7 + n * 11) % 95 + 2) g (due),
     lateral (select g.due, case when (p + n) % 23 = 0 then date '2027-01-04' when (p + n) % 7 = 0 then g.due + 3
                                 else g.due - (p + n) % 4 end) d (due, done)""",
    """
insert into facts (id, division, kind, unit_id, project_id, service, record_id, happened_on, recorded_at, recorded_on,
                   due_on, days_late, record_version)
select gen_random_uuid(), $1, k.kind, md5('computed unit' || p * 3 % 1000)::uuid, md5('computed project' || p)::uuid, 'support',
       md5('computed request' || p || ' ' || n)::uuid, d.on_, d.on_ + time '12:00', d.on_, d.due,
       case when k.version = 2 then greatest(0, d.on_ - d.due) end, k.version
from generate_series(1, $2::int) p, generate_series(1, 9) n, (values ('REQUEST_SUBMITTED', 1), ('REQUEST_DECIDED', 2)) k (kind, version),
     lateral (select date '2026-09-20' + (p * 5 + n * 13) % 95) g (asked),
     lateral (select g.asked + 15, case when k.version = 1 then g.asked else g.asked + 8 + (p + n) % 10 end) d (due, on_)
where k.version = 1 or (p + n) % 19 <> 0""",
    """
insert into facts (id, division, kind, unit_id, project_id, service, record_id, happened_on, recorded_at, recorded_on,
                   month, done, planned, done_so_far, planned_so_far)
select gen_random_uuid(), $1, 'PROGRESS_VERIFIED', md5('computed unit' || p * 7 % 1000)::uuid, md5('computed project' || p)::uuid,
       'schedule', md5('computed month' || p || ' ' || m)::uuid, m.last, m.last + time '12:00', m.last, date_trunc('month', m.last), 100, 100,
       m.n * (60 + p % 67), m.n * 100
from generate_series(1, $2::int) p,
     (values (9, date '2026-09-30'), (10, date '2026-10-31'), (11, date '2026-11-30')) m (n, last)""",
    "analyze facts",
)
# The same rules for the kinds that are there: the newest plan of a project as known at the quarter's end holds, a thing
# counts where its limit or its end fell first, and what was not done by its limit and the quarter's end is late.
SUMS = """
with own as (select * from facts where division = $1),
planned as (
  select record_id, unit_id, due_on from (
    select *, max(plan_version) over (partition by project_id) as newest from own
    where kind = 'NODE_PLANNED' and recorded_on <= $3) p
  where plan_version = newest),
submitted as (
  select distinct on (record_id) record_id, unit_id, due_on from own
  where kind = 'REQUEST_SUBMITTED' and recorded_on <= $3 order by record_id, record_version desc, recorded_at desc, id desc),
ended as (
  select distinct on (kind, record_id) kind, record_id, unit_id, due_on, happened_on, days_late from own
  where kind in ('NODE_COMPLETED', 'REQUEST_DECIDED') order by kind, record_id, recorded_at desc, id desc),
timed as (
  select 'NODES' as code, p.unit_id as given_to, p.due_on as given, e.* from planned p
  full join (select * from ended where kind = 'NODE_COMPLETED') e using (record_id)
  union all
  select 'GUARANTEE', s.unit_id, s.due_on, e.* from submitted s
  full join (select * from ended where kind = 'REQUEST_DECIDED') e using (record_id)),
judged as (
  select code, given_to, unit_id, days_late, least(happened_on, due_on) between $2 and $3 as ended,
         coalesce(given between $2 and $3 and (happened_on is null or (happened_on > $3
           and not (due_on = given and days_late = 0))), false) as overdue
  from timed),
counted as (
  select code, case when overdue then given_to else unit_id end as unit_id, not overdue and days_late = 0 as kept
  from judged where overdue or ended),
ratios as (
  select code, unit_id, (count(*) filter (where kept))::numeric(60, 30) / count(*) as value from counted group by code, unit_id),
money as (
  select 'MONEY' as code, unit_id, least(1.2, sum(done_so_far)::numeric(60, 30) / sum(planned_so_far)) as value from (
    select distinct on (unit_id, project_id) unit_id, done_so_far, planned_so_far from own
    where kind = 'PROGRESS_VERIFIED' and happened_on between $2 and $3
    order by unit_id, project_id, month desc, recorded_at desc, id desc) m
  group by unit_id),
valued as (
  select v.*, case code when 'NODES' then 50 when 'GUARANTEE' then 30 else 20 end as weight
  from (select * from ratios union all select * from money) v),
scored as (
  select o.category, o.id, max(value) filter (where code = 'NODES') as nodes, max(value) filter (where code = 'GUARANTEE') as guarantee,
         max(value) filter (where code = 'MONEY') as money,
         round(least(100, round(sum(value * weight) * 100 / sum(weight), 20)), 2) as score
  from valued join organizations o on o.id = unit_id and o.division = $1 group by o.id)
select id::text, array[round(nodes, 6), round(guarantee, 6), round(money, 6)] as values, score,
       rank() over (partition by category order by score desc)::int as rank
from scored
"""
OURS = """
select r.unit_id::text as id, r.score, r.rank, array_agg(i.value order by i.place) as values
from unit_results r join indicator_results i on i.result_id = r.id where r.division = $1 group by r.id"""
NEW = """
insert into facts (id, division, kind, unit_id, project_id, service, record_id, happened_on, recorded_at, recorded_on, due_on, days_late)
select gen_random_uuid(), division, kind, unit_id, project_id, service, gen_random_uuid(), date '2026-11-02', now(), date '2026-11-02',
       date '2026-11-01', 1
from facts where division = $1 and kind = 'NODE_COMPLETED' offset $2 limit 1"""
# as if it had never been computed
FORGET = (
    "delete from indicator_results where division = $1",
    "delete from unit_results where division = $1",
    "delete from period_entries where division = $1",
    "delete from counted_elsewhere where division = $1",
    "delete from period_grounds where division = $1",
    "delete from periods where division = $1",
)


async def measure(ground: Ground, pace: Pace) -> list[Pair]:
    facts = QUICK_FACTS if pace.seconds < QUICK_SECONDS else FACTS
    database = await ground.database("assessment")
    await database.execute("select set_config('app.division', $1, false)", DIVISION)
    (served,) = await ground.connections(ground.address("assessment"), 1)
    ask = partial(_ask, ground, served)
    accepted((await ask(ADOPT, {"input": keyed(**SCHEME)}))["adoptScheme"])
    kept = await fill(database, facts)
    version = await computed(ask, 0)
    await alike(database)
    pace = replace(pace, clients=1, rounds=min(pace.rounds, 3), seconds=0.01)  # one authority, one computation a round
    whole = await compare(_whole(database, ask, kept), pace)
    await forget(database)
    version = await computed(ask, 0)
    again = await compare(_again(database, ask, kept, version), pace)
    await alike(database)
    return [whole, again]


def _whole(database: asyncpg.Connection, ask: Ask, facts: int) -> Contest:
    async def ours(_client: int, _turn: int) -> float:
        await forget(database)
        began = time.perf_counter()
        await computed(ask, 0)
        return time.perf_counter() - began

    return Contest(
        key="compute.whole",
        title=f"季度考核整体计算：{facts}条事实、1000个单位",
        ours=("computePeriod, GraphQL", ours),
        limit=("the same scores and ranks in one statement, asyncpg", partial(_summed, database)),
        kind="times",
    )


def _again(database: asyncpg.Connection, ask: Ask, facts: int, version: int) -> Contest:
    now = {"version": version}

    async def ours(_client: int, turn: int) -> float:
        await database.execute(NEW, DIVISION, 100 + turn)
        began = time.perf_counter()
        now["version"] = await computed(ask, now["version"])
        return time.perf_counter() - began

    return Contest(
        key="compute.again",
        title=f"新增1条事实后重算：{facts}条事实、1000个单位",
        ours=("computePeriod, GraphQL", ours),
        limit=("the whole statement again, asyncpg", partial(_summed, database)),
        kind="times",
    )


async def fill(database: asyncpg.Connection, facts: int) -> int:
    """Add units and about so many facts; return how many there are."""
    projects = facts // OF_PROJECT
    for statement in FILL:
        given = {0: [DIVISION, list(GROUPS)], len(FILL) - 1: []}.get(FILL.index(statement), [DIVISION, projects])
        await database.execute(statement, *given, timeout=600)
    kept: int = await database.fetchval("select count(*) from facts where division = $1", DIVISION)
    return kept


async def forget(database: asyncpg.Connection) -> None:
    """Remove what was computed."""
    for statement in FORGET:
        await database.execute(statement, DIVISION)


async def computed(ask: Ask, version: int) -> int:
    """Compute the quarter; return the version that it has now."""
    asked = keyed(year=YEAR, quarter=QUARTER, expectedVersion=version)
    made: dict[str, Any] = accepted((await ask(COMPUTE, {"input": asked}))["computePeriod"])["period"]
    return int(made["version"])


async def _summed(database: asyncpg.Connection, _client: int, _turn: int) -> None:
    await sums(database)


async def sums(database: asyncpg.Connection) -> Found:
    """Return what raw SQL makes of the same facts."""
    return found(await database.fetch(SUMS, DIVISION, date(YEAR, 10, 1), date(YEAR, 12, 31), timeout=600))


async def alike(database: asyncpg.Connection) -> int:
    """Fail where both sides differ; return how many units there are."""
    ours, raw = found(await database.fetch(OURS, DIVISION)), await sums(database)
    if ours != raw:
        one = next(unit for unit in ours.keys() | raw.keys() if ours.get(unit) != raw.get(unit))
        raise BadAnswer(f"{one}: {ours.get(one)} is not {raw.get(one)}")
    return len(raw)


def found(rows: list[asyncpg.Record]) -> Found:
    return {row["id"]: (row["values"], row["score"], row["rank"]) for row in rows}


async def _ask(ground: Ground, served: Connection, query: str, variables: dict[str, Any]) -> Any:
    who = {"authorization": f"Bearer {ground.live.token(AUTHORITY)}", "x-business-date": TODAY.isoformat()}
    return data_of(
        await served.send(request(ground.address("assessment"), {"query": query, "variables": variables}, who))
    )


def keyed(**given: Any) -> dict[str, Any]:
    return {"idempotencyKey": str(new_id()), **given}


def accepted(payload: dict[str, Any]) -> dict[str, Any]:
    if payload["userErrors"]:
        raise BadAnswer(orjson.dumps(payload["userErrors"]).decode()[:500])
    return payload
