"""A list of the schedule service: 20 projects with five nodes each, filtered, from anywhere in the whole."""

from __future__ import annotations

import base64
from datetime import date
from functools import cache
from itertools import cycle
from typing import Any
from uuid import UUID

import asyncpg
import orjson

from tests.bench.reads.shape import Rival, Shape, Statement, Variables

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
  'pageInfo', json_build_object('hasNextPage', count(*) > 20, 'endCursor', translate(encode(convert_to(
    '["' || (array_agg(opened_on) filter (where n <= 20))[least(count(*), 20)] || '", "'
    || (array_agg(id) filter (where n <= 20))[least(count(*), 20)] || '"]', 'UTF8'), 'base64'), E'+/\\n', '-_')),
  'edges', coalesce(json_agg(json_build_object('node', json_build_object(
      'id', id, 'projectName', project_name, 'kind', kind, 'year', year, 'openedOn', opened_on, 'planVersion', plan_version,
      'nodes', json_build_object('edges', (
        select coalesce(json_agg(json_build_object('node', json_build_object('id', k.id, 'code', k.code, 'name', k.name,
          'keyLink', k.key_link, 'responsiblePerson', k.responsible_person, 'startOn', k.start_on, 'dueOn', k.due_on,
          'completedOn', k.completed_on, 'critical', k.critical, 'version', k.version))), '[]')
        from (select * from nodes where current and schedule_id = page.id order by position, id limit 5) k
      ))
    ))) filter (where n <= 20), '[]')
))
from (
  select id, project_name, kind, year, opened_on, plan_version, row_number() over (order by opened_on desc, id desc) as n
  from schedules where (opened_on, id) < ($1, $2) {conditions} order by opened_on desc, id desc limit 21
) page
"""
COLUMNS = {"kind": "kind", "townId": "town_id"}
FIRST_PAGE = (date(9999, 1, 1), UUID(int=2**128 - 1))
POSTGRAPHILE = """
query List($condition: ScheduleCondition, $after: Cursor) {
  allSchedules(first: 20, condition: $condition, after: $after, orderBy: [OPENED_ON_DESC, ROW_ID_DESC]) {
    pageInfo { hasNextPage endCursor }
    edges { node {
      rowId projectName kind year openedOn planVersion
      scheduleNodesByScheduleId(first: 5, condition: { current: true }, orderBy: [POSITION_ASC, ROW_ID_ASC]) {
        edges { node { rowId code name keyLink responsiblePerson startOn dueOn completedOn critical version } }
      }
    } }
  }
}
"""
ANYWHERE = "select id, opened_on, kind, town_id from schedules order by md5(id::text) limit $1"
NEWEST = """
select id, opened_on, kind, town_id from
  (select * from schedules order by opened_on desc, id desc limit (select count(*) / 3 from schedules)) newest
order by md5(id::text) limit $1
"""


def statement(variables: Variables) -> Statement:
    """Return the SQL of a page of a filter, and its arguments."""
    filter_: dict[str, Any] = variables["filter"] or {}
    return _sql(tuple(filter_)), (*_keys(variables["after"]), *filter_.values())


@cache
def _sql(filtered: tuple[str, ...]) -> str:
    return SQL.format(conditions=" ".join(f"and {COLUMNS[name]} = ${n}" for n, name in enumerate(filtered, 3)))


def _keys(cursor: str | None) -> tuple[date, UUID]:
    if cursor is None:
        return FIRST_PAGE
    day, id_ = orjson.loads(base64.urlsafe_b64decode(cursor))
    return date.fromisoformat(day), UUID(id_)


async def variations(database: asyncpg.Connection, count: int) -> list[Variables]:
    """Begin after rows from anywhere, with a filter that the row itself fulfils; each tenth is a first page."""
    rows = await database.fetch(ANYWHERE, count)
    filters = cycle([(), ("kind",), ("townId",), ("kind", "townId"), ("kind",), ("townId",)])
    return [_variables(row, next(filters), first=n % 10 == 0) for n, row in enumerate(rows)]


async def full_pages(database: asyncpg.Connection, count: int) -> list[Variables]:
    """Begin in the newest third, with filters that leave a full page behind it however few projects there are."""
    rows = await database.fetch(NEWEST, count)
    filters = cycle([(), ("kind",)])
    return [_variables(row, next(filters), first=False) for row in rows]


def _variables(row: asyncpg.Record, filtered: tuple[str, ...], *, first: bool) -> Variables:
    held = {"kind": row["kind"], "townId": str(row["town_id"])}
    keys = f'["{row["opened_on"]}", "{row["id"]}"]'
    after = None if first else base64.urlsafe_b64encode(keys.encode()).decode()
    return {"filter": {name: held[name] for name in filtered} or None, "after": after}


def _its_variables(ours: Variables, mark: str) -> Variables:
    if ours["after"] is None:
        after = None
    else:
        day, id_ = _keys(ours["after"])
        after = base64.b64encode(orjson.dumps([mark, str(day), str(id_)])).decode()
    return {"condition": ours["filter"] or {}, "after": after}


SHAPE = Shape(
    key="list",
    title="列表：20 个项目 × 5 个节点，筛选、按键分页",
    service="schedule",
    operation="List",
    query=QUERY,
    variations=variations,
    statement=statement,
    rival=Rival(
        query=POSTGRAPHILE,
        variables=_its_variables,
        names={"allSchedules": "schedules", "scheduleNodesByScheduleId": "nodes", "rowId": "id"},
        marked="{ allSchedules(first: 1, orderBy: [OPENED_ON_DESC, ROW_ID_DESC]) { pageInfo { endCursor } } }",
    ),
)
