from __future__ import annotations

import asyncio
from uuid import UUID

import pytest

from services.law.parties import Role
from tests.harness.people import person
from tests.reserve.life import FIVE, INVESTMENT, PROJECT, THREE, TODAY, at, codes, documents

READINESS = """query($id: UUID!, $library: Library) { project(id: $id) { readiness(library: $library) {
    library ready met asked criteria { code name article met remedy evidence { kind documentNumber } } } } }"""


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
        "TEXT_MISSING": None,
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


async def test_a_change_touches_what_is_given_and_is_remembered_with_who_when_what_and_why(reserve):
    project = await reserve.project(name="变更项目")
    changed = await reserve.done(
        "changeProject",
        PROJECT,
        reserve.owner,
        **at(project),
        reason="增加二期",
        scale="用地150亩",
        latitude=None,
        longitude=None,
    )
    assert changed["version"] == 2
    query = """query($id: UUID!) { project(id: $id) { scale content latitude history(first: 1) { totalCount
        edges { node { action actorName roles reason version at changes { field before after } } } } } }"""
    shown = (await reserve.api(query, {"id": project["id"]}, as_=reserve.owner))["project"]
    assert (shown["scale"], shown["latitude"]) == ("用地150亩", None)
    assert shown["content"] == "一期建筑面积67906.4平方米，二期28704平方米"
    assert shown["history"]["totalCount"] == 2
    entry = shown["history"]["edges"][0]["node"]
    assert (entry["action"], entry["actorName"], entry["roles"], entry["reason"]) == (
        "changeProject",
        "测试员",
        ["OWNER"],
        "增加二期",
    )
    assert entry["at"].startswith("2026-11-24") and entry["at"].endswith("+08:00")  # noqa: PT018
    assert {"field": "scale", "before": "一期用地约130亩", "after": "用地150亩"} in entry["changes"]
    assert {c["field"] for c in entry["changes"]} == {"scale", "latitude", "longitude"}


async def test_a_change_that_changes_nothing_or_has_no_reason_is_refused(reserve):
    project = await reserve.project(name="未变更项目")
    refused = await reserve.refused(
        "changeProject", PROJECT, reserve.owner, **at(project), reason="", scale="一期用地约130亩"
    )
    assert codes(refused) == ["REASON_MISSING", "NOTHING_CHANGED"]


async def test_a_change_of_the_total_alone_leaves_the_funds_out_of_balance(reserve):
    project = await reserve.project(name="资金变更项目")
    refused = await reserve.refused(
        "changeProject", PROJECT, reserve.owner, **at(project), reason="调概", totalInvestment="190000"
    )
    assert codes(refused) == ["FUNDS_DO_NOT_BALANCE"]
    funds = [{"source": "企业自筹", "amount": "90000"}, {"source": "银行贷款", "amount": "100000"}]
    changed = await reserve.done(
        "changeProject",
        PROJECT,
        reserve.owner,
        **at(project),
        reason="调概",
        totalInvestment="190000",
        fundSources=funds,
    )
    assert float(changed["totalInvestment"]) == 190000


async def test_a_version_that_is_no_longer_current_is_refused(reserve):
    project = await reserve.project(name="版本项目")
    await reserve.prove(project, *FIVE)
    refused = await reserve.refused("convertProject", PROJECT, INVESTMENT, **at(project), toLibrary="FIVE_YEAR")
    assert codes(refused) == ["VERSION_CONFLICT"]
    assert refused[0]["field"] == "expectedVersion"


async def test_the_same_command_sent_twice_is_carried_out_once(reserve):
    elements = reserve.elements(name="幂等项目") | {"idempotencyKey": "twice-1"}
    first = await reserve.done("registerProject", PROJECT, reserve.owner, **elements)
    again = await reserve.done("registerProject", PROJECT, reserve.owner, **elements)
    assert first == again
    changed = await reserve.refused("registerProject", PROJECT, reserve.owner, **elements | {"name": "另一项目"})
    assert codes(changed) == ["IDEMPOTENCY_KEY_REUSED"]


async def test_two_officers_converting_at_once_convert_once(reserve):
    project = await reserve.prove(await reserve.project(name="并发项目"), *FIVE)
    officers = [person(Role.INVESTMENT_AUTHORITY, subject=f"officer-{n}") for n in range(4)]
    outcomes = await asyncio.gather(
        *(reserve.do("convertProject", PROJECT, o, **at(project), toLibrary="FIVE_YEAR") for o in officers)
    )
    accepted = [o for o in outcomes if not o["userErrors"]]
    assert len(accepted) == 1
    lost = [set(codes(o["userErrors"])) for o in outcomes if o["userErrors"]]
    assert all("VERSION_CONFLICT" in c for c in lost)
    converted = await reserve.api.events("zhongdian.reserve.project.converted.v1")
    assert [e for e in converted if e["data"]["projectId"] == project["id"]].__len__() == 1


async def test_readiness_shows_each_criterion_with_document_or_remedy(reserve):
    project = await reserve.project(("FIVE_YEAR", FIVE), name="成熟度项目")
    project = await reserve.prove(project, "SPATIAL_PLANNING", "LETTER_OF_INTENT")
    shown = (await reserve.api(READINESS, {"id": project["id"]}, as_=reserve.owner, on=TODAY))["project"]["readiness"]
    assert (shown["library"], shown["ready"], shown["met"], shown["asked"]) == ("THREE_YEAR", False, 3, 5)
    by = {c["code"]: c for c in shown["criteria"]}
    assert by["SPATIAL_PLANNING"]["evidence"] == {"kind": "SPATIAL_PLANNING", "documentNumber": "株发改〔2026〕1号"}
    assert by["SCHEME_FIXED"] == {
        "code": "SCHEME_FIXED",
        "name": "建设规模、建设内容、建设方案基本确定",
        "article": "第五条（二）",
        "met": False,
        "remedy": "请登记建设规模、内容和方案",
        "evidence": None,
    }
    asked = {"id": project["id"], "library": "ONE_YEAR"}
    further = (await reserve.api(READINESS, asked, as_=reserve.owner, on=TODAY))["project"]["readiness"]
    assert [c["code"] for c in further["criteria"]][-1] == "AGREED_OR_FILED"


async def test_a_withdrawn_document_stays_on_record_and_counts_no_more(reserve):
    project = await reserve.project(("FIVE_YEAR", FIVE), name="撤回项目")
    project = await reserve.prove(project, *THREE)
    query = "query($id: UUID!) { project(id: $id) { evidence { id kind withdrawnReason } } }"
    evidence = (await reserve.api(query, {"id": project["id"]}, as_=reserve.owner))["project"]["evidence"]
    (scheme,) = [e["id"] for e in evidence if e["kind"] == "SCHEME"]
    project = await reserve.done(
        "withdrawEvidence", PROJECT, reserve.owner, **at(project), evidenceId=scheme, reason="文件有误"
    )
    refused = await reserve.refused("convertProject", PROJECT, INVESTMENT, **at(project), toLibrary="THREE_YEAR")
    assert codes(refused) == ["SCHEME_FIXED_MISSING"]
    evidence = (await reserve.api(query, {"id": project["id"]}, as_=reserve.owner))["project"]["evidence"]
    assert [e["withdrawnReason"] for e in evidence if e["id"] == scheme] == ["文件有误"]


async def test_faulty_documents_are_refused_all_at_once_and_none_is_recorded(reserve):
    project = await reserve.project(name="材料有误项目")
    good, unknown, early, unnumbered = documents("SCHEME", "GOSSIP", "NECESSITY", "FILING")
    early["issuedOn"] = "2026-11-25"
    unnumbered["documentNumber"] = None
    given = [good, unknown, early, unnumbered]
    refused = await reserve.refused("recordEvidence", PROJECT, reserve.owner, **at(project), evidence=given)
    assert [(e["code"], e["field"]) for e in refused] == [
        ("EVIDENCE_KIND_UNKNOWN", "evidence.1.kind"),
        ("EVIDENCE_NOT_YET_ISSUED", "evidence.2.issuedOn"),
        ("DOCUMENT_NUMBER_MISSING", "evidence.3.documentNumber"),
    ]
    query = "query($id: UUID!) { project(id: $id) { evidence { id } version } }"
    shown = (await reserve.api(query, {"id": project["id"]}, as_=reserve.owner))["project"]
    assert shown == {"evidence": [], "version": 1}


async def test_a_jump_is_refused(reserve):
    project = await reserve.prove(
        await reserve.project(("FIVE_YEAR", FIVE), name="越级项目"),
        *THREE,
        "LAND_ARRANGEMENT",
        "FUND_ARRANGEMENT",
        "FILING",
    )
    refused = await reserve.refused("convertProject", PROJECT, INVESTMENT, **at(project), toLibrary="ONE_YEAR")
    assert [(e["code"], e["article"]) for e in refused] == [("LIBRARY_STEP_SKIPPED", "第六条")]


async def test_return_and_removal_take_a_reason_and_keep_the_record(reserve):
    project = await reserve.project(("FIVE_YEAR", FIVE), ("THREE_YEAR", THREE), name="退库项目")
    refused = await reserve.refused(
        "returnProject", PROJECT, INVESTMENT, **at(project), toLibrary="FIVE_YEAR", reason=" "
    )
    assert codes(refused) == ["REASON_MISSING"]
    project = await reserve.done(
        "returnProject", PROJECT, INVESTMENT, **at(project), toLibrary="FIVE_YEAR", reason="选址未定"
    )
    project = await reserve.done("removeProject", PROJECT, INVESTMENT, **at(project), reason="业主放弃")
    assert project["library"] is None
    query = "query($id: UUID!) { project(id: $id) { history(first: 2) { edges { node { action reason } } } } }"
    shown = (await reserve.api(query, {"id": project["id"]}, as_=INVESTMENT))["project"]["history"]["edges"]
    assert [(e["node"]["action"], e["node"]["reason"]) for e in shown] == [
        ("removeProject", "业主放弃"),
        ("returnProject", "选址未定"),
    ]


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
