"""第四条：a project is registered with its elements, by whom it may, and once."""

from __future__ import annotations

from uuid import UUID

import pytest

from services.law.parties import Role
from tests.harness.people import person
from tests.reserve.life import INVESTMENT, PROJECT, codes


async def test_a_registered_project_shows_all_its_elements_and_its_units(reserve):
    project = await reserve.project(name="要素齐全项目")
    query = """query($id: UUID!) { project(id: $id) { name libraryName nextLibrary level category industryCode
        investmentMode approvalRoute totalInvestment function scale content constructionMode startOn finishOn fundUse
        benefit longitude latitude fundSources { source amount } owner { name category } town { name }
        industryAuthority { name roles } division version } }"""
    shown = (await reserve.api(query, {"id": project["id"]}, as_=reserve.owner))["project"]
    assert shown["owner"] == {"name": "松井新材料科技有限公司", "category": "OWNER"}
    assert shown["town"]["name"] == "某某街道办事处"
    assert shown["industryAuthority"]["roles"] == ["INDUSTRY_AUTHORITY"]
    assert (shown["libraryName"], shown["nextLibrary"]) == ("未入库", "FIVE_YEAR")
    assert [f["source"] for f in shown["fundSources"]] == ["企业自筹", "银行贷款"]
    assert sum(float(f["amount"]) for f in shown["fundSources"]) == float(shown["totalInvestment"])


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"name": ""}, "TEXT_MISSING", "name"),
        ({"name": "松井\u200b项目"}, "TEXT_INVISIBLE_CHARACTER", "name"),
        ({"name": "松井🚀项目"}, "NAME_SYMBOL", "name"),
        ({"name": "松" * 201}, "TEXT_TOO_LONG", "name"),
        ({"totalInvestment": "-1", "fundSources": []}, "AMOUNT_NEGATIVE", "totalInvestment"),
        ({"totalInvestment": "1000000000000000000", "fundSources": []}, "AMOUNT_TOO_LARGE", "totalInvestment"),
        ({"totalInvestment": "0.00001", "fundSources": []}, "AMOUNT_TOO_PRECISE", "totalInvestment"),
        ({"totalInvestment": "189000.0001"}, "FUNDS_DO_NOT_BALANCE", "fundSources"),
        ({"secret": True}, "SECRET_PROJECT", "secret"),
        ({"ownerId": str(UUID(int=1))}, "OWNER_UNKNOWN", "ownerId"),
        ({"projectCode": "2111-522323-04-01-34206"}, "PROJECT_CODE_MALFORMED", "projectCode"),
        ({"approvalRoute": "APPROVAL"}, "ROUTE_DOES_NOT_FIT_MODE", "approvalRoute"),
        ({"longitude": "27.8", "latitude": "113.1"}, "LONGITUDE_OUT_OF_RANGE", "longitude"),
    ],
)
async def test_a_faulty_project_is_refused_and_leaves_no_trace(reserve, changes, code, field):
    before = await reserve.api.audit(), await reserve.api.events()
    elements = reserve.elements(**{"name": "有误项目"} | changes)
    refused = await reserve.refused("registerProject", PROJECT, reserve.owner, **elements)
    assert (code, field) in [(e["code"], e["field"]) for e in refused]
    assert before == (await reserve.api.audit(), await reserve.api.events())


async def test_everything_wrong_is_told_at_once_each_with_its_clause(reserve):
    elements = reserve.elements(name="", totalInvestment="5", finishOn="2026-01-01", approvalRoute="APPROVAL")
    refused = await reserve.refused("registerProject", PROJECT, reserve.owner, **elements)
    assert {e["code"]: e["article"] for e in refused} == {
        "TEXT_MISSING": "第四条",
        "FUNDS_DO_NOT_BALANCE": "第四条",
        "TIMING_REVERSED": "第四条",
        "ROUTE_DOES_NOT_FIT_MODE": "第六条",
    }


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "1e400", "九", {"a": 1}, "1" * 50])
async def test_what_is_no_number_is_a_fault_of_the_request(reserve, amount):
    elements = reserve.elements(name="非数", totalInvestment=amount) | {"idempotencyKey": "nan"}
    document = "mutation($input: RegisterProjectInput!) { registerProject(input: $input) { userErrors { code } } }"
    answer = await reserve.api.raw(document, {"input": elements}, as_=reserve.owner)
    assert {e["extensions"]["code"] for e in answer["errors"]} == {"BAD_INPUT"}


async def test_nul_bytes_do_not_reach_the_database(reserve):
    elements = reserve.elements(name="松井\x00项目") | {"idempotencyKey": "nul"}
    document = "mutation($input: RegisterProjectInput!) { registerProject(input: $input) { userErrors { code } } }"
    answer = await reserve.api.raw(document, {"input": elements}, as_=reserve.owner)
    assert [e["extensions"]["code"] for e in answer["errors"]] == ["BAD_INPUT"]


@pytest.mark.parametrize("odd", ["\ud800", "\u202e", "\ufeff", "\U000e0001"])
async def test_odd_characters_anywhere_are_refused_and_never_a_fault_of_ours(reserve, odd):
    document = (
        "mutation($input: RegisterProjectInput!) { registerProject(input: $input) { userErrors { code field } } }"
    )
    for field in ("name", "scale", "projectCode", "industryCode"):
        elements = reserve.elements(**{"name": "怪字符项目", field: f"怪{odd}字"}) | {
            "idempotencyKey": f"odd-{field}-{ord(odd)}"
        }
        answer = await reserve.escaped(document, {"input": elements}, reserve.owner)
        refused = [e["field"] for e in answer["data"]["registerProject"]["userErrors"]] if answer.get("data") else []
        assert refused == [field] or answer["errors"][0]["extensions"]["code"] == "BAD_INPUT"
    search = await reserve.escaped("query($s: String) { projects(search: $s) { totalCount } }", {"s": odd}, INVESTMENT)
    assert search["errors"][0]["extensions"]["code"] == "BAD_INPUT"


async def test_an_owner_applies_for_itself_and_not_for_others(reserve):
    other = person(Role.OWNER, unit=UUID(int=99))
    refused = await reserve.refused("registerProject", PROJECT, other, **reserve.elements(name="他人项目"))
    assert codes(refused) == ["OWNER_NOT_YOU"]
    assert refused[0]["article"] == "第三条（二）"


async def test_a_town_registers_for_an_owner_and_the_same_name_of_the_same_owner_once(reserve):
    elements = reserve.elements(name="镇街代报项目")
    await reserve.done("registerProject", PROJECT, reserve.town, **elements)
    refused = await reserve.refused("registerProject", PROJECT, reserve.town, **elements | {"name": " 镇街代报项目 "})
    assert codes(refused) == ["PROJECT_DUPLICATE"]


async def test_the_same_command_sent_twice_is_carried_out_once(reserve):
    elements = reserve.elements(name="幂等项目") | {"idempotencyKey": "twice-1"}
    first = await reserve.done("registerProject", PROJECT, reserve.owner, **elements)
    again = await reserve.done("registerProject", PROJECT, reserve.owner, **elements)
    assert first == again
    changed = await reserve.refused("registerProject", PROJECT, reserve.owner, **elements | {"name": "另一项目"})
    assert codes(changed) == ["IDEMPOTENCY_KEY_REUSED"]
