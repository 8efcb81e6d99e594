"""What is refused: wrong people, stale versions, repeated keys, bad input."""

from datetime import date

import pytest

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.people import person
from tests.support.world import DAY, STATE, District, codes, ok

SUBMIT = f"mutation($input: SubmitRequestInput!) {{ submitRequest(input: $input) {{ {STATE} userErrors {{ code message field article }} }} }}"


async def rows_of(district):
    query = (
        "query($id: [_Any!]!) { _entities(representations: $id) { ... on Project { requests { id version state } } } }"
    )
    told = [{"__typename": "Project", "id": str(district.project)}]
    found = await district.api(query, {"id": told}, as_=district.agent, on=DAY)
    return found["_entities"][0]["requests"]


def error_codes(answer):
    return {e["extensions"]["code"] for e in answer.get("errors", ())}


@pytest.mark.parametrize("verb", ["accept", "return", "claim", "decide"])
async def test_an_applicant_may_not_do_the_bureaus_part(district, verb):
    request = ok(await district.submit())
    kind = f"{verb.capitalize()}RequestInput"
    values = {"return": {"reason": "缺图"}, "decide": {"outcome": "GRANTED"}}.get(verb, {})
    given = {"idempotencyKey": str(new_id()), "requestId": request["id"], "expectedVersion": 1, **values}
    mutation = f"mutation($input: {kind}!) {{ {verb}Request(input: $input) {{ request {{ id }} }} }}"
    answer = await district.api.raw(mutation, {"input": given}, as_=district.owner, on=DAY)
    assert error_codes(answer) == {"FORBIDDEN"}
    assert (await rows_of(district))[0]["state"] == "SUBMITTED"


async def test_another_bureau_does_not_even_see_the_request(district):
    request = ok(await district.submit())
    other = person(Role.LAND, unit=new_id())
    assert codes(await district.step("accept", request, other)) == {"REQUEST_UNKNOWN": None}


async def test_somebody_who_oversees_and_decides_elsewhere_sees_it_but_may_not_touch_it(district):
    request = ok(await district.submit())
    other = person(Role.LAND, Role.INVESTMENT_AUTHORITY, unit=new_id())
    assert codes(await district.step("accept", request, other)) == {"NOT_THE_BUREAU": "第十五条"}


async def test_another_owner_may_neither_ask_nor_withdraw(district):
    stranger = person(Role.OWNER, unit=new_id())
    assert codes(await district.submit(as_=stranger)) == {"NOT_THE_APPLICANT": "第十五条"}
    request = ok(await district.submit())
    assert codes(await district.step("withdraw", request, stranger)) == {"REQUEST_UNKNOWN": None}


async def test_another_division_sees_nothing_and_a_city_sees_its_districts(district):
    request = ok(await district.submit())
    query = "query($id: UUID!) { request(id: $id) { id } }"
    for division, seen in (("430212", False), ("430211", True), ("430200", True), ("430300", False)):
        who = person(Role.INVESTMENT_AUTHORITY, unit=new_id(), division=division)
        found = await district.api(query, {"id": request["id"]}, as_=who, on=DAY)
        assert (found["request"] is not None) is seen, division


async def test_a_division_without_rules_says_so(api):
    elsewhere = await District(api, division="430212").told()
    payload = await elsewhere.submit()
    assert codes(payload) == {"KIND_UNKNOWN": "第十七条"}


async def test_an_unknown_project_and_kind_are_both_told(district):
    payload = await district.submit(projectId=str(new_id()), kind="AIR")
    assert codes(payload) == {"PROJECT_UNKNOWN": "第十五条", "KIND_UNKNOWN": "第十七条"}


async def test_a_node_that_is_unknown_does_not_wait_or_was_left_out_of_the_plan_is_refused(district):
    assert codes(await district.submit(new_id())) == {"NODE_UNKNOWN": "第八条"}
    idle = await district.node(name="竣工验收", waitsForRequest=False)
    assert codes(await district.submit(idle)) == {"NODE_DOES_NOT_WAIT": "第十五条"}
    old = await district.node()
    await district.node(planVersion=2)
    assert codes(await district.submit(old)) == {"NODE_NOT_IN_PLAN": "第八条"}


async def test_all_breaches_are_told_at_once_and_nothing_is_kept(district):
    payload = await district.submit(
        new_id(), quantity="-1", unit="HECTARE", purpose="", as_=person(Role.OWNER, unit=new_id())
    )
    assert set(codes(payload)) == {
        "NOT_THE_APPLICANT",
        "QUANTITY_INVALID",
        "UNIT_MISMATCH",
        "TEXT_MISSING",
    }
    assert {e["field"] for e in payload["userErrors"]} == {"projectId", "quantity", "unit", "purpose"}
    assert await rows_of(district) == []


async def test_a_stale_version_is_refused(district):
    request = ok(await district.submit())
    ok(await district.step("accept", request))
    assert codes(await district.step("accept", request)) == {"VERSION_CONFLICT": None}


async def test_a_command_sent_twice_is_carried_out_once_and_another_with_its_key_is_refused(district):
    asked = {
        "idempotencyKey": str(new_id()),
        "projectId": str(district.project),
        "nodeId": str(await district.node()),
        "kind": "LAND_QUOTA",
        "quantity": "80",
        "unit": "MU",
        "purpose": "厂房",
        "bureauId": str(district.bureau),
    }
    first, second = [await district.api(SUBMIT, {"input": asked}, as_=district.owner, on=DAY) for _ in range(2)]
    assert first == second
    assert len(await rows_of(district)) == 1
    other = await district.api(SUBMIT, {"input": asked | {"quantity": "81"}}, as_=district.owner, on=DAY)
    assert codes(other["submitRequest"]) == {"IDEMPOTENCY_KEY_REUSED": None}


async def test_a_second_request_for_the_same_node_waits_for_the_end_of_the_first(district):
    node = await district.node()
    first = ok(await district.submit(node))
    assert codes(await district.submit(node)) == {"REQUEST_ALREADY_OPEN": "第十五条"}
    assert ok(await district.submit(node, kind="CULTIVATED_LAND"))
    ok(await district.step("withdraw", first, district.owner))
    assert ok(await district.submit(node))


async def test_a_step_cannot_be_dated_before_the_one_it_follows(district):
    request = ok(await district.submit(on=date(2026, 3, 4)))
    assert codes(await district.step("accept", request, on=date(2026, 3, 3))) == {"DATE_BEFORE_LAST_STEP": "第十五条"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("quantity", "1e400"),
        ("quantity", "abc"),
        ("quantity", "NaN"),
        ("nodeId", "no-uuid"),
        ("projectId", None),
        ("purpose", 7),
        ("kind", ["LAND_QUOTA"]),
    ],
)
async def test_malformed_values_are_told_as_errors_of_the_input(district, field, value):
    asked = {
        "idempotencyKey": str(new_id()),
        "projectId": str(district.project),
        "nodeId": str(new_id()),
        "kind": "LAND_QUOTA",
        "quantity": "80",
        "unit": "MU",
        "purpose": "厂房",
    }
    answer = await district.api.raw(SUBMIT, {"input": asked | {field: value}}, as_=district.owner, on=DAY)
    assert error_codes(answer) == {"BAD_INPUT"}
    assert await rows_of(district) == []


@pytest.mark.parametrize("purpose", ["厂\u200b房", "a\x07b", "字" * 2001, "\u202e倒"])
async def test_texts_that_nobody_could_read_are_refused(district, purpose):
    payload = await district.submit(purpose=purpose)
    assert [e["field"] for e in payload["userErrors"]] == ["purpose"]


async def test_a_text_with_an_emoji_is_kept_as_it_is(district):
    request = ok(await district.submit(purpose="厂房 👍"))
    query = "query($id: UUID!) { request(id: $id) { purpose } }"
    assert (await district.api(query, {"id": request["id"]}, as_=district.owner))["request"]["purpose"] == "厂房 👍"
