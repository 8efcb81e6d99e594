"""Whatever a quarter refers to can be read in one query: its scheme, groups, idle units, facts of no group."""

from __future__ import annotations

from datetime import date
from uuid import NAMESPACE_DNS, uuid5

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.assessment.district import GROUPS, District

WHOLE = (
    "query($y: Int!, $q: Int!) { period(year: $y, quarter: $q) { version status through corrected computedAt "
    "scheme { version title places highest ties idle yellowMeans redMeans draftedBy frozen "
    "groups { group smallGroup tieBreakers indicators { code weight cap outcome } } } "
    "groups { group year quarter status units(first: 2) { totalCount pageInfo { hasNextPage } edges { node "
    "{ rank score lastPlace cards { colour meaning duties { kind bodies } } } } } } "
    "idleUnits { id facts { totalCount } } unplacedFacts { id source { service eventId } unit { id } countedIn { id } } } }"
)
BY_QUARTER = "{ periods(year: 2026) { totalCount edges { node { quarter groups { group } idleUnits { id } } } } }"


async def test_a_quarter_leads_to_its_scheme_its_groups_and_all_that_did_not_count(district: District):
    await district.adopt()
    await district.towns(0, 1, 2, 3)
    idle = [await district.unit("DEPARTMENT"), await district.unit("OWNER")]
    strays = [await district.completed(uuid5(NAMESPACE_DNS, district.division), date(2026, 11, d)) for d in (2, 3)]
    await district.published()
    asked = {"y": 2026, "q": 4}
    quarter = (await district.api(WHOLE, asked, as_=district.someone(Role.LEADER)))["period"]
    assert (quarter["status"], quarter["through"], quarter["corrected"]) == ("PUBLISHED", "2026-12-31", False)
    scheme = quarter["scheme"]
    assert (scheme["places"], scheme["highest"], scheme["ties"], scheme["idle"]) == (
        2,
        "100",
        "INCLUDE_TIED",
        "SHARE_OUT",
    )
    assert (scheme["yellowMeans"], scheme["redMeans"], scheme["frozen"]) == (
        "黄牌为提醒",
        "红牌为警示，不是表扬",
        True,
    )
    assert [g["group"] for g in scheme["groups"]] == list(GROUPS)
    assert scheme["groups"][0]["indicators"][0] == {"code": "NODES", "weight": "60", "cap": None, "outcome": None}
    assert [(g["group"], g["units"]["totalCount"]) for g in quarter["groups"]] == [
        ("TOWN", 4),
        *((g, 0) for g in GROUPS[1:]),
    ]
    towns = quarter["groups"][0]["units"]
    assert [(e["node"]["rank"], e["node"]["score"]) for e in towns["edges"]] == [(1, "100"), (2, "90")]
    assert towns["pageInfo"] == {"hasNextPage": True}
    assert {c["meaning"] for c in towns["edges"][1]["node"]["cards"]} == {"黄牌为提醒"}
    assert sorted(u["id"] for u in quarter["idleUnits"]) == sorted(str(u) for u in idle)
    assert sorted(f["id"] for f in quarter["unplacedFacts"]) == sorted(str(f) for f in strays)
    assert all(f["source"]["service"] == "schedule" and f["countedIn"] == [] for f in quarter["unplacedFacts"])


async def test_facts_of_no_group_are_named_only_to_those_who_may_see_them(district: District):
    await district.adopt()
    await district.towns(0)
    unknown = new_id()
    stray = await district.completed(unknown, date(2026, 11, 2))
    await district.published()
    for person, seen in ((district.someone(Role.LAND, unit=unknown), [str(stray)]), (district.someone(Role.LAND), [])):
        quarter = (await district.api(WHOLE, {"y": 2026, "q": 4}, as_=person))["period"]
        assert [f["id"] for f in quarter["unplacedFacts"]] == seen


async def test_a_list_of_quarters_carries_the_groups_of_each_and_drafts_only_for_the_authority(district: District):
    await district.adopt()
    await district.towns(0, on=date(2026, 8, 3))
    await district.published(2026, 3)
    await district.compute(2026, 4)
    for person, seen in ((district.authority, [4, 3]), (district.someone(Role.LEADER), [3])):
        found = (await district.api(BY_QUARTER, as_=person))["periods"]
        assert found["totalCount"] == len(seen)
        assert [e["node"]["quarter"] for e in found["edges"]] == seen
        assert all([g["group"] for g in e["node"]["groups"]] == list(GROUPS) for e in found["edges"])
