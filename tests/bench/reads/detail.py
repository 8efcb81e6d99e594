"""One project of the reserve service as its page shows it: 30 fields, and three lists."""

from __future__ import annotations

import asyncpg

from tests.bench.reads.shape import Rival, Shape, Statement, Variables

QUERY = """
query Detail($id: UUID!) {
  project(id: $id) {
    id version division name library level category industryCode investmentMode approvalRoute projectCode totalInvestment
    function scale content constructionMode startOn finishOn fundUse benefit longitude latitude registeredAt changedAt
    owner { id name } town { id name } industryAuthority { id name }
    fundSources { source amount }
    planItems { id kind basis totalInvestment annualInvestment addedAt plan { year status documentNumber } }
    history(first: 5) {
      pageInfo { hasNextPage endCursor }
      edges { node { id version at action actorName roles reason approver } }
    }
  }
}
"""
SQL = """
select json_build_object('project', (select json_build_object(
  'id', p.id, 'version', p.version, 'division', p.division, 'name', p.name, 'library', p.library, 'level', p.level,
  'category', p.category, 'industryCode', p.industry_code, 'investmentMode', p.investment_mode,
  'approvalRoute', p.approval_route, 'projectCode', p.project_code, 'totalInvestment', trim_scale(p.total_investment)::text,
  'function', p.function, 'scale', p.scale, 'content', p.content, 'constructionMode', p.construction_mode,
  'startOn', p.start_on, 'finishOn', p.finish_on, 'fundUse', p.fund_use, 'benefit', p.benefit,
  'longitude', trim_scale(p.longitude)::text, 'latitude', trim_scale(p.latitude)::text,
  'registeredAt', p.registered_at, 'changedAt', p.changed_at,
  'owner', (select json_build_object('id', o.id, 'name', o.name) from organizations o where o.id = p.owner_id),
  'town', (select json_build_object('id', o.id, 'name', o.name) from organizations o where o.id = p.town_id),
  'industryAuthority', (select json_build_object('id', o.id, 'name', o.name) from organizations o where o.id = p.industry_authority_id),
  'fundSources', (
    select coalesce(json_agg(json_build_object('source', s.source, 'amount', trim_scale(s.amount)::text)), '[]')
    from (select * from fund_sources where project_id = p.id order by position) s),
  'planItems', (
    select coalesce(json_agg(json_build_object('id', i.id, 'kind', i.kind, 'basis', i.basis,
      'totalInvestment', trim_scale(i.total_investment)::text, 'annualInvestment', trim_scale(i.annual_investment)::text,
      'addedAt', i.added_at, 'plan', (select json_build_object('year', a.year, 'status', a.status,
        'documentNumber', a.document_number) from plans a where a.id = i.plan_id))), '[]')
    from (select * from plan_items where project_id = p.id order by id) i),
  'history', (
    select json_build_object(
      'pageInfo', json_build_object('hasNextPage', count(*) > 5, 'endCursor', translate(encode(convert_to(
        '["' || (array_agg(id) filter (where n <= 5))[least(count(*), 5)] || '"]', 'UTF8'), 'base64'), E'+/\\n', '-_')),
      'edges', coalesce(json_agg(json_build_object('node', json_build_object('id', id, 'version', version, 'at', at,
        'action', action, 'actorName', actor_name, 'roles', roles, 'reason', reason, 'approver', approver)))
        filter (where n <= 5), '[]'))
    from (select *, row_number() over (order by id desc) as n
          from project_changes where project_id = p.id order by id desc limit 6) h)
) from projects p where p.id = $1))
"""
POSTGRAPHILE = """
query Detail($id: UUID!) {
  projectByRowId(rowId: $id) {
    rowId version division name library level category industryCode investmentMode approvalRoute projectCode totalInvestment
    function scale content constructionMode startOn finishOn fundUse benefit longitude latitude registeredAt changedAt
    organizationByOwnerId { rowId name } organizationByTownId { rowId name } organizationByIndustryAuthorityId { rowId name }
    fundSourcesByProjectId(orderBy: [POSITION_ASC]) { nodes { source amount } }
    planItemsByProjectId(orderBy: [ROW_ID_ASC]) {
      nodes { rowId kind basis totalInvestment annualInvestment addedAt planByPlanId { year status documentNumber } }
    }
    projectChangesByProjectId(first: 5, orderBy: [ROW_ID_DESC]) {
      pageInfo { hasNextPage endCursor }
      edges { node { rowId version at action actorName roles reason approver } }
    }
  }
}
"""
NAMES = {
    "projectByRowId": "project",
    "rowId": "id",
    "organizationByOwnerId": "owner",
    "organizationByTownId": "town",
    "organizationByIndustryAuthorityId": "industryAuthority",
    "fundSourcesByProjectId": "fundSources",
    "planItemsByProjectId": "planItems",
    "planByPlanId": "plan",
    "projectChangesByProjectId": "history",
}


async def variations(database: asyncpg.Connection, count: int) -> list[Variables]:
    """Take projects from anywhere."""
    ids = await database.fetch("select id from projects order by md5(id::text) limit $1", count)
    return [{"id": str(row["id"])} for row in ids]


def statement(variables: Variables) -> Statement:
    return SQL, (variables["id"],)


SHAPE = Shape(
    key="detail",
    title="详情：一个项目，30 个字段、3 个列表",
    service="reserve",
    operation="Detail",
    query=QUERY,
    variations=variations,
    statement=statement,
    rival=Rival(query=POSTGRAPHILE, variables=lambda ours, _mark: ours, names=NAMES),
)
