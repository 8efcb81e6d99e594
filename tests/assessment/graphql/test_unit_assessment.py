"""第十九条：a unit's own page and the trends of its group."""

from __future__ import annotations

from decimal import Decimal

import pytest

from services.law.parties import Role
from tests.assessment.district import District
from tests.assessment.reporting import TRENDS, named_towns, page_of, quarter


async def test_a_page_tells_results_what_cost_points_cards_and_duties(district: District):
    await district.adopt()
    towns = await named_towns(district)
    await quarter(district, towns, 3, (4, 3, 2, 1, 0))
    await quarter(district, towns, 4)
    page = await page_of(district, towns[4], district.someone(Role.LEADER))
    assert [(r["quarter"], r["score"], r["rank"], r["groupSize"]) for r in page["results"]] == [
        (3, "100", 1, 5),
        (4, "60", 5, 5),
    ]
    (lost,) = [e["node"] for e in page["lostPoints"]["edges"]]
    assert (lost["quarter"], lost["code"], lost["points"], lost["lost"]) == (4, "NODES", "60", "40")
    assert lost["result"]["rank"] == 5
    assert lost["records"]["totalCount"] == 4
    assert {e["node"]["outcome"] for e in lost["records"]["edges"]} == {"LATE"}
    assert [c["colour"] for c in page["cards"]] == ["YELLOW"]
    assert [d["kind"] for d in page["duties"]] == ["STATEMENT_IN_PERSON"]
    assert (page["objections"], page["awards"]) == ([], [])
    asked = f'{{ _entities(representations: [{{ __typename: "Organization", id: "{towns[4]}" }}])'
    written = f"{asked} {{ ... on Organization {{ assessment(year: 2026) {{ year unitId results {{ rank }} }} }} }} }}"
    found = (await district.api(written, {}, as_=district.authority))["_entities"][0]["assessment"]
    assert found == {"year": 2026, "unitId": str(towns[4]), "results": [{"rank": 1}, {"rank": 5}]}
    red = await page_of(district, towns[2], district.authority)
    assert [c["colour"] for c in red["cards"]] == ["YELLOW", "RED"]
    assert sum(Decimal(e["node"]["lost"]) for e in red["lostPoints"]["edges"]) == 40


async def test_what_is_not_announced_is_on_nobodys_page_but_the_authoritys(district: District):
    await district.adopt()
    towns = await named_towns(district)
    await district.towns(0, 1, 2, 3, 4, units=towns)
    await district.compute()
    own = district.someone(Role.PLANNING_PARTY, unit=towns[4])
    hidden = await page_of(district, towns[4], own)
    assert (hidden["results"], hidden["lostPoints"]["totalCount"]) == ([], 0)
    assert len((await page_of(district, towns[4], district.authority))["results"]) == 1
    await district.announce()
    mine = await page_of(district, towns[4], own)
    assert [(r["rank"], r["published"]) for r in mine["results"]] == [(5, False)]
    other = await page_of(district, towns[4], district.someone(Role.PLANNING_PARTY, unit=towns[3]))
    assert other["results"] == []


async def test_trends_compare_periods_units_and_indicators(district: District):
    await district.adopt()
    towns = await named_towns(district)
    await quarter(district, towns, 3, (4, 3, 2, 1, 0))
    await quarter(district, towns, 4, (0, 1, 2, 3, 3))
    asked = {"g": "TOWN", "a": 2025, "b": 2027}
    found = (await district.api(TRENDS, asked, as_=district.someone(Role.SPECIALIST)))["assessmentTrends"]
    assert [(p["quarter"], p["units"], p["average"]) for p in found["periods"]] == [(3, 5, "80"), (4, 5, "82")]
    of = {
        u["unitName"]: [(r["quarter"], r["score"], r["rank"], r["card"]) for r in u["results"]] for u in found["units"]
    }
    assert of["示例一镇"] == [(3, "60", 5, "YELLOW"), (4, "100", 1, None)]
    assert of["示例三镇"] == [(3, "80", 3, "YELLOW"), (4, "80", 3, "RED")]
    nodes = [i for i in found["indicators"] if i["code"] == "NODES"]
    assert [(i["quarter"], i["average"], i["lowest"]) for i in nodes] == [(3, "80", "60"), (4, "82", "70")]
    none = (await district.api(TRENDS, asked | {"g": "OWNER"}, as_=district.authority))["assessmentTrends"]
    assert (none["periods"], none["units"], none["indicators"]) == ([], [], [])


async def test_trends_leave_drafts_out_and_are_asked_for_some_years(district: District):
    await district.adopt()
    await district.towns(0, 1, 2, 3, units=(await named_towns(district))[:4])
    await district.compute()
    asked = {"g": "TOWN", "a": 2026, "b": 2026}
    assert (await district.api(TRENDS, asked, as_=district.authority))["assessmentTrends"]["periods"] == []
    assert await district.api(TRENDS, asked | {"a": 2017}, as_=district.authority)
    for years in ({"a": 2016}, {"a": 2027}):
        with pytest.raises(AssertionError, match="BAD_USER_INPUT"):
            await district.api(TRENDS, asked | years, as_=district.authority)
