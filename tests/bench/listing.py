"""A list of 20 projects with 5 nodes each, of the schedule service directly; beside it one SQL statement that writes the JSON."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import asyncpg

from tests.bench.ground import Ground, clerk
from tests.bench.pairs import Contest, Pace, Pair, compare
from tests.bench.seed import TOWNS
from tests.bench.wire import BadAnswer, data_of

SIZE, DEEP = 20, 8  # of a page; pages of each filter
QUERY = """
query List($filter: ScheduleFilter, $after: String) {
  schedules(first: 20, filter: $filter, after: $after) {
    pageInfo { hasNextPage endCursor }
    edges { node {
      id projectName kind year openedOn planVersion
      nodes(first: 5) { edges { node { id code name keyLink responsiblePerson startOn dueOn completedOn critical version } } }
    } }
  }
}
"""
# One statement a filter, as one would write it by hand: the page by its keys, five nodes of each row by their index.
# `n` counts one row more than is shown, which tells whether there is a next page.
SQL = """
select json_build_object('schedules', json_build_object(
  'pageInfo', json_build_object('hasNextPage', count(*) > 20, 'endCursor', (array_agg(cursor order by n) filter (where n <= 20))[least(count(*), 20)]),
  'edges', coalesce(json_agg(json_build_object('node', json_build_object(
      'id', id, 'projectName', project_name, 'kind', kind, 'year', year, 'openedOn', opened_on, 'planVersion', plan_version,
      'nodes', json_build_object('edges', (
        select coalesce(json_agg(json_build_object('node', json_build_object('id', k.id, 'code', k.code, 'name', k.name,
          'keyLink', k.key_link, 'responsiblePerson', k.responsible_person, 'startOn', k.start_on, 'dueOn', k.due_on,
          'completedOn', k.completed_on, 'critical', k.critical, 'version', k.version)) order by k.position, k.id), '[]')
        from (select * from nodes where current and schedule_id = page.id order by position, id limit 5) k
      ))
    )) order by n) filter (where n <= 20), '[]')
))::text
from (
  select *, row_number() over (order by opened_on desc, id desc) as n,
         translate(encode(convert_to('["' || opened_on || '", "' || id || '"]', 'UTF8'), 'base64'), E'+/\\n', '-_') as cursor
  from schedules where (opened_on, id) < ($1, $2) and {condition} order by opened_on desc, id desc limit 21
) page
"""
FIRST_PAGE = (date(9999, 1, 1), UUID(int=2**128 - 1))


@dataclass(frozen=True)
class Page:
    """One page of a filter, as each side asks for it."""

    variables: dict[str, Any]
    condition: str
    binds: tuple[Any, ...]

    @property
    def sql(self) -> str:
        return SQL.format(condition=self.condition)


async def measure(ground: Ground, pace: Pace) -> list[Pair]:
    url = ground.address("schedule")
    served = await ground.connections(url, pace.clients)
    direct = [await ground.database("schedule") for _ in range(pace.clients)]
    pages = await _pages(ground, direct[0])
    asked = [[ground.asked(url, QUERY, page.variables, clerk(n)) for page in pages] for n in range(pace.clients)]

    async def ours(client: int, turn: int) -> None:
        answer = await served[client].send(asked[client][turn % len(pages)])
        if b'"errors"' in answer:
            data_of(answer)

    async def limit(client: int, turn: int) -> None:
        page = pages[turn % len(pages)]
        await direct[client].fetchval(page.sql, *page.binds)

    contest = Contest(
        key="list",
        title="列表 20 × 5 节点",
        ours=("schedule service, GraphQL", ours),
        limit=("one SQL to JSON, asyncpg", limit),
    )
    return [await compare(contest, pace)]


async def _pages(ground: Ground, database: asyncpg.Connection) -> list[Page]:
    """Walk the first full pages of each filter; both sides must answer the same on every one."""
    units = await database.fetch("select town_id from schedules group by 1 having count(*) > $1 limit $2", SIZE, TOWNS)
    filters: list[tuple[dict[str, Any] | None, str, tuple[Any, ...]]] = [(None, "true", ())]
    filters += [({"kind": k}, "kind = $3", (k,)) for k in ("NEW_START", "CONTINUING", "PRELIMINARY")]
    filters += [({"townId": str(u)}, "town_id = $3", (u,)) for (u,) in units]
    found: list[Page] = []
    for filter_, condition, binds in filters:
        variables: dict[str, Any] = {"filter": filter_, "after": None}
        for _ in range(DEEP):
            keys = _keys(variables["after"])
            page = Page(dict(variables), condition, (*keys, *binds))
            told = await _same(ground, database, page)
            if not told["hasNextPage"]:
                break
            found.append(page)
            variables["after"] = told["endCursor"]
    return found


async def _same(ground: Ground, database: asyncpg.Connection, page: Page) -> dict[str, Any]:
    url = ground.address("schedule")
    (connection,) = await ground.connections(url, 1)
    ours: Any = data_of(await connection.send(ground.asked(url, QUERY, page.variables, clerk(0))))
    theirs = json.loads(await database.fetchval(page.sql, *page.binds))
    if ours != theirs:
        raise BadAnswer(f"the two sides of the list differ: {page.variables}\n{ours}\n{theirs}")
    told: dict[str, Any] = ours["schedules"]["pageInfo"]
    return told


def _keys(cursor: str | None) -> tuple[date, UUID]:
    if cursor is None:
        return FIRST_PAGE
    day, id_ = json.loads(base64.urlsafe_b64decode(cursor))
    return date.fromisoformat(day), UUID(id_)
