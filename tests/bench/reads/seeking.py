"""A search of the reserve service: 20 of the projects that match a word or initials, in a category, a level and a town."""

from __future__ import annotations

from itertools import cycle
from typing import Any

import asyncpg

from tests.bench.reads.shape import Shape, Statement, Variables

QUERY = """
query Seek($filter: ProjectFilter, $search: String) {
  projects(first: 20, filter: $filter, search: $search) {
    pageInfo { hasNextPage endCursor }
    edges { node { id name library category level projectCode totalInvestment changedAt town { id name } owner { id name } } }
  }
}
"""
# As one would write it by hand: candidates by their pieces, since row-level security lets no trigram index serve.
SQL = """
select json_build_object('projects', json_build_object(
  'pageInfo', json_build_object('hasNextPage', count(*) > 20, 'endCursor', translate(encode(convert_to(
    '["' || (array_agg(sort_key) filter (where n <= 20))[least(count(*), 20)] || '", "'
    || (array_agg(id) filter (where n <= 20))[least(count(*), 20)] || '"]', 'UTF8'), 'base64'), E'+/\\n', '-_')),
  'edges', coalesce(json_agg(json_build_object('node', json_build_object(
      'id', id, 'name', name, 'library', library, 'category', category, 'level', level, 'projectCode', project_code,
      'totalInvestment', trim_scale(total_investment)::text, 'changedAt', changed_at,
      'town', (select json_build_object('id', o.id, 'name', o.name) from organizations o where o.id = town_id),
      'owner', (select json_build_object('id', o.id, 'name', o.name) from organizations o where o.id = owner_id)
    ))) filter (where n <= 20), '[]')
))
from (
  select p.*, row_number() over (order by sort_key, id) as n from projects p
  where category = $1 and level = $2 and town_id = $3
    and id in (select s.id from projects_search s where s.pieces @> (search_words($4) || search_scope()))
    and (name ilike '%' || $4 || '%' or initials like '%' || $4 || '%')
  order by sort_key, id limit 21
) page
"""
SOME = "select name, category, level, town_id from projects order by md5(id::text) limit $1"


async def variations(database: asyncpg.Connection, count: int) -> list[Variables]:
    """Seek by the end of a project's name or of its initials, with filters that it fulfils: few and many match by turns."""
    rows = await database.fetch(SOME, count)
    ways = cycle([(2, "项目"), (2, "xm"), (9, "设项目"), (9, "jsxm")])  # how many figures follow which end
    return [_variables(row, *next(ways)) for row in rows]


def _variables(row: asyncpg.Record, figures: int, end: str) -> Variables:
    number = row["name"].rpartition("项目")[2][:figures]
    held: dict[str, Any] = {"categories": [row["category"]], "levels": [row["level"]], "townId": str(row["town_id"])}
    return {"filter": held, "search": end + number}


def statement(variables: Variables) -> Statement:
    """Return the SQL of a search, and its arguments."""
    by = variables["filter"]
    return SQL, (by["categories"][0], by["levels"][0], by["townId"], variables["search"])


SHAPE = Shape(
    key="seek",
    title="检索：名称或拼音首字母，加类别、级别、镇街三项筛选",
    service="reserve",
    operation="Seek",
    query=QUERY,
    variations=variations,
    statement=statement,
)
