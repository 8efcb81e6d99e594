"""The scheduler: 10,000 nodes beside networkx's longest path, 100,000 in a batch, and 10,000 planned through GraphQL.

The network is knit: each node waits for about two of those shortly before it, a fifth of the links are of another kind
than finish to start, a third has a lag, and every third node counts calendar days.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import asyncpg
import networkx as nx
import orjson

from services.chassis.calendar import calendar
from services.chassis.clock import new_id
from services.schedule.domain.network.activity import Activity, DayUnit, Link, LinkKind
from services.schedule.domain.network.batch import Target, timetables
from services.schedule.domain.network.timetable import Timed, Timetable, timetable
from tests.bench.ground import DIVISION, Ground, clerk
from tests.bench.pairs import Contest, Pace, Pair, compare
from tests.bench.wire import BadAnswer, data_of
from tests.harness.waiting import eventually

NODES, QUICK_NODES, QUICK_SECONDS = 10_000, 2_000, 2.0
BATCH, OF_ONE = 100_000, 30  # nodes in all, and in each project
REACH = 400  # how far back a node of the large network may look
TODAY, TARGET = date(2027, 1, 11), date(2035, 12, 28)
UNIT = UUID(int=7)
PLAN = """mutation($input: ScheduleBackwardsInput!) { scheduleBackwards(input: $input) {
  nodePlan { version nodes(first: 1) { totalCount } } userErrors { code message } } }"""
UNITS = """
insert into organizations (id, division, version, name, category, active)
values ($1, '430211', 1, '示例测量单位', 'DEPARTMENT', true) on conflict do nothing
"""
SCHEDULE = """
insert into schedules (id, division, project_id, project_name, owner_id, kind, year, opened_on, plan_version)
values ($1, '430211', $1, '示例测量项目', $2, 'NEW_START', 2027, date '2027-01-04', $3)
"""
# what a plan writes and no less: the plan, its nodes as they are now and as this version had them, an event a node
WRITTEN = """
with plan as (
  insert into node_plans (id, division, schedule_id, version, target_on, planned_on, slack, critical_path, planned_at, planned_by)
  values ($1, '430211', $1, 1, $2, $3, 0, '{}', now(), '测试员')),
given as (
  select id, k - 1 as position, code, links::json as links, start_on, due_on, early_on, early_due, total, critical, event
  from unnest($4::text[], $5::text[], $6::date[], $7::date[], $8::date[], $9::date[], $10::int[], $11::bool[], $13::uuid[],
              $14::text[])
       with ordinality as g(code, links, start_on, due_on, early_on, early_due, total, critical, id, event, k)),
now_so as (
  insert into nodes (id, division, schedule_id, project_id, code, name, key_link, responsible_unit_id, responsible_person,
                     duration, unit, links, evidence, plan_version, current, position, start_on, due_on, early_start_on,
                     early_due_on, total_float, free_float, critical, baseline_start_on, baseline_due_on, version)
  select id, '430211', $1, $1, code, '示例节点' || code, '报批', $12, '测试员', 5, 'WORKING_DAY', links, '{批复}', 1, true,
         position, start_on, due_on, early_on, early_due, total, 0, critical, start_on, due_on, 1 from given),
kept as (
  insert into planned_nodes (plan_id, node_id, division, schedule_id, position, code, name, responsible_unit_id,
                             responsible_person, duration, unit, links, start_on, due_on, critical, free_float)
  select $1, id, '430211', $1, position, code, '示例节点' || code, $12, '测试员', 5, 'WORKING_DAY', links, start_on, due_on,
         critical, 0 from given)
insert into outbox (event_id, topic, key, lane, type, division, event, published_at)
select gen_random_uuid(), 'schedule.events', $1::text, 1, 'zhongdian.schedule.node.planned.v1', '430211', event::json, now()
from given
"""


def network(size: int, reach: int, seed: int = 1) -> tuple[Activity, ...]:
    """Knit a network of so many nodes, the same for the same seed."""
    pick = random.Random(seed)
    units, kinds = tuple(DayUnit), tuple(LinkKind)
    made = []
    for i in range(size):
        before = sorted({pick.randrange(max(0, i - reach), i) for _ in range(2)}) if i else []
        links = []
        for b in before:
            kind = pick.choice(kinds) if pick.random() < 0.2 else LinkKind.FINISH_TO_START
            links.append(Link(f"N{b}", kind, pick.choice((0, 0, 0, 0, 2, -1)), pick.choice(units)))
        made.append(Activity(f"N{i}", 1 + i % 5, units[i % 3 == 0], tuple(links)))
    return tuple(made)


def graph(activities: Sequence[Activity]) -> nx.DiGraph:
    """Draw the network as networkx wants it: a link weighs the days of its predecessor."""
    drawn = nx.DiGraph()
    days = {a.code: a.duration for a in activities}
    drawn.add_nodes_from(days)
    drawn.add_weighted_edges_from((k.predecessor, a.code, days[k.predecessor]) for a in activities for k in a.links)
    return drawn


async def measure(ground: Ground, pace: Pace) -> list[Pair]:
    quick = pace.seconds < QUICK_SECONDS
    size, batch = (QUICK_NODES, BATCH // 10) if quick else (NODES, BATCH)
    # the whole of it ends within four minutes: the networks in short rounds, a plan a round
    alone = replace(pace, clients=1, seconds=pace.seconds / 2)
    return [
        await compare(_one_network(size), alone),
        await compare(_many_networks(batch), replace(alone, rounds=3)),
        await _planned(ground, replace(alone, rounds=3, seconds=0.01), size),
    ]


def _one_network(size: int) -> Contest:
    """Ours is everything, from the nodes as given to dates, floats and critical path; networkx's pass finds the longest path."""
    activities = network(size, REACH)
    drawn = graph(activities)

    async def ours(_client: int, _turn: int) -> None:
        _sound(timetable(activities, TARGET, TODAY, calendar()), size)

    async def limit(_client: int, _turn: int) -> None:
        nx.dag_longest_path(drawn)

    return Contest(
        key="schedule.network",
        title=f"{size}个节点的一个网络：倒排、正排、时差、关键线路",
        ours=("timetable", ours),
        limit=("networkx, dag_longest_path", limit),
        kind="times",
    )


def _many_networks(size: int) -> Contest:
    asked = [Target(network(OF_ONE, 8, n), date(2029, 6, 29)) for n in range(size // OF_ONE)]
    drawn = [graph(target.activities) for target in asked]

    async def ours(_client: int, _turn: int) -> None:
        for table in timetables(asked, TODAY, calendar()):
            _sound(table, OF_ONE)

    async def limit(_client: int, _turn: int) -> None:
        for one in drawn:
            nx.dag_longest_path(one)

    return Contest(
        key="schedule.batch",
        title=f"{len(asked)}个项目、共{len(asked) * OF_ONE}个节点一批倒排",
        ours=("timetables", ours),
        limit=("networkx, dag_longest_path", limit),
        kind="times",
    )


def _sound(table: object, size: int) -> Timetable:
    if not isinstance(table, Timetable) or len(table.rows) != size:
        raise BadAnswer(str(table)[:500])
    return table


async def _planned(ground: Ground, pace: Pace, size: int) -> Pair:
    """Only the command is timed. The limit computes the same days and writes the same rows in one statement."""
    address = ground.address("schedule")
    (served,) = await ground.connections(address, 1)
    database = await ground.database("schedule")
    await database.execute(UNITS, UNIT)
    activities = network(size, REACH)
    nodes = [_node(a) for a in activities]

    async def ours(client: int, _turn: int) -> None:
        project = new_id()
        await database.execute(SCHEDULE, project, UNIT, 0)
        given = {"idempotencyKey": str(new_id()), "projectId": str(project), "targetOn": str(TARGET), "nodes": nodes}
        done: Any = data_of(await served.send(ground.asked(address, PLAN, {"input": given}, clerk(client))))
        if (
            done["scheduleBackwards"]["userErrors"]
            or done["scheduleBackwards"]["nodePlan"]["nodes"]["totalCount"] != size
        ):
            raise BadAnswer(str(done)[:500])

    async def limit(_client: int, _turn: int) -> None:
        table = _sound(timetable(activities, TARGET, TODAY, calendar()), size)
        await _written(database, new_id(), activities, table)

    async def told() -> None:
        await eventually(lambda: _quiet(database), 120)

    contest = Contest(
        key="schedule.plan",
        title=f"经 GraphQL 编制{size}个节点的倒排计划",
        ours=("schedule service, GraphQL", ours),
        limit=("same days, same rows in one statement, asyncpg", limit),
        kind="times",
        settle=told,
    )
    return await compare(contest, pace)


async def _quiet(database: asyncpg.Connection) -> bool:
    """Whether every event of the plans before is out, so that the next one has the machine for itself."""
    return not await database.fetchval("select exists (select from outbox where published_at is null)")


def _node(activity: Activity) -> dict[str, Any]:
    links = [
        {"predecessor": k.predecessor, "kind": k.kind.value, "lag": k.lag, "lagUnit": k.lag_unit.value}
        for k in activity.links
    ]
    return {
        "code": activity.code,
        "name": f"示例节点{activity.code}",
        "keyLink": "报批",
        "responsibleUnitId": str(UNIT),
        "responsiblePerson": "测试员",
        "duration": activity.duration,
        "unit": activity.unit.value,
        "dependencies": links,
        "requiredEvidence": ["批复"],
    }


async def _written(
    database: asyncpg.Connection, schedule: UUID, activities: Sequence[Activity], table: Timetable
) -> None:
    rows = table.rows
    ids = [new_id() for _ in rows]
    async with database.transaction():
        await database.execute(SCHEDULE, schedule, UNIT, 1)
        await database.execute(
            WRITTEN,
            schedule,
            TARGET,
            TODAY,
            [a.code for a in activities],
            [orjson.dumps(_node(a)["dependencies"]).decode() for a in activities],
            [r.late.start for r in rows],
            [r.late.finish for r in rows],
            [r.early.start for r in rows],
            [r.early.finish for r in rows],
            [r.total_float for r in rows],
            [r.critical for r in rows],
            UNIT,
            ids,
            [_event(node, schedule, row) for node, row in zip(ids, rows, strict=True)],
        )


def _event(node: UUID, project: UUID, row: Timed) -> str:
    """Tell of a node as the service does: its notice is written of this."""
    told = {
        "nodeId": node,
        "projectId": project,
        "planVersion": 1,
        "name": f"示例节点{row.code}",
        "responsibleUnitId": UNIT,
        "responsiblePerson": "测试员",
        "startOn": row.late.start,
        "dueOn": row.late.finish,
        "waitsForRequest": False,
        "division": DIVISION,
    }
    around = {
        "specversion": "1.0",
        "id": node,
        "source": "/zhongdian/schedule",
        "type": "zhongdian.schedule.node.planned.v1",
        "subject": project,
        "time": "2027-01-11T09:00:00+08:00",
        "datacontenttype": "application/json",
        "division": DIVISION,
        "data": told,
    }
    return orjson.dumps(around).decode()
