from __future__ import annotations

from collections import Counter
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.people import person
from tests.reserve.life import FIVE, INVESTMENT, PLAN, of

VALUES = "{ values { value name projects } others distinct }"
FACETS = f"""query($filter: ProjectFilter, $search: String, $top: Int! = 10) {{
  projectFacets(filter: $filter, search: $search, top: $top) {{ total libraries {VALUES} categories {VALUES} levels {VALUES}
    investmentModes {VALUES} towns {VALUES} industryAuthorities {VALUES} planYears {VALUES} }} }}"""
COUNT = "query($filter: ProjectFilter, $search: String) { projects(filter: $filter, search: $search) { totalCount } }"
OWN = {  # the conditions that a facet does not count with
    "libraries": ("libraries", "inLibrary"),
    "categories": ("categories",),
    "levels": ("levels",),
    "investmentModes": ("investmentMode",),
    "towns": ("townId",),
    "industryAuthorities": ("industryAuthorityId",),
}


@pytest.fixture(scope="module")
async def many(reserve):
    """Two dozen projects of every sort, some in the first library, some of no town; and two plans."""
    other_town = await reserve.unit("另一街道办事处", "TOWN", Role.PLANNING_PARTY, number=21)
    reserve.towns = [reserve.town_id, other_town]
    kinds = product(("INDUSTRY", "SOCIAL", "ECOLOGY"), ("CITY", "DISTRICT"), (reserve.town_id, other_town, None))
    for n, (category, level, town) in enumerate(kinds):
        steps = [("FIVE_YEAR", FIVE)] if n % 3 == 0 else []
        total, authority = str(100 * (n + 1)), reserve.authority_id if n % 4 else None
        traits = {"category": category, "level": level, "townId": town, "industryAuthorityId": authority}
        funds = {"totalInvestment": total, "fundSources": [{"source": "自筹", "amount": total}]}
        await reserve.project(*steps, name=f"分面{'甲' if n % 2 else '乙'}项目{n}", **traits, **funds)
    ready = await reserve.ready("分面计划项目")
    for year in (2026, 2027):
        plan = await reserve.done("draftPlan", PLAN, INVESTMENT, year=year)
        item = {"projectId": ready["id"], "kind": "NEW_START", "annualInvestment": "100"}
        await reserve.done("addPlanItem", PLAN, INVESTMENT, **of(plan), **item)
    return reserve


async def facets(reserve, as_=INVESTMENT, **asked):
    return (await reserve.api(FACETS, asked, as_=as_))["projectFacets"]


async def count(reserve, as_=INVESTMENT, **asked):
    return (await reserve.api(COUNT, asked, as_=as_))["projects"]["totalCount"]


def told(facet):
    return {v["name"]: v["projects"] for v in facet["values"]}


async def test_without_conditions_every_facet_counts_all(many):
    found = await facets(many)
    assert found["total"] == 19
    assert told(found["libraries"]) == {"5年期谋划库": 6, "1年期待建库": 1, "无": 12}
    assert told(found["categories"]) == {"产业": 7, "社会民生": 6, "生态环保": 6}
    assert told(found["levels"]) == {"区级": 9, "市级": 10}
    assert told(found["investmentModes"]) == {"社会投资": 19}
    assert told(found["towns"]) == {"某某街道办事处": 7, "另一街道办事处": 6, "无": 6}
    assert told(found["industryAuthorities"]) == {"区工业和信息化局": 14, "无": 5}
    assert told(found["planYears"]) == {"2027年度": 1, "2026年度": 1}
    assert [v["value"] for v in found["planYears"]["values"]] == ["2027", "2026"]
    assert [v["value"] for v in found["towns"]["values"]] == [*many.towns, None]


async def test_a_facet_counts_with_the_other_conditions_and_not_its_own(many):
    found = await facets(many, filter={"categories": ["SOCIAL"], "levels": ["CITY"]})
    assert found["total"] == 3
    assert told(found["categories"]) == {"产业": 4, "社会民生": 3, "生态环保": 3}
    assert told(found["levels"]) == {"区级": 3, "市级": 3}
    assert sum(told(found["towns"]).values()) == 3


async def test_plan_years_are_counted_without_the_year_asked_for(many):
    found = await facets(many, filter={"planYear": 2027})
    assert found["total"] == 1
    assert told(found["planYears"]) == {"2027年度": 1, "2026年度": 1}
    assert told(found["categories"]) == {"产业": 1}


async def test_the_search_is_part_of_every_count(many):
    found = await facets(many, search="分面甲")
    assert found["total"] == await count(many, search="分面甲") == 9
    assert sum(told(found["categories"]).values()) == 9
    assert (await facets(many, search="fmjxm"))["total"] == 9
    nothing = await facets(many, search="不存在")
    assert nothing["total"] == 0
    assert all(nothing[f] == {"values": [], "others": 0, "distinct": 0} for f in OWN)


async def test_units_beyond_the_top_are_told_together(many):
    found = await facets(many, top=1)
    assert told(found["towns"]) == {"某某街道办事处": 7, "无": 6}
    assert (found["towns"]["others"], found["towns"]["distinct"]) == (6, 3)
    for top, accepted in ((0, False), (1, True), (200, True), (201, False)):
        answer = await many.api.raw(FACETS, {"top": top}, as_=INVESTMENT)
        assert ("errors" not in answer) is accepted, top


async def test_everybody_counts_what_is_theirs_to_see(many):
    assert (await facets(many, many.owner))["total"] == 19
    assert (await facets(many, many.town))["total"] == 7
    assert told((await facets(many, many.town))["towns"]) == {"某某街道办事处": 7}
    for stranger in (person(Role.OWNER, unit=new_id()), person(Role.SPECIALIST), INVESTMENT.but(division="430219")):
        assert (await facets(many, stranger))["total"] == 0
    assert told((await facets(many, many.owner))["planYears"]) == {"2027年度": 1, "2026年度": 1}
    assert told((await facets(many, INVESTMENT.but(division="430200")))["categories"])["产业"] == 7


FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "libraries": st.lists(st.sampled_from(["FIVE_YEAR", "ONE_YEAR", "CONSTRUCTION"]), max_size=2),
        "inLibrary": st.booleans(),
        "categories": st.lists(st.sampled_from(["INDUSTRY", "SOCIAL"]), max_size=2),
        "levels": st.lists(st.sampled_from(["CITY", "DISTRICT"]), max_size=2),
        "investmentMode": st.sampled_from(["ENTERPRISE", "GOVERNMENT"]),
        "townId": st.integers(0, 2),
        "totalInvestmentTo": st.sampled_from(["100", "900", "99999999"]),
        "planYear": st.sampled_from([2027, 2031]),
    },
)


async def test_the_numbers_of_a_facet_are_those_of_the_list_without_its_own_condition(many):
    seen = Counter()

    @settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(
        by=FILTERS, search=st.sampled_from([None, "分面", "乙项目", "fm"]), who=st.sampled_from(["town", "authority"])
    )
    def collect(by, search, who):
        drawn.append((by, search, who))

    drawn = []
    collect()
    for by, search, who in drawn:
        towns = [*many.towns, str(new_id())]
        by_ = {k: towns[v] if k == "townId" else v for k, v in by.items()}
        as_ = many.town if who == "town" else INVESTMENT
        found = await facets(many, as_, filter=by_, search=search)
        assert found["total"] == await count(many, as_, filter=by_, search=search)
        for facet, own in OWN.items():
            without = {k: v for k, v in by_.items() if k not in own}
            assert sum(told(found[facet]).values()) == await count(many, as_, filter=without, search=search), facet
            seen[facet] += 1
    assert min(seen[f] for f in OWN) >= 20
