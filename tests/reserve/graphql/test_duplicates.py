"""第四条: a project that may be there already is told on entry, with why; nothing is refused for it."""

from __future__ import annotations

from uuid import UUID

import pytest

from tests.reserve.life import INVESTMENT, PROJECT, at

QUERY = """query($i: ProjectDuplicatesInput!) { projectDuplicates(input: $i) {
    projectId name similarity metres reasons project { id name owner { name } } } }"""
WARNED = PROJECT + " warnings { code message article field projectId }"
# eight characters, so nine pieces with what stands around them
NAME = "甲乙丙丁戊己庚辛"
# four of nine pieces and three of its own: 4/12 and 6/12, 7/11
HALF, LESS, MORE = "甲乙丙丁戊己子丑", "甲乙丙丁戊子丑寅", "甲乙丙丁戊己庚子"


@pytest.fixture(scope="module")
async def first(reserve):
    """A project with a code, far from the others of the tests."""
    place = {"longitude": "113.05", "latitude": "27.75"}
    return await reserve.project(name=NAME, projectCode="2111-522323-04-01-342081", **place)


async def ask(reserve, as_=INVESTMENT, **known):
    return (await reserve.api(QUERY, {"i": known}, as_=as_))["projectDuplicates"]


@pytest.mark.parametrize(("name", "told"), [(HALF, True), (LESS, False), (MORE, True), (NAME, True)])
async def test_a_name_is_told_from_half_of_its_pieces_on(reserve, first, name, told):
    found = await ask(reserve, name=name, ownerId=reserve.owner_id)
    assert [d["projectId"] for d in found] == ([first["id"]] if told else [])


async def test_a_like_name_alone_is_no_duplicate(reserve, first):
    assert await ask(reserve, name=NAME) == []
    assert await ask(reserve, name=NAME, ownerId=reserve.authority_id, townId=reserve.authority_id) == []
    assert await ask(reserve, name=NAME, projectId=first["id"], ownerId=reserve.owner_id) == []


async def test_each_warning_says_why_and_the_likest_comes_first(reserve, first):
    (by_town,) = await ask(reserve, name=HALF, townId=reserve.town_id)
    assert by_town["reasons"] == ["名称相似度50%", "同一镇（街道）"]
    assert (by_town["similarity"], by_town["metres"]) == ("0.5", None)
    assert by_town["project"] == {"id": first["id"], "name": NAME, "owner": {"name": "松井新材料科技有限公司"}}
    (by_code,) = await ask(reserve, name="全不相同", projectCode=" 2111-522323-04-01-342081 ")
    assert by_code["reasons"] == ["国家项目代码相同"]
    other = await reserve.project(name=MORE, longitude=None, latitude=None)
    found = await ask(reserve, name=NAME, ownerId=reserve.owner_id)
    assert [d["projectId"] for d in found] == [first["id"], other["id"]]
    assert [d["similarity"] for d in found] == ["1", "0.64"]


@pytest.mark.parametrize(
    ("east", "north", "metres"),
    [
        ("113.05", "27.7544965", 500),
        ("113.05", "27.7545050", None),
        ("113.05", "27.7455035", 500),
        ("113.05", "27.7454950", None),
        ("113.0550810", "27.75", 500),
        ("113.0550900", "27.75", None),
        ("113.05", "27.75", 0),
    ],
)
async def test_a_like_name_near_by_is_told_up_to_the_rulebooks_distance(reserve, first, east, north, metres):
    """The neighbour may lie in another hundredth of a degree than the project: 27.75 lies on a border of them."""
    found = await ask(reserve, name=NAME, longitude=east, latitude=north)
    assert [d["metres"] for d in found] == ([] if metres is None else [metres])
    if metres is not None:
        assert found[0]["reasons"] == ["名称相似度100%", f"位置相距约{metres}米"]


async def test_registering_and_changing_warn_and_do_not_refuse(reserve, first):
    elements = reserve.elements(name="甲乙丙丁戊己庚辛壬", longitude=None, latitude=None)
    made = await reserve.do("registerProject", WARNED, reserve.owner, **elements)
    assert made["userErrors"] == []
    warned = {w["projectId"]: w for w in made["warnings"]}
    assert warned[first["id"]]["code"] == "POSSIBLE_DUPLICATE"
    assert (warned[first["id"]]["article"], warned[first["id"]]["field"]) == ("第四条", "name")
    assert "同一业主" in warned[first["id"]]["message"]
    assert NAME in warned[first["id"]]["message"]
    again = {"name": "子丑寅卯辰巳午未申", "reason": "更名", "townId": None}
    changed = await reserve.do("changeProject", WARNED, reserve.owner, **at(made["project"]), **again)
    assert changed["warnings"] == []


async def test_a_refusal_warns_of_nothing(reserve):
    refused = await reserve.do("registerProject", WARNED, reserve.owner, **reserve.elements(name=""))
    assert (refused["project"], refused["warnings"]) == (None, [])


async def test_nobody_is_told_of_what_is_not_for_them(reserve, first):
    stranger = reserve.owner.but(unit=UUID(int=71))
    assert await ask(reserve, stranger, name=NAME, townId=reserve.town_id) == []
    assert [d["projectId"] for d in await ask(reserve, reserve.town, name=NAME, townId=reserve.town_id)][:1] == [
        first["id"]
    ]
    assert await ask(reserve, INVESTMENT.but(division="430204"), name=NAME, townId=reserve.town_id) == []


@pytest.mark.parametrize("place", [{"longitude": "1e30", "latitude": "27"}, {"longitude": "113", "latitude": "90"}])
async def test_a_place_beyond_the_country_is_a_fault_of_the_request(reserve, place):
    answer = await reserve.api.raw(QUERY, {"i": {"name": NAME} | place}, as_=INVESTMENT)
    assert [e["extensions"]["code"] for e in answer["errors"]] == ["BAD_INPUT"]
