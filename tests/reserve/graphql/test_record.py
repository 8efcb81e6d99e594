"""第四条、第二十二条: the record of a project: its elements, industry, location, level and code, on both sides of each limit."""

from __future__ import annotations

import logging
from uuid import UUID

import pytest
from sqlalchemy import text

from services.reserve.domain.rulebook import ELEMENTS
from tests.reserve.life import INVESTMENT, PROJECT, at, codes

ARGUED = {  # what 第四条 has projects argue, and where the record keeps it
    "功能定位": "function",
    "建设规模": "scale",
    "投资模式": "investmentMode",
    "建设方式": "constructionMode",
    "资金来源": "fundSources { source amount }",
    "建设时序": "startOn finishOn",
    "资金投向": "fundUse",
    "投资效益": "benefit",
}
CODE = "2111-522323-04-01-3420"


async def show(reserve, project, selection, as_=INVESTMENT, **variables):
    query = f"query($id: UUID!) {{ project(id: $id) {{ {selection} }} }}"
    return (await reserve.api(query, {"id": project["id"], **variables}, as_=as_))["project"]


async def test_every_element_of_the_article_is_on_the_record(reserve):
    project = await reserve.project(name="要素项目")
    shown = await show(reserve, project, " ".join(ARGUED.values()))
    assert all(shown.values())
    named = " ".join(name for _, name in ELEMENTS)  # 投资模式 cannot be left out at all
    assert all(word in named for word in ARGUED if word != "投资模式")


@pytest.mark.parametrize(("last", "fits"), [("99999.9999", False), ("100000", True), ("100000.0001", False)])
async def test_the_sources_of_funds_sum_to_the_total_to_the_yuan(reserve, last, fits):
    sources = [{"source": "企业自筹", "amount": "89000"}, {"source": "银行贷款", "amount": last}]
    made = await reserve.do(
        "registerProject", PROJECT, reserve.owner, **reserve.elements(name=f"平衡{last}", fundSources=sources)
    )
    assert codes(made["userErrors"]) == ([] if fits else ["FUNDS_DO_NOT_BALANCE"])


@pytest.mark.parametrize(
    ("code", "kept", "name"),
    [
        (" c26 ", "C26", "制造业—化学原料和化学制品制造业"),
        ("C264", "C264", "制造业—化学原料和化学制品制造业"),
        ("E4819", "E4819", "建筑业—土木工程建筑业"),
        (None, None, None),
    ],
)
async def test_an_industry_is_shown_by_its_names(reserve, code, kept, name):
    project = await reserve.project(name=f"行业{code}", industryCode=code)
    assert await show(reserve, project, "industryCode industryName") == {"industryCode": kept, "industryName": name}


@pytest.mark.parametrize(
    ("code", "refusal", "words"),
    [
        ("C", "INDUSTRY_CODE_MALFORMED", ("C2641",)),
        ("2641", "INDUSTRY_CODE_MALFORMED", ("C2641",)),
        ("C26411", "INDUSTRY_CODE_MALFORMED", ()),
        ("A26", "INDUSTRY_SECTION_MISMATCH", ("A（农、林、牧、渔业）", "C（制造业）", "化学原料和化学制品制造业")),
        ("C44", "INDUSTRY_SECTION_MISMATCH", ("D（电力、热力、燃气及水生产和供应业）",)),
        ("T98", "INDUSTRY_DIVISION_UNKNOWN", ("98", "国际组织")),
    ],
)
async def test_an_industry_that_the_standard_does_not_have_is_refused_by_name(reserve, code, refusal, words):
    elements = reserve.elements(name="行业有误", industryCode=code)
    (error,) = await reserve.refused("registerProject", PROJECT, reserve.owner, **elements)
    assert (error["code"], error["field"], error["article"]) == (refusal, "industryCode", "第四条")
    assert all(word in error["message"] for word in words)


@pytest.mark.parametrize("system", ["GCJ02", "BD09", "WGS84", "XIAN80", "BEIJING54"])
async def test_a_location_in_another_system_is_refused_with_what_to_do(reserve, system):
    elements = reserve.elements(name="坐标系有误", coordinateSystem=system)
    (error,) = await reserve.refused("registerProject", PROJECT, reserve.owner, **elements)
    assert (error["code"], error["field"]) == ("COORDINATE_SYSTEM_UNSUPPORTED", "coordinateSystem")
    assert "转换为CGCS2000" in error["message"] or "归算为CGCS2000" in error["message"]


async def test_the_record_names_the_system_and_loses_it_with_the_location(reserve):
    project = await reserve.project(name="坐标系项目")
    place = "longitude latitude coordinateSystem"
    assert (await show(reserve, project, place))["coordinateSystem"] == "CGCS2000"
    gone = {"longitude": None, "latitude": None, "reason": "待定"}
    project = await reserve.done("changeProject", PROJECT, reserve.owner, **at(project), **gone)
    assert set((await show(reserve, project, place)).values()) == {None}
    half = await reserve.refused("changeProject", PROJECT, reserve.owner, **at(project), reason="补", longitude="113")
    assert codes(half) == ["LOCATION_INCOMPLETE"]


@pytest.mark.parametrize(
    ("east", "north", "refusal", "warning"),
    [
        ("113.2", "27.95", [], []),
        ("113.2000001", "27.95", [], ["LOCATION_OUTSIDE_DIVISION"]),
        ("73", "3", [], ["LOCATION_OUTSIDE_DIVISION"]),
        ("136", "54", [], ["LOCATION_OUTSIDE_DIVISION"]),
        ("72.9999999", "27.8", ["LONGITUDE_OUT_OF_RANGE"], []),
        ("136.0000001", "27.8", ["LONGITUDE_OUT_OF_RANGE"], []),
        ("113", "2.9999999", ["LATITUDE_OUT_OF_RANGE"], []),
        ("113", "54.0000001", ["LATITUDE_OUT_OF_RANGE"], []),
    ],
)
async def test_a_location_outside_the_country_is_refused_and_one_outside_the_district_is_told(
    reserve, east, north, refusal, warning
):
    elements = reserve.elements(name=f"位置{east} {north}", longitude=east, latitude=north)
    selection = PROJECT + " warnings { code field article message }"
    made = await reserve.do("registerProject", selection, reserve.owner, **elements)
    assert codes(made["userErrors"]) == refusal
    assert [w["code"] for w in made["warnings"] if w["code"] != "POSSIBLE_DUPLICATE"] == warning


async def test_a_higher_level_keeps_its_rules_and_enjoys_the_districts_treatment(reserve):
    project = await reserve.project(name="级别项目", level="DISTRICT")
    raised = {"level": "PROVINCE", "reason": "列入省重点项目名单"}
    project = await reserve.done("changeProject", PROJECT, reserve.town, **at(project), **raised)
    selection = """treatment { level levelName article ownRules explanation treatment { article summary } }
        levelHistory { before after actorName reason at }"""
    shown = await show(reserve, project, selection)
    treatment = shown["treatment"]
    assert (treatment["levelName"], treatment["article"]) == ("省级", "第二十二条")
    assert treatment["ownRules"] == "《湖南省省重点建设项目管理规定》"
    assert "同时享受区重点项目待遇" in treatment["explanation"]
    assert {"第十五条", "第十七条（三）"} <= {t["article"] for t in treatment["treatment"]}
    assert [(c["before"], c["after"], c["reason"]) for c in shown["levelHistory"]] == [
        (None, "DISTRICT", None),
        ("DISTRICT", "PROVINCE", "列入省重点项目名单"),
    ]
    bare = await reserve.refused("changeProject", PROJECT, reserve.town, **at(project), level="NATIONAL", reason=" ")
    assert codes(bare) == ["REASON_MISSING"]


async def test_a_code_is_shared_only_by_a_recorded_exception(reserve):
    code, exception = f"{CODE}70", {"codeExceptionReason": "分期建设沿用一码", "codeExceptionApprover": "王区长"}
    first = await reserve.project(name="首用代码项目", projectCode=code)
    second = reserve.elements(name="共用代码项目", projectCode=code)
    refused = await reserve.refused("registerProject", PROJECT, reserve.owner, **second)
    assert codes(refused) == ["PROJECT_CODE_TAKEN"]
    for lacking, field in (("codeExceptionReason", "codeExceptionReason"), ("codeExceptionApprover",) * 2):
        half = second | exception | {lacking: None}
        (error,) = await reserve.refused("registerProject", PROJECT, reserve.owner, **half)
        assert (error["code"], error["field"], error["article"]) == ("EXCEPTION_INCOMPLETE", field, "第六条")
    shared = await reserve.done("registerProject", PROJECT, reserve.owner, **second, **exception)
    shown = await show(reserve, shared, "projectCode projectCodeException { reason approver }")
    assert shown["projectCodeException"] == {"reason": "分期建设沿用一码", "approver": "王区长"}
    first = await reserve.done("changeProject", PROJECT, reserve.owner, **at(first), reason="优化", scale="小")
    without = {"codeExceptionReason": None, "codeExceptionApprover": None, "reason": "去掉例外"}
    refused = await reserve.refused("changeProject", PROJECT, reserve.owner, **at(shared), **without)
    assert codes(refused) == ["PROJECT_CODE_TAKEN"]
    needless = reserve.elements(name="不需例外项目", projectCode=f"{CODE}71") | exception
    assert codes(await reserve.refused("registerProject", PROJECT, reserve.owner, **needless)) == [
        "EXCEPTION_NOT_NEEDED"
    ]


async def test_a_secret_project_is_refused_and_leaves_nothing_anywhere(reserve, caplog):
    caplog.set_level(logging.DEBUG)
    told = "绝不外传之工程"
    elements = reserve.elements(name=told, content=told, secret=True)
    refused = await reserve.refused("registerProject", PROJECT, reserve.owner, **elements)
    assert codes(refused) == ["SECRET_PROJECT"]
    tables = "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace"
    for table in await reserve.api.rows(text(tables)):
        held = text(f"select count(*) from {table.relname} t where t::text like '%{told}%'")
        assert (await reserve.api.rows(held))[0][0] == 0, table.relname
    assert told not in caplog.text


async def test_a_stranger_learns_of_a_shared_code_and_of_no_name(reserve):
    code = f"{CODE}72"
    await reserve.project(name="他人不可见项目", projectCode=code)
    other = await reserve.unit("另一业主有限公司", "OWNER", "OWNER", number=41)
    stranger = reserve.owner.but(unit=UUID(other))
    elements = reserve.elements(name="不同项目", ownerId=other, projectCode=code)
    (error,) = await reserve.refused("registerProject", PROJECT, stranger, **elements)
    assert error["code"] == "PROJECT_CODE_TAKEN"
    assert "他人不可见项目" not in error["message"]


async def test_the_rulebook_shows_what_forms_choose_from_and_where_the_limits_come_from(reserve):
    query = """{ rulebook { record { industries { code name divisions { code name } } coordinateSystems
        country { west east south north source } divisions { division west } duplicateSimilarity duplicateMetres } } }"""
    rules = (await reserve.api(query, as_=reserve.owner))["rulebook"]["record"]
    assert len(rules["industries"]) == 20
    named = {d["code"]: d["name"] for s in rules["industries"] for d in s["divisions"]}
    assert (len(named), named["A01"], named["T97"]) == (97, "农业", "国际组织")
    assert rules["coordinateSystems"] == ["CGCS2000"]
    assert [rules["country"][edge] for edge in ("west", "east", "south", "north")] == ["73", "136", "3", "54"]
    assert rules["country"]["source"]
    assert rules["divisions"][0]["division"] == "430211"
    assert (rules["duplicateSimilarity"], rules["duplicateMetres"]) == ("0.5", 500)
