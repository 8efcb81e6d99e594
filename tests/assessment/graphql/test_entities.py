"""What the gateway asks of us about other services' entities."""

from datetime import date

import pytest

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.assessment.district import District

UNIT = (
    "query($u: [_Any!]!) { _entities(representations: $u) { ... on Organization { id facts { totalCount } "
    "results { edges { node { year quarter score rank published } } } cards { edges { node { colour place withdrawnOn } } } } } }"
)


async def test_a_unit_shows_its_facts_results_and_cards_newest_first(district: District):
    await district.adopt()
    units = await district.towns(0, 1, 2, 3, on=date(2026, 8, 3))
    await district.published(2026, 3)
    await district.towns(0, 1, 2, 3, units=units)
    await district.published(2026, 4)
    given = {"u": [{"__typename": "Organization", "id": str(units[3])}]}
    unit = (await district.api(UNIT, given, as_=district.someone(Role.LEADER)))["_entities"][0]
    assert unit["facts"]["totalCount"] == 20
    assert [e["node"] for e in unit["results"]["edges"]] == [
        {"year": 2026, "quarter": q, "score": "70", "rank": 4, "published": True} for q in (4, 3)
    ]
    assert [e["node"]["colour"] for e in unit["cards"]["edges"]] == ["RED", "YELLOW"]


async def test_a_unit_that_we_never_heard_of_has_nothing(district: District):
    given = {"u": [{"__typename": "Organization", "id": str(new_id())}]}
    unit = (await district.api(UNIT, given, as_=district.authority))["_entities"][0]
    assert (unit["facts"], unit["results"], unit["cards"]) == ({"totalCount": 0}, {"edges": []}, {"edges": []})


async def test_drafts_are_not_shown_with_the_unit_to_others(district: District):
    await district.adopt()
    units = await district.towns(0, 1)
    await district.compute()
    given = {"u": [{"__typename": "Organization", "id": str(units[0])}]}
    unit = (await district.api(UNIT, given, as_=district.someone(Role.OWNER, unit=units[0])))["_entities"][0]
    assert unit["results"]["edges"] == []
    assert unit["facts"]["totalCount"] == 10


@pytest.mark.parametrize("entity", ["Organization", "Project"])
async def test_a_key_that_is_none_is_bad_input_and_no_fault_of_ours(district: District, entity: str):
    query = (
        "query($u: [_Any!]!) { _entities(representations: $u) { ... on Project { id } ... on Organization { id } } }"
    )
    for key in ("x", "", "1" * 1000):
        answer = await district.api.raw(query, {"u": [{"__typename": entity, "id": key}]}, as_=district.authority)
        assert answer["errors"][0]["extensions"]["code"] == "BAD_INPUT"
