"""A whole plan issued, and an adjustment's effect shown; beside each the same rows and the same sums by hand.

The plan is of 2,000 items (as many as there are projects, where there are fewer), the adjustment of 200 changes.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any
from uuid import UUID

import asyncpg
import orjson

from services.chassis.clock import new_id
from tests.bench.ground import DIVISION, Ground, clerk
from tests.bench.mutation import DIGEST, twin
from tests.bench.pairs import Contest, Pace, Pair, compare
from tests.bench.seed import ORGANIZATIONS, OWNERS, PROJECTS, TOWNS
from tests.bench.wire import BadAnswer, data_of

ITEMS, CHANGES = 2_000, 200
FIRST_YEAR = 3_000  # plans of the measurement are of years that nobody else uses

ISSUE = """mutation($input: IssuePlanInput!) { issuePlan(input: $input) { plan { id version status }
  userErrors { code message } } }"""
EFFECT = """query($id: UUID!) { adjustment(id: $id) { effect { category revaluedProjects
  before { ...A } removed { ...A } added { ...A } revalued { ...A } after { ...A } } } }
fragment A on AdjustmentAmounts { projects totalInvestment annualInvestment }"""

# a plan that all bodies have passed: 2,000 items with four opinions each, three meetings
APPROVED = """
with plan as (
  insert into plans (id, division, version, year, status, drafted_on, major_decision, round, suggested_on)
  values ($1, '430211', 9, $2, 'APPROVED', date '2026-01-01', false, 1, date '2026-01-02')),
meetings as (
  insert into deliberations (id, division, plan_id, round, body, outcome, held_on, recorded_at, recorded_by)
  select md5($1::uuid::text || body)::uuid, '430211', $1, 1, body, 'PASSED', date '2026-01-03',
         timestamptz '2026-01-03 08:00+08' + at * interval '1 hour', '测试员'
  from unnest(array['WORKING_COMMITTEE', 'STANDING_COMMITTEE', 'GOVERNMENT_EXECUTIVE']) with ordinality as b(body, at)),
listed as (
  insert into plan_items (id, division, plan_id, project_id, project_name, sort_key, category, kind, basis,
                          total_investment, annual_investment, owner_id, town_id, added_at)
  select md5($1::uuid::text || n)::uuid, '430211', $1, p.id, p.name, p.sort_key, p.category,
         (array['NEW_START', 'CONTINUING', 'PRELIMINARY'])[1 + n % 3], 'APPLICATION', p.total_investment, 3000.5 + n % 500,
         p.owner_id, p.town_id, timestamptz '2026-01-01 08:00+08'
  from generate_series(1, $3::int) n join projects p on p.id = md5('project' || n)::uuid
  returning id)
insert into opinions (id, division, item_id, body, outcome, text, given_on, given_at, given_by)
select md5(l.id::text || body)::uuid, '430211', l.id, body, 'SUPPORT', '同意', date '2026-01-02',
       timestamptz '2026-01-02 08:00+08', '测试员'
from listed l, unnest(array['INDUSTRY_AUTHORITY', 'FINANCE', 'LAND', 'FINANCIAL_SERVICES']) body
"""
# what an issue writes and no less: the plan, its edition with items and text, an event an item, audit, idempotency key
WRITTEN = """
with plan as (
  update plans set version = version + 1, status = 'ISSUED', document_number = $2, issued_on = date '2026-01-05'
  where id = $1),
edition as (
  insert into plan_editions (id, division, plan_id, number, year, drafted_on, document_number, issued_on, digest,
                             recorded_at, recorded_by)
  select $3, division, id, 1, year, drafted_on, $2, date '2026-01-05', $4, now(), '测试员' from plans where id = $1),
told as (
  insert into plan_edition_texts (edition_id, division, text, digest) values ($3, '430211', $5, $4)),
items as (
  insert into plan_edition_items (id, division, edition_id, project_id, project_name, sort_key, category, kind, basis,
                                  total_investment, annual_investment)
  select gen_random_uuid(), '430211', $3, project_id, project_name, sort_key, category, kind, basis, total_investment,
         annual_investment
  from plan_items where plan_id = $1),
events as (
  insert into outbox (event_id, topic, key, lane, type, division, event)
  select gen_random_uuid(), 'reserve.events', project_id::text, 1, 'zhongdian.reserve.plan-item.issued.v1', '430211', $6
  from plan_items where plan_id = $1),
trail as (
  insert into audit (at, actor, actor_name, roles, division, action, subject, after_digest)
  values (now(), $7, '测试员', '{INVESTMENT_AUTHORITY}', '430211', 'issuePlan', 'plan/' || $1::uuid::text, $8))
insert into idempotency (actor, key, operation, request_digest, result) values ($7, $9, 'issuePlan', $8, $1)
"""
ADJUSTED = """
with plan as (
  insert into plans (id, division, version, year, status, drafted_on, major_decision, round, document_number, issued_on)
  values ($1, '430211', 10, $2, 'ISSUED', date '2026-01-01', false, 1, '株测发〔' || $2::int || '〕1号', date '2026-01-05')),
listed as (
  insert into plan_items (id, division, plan_id, project_id, project_name, sort_key, category, kind, basis,
                          total_investment, annual_investment, owner_id, town_id, added_at)
  select md5($1::uuid::text || n)::uuid, '430211', $1, p.id, p.name, p.sort_key, p.category,
         (array['NEW_START', 'CONTINUING', 'PRELIMINARY'])[1 + n % 3], 'APPLICATION', p.total_investment, 3000.5 + n % 500,
         p.owner_id, p.town_id, timestamptz '2026-01-01 08:00+08'
  from generate_series(1, $3::int) n join projects p on p.id = md5('project' || n)::uuid),
adjustment as (
  insert into adjustments (id, division, plan_id, year, edition, version, status, drafted_on, drafted_at, drafted_by,
                           major_decision, round)
  values ($1, '430211', $1, $2, 1, 2, 'DRAFT', date '2026-07-01', now(), '测试员', false, 1))
insert into adjustment_changes (id, division, adjustment_id, project_id, project_name, sort_key, change, category, kind,
                                basis, total_investment, annual_investment, total_before, annual_before, owner_id,
                                reason, drafted_at, drafted_by)
select md5($1::uuid::text || 'change' || n)::uuid, '430211', $1, p.id, p.name, p.sort_key, c.change, p.category, 'NEW_START',
       'APPLICATION', p.total_investment, case when c.change = 'REMOVE' then 3000.5 + n % 500 else 100.25 + n end,
       case when c.change <> 'ADD' then p.total_investment end, case when c.change <> 'ADD' then 3000.5 + n % 500 end,
       p.owner_id, '测量', now(), '测试员'
from generate_series(1, $4::int) n join projects p on p.id = md5('project' || n)::uuid,
     lateral (select (array['ADD', 'REMOVE', 'REVALUE'])[1 + n % 3] as change) c
"""
SUMS = """
with base as (
  select category, count(*) n, sum(total_investment) t, sum(annual_investment) a
  from plan_items where plan_id = $1 group by category),
moved as (
  select category, change, count(*) n, sum(total_investment) t, sum(annual_investment) a, sum(total_before) bt,
         sum(annual_before) ba
  from adjustment_changes where adjustment_id = $1 group by category, change)
select json_build_array((select json_agg(base) from base), (select json_agg(moved) from moved))::text
"""


async def measure(ground: Ground, pace: Pace) -> list[Pair]:
    items = min(ITEMS, ground.volume)
    await ground.fill(items)
    return [await _issues(ground, pace, items), await _effects(ground, pace, items)]


async def _issues(ground: Ground, pace: Pace, items: int) -> Pair:
    """One at a time: a plan is issued once a year, and then somebody waits for it. Only the command is timed."""
    (served,) = await ground.connections(ground.address("reserve"), 1)
    database = await ground.database("reserve")
    direct = await ground.connect(await twin(ground))
    await direct.execute(ORGANIZATIONS, TOWNS, OWNERS)
    await direct.execute(PROJECTS.format(towns=TOWNS, owners=OWNERS), 1, items)
    text = orjson.dumps({"items": [{"project": str(UUID(int=n)), "opinions": ["同意" * 40]} for n in range(items)]})
    event = orjson.dumps({"data": {"projectName": "示例建设项目", "note": "x" * 500}}).decode()

    async def ours(client: int, turn: int) -> float:
        id_, number = await _approved(database, turn, items)
        asked = {"planId": str(id_), "expectedVersion": 9, "documentNumber": number}
        given = {"input": {"idempotencyKey": str(new_id()), **asked}}
        message = ground.asked(ground.address("reserve"), ISSUE, given, clerk(client))
        began = time.perf_counter()
        done: Any = data_of(await served.send(message))["issuePlan"]
        taken = time.perf_counter() - began
        if done["userErrors"] or done["plan"]["status"] != "ISSUED":
            raise BadAnswer(str(done))
        return taken

    async def limit(client: int, turn: int) -> float:
        id_, number = await _approved(direct, turn, items)
        given = (id_, number, new_id(), DIGEST, text.decode(), event, clerk(client).subject, DIGEST, str(new_id()))
        began = time.perf_counter()
        await direct.execute(WRITTEN, *given)
        return time.perf_counter() - began

    contest = Contest(
        key="plan.issue",
        title=f"下达{items}个项目的计划",
        ours=("reserve service, GraphQL", ours),
        limit=("same rows, one statement, asyncpg", limit),
        kind="times",
        settle=ground.settle,
    )
    return await compare(contest, replace(pace, clients=1))


async def _approved(database: asyncpg.Connection, turn: int, items: int) -> tuple[UUID, str]:
    id_, year = new_id(), FIRST_YEAR + turn
    await database.execute(APPROVED, id_, year, items)
    return id_, f"株测发〔{year}〕{turn + 1}号"


async def _effects(ground: Ground, pace: Pace, items: int) -> Pair:
    changes = min(CHANGES, items)
    served = await ground.connections(ground.address("reserve"), pace.clients)
    databases = [await ground.database("reserve") for _ in range(pace.clients)]
    id_ = new_id()
    await databases[0].execute(ADJUSTED, id_, FIRST_YEAR - 1, items, changes)
    asked = [ground.asked(ground.address("reserve"), EFFECT, {"id": str(id_)}, clerk(n)) for n in range(pace.clients)]

    async def ours(client: int, _turn: int) -> None:
        shown: Any = data_of(await served[client].send(asked[client]))["adjustment"]
        if shown["effect"][-1]["before"]["projects"] != items:
            raise BadAnswer(str(shown))

    async def limit(client: int, _turn: int) -> None:
        if not await databases[client].fetchval(SUMS, id_):
            raise BadAnswer(DIVISION)

    contest = Contest(
        key="plan.effect",
        title=f"{items}个项目、{changes}项调整的影响测算",
        ours=("reserve service, GraphQL", ours),
        limit=("same sums in SQL, asyncpg", limit),
    )
    return await compare(contest, pace)
