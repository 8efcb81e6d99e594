"""Who sees a project, and who may do what with it."""

from __future__ import annotations

from uuid import UUID

import pytest

from services.law.parties import Role
from tests.harness.people import person
from tests.reserve.life import INVESTMENT, PROJECT, at, codes


async def test_a_stranger_neither_sees_nor_touches_the_project(reserve):
    project = await reserve.project(name="只给自己看")
    stranger = person(Role.OWNER, unit=UUID(int=98))
    for who in (stranger, person(Role.OWNER), person(Role.SPECIALIST, unit=UUID(int=97)), person(Role.OPERATOR)):
        seen = await reserve.api(
            'query($id: UUID!) { project(id: $id) { name } projects(search: "只给自己") { totalCount edges { node { id } } } }',
            {"id": project["id"]},
            as_=who,
        )
        assert seen == {"project": None, "projects": {"totalCount": 0, "edges": []}}
    refused = await reserve.refused("changeProject", PROJECT, stranger, **at(project), reason="试", scale="小")
    assert codes(refused) == ["PROJECT_UNKNOWN"]
    entity = "query($r: [_Any!]!) { _entities(representations: $r) { ... on Project { name } } }"
    reference = {"r": [{"__typename": "Project", "id": project["id"]}]}
    assert (await reserve.api(entity, reference, as_=stranger))["_entities"] == [None]
    assert (await reserve.api(entity, reference, as_=reserve.owner))["_entities"] == [{"name": "只给自己看"}]


async def test_another_division_sees_nothing_and_the_city_looks_but_does_not_touch(reserve):
    project = await reserve.project(name="分区项目")
    look = "query($id: UUID!) { project(id: $id) { name } }"
    neighbour = INVESTMENT.but(division="430204")
    city = INVESTMENT.but(division="430200")
    assert (await reserve.api(look, {"id": project["id"]}, as_=neighbour))["project"] is None
    assert (await reserve.api(look, {"id": project["id"]}, as_=city))["project"] == {"name": "分区项目"}
    for outsider in (neighbour, city):
        refused = await reserve.refused("removeProject", PROJECT, outsider, **at(project), reason="越区")
        assert codes(refused) == ["PROJECT_UNKNOWN"]


@pytest.mark.parametrize("role", [Role.OWNER, Role.PLANNING_PARTY, Role.LAND, Role.LEADER, Role.INDUSTRY_AUTHORITY])
async def test_only_the_investment_authority_converts(reserve, role):
    document = "mutation($input: ConvertProjectInput!) { convertProject(input: $input) { userErrors { code } } }"
    asked = {"idempotencyKey": "x", "projectId": str(UUID(int=1)), "expectedVersion": 1, "toLibrary": "FIVE_YEAR"}
    answer = await reserve.api.raw(document, {"input": asked}, as_=person(role))
    assert [e["extensions"]["code"] for e in answer["errors"]] == ["FORBIDDEN"]
