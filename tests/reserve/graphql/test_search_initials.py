from __future__ import annotations

import pytest
from sqlalchemy import update

from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.law.parties import Role
from services.reserve.store import seeking, tables
from tests.harness.people import person
from tests.reserve.filing import Season
from tests.reserve.life import INVESTMENT, PLAN, TODAY, at, credit_code, of

LIST = """query($q: String, $filter: ProjectFilter, $after: String) {
  projects(search: $q, filter: $filter, first: 2, after: $after) { totalCount pageInfo { hasNextPage endCursor }
    edges { node { name } } } }"""
UNITS = "query($q: String) { organizations(search: $q, first: 50) { totalCount edges { node { name } } } }"
ITEMS = "query($id: UUID!, $q: String) { plan(id: $id) { items(search: $q, first: 50) { edges { node { projectName } } } } }"
CODE, OLD_CODE = "2111-522323-04-01-342068", "2020-530100-76-01-041471"
NAMES = ("株洲高新区标准厂房", "重庆路银行大楼改造", "LED产业园2期", "枫溪湿地修复")


@pytest.fixture(scope="module")
async def named(reserve):
    codes = (CODE, OLD_CODE, None, None)
    for name, code in zip(NAMES, codes, strict=True):
        await reserve.project(name=name, projectCode=code)
    return reserve


async def names(reserve, q, as_=INVESTMENT, **asked):
    found, after = [], None
    while True:
        page = (await reserve.api(LIST, {"q": q, "after": after, **asked}, as_=as_))["projects"]
        found += [e["node"]["name"] for e in page["edges"]]
        if not page["pageInfo"]["hasNextPage"]:
            assert page["totalCount"] == len(found)
            return set(found)
        after = page["pageInfo"]["endCursor"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("zzgxq", {NAMES[0]}),
        ("ZZGXQ", {NAMES[0]}),
        (" gxqbz ", {NAMES[0]}),
        ("cqlyh", {NAMES[1]}),  # 重庆 and 银行 are read by their phrases
        ("zqlyh", {NAMES[1]}),  # and with the other reading of a polyphone
        ("cqlyx", {NAMES[1]}),
        ("led", {NAMES[2]}),
        ("ledcyy2q", {NAMES[2]}),
        ("cyy", {NAMES[2]}),
        ("zz", {NAMES[0]}),
        ("z", set()),  # one letter is no initials, and no name has it
        ("l", {NAMES[2]}),  # but a name may have one
        ("zzgxqq", set()),
        ("zz gxq", set()),
    ],
)
async def test_letters_find_names_by_their_initials(named, typed, found):
    assert await names(named, typed) == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (CODE, {NAMES[0]}),
        (OLD_CODE, {NAMES[1]}),
        (CODE.replace("-", ""), {NAMES[0]}),
        (OLD_CODE.replace("-", ""), {NAMES[1]}),
        ("522323-04", {NAMES[0]}),
        ("2111", {NAMES[0]}),
        ("041471", {NAMES[1]}),
        ("211", set()),  # three figures are too few
        ("2111-522324", set()),
        ("01-34", {NAMES[0]}),
        ("----", set()),
    ],
)
async def test_figures_find_codes_of_both_forms_and_parts_of_them(named, typed, found):
    assert await names(named, typed) == found


async def test_initials_hold_together_with_filters(named):
    assert await names(named, "zzgxq", filter={"categories": ["INDUSTRY"]}) == {NAMES[0]}
    assert await names(named, "zzgxq", filter={"categories": ["ECOLOGY"]}) == set()


async def test_initials_find_nothing_that_is_not_ones_to_see(named):
    assert await names(named, "zzgxq", as_=named.owner) == {NAMES[0]}
    assert await names(named, "zzgxq", as_=person(Role.OWNER, unit=new_id())) == set()
    assert await names(named, "zzgxq", as_=INVESTMENT.but(division="430219")) == set()
    assert await names(named, CODE, as_=person(Role.OWNER, unit=new_id())) == set()


async def test_a_new_name_is_found_by_its_own_initials_and_no_more_by_the_former(named):
    project = await named.project(name="建宁大桥辅道")
    assert await names(named, "jndqfd") == {"建宁大桥辅道"}
    changed = {"name": "霞湾港治理", "reason": "更名"}
    await named.done("changeProject", "project { id }", named.owner, **at(project), **changed)
    assert await names(named, "jndqfd") == set()
    assert await names(named, "xwgzl") == {"霞湾港治理"}
    history = "query($id: UUID!) { project(id: $id) { history(first: 1) { edges { node { changes { field } } } } } }"
    (entry,) = (await named.api(history, {"id": project["id"]}, as_=INVESTMENT))["project"]["history"]["edges"]
    assert [c["field"] for c in entry["node"]["changes"]] == ["name"]  # initials are no element of a project


async def test_units_are_found_by_initials_and_by_their_credit_code(named):
    async def units(q):
        return [e["node"]["name"] for e in (await named.api(UNITS, {"q": q}, as_=INVESTMENT))["organizations"]["edges"]]

    assert await units("sjxcl") == ["松井新材料科技有限公司"]
    assert await units("qgyhxxhj") == ["区工业和信息化局"]
    assert await units(credit_code(2)) == ["某某街道办事处"]
    assert await units(credit_code(2).lower()) == ["某某街道办事处"]
    assert len(await units("91430211MA")) == 3
    assert await units("MA") == []


async def test_items_of_a_plan_are_found_by_initials(named):
    ready = await named.ready("清水塘片区开发")
    plan = await named.done("draftPlan", PLAN, INVESTMENT, year=2027)
    item = {"projectId": ready["id"], "kind": "NEW_START", "annualInvestment": "100"}
    await named.done("addPlanItem", PLAN, INVESTMENT, **of(plan), **item)

    async def items(q):
        found = (await named.api(ITEMS, {"id": plan["id"], "q": q}, as_=INVESTMENT))["plan"]["items"]["edges"]
        return [e["node"]["projectName"] for e in found]

    assert await items("qstpqkf") == ["清水塘片区开发"]
    assert await items("qstx") == []


async def test_applications_are_found_by_the_initials_of_their_project_and_follow_its_name(named):
    season = Season(named, 2027)
    await season.published()
    project = await named.ready("白关片区道路")
    made = await season.begun(project)
    asked = """query($q: String) { applications(search: $q, first: 10) { edges { node { id } } }
      applicationCounts(search: $q) { applications } }"""

    async def filed(q):
        found = await named.api(asked, {"q": q}, as_=INVESTMENT)
        ids = [e["node"]["id"] for e in found["applications"]["edges"]]
        assert sum(c["applications"] for c in found["applicationCounts"]) == len(ids)
        return ids

    assert await filed("bgpqdl") == [made["id"]]
    changed = {"name": "田心片区道路", "reason": "更名"}
    await named.done("changeProject", "project { id }", named.owner, **at(project), **changed)
    assert (await filed("bgpqdl"), await filed("txpqdl")) == ([], [made["id"]])


async def test_names_from_before_get_their_initials_once(named):
    database = named.api.database
    async with database.session(ALL_DIVISIONS) as session:
        await session.execute(update(tables.Project).values(initials=None))
        await session.execute(update(tables.Organization).values(initials=None))
        await session.commit()
    assert await names(named, "zzgxq") == set()
    async with database.session(ALL_DIVISIONS) as session:
        assert await seeking.settle(session, TODAY) > len(NAMES)
        await session.commit()
    assert await names(named, "zzgxq") == {NAMES[0]}
    async with database.session(ALL_DIVISIONS) as session:
        assert await seeking.settle(session, TODAY) == 0
