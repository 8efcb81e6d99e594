"""What a gateway asks of the reserve service for a page of another one: six fields of 50 projects."""

from __future__ import annotations

import asyncpg

from tests.bench.reads.shape import Shape, Statement, Variables

SIZE = 50
QUERY = """
query Entities($representations: [_Any!]!) {
  _entities(representations: $representations) { ... on Project { id name library level totalInvestment changedAt } }
}
"""
SQL = """
select json_build_object('_entities', (
  select coalesce(json_agg((
    select json_build_object('id', p.id, 'name', p.name, 'library', p.library, 'level', p.level,
      'totalInvestment', trim_scale(p.total_investment)::text, 'changedAt', p.changed_at)
    from projects p where p.id = asked.id) order by asked.n), '[]')
  from unnest($1::uuid[]) with ordinality asked(id, n)))
"""


async def variations(database: asyncpg.Connection, count: int) -> list[Variables]:
    """Take 50 projects from anywhere for each request, in no order of theirs."""
    ids = [row["id"] for row in await database.fetch("select id from projects order by md5(id::text)")]
    step = max(1, (len(ids) - SIZE) // count)
    return [
        {"representations": [{"__typename": "Project", "id": str(id_)} for id_ in ids[n : n + SIZE]]}
        for n in range(0, step * count, step)
    ]


def statement(variables: Variables) -> Statement:
    return SQL, ([asked["id"] for asked in variables["representations"]],)


SHAPE = Shape(
    key="entities",
    title="_entities：50 个项目 × 6 个字段",
    service="reserve",
    operation="Entities",
    query=QUERY,
    variations=variations,
    statement=statement,
)
