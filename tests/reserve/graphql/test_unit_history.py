"""Whatever happens to a unit is in its history, and it is found by every name that it had."""

from __future__ import annotations

from tests.reserve.directory import UNIT, as_it_is, enter, history, seen
from tests.reserve.life import INVESTMENT, codes

FOUND = """query($q: String!, $f: OrganizationFilter) { organizations(search: $q, filter: $f) { totalCount
    edges { node { name formerNames } } } }"""


async def test_a_unit_that_is_renamed_keeps_its_former_names_and_the_reason(reserve):
    unit = await enter(reserve, "更名前化工公司")
    renamed = await reserve.done(
        "changeOrganization", UNIT, INVESTMENT, **as_it_is(unit, name="更名后新材公司", reason="企业更名")
    )
    assert (renamed["name"], renamed["formerNames"]) == ("更名后新材公司", ["更名前化工公司"])
    newest, first = history(renamed)
    assert (newest["version"], newest["action"], newest["reason"]) == (2, "changeOrganization", "企业更名")
    assert (newest["actorName"], newest["roles"]) == ("测试员", ["INVESTMENT_AUTHORITY"])
    assert {"field": "name", "before": "更名前化工公司", "after": "更名后新材公司"} in newest["changes"]
    assert (first["version"], first["action"], first["reason"]) == (1, "registerOrganization", None)


async def test_a_unit_that_takes_its_old_name_back_has_the_other_one_as_a_former_name(reserve):
    unit = await enter(reserve, "来回更名公司甲")
    kept = {"category": unit["category"], "creditCode": unit["creditCode"]}
    for name in ("来回更名公司乙", "来回更名公司甲"):
        change = as_it_is(unit, name=name, reason="更名")
        unit = await reserve.done("changeOrganization", UNIT, INVESTMENT, **change) | kept
    assert (unit["name"], unit["formerNames"]) == ("来回更名公司甲", ["来回更名公司乙"])
    assert [h["version"] for h in history(unit)] == [3, 2, 1]


async def test_name_and_code_change_with_a_reason_only_and_nothing_is_written_otherwise(reserve):
    unit = await enter(reserve, "无理由更名公司")
    for reason in (None, "", "  "):
        change = as_it_is(unit, name="不该有的名称", reason=reason)
        (error,) = await reserve.refused("changeOrganization", UNIT, INVESTMENT, **change)
        assert (error["code"], error["field"], error["article"]) == ("REASON_MISSING", "reason", "第四条")
    after = await seen(reserve, unit["id"])
    assert (after["name"], after["version"], len(history(after))) == ("无理由更名公司", 1, 1)
    roles = await reserve.done(
        "changeOrganization", UNIT, INVESTMENT, **as_it_is(unit, roles=["OWNER", "PLANNING_PARTY"])
    )
    assert roles["version"] == 2


async def test_a_reason_that_cannot_be_kept_is_refused(reserve):
    unit = await enter(reserve, "理由有误公司")
    change = as_it_is(unit, name="理由有误新公司", reason="更名\u200b")
    assert codes(await reserve.refused("changeOrganization", UNIT, INVESTMENT, **change)) == [
        "TEXT_INVISIBLE_CHARACTER"
    ]


async def test_a_unit_is_found_by_a_former_name_and_told_apart_by_it(reserve):
    unit = await enter(reserve, '曾用"引号"\\{商号}公司')
    await reserve.done("changeOrganization", UNIT, INVESTMENT, **as_it_is(unit, name="今名公司", reason="更名"))
    for words in ("曾用", '"引号"', "\\{商", "用", "号}公", '曾用"引号"\\{商号}公司'):
        found = (await reserve.api(FOUND, {"q": words}, as_=reserve.owner))["organizations"]
        assert [e["node"]["name"] for e in found["edges"]] == ["今名公司"], words
        assert found["edges"][0]["node"]["formerNames"] == ['曾用"引号"\\{商号}公司']
    assert (await reserve.api(FOUND, {"q": "曾用名今"}, as_=reserve.owner))["organizations"]["totalCount"] == 0
    towns = {"q": "曾用", "f": {"categories": ["TOWN"]}}
    assert (await reserve.api(FOUND, towns, as_=reserve.owner))["organizations"]["totalCount"] == 0


async def test_the_end_of_one_name_and_the_start_of_the_next_are_no_name(reserve):
    unit = await enter(reserve, "首名壹")
    kept = {"category": unit["category"], "creditCode": unit["creditCode"]}
    for name in ("贰次名", "叁次名"):
        change = as_it_is(unit, name=name, reason="更名")
        unit = await reserve.done("changeOrganization", UNIT, INVESTMENT, **change) | kept
    for words in ("壹贰", "壹 贰", "壹\n贰"):
        assert (await reserve.api(FOUND, {"q": words}, as_=INVESTMENT))["organizations"]["totalCount"] == 0
    assert (await reserve.api(FOUND, {"q": "贰次"}, as_=INVESTMENT))["organizations"]["totalCount"] == 1


async def test_another_unit_may_take_a_name_that_was_given_up(reserve):
    unit = await enter(reserve, "让出的名称")
    await reserve.done("changeOrganization", UNIT, INVESTMENT, **as_it_is(unit, name="让出名称者", reason="更名"))
    await enter(reserve, "让出的名称")
    found = (await reserve.api(FOUND, {"q": "让出的名称"}, as_=INVESTMENT))["organizations"]
    assert sorted(e["node"]["name"] for e in found["edges"]) == ["让出名称者", "让出的名称"]


async def test_history_is_paged_from_the_newest(reserve):
    unit = await enter(reserve, "历史分页公司")
    kept = {"category": unit["category"], "creditCode": unit["creditCode"]}
    for n in (1, 2):
        change = as_it_is(unit, name=f"历史分页公司{n}", reason="更名")
        unit = await reserve.done("changeOrganization", UNIT, INVESTMENT, **change) | kept
    query = """query($id: UUID!, $a: String) { organization(id: $id) { history(first: 2, after: $a) { totalCount
        pageInfo { hasNextPage endCursor } edges { node { version } } } } }"""
    page = (await reserve.api(query, {"id": unit["id"]}, as_=reserve.owner))["organization"]["history"]
    assert (page["totalCount"], [e["node"]["version"] for e in page["edges"]]) == (3, [3, 2])
    further = {"id": unit["id"], "a": page["pageInfo"]["endCursor"]}
    rest = (await reserve.api(query, further, as_=reserve.owner))["organization"]["history"]
    assert [e["node"]["version"] for e in rest["edges"]] == [1]
