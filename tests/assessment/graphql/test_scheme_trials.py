"""Schemes tried on past facts, and compared: who would have got what. Nothing follows from it, and only the authority sees it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.assessment.district import NODES, District, codes
from tests.assessment.schemes import Schemes, content, yearly

JANUARY = date(2027, 1, 8)
UNITS = "units(first: 50) { totalCount edges { node { group score rank lastPlace colour words unit { id } explanation { code formula points words } } } }"
TRIAL = f"trial {{ id year quarter digest through ranked idle unplaced revision scheme {{ id }} {UNITS} }}"
COMPARED = "group changed firstScore firstRank firstColour secondScore secondRank secondColour scoreChange rankChange unit { id }"
COMPARISON = (
    "comparison { id year quarter compared changed firstTrial { scheme { id } digest } secondTrial { scheme { id } digest } "
    f"units(first: 50) {{ totalCount edges {{ node {{ {COMPARED} }} }} }} }}"
)
ONLY_NODES = [NODES | {"weight": "100"}]


@pytest.fixture
def schemes(district: District) -> Schemes:
    return Schemes(district)


async def trial(schemes: Schemes, scheme: dict[str, Any], *, on: date = JANUARY, **its: Any) -> dict[str, Any]:
    values = {"schemeId": scheme["id"], "year": 2026, "quarter": 4} | its
    return await schemes.do("trySchemeOn", TRIAL, on, **values)


async def comparison(
    schemes: Schemes, first: dict[str, Any], second: dict[str, Any], *, on: date = JANUARY, **its: Any
) -> dict[str, Any]:
    values = {"firstId": first["id"], "secondId": second["id"], "year": 2026, "quarter": 4} | its
    return await schemes.do("compareSchemes", COMPARISON, on, **values)


def nodes(found: dict[str, Any]) -> list[dict[str, Any]]:
    return [e["node"] for e in found["units"]["edges"]]


async def test_a_draft_is_tried_and_says_who_would_have_got_what(district: District, schemes: Schemes):
    units = await district.towns(0, 1, 2, 3, 4)
    idle = await district.unit()
    drafted = await schemes.draft(indicators=ONLY_NODES)
    done = await trial(schemes, drafted)
    assert codes(done) == []
    found = done["trial"]
    assert (found["ranked"], found["idle"], found["unplaced"]) == (5, 1, 0)
    assert (found["through"], found["scheme"]["id"], found["revision"]) == ("2026-12-31", drafted["id"], 1)
    by_rank = nodes(found)
    assert [n["unit"]["id"] for n in by_rank] == [str(u) for u in units]
    assert [n["score"] for n in by_rank] == ["100", "90", "80", "70", "60"]
    assert [(n["lastPlace"], n["colour"]) for n in by_rank] == [
        (None, None),
        (None, None),
        (3, "YELLOW"),
        (2, "YELLOW"),
        (1, "YELLOW"),
    ]
    assert by_rank[1]["explanation"][0]["code"] == "NODES"
    assert "按时 9 项" in by_rank[1]["explanation"][0]["words"]
    assert str(idle) not in str(by_rank)


async def test_a_trial_gives_the_digest_that_the_computation_gives(district: District, schemes: Schemes):
    await district.towns(0, 1, 2, 3)
    approved = (await schemes.approve(await schemes.draft()))["scheme"]
    tried = (await trial(schemes, approved))["trial"]
    computed = (await district.compute(on=JANUARY))["period"]
    assert tried["digest"] == computed["digest"]
    results = await district.results()
    assert [(n["unit"]["id"], n["score"], n["rank"]) for n in nodes(tried)] == [
        (r["unit"]["id"], r["score"], r["rank"]) for r in results
    ]


async def test_nothing_follows_from_a_trial(district: District, schemes: Schemes):
    await district.towns(0, 1, 2, 3)
    await trial(schemes, await schemes.draft())
    assert await district.results() == []
    assert await district.cards() == []
    assert await district.told("result.published") == []
    query = "{ periods { totalCount } }"
    assert (await district.api(query, as_=district.authority))["periods"]["totalCount"] == 0


async def test_who_was_carded_the_quarter_before_would_get_red(district: District, schemes: Schemes):
    await district.adopt()
    units = await district.towns(0, 1, 2, 3)
    await district.published()
    await district.towns(4, 3, 2, 0, on=date(2027, 2, 2), units=units)
    drafted = await schemes.draft(2027, on=date(2027, 2, 1))
    done = await trial(schemes, drafted, year=2027, quarter=1, on=date(2027, 4, 8))
    assert [(n["unit"]["id"], n["colour"]) for n in nodes(done["trial"])] == [
        (str(units[3]), None),
        (str(units[2]), "RED"),
        (str(units[1]), "RED"),
        (str(units[0]), "YELLOW"),
    ]


async def test_next_years_draft_is_tried_on_this_years_facts(district: District, schemes: Schemes):
    await district.adopt()
    await district.towns(0, 1)
    await district.published()
    drafted = await schemes.draft(2027, on=date(2027, 1, 20), indicators=ONLY_NODES)
    done = await trial(schemes, drafted, on=date(2027, 1, 20))
    assert codes(done) == []
    assert done["trial"]["ranked"] == 2


async def test_a_year_is_tried_only_by_a_scheme_that_assesses_it(district: District, schemes: Schemes):
    await district.towns(0, 1)
    without = await schemes.draft()
    refused = await trial(schemes, without, quarter=None)
    assert [(e["code"], e["field"]) for e in refused["userErrors"]] == [("YEAR_NOT_IN_SCHEME", "schemeId")]
    drafted = (await schemes.do("draftScheme", "scheme { id }", **yearly()))["scheme"]
    done = await trial(schemes, drafted, quarter=None)
    assert codes(done) == []
    assert (done["trial"]["year"], done["trial"]["quarter"], done["trial"]["ranked"]) == (2026, 0, 0)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"quarter": 5}, "QUARTER_INVALID"),
        ({"year": 1}, "YEAR_INVALID"),
        ({"year": 2027, "quarter": 2}, "PERIOD_NOT_BEGUN"),
        ({"schemeId": "01930000-0000-7000-8000-000000000001"}, "SCHEME_UNKNOWN"),
    ],
)
async def test_what_cannot_be_tried_is_refused(schemes: Schemes, asked: dict[str, Any], code: str):
    assert codes(await trial(schemes, await schemes.draft(), **asked)) == [code]


async def test_two_schemes_on_the_same_facts_unit_by_unit(district: District, schemes: Schemes):
    units = await district.towns(0, 1, 2, 3)
    bureau = await district.unit("DEPARTMENT")
    await district.decided(bureau, date(2026, 11, 4), late=2)
    for unit in units[:1]:  # a town that gives a service as well, late
        await district.decided(unit, date(2026, 11, 4), late=2)
    first = await schemes.draft(indicators=ONLY_NODES)
    second = await schemes.draft(title="第二稿")
    done = await comparison(schemes, first, second)
    assert codes(done) == []
    found = done["comparison"]
    assert (found["firstTrial"]["scheme"]["id"], found["secondTrial"]["scheme"]["id"]) == (first["id"], second["id"])
    assert (found["compared"], found["changed"]) == (5, 5)
    by_unit = {n["unit"]["id"]: n for n in nodes(found)}
    town = by_unit[str(units[0])]
    assert (town["firstScore"], town["secondScore"], town["scoreChange"]) == ("100", "60", "-40")
    assert (town["firstRank"], town["secondRank"], town["rankChange"]) == (1, 4, 3)
    assert (town["firstColour"], town["secondColour"]) == (None, "YELLOW")
    office = by_unit[str(bureau)]  # it has nothing but a request: under the first scheme it is not ranked
    assert (office["firstScore"], office["secondScore"], office["scoreChange"]) == (None, "0", None)
    query = (
        "query($id: UUID!, $g: UnitCategory, $c: Boolean!) { schemeComparison(id: $id) "
        "{ units(group: $g, changedOnly: $c, first: 2) { totalCount pageInfo { hasNextPage } edges { node { group changed } } } } }"
    )
    towns = await district.api(query, {"id": found["id"], "g": "TOWN", "c": True}, as_=district.authority)
    assert towns["schemeComparison"]["units"]["totalCount"] == 4
    assert towns["schemeComparison"]["units"]["pageInfo"]["hasNextPage"] is True


async def test_a_scheme_compared_with_its_copy_changes_nothing(district: District, schemes: Schemes):
    await district.towns(0, 1, 2, 3)
    first = await schemes.draft()
    copied = await schemes.do("copyScheme", "scheme { id }", schemeId=first["id"], year=2026, title="副本")
    done = (await comparison(schemes, first, copied["scheme"]))["comparison"]
    assert (done["compared"], done["changed"]) == (4, 0)
    assert {(n["scoreChange"], n["rankChange"], n["changed"]) for n in nodes(done)} == {("0", 0, False)}


async def test_what_cannot_be_compared_is_refused_with_all_reasons(schemes: Schemes):
    drafted = await schemes.draft()
    assert codes(await comparison(schemes, drafted, drafted)) == ["SCHEMES_SAME"]
    refused = await comparison(schemes, drafted, {"id": str(new_id())}, quarter=None)
    assert [(e["code"], e["field"]) for e in refused["userErrors"]] == [
        ("YEAR_NOT_IN_SCHEME", "firstId"),
        ("SCHEME_UNKNOWN", "secondId"),
    ]


async def test_trials_and_comparisons_are_for_the_authority_alone(district: District, schemes: Schemes):
    await district.towns(0, 1)
    approved = (await schemes.approve(await schemes.draft()))["scheme"]
    tried = (await trial(schemes, approved))["trial"]
    other = await schemes.draft(indicators=ONLY_NODES)
    await comparison(schemes, approved, other)
    query = "query($id: UUID!) { scheme(id: $id) { trials { totalCount edges { node { id quarter } } } } }"
    mine = (await district.api(query, {"id": approved["id"]}, as_=district.authority))["scheme"]["trials"]
    assert mine["totalCount"] == 2
    assert mine["edges"][-1]["node"] == {"id": tried["id"], "quarter": 4}
    listed = "{ schemeComparisons { totalCount edges { node { changed } } } }"
    assert (await district.api(listed, as_=district.authority))["schemeComparisons"]["totalCount"] == 1
    for role in set(Role) - {Role.INVESTMENT_AUTHORITY}:
        someone = district.someone(role)
        seen = (await district.api(query, {"id": approved["id"]}, as_=someone))["scheme"]["trials"]
        assert seen == {"totalCount": 0, "edges": []}
        for asked, values in (
            ("query($id: UUID!) { schemeTrial(id: $id) { id } }", {"id": tried["id"]}),
            (listed, {}),
            ("query($id: UUID!) { schemeComparison(id: $id) { id } }", {"id": tried["id"]}),
        ):
            answer = await district.api.raw(asked, values, as_=someone)
            assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    assert (
        await district.api(
            "query($id: UUID!) { schemeTrial(id: $id) { id } }", {"id": tried["id"]}, as_=district.authority
        )
    )["schemeTrial"]


async def test_a_trial_is_of_the_revision_that_was_tried(schemes: Schemes):
    drafted = await schemes.draft()
    await trial(schemes, drafted)
    revised = (await schemes.revise(drafted, **content(indicators=ONLY_NODES)))["scheme"]
    await trial(schemes, revised)
    read = await schemes.read(drafted["id"], "trials { edges { node { revision } } }")
    assert read is not None
    assert [e["node"]["revision"] for e in read["trials"]["edges"]] == [2, 1]


async def test_a_trial_is_discarded_once_with_a_reason_and_stays_on_record(district: District, schemes: Schemes):
    await district.towns(0, 1)
    drafted, other = await schemes.draft(), await schemes.draft(indicators=ONLY_NODES)
    kept = (await trial(schemes, drafted))["trial"]
    compared = (await comparison(schemes, drafted, other))["comparison"]
    listed = "all: trials { edges { node { id } } } gone: trials(discarded: true) { edges { node { id discardedBy discardReason } } }"
    told = "trial { id discardedBy discardReason }"
    assert codes(await schemes.do("discardTrial", told, JANUARY, trialId=kept["id"], reason=" ")) == ["REASON_MISSING"]
    assert codes(await schemes.do("discardTrial", told, JANUARY, trialId=str(new_id()), reason="x")) == [
        "TRIAL_UNKNOWN"
    ]
    done = await schemes.do("discardTrial", told, JANUARY, trialId=kept["id"], reason="事实未收齐")
    assert (codes(done), done["trial"]["discardReason"]) == ([], "事实未收齐")
    again = await schemes.do("discardTrial", told, JANUARY, trialId=kept["id"], reason="事实未收齐")
    assert codes(again) == ["TRIAL_DISCARDED"]
    shown = await schemes.read(drafted["id"], listed)
    assert shown is not None
    assert [e["node"]["id"] for e in shown["gone"]["edges"]] == [kept["id"]]
    (stands,) = (e["node"]["id"] for e in shown["all"]["edges"])  # the side of the comparison
    assert codes(await schemes.do("discardTrial", told, JANUARY, trialId=stands, reason="事实未收齐")) == []
    query = "query($id: UUID!) { schemeComparison(id: $id) { firstTrial { discardReason } } }"
    found = await district.api(query, {"id": compared["id"]}, as_=district.authority)
    assert found["schemeComparison"] == {"firstTrial": {"discardReason": "事实未收齐"}}
    elsewhere = Schemes(District(district.api))
    assert codes(await elsewhere.do("discardTrial", told, JANUARY, trialId=kept["id"], reason="x")) == ["TRIAL_UNKNOWN"]
