from __future__ import annotations

from services.law.parties import Role
from tests.harness.people import person
from tests.reserve.life import INVESTMENT, TODAY, codes, credit_code

UNIT = "organization { id version name creditCode creditCodeException { reason approver } roles parent { name } }"


def entry(number: int, **changes):
    return {
        "name": f"示例单位{number}",
        "category": "DEPARTMENT",
        "creditCode": credit_code(number),
        "roles": ["LAND"],
    } | changes


async def test_a_unit_is_registered_and_told_to_the_other_services(reserve):
    unit = await reserve.done("registerOrganization", UNIT, INVESTMENT, **entry(101, parentId=reserve.authority_id))
    assert unit["parent"] == {"name": "区工业和信息化局"}
    (event,) = [
        e
        for e in await reserve.api.events("zhongdian.reserve.organization.registered.v1")
        if e["subject"] == unit["id"]
    ]
    assert event["data"] == {
        "organizationId": unit["id"],
        "name": "示例单位101",
        "category": "DEPARTMENT",
        "creditCode": credit_code(101),
        "parentId": reserve.authority_id,
        "roles": ["LAND"],
        "version": 1,
        "division": "430211",
        "active": True,
        "mergedInto": None,
    }


async def test_a_code_whose_check_character_fails_needs_a_recorded_exception(reserve):
    pilot = credit_code(102)[:-1] + ("0" if credit_code(102)[-1] != "0" else "1")
    refused = await reserve.refused("registerOrganization", UNIT, INVESTMENT, **entry(102, creditCode=pilot))
    assert codes(refused) == ["CREDIT_CODE_CHECK_FAILED"]
    half = await reserve.refused(
        "registerOrganization", UNIT, INVESTMENT, **entry(102, creditCode=pilot, exceptionReason="早期试点代码")
    )
    assert codes(half) == ["EXCEPTION_INCOMPLETE", "CREDIT_CODE_CHECK_FAILED"]
    excepted = entry(102, creditCode=pilot, exceptionReason="早期试点代码", exceptionApprover="李科长")
    unit = await reserve.done("registerOrganization", UNIT, INVESTMENT, **excepted)
    assert unit["creditCodeException"] == {"reason": "早期试点代码", "approver": "李科长"}


async def test_names_and_codes_are_unique_and_everything_is_told_at_once(reserve):
    await reserve.done("registerOrganization", UNIT, INVESTMENT, **entry(103))
    same = await reserve.refused("registerOrganization", UNIT, INVESTMENT, **entry(103, roles=[], name=" 示例单位103 "))
    assert codes(same) == ["ORGANIZATION_NAME_TAKEN", "CREDIT_CODE_TAKEN", "ROLES_MISSING"]


async def test_a_change_takes_the_version_and_is_told(reserve):
    unit = await reserve.done("registerOrganization", UNIT, INVESTMENT, **entry(104))
    change = {"organizationId": unit["id"], "expectedVersion": 1} | entry(104, name="更名单位", roles=["LAND", "OWNER"])
    change |= {"reason": "机构改革"}
    changed = await reserve.done("changeOrganization", UNIT, INVESTMENT, **change)
    assert (changed["name"], changed["version"], changed["roles"]) == ("更名单位", 2, ["LAND", "OWNER"])
    assert codes(await reserve.refused("changeOrganization", UNIT, INVESTMENT, **change)) == [
        "VERSION_CONFLICT",
        "NOTHING_CHANGED",
    ]
    event = (await reserve.api.events("zhongdian.reserve.organization.changed.v1"))[-1]
    assert (event["data"]["name"], event["data"]["version"]) == ("更名单位", 2)


async def test_a_unit_is_not_below_itself(reserve):
    upper = await reserve.done("registerOrganization", UNIT, INVESTMENT, **entry(105))
    lower = await reserve.done("registerOrganization", UNIT, INVESTMENT, **entry(106, parentId=upper["id"]))
    change = {"organizationId": upper["id"], "expectedVersion": 1} | entry(105, parentId=lower["id"])
    assert codes(await reserve.refused("changeOrganization", UNIT, INVESTMENT, **change)) == ["PARENT_CYCLE"]


async def test_the_directory_is_searched_and_filtered(reserve):
    query = """query($filter: OrganizationFilter, $search: String) { organizations(filter: $filter, search: $search) {
        totalCount edges { node { name children { name } } } } }"""
    found = await reserve.api(query, {"search": "街道"}, as_=reserve.owner)
    assert [e["node"]["name"] for e in found["organizations"]["edges"]] == ["某某街道办事处"]
    owners = await reserve.api(query, {"filter": {"categories": ["OWNER"]}}, as_=reserve.owner)
    assert owners["organizations"]["totalCount"] == 1
    towns = await reserve.api(query, {"filter": {"roles": ["PLANNING_PARTY"]}}, as_=reserve.owner)
    assert towns["organizations"]["totalCount"] == 1


async def test_the_viewer_is_who_the_token_says(reserve):
    query = "{ viewer { id name roles division businessDate unit { name } } }"
    seen = (await reserve.api(query, as_=reserve.owner, on=TODAY))["viewer"]
    assert seen["unit"] == {"name": "松井新材料科技有限公司"}
    assert (seen["roles"], seen["division"], seen["businessDate"]) == (["OWNER"], "430211", "2026-11-24")


async def test_articles_and_rules_can_be_looked_up(reserve):
    query = """{ articles { citation summary service } rulebook(on: "2026-11-24") { evidenceKinds { code article numbered }
        opinionBodies { code role } deliberatingBodies { name } decisionSteps { code }
        libraries { library criteria { code article investmentMode } } } }"""
    seen = await reserve.api(query, as_=person(Role.LEADER))
    assert "第五条（一）" in [a["citation"] for a in seen["articles"]]
    assert [b["name"] for b in seen["rulebook"]["deliberatingBodies"]] == ["工委委员会", "区委常委会", "区政府常务会"]
    assert len(seen["rulebook"]["opinionBodies"]) == 4
    assert [r["library"] for r in seen["rulebook"]["libraries"]] == [
        "FIVE_YEAR",
        "THREE_YEAR",
        "ONE_YEAR",
        "CONSTRUCTION",
    ]


async def test_odd_characters_in_a_credit_code_are_refused(reserve):
    document = (
        "mutation($input: RegisterOrganizationInput!) { registerOrganization(input: $input) { userErrors { code } } }"
    )
    for odd in ("\ud800", "😀", "\u200b"):
        given = entry(190, creditCode=credit_code(190)[:-1] + odd) | {"idempotencyKey": f"odd-{ord(odd)}"}
        answer = await reserve.escaped(document, {"input": given}, INVESTMENT)
        refused = answer["data"]["registerOrganization"]["userErrors"] if answer.get("data") else answer["errors"]
        assert refused[0].get("code", "BAD_INPUT") in {"CREDIT_CODE_MALFORMED", "BAD_INPUT"}
