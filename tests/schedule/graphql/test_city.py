"""第九条: the city's key-project system hears of city-level projects, over real HTTP; what does not arrive is tried again."""

from __future__ import annotations

import base64
import json
from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from infra.simulators.city_projects import City, fault_of, system
from infra.simulators.provincial import keys_of
from infra.simulators.serving import served
from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.law.parties import Role
from tests.conftest import ServiceApi
from tests.harness.api import Api
from tests.harness.people import person
from tests.harness.waiting import eventually
from tests.schedule.life import TODAY, Life, codes, opened
from tests.schedule.specialist_life import correct_week, judge_node, update_week

PUSH = "id version kind number status tries deliveredAt lastError content project { id }"
INDICATORS = (
    "query($y: Int, $b: Boolean) { cityIndicators(year: $y, beyond: $b) { projectId level beyond verifiedInvestment "
    "reportedInvestment elapsedPercent indicators { kind value threshold beyond why } } }"
)


@pytest.fixture(scope="module")
async def city(tmp_path_factory) -> AsyncIterator[tuple[City, str, str]]:
    file = tmp_path_factory.mktemp("city") / "client.json"
    secret = base64.b64encode(bytes([7]) * 32).decode()
    key = {"id": "k-1", "algorithm": "HMAC-SM3", "secret": secret}
    client = {"id": "district", "name": "市重点项目管理系统（示例）", "division": "430211", "keys": [key]}
    file.write_text(json.dumps({"clients": [client]}), encoding="utf-8")
    made = City("district", keys_of(file, "district"))
    async with served(system(made)) as address:
        yield made, address, str(file)


@pytest.fixture(scope="module")
async def api(service_api: ServiceApi, city) -> Api:
    _, address, file = city
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {
            "URL": address,
            "CLIENT": file,
            "TRIES": "3",
            "FIRST_SECONDS": "0.05",
            "LONGEST_SECONDS": "0.1",
        }.items():
            patch.setenv(f"ZD_CITY_PROJECTS_{name}", value)
        return await service_api("schedule", parts="web,jobs")


async def of_level(api: Api, level: str, **changes: Any) -> Life:
    life = await opened(api, **changes)
    told = {
        "projectId": str(life.project),
        "version": 1,
        "name": "示例涂料项目",
        "ownerId": str(life.owner_unit),
        "townId": str(life.town_unit),
        "industryAuthorityId": str(life.industry_unit),
        "level": level,
        "category": "INDUSTRY",
        "division": "430211",
    }
    await api.consume("zhongdian.reserve.project.registered.v1", told)
    await life.set_task()
    return life


async def pushes(life: Life, **filter: Any) -> list[dict[str, Any]]:
    query = f"query($f: CityPushFilter) {{ cityPushes(filter: $f) {{ edges {{ node {{ {PUSH} }} }} }} }}"
    found = await life.api.raw(query, {"f": {"projectId": str(life.project)} | filter}, as_=life.authority)
    return [e["node"] for e in found["data"]["cityPushes"]["edges"]]


async def settled(life: Life, status: str) -> dict[str, Any]:
    """Wait until the newest push stands so; asked at rest, for the harness compares two answers."""
    row = "select status from city_pushes where project_id = :p order by id desc limit 1"

    async def look() -> bool:
        async with life.api.database.session(ALL_DIVISIONS, read_only=True) as session:
            return await session.scalar(text(row), {"p": life.project}) == status

    await eventually(look)
    return (await pushes(life))[0]


async def test_weeks_months_and_nodes_of_a_city_level_project_arrive(api, city):
    life = await of_level(api, "CITY")
    week = (await update_week(life))["weeklyUpdate"]
    assert (await settled(life, "DELIVERED"))["kind"] == "WEEK"
    known = city[0].known[week["id"]]
    assert (known["reportedInvestment"], known["weekOn"], known["number"]) == ("1200", "2027-01-11", 1)
    report = week["monthReport"]
    await life.judge("verify", {"id": report["id"], "version": 1})
    await settled(life, "DELIVERED")
    assert city[0].known[report["id"]]["verifiedInvestment"] == "1200"
    node = (await life.plan())["nodePlan"]["nodes"]["edges"][0]["node"]["node"]
    done = (await life.complete(node))["node"]
    await settled(life, "DELIVERED")
    assert city[0].known[node["id"]]["completedOn"] == "2027-01-11"
    await judge_node(life, "return", done, reason="材料有误")
    await settled(life, "DELIVERED")
    assert (city[0].known[node["id"]]["completedOn"], city[0].known[node["id"]]["returnedReason"]) == (None, "材料有误")
    assert city[0].forged == 0


@pytest.mark.parametrize(("level", "told"), [("DISTRICT", 0), ("CITY", 1), ("PROVINCE", 1), ("NATIONAL", 1)])
async def test_the_city_hears_of_its_own_level_and_above(api, level, told):
    life = await of_level(api, level)
    await update_week(life)
    if told:
        await settled(life, "DELIVERED")
    assert len(await pushes(life)) == told


async def test_what_fails_is_tried_again_and_what_was_kept_though_it_said_otherwise_changes_nothing(api, city):
    life = await of_level(api, "CITY")
    city[0].moods.extend(["fail", "lose"])
    week = (await update_week(life))["weeklyUpdate"]
    push = await settled(life, "DELIVERED")
    assert (push["tries"], push["lastError"]) == (3, None)
    assert city[0].heard.count(push["id"]) == 2
    assert city[0].known[week["id"]]["pushId"] == push["id"]


async def test_after_the_last_try_it_is_a_dead_letter_that_the_authority_sends_again(api, city):
    life = await of_level(api, "CITY")
    city[0].moods.extend(["refuse"] * 3)
    await update_week(life)
    dead = await settled(life, "DEAD")
    assert (dead["tries"], dead["lastError"].split()[:2]) == (3, ["REFUSED", "422"])
    given = {"pushId": dead["id"], "expectedVersion": dead["version"]}
    answer = await api.raw(
        "mutation($i: ResendCityPushInput!) { resendCityPush(input: $i) { userErrors { code } } }",
        {"i": given | {"idempotencyKey": "k"}},
        as_=life.owner,
    )
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    wrong = await api.do(
        "resendCityPush", "ResendCityPushInput", "cityPush { id }", life.authority, **given | {"expectedVersion": 9}
    )
    assert codes(wrong) == ["VERSION_CONFLICT"]
    done = await api.do("resendCityPush", "ResendCityPushInput", "cityPush { version }", life.authority, **given)
    assert done["cityPush"]["version"] == 2
    assert (await settled(life, "DELIVERED"))["id"] == dead["id"]


async def test_a_correction_replaces_what_has_not_arrived(api, city):
    life = await of_level(api, "CITY")
    city[0].moods.extend(["refuse"] * 3)
    week = (await update_week(life))["weeklyUpdate"]
    old = await settled(life, "DEAD")
    await correct_week(life, week)
    new = await settled(life, "DELIVERED")
    assert (new["number"], city[0].known[week["id"]]["reportedInvestment"]) == (2, "1100")
    (before,) = await pushes(life, status="SUPERSEDED")
    assert before["id"] == old["id"]
    given = {"pushId": old["id"], "expectedVersion": before["version"]}
    again = await api.do("resendCityPush", "ResendCityPushInput", "cityPush { id }", life.authority, **given)
    assert codes(again) == ["PUSH_SUPERSEDED"]


async def test_indicators_say_which_are_beyond_and_why(api):
    life = await of_level(api, "CITY")
    await life.plan()
    week = (await update_week(life, physicalPercent="60"))["weeklyUpdate"]
    await life.judge("verify", {"id": week["monthReport"]["id"], "version": 1})

    async def seen(on: date, **asked: Any) -> dict[str, Any] | None:
        found = (await api(INDICATORS, asked, as_=life.authority, on=on))["cityIndicators"]
        return next((f for f in found if f["projectId"] == str(life.project)), None)

    early = await seen(TODAY)
    assert {i["kind"] for i in early["indicators"] if i["beyond"]} == {"OUT_OF_STEP"}
    late = await seen(date(2028, 1, 3), y=2027)
    assert late["beyond"] == 4
    told = {i["kind"]: i for i in late["indicators"]}
    assert (told["INVESTMENT_BEHIND"]["value"], told["INVESTMENT_BEHIND"]["threshold"]) == ("98.5", "10")
    assert told["LATE_NODES"]["value"] == "3"
    assert "1.5%" in told["INVESTMENT_BEHIND"]["why"] or "1.50%" in told["INVESTMENT_BEHIND"]["why"]
    assert await seen(date(2028, 1, 3), y=2027, b=False) is None
    other = await of_level(api, "CITY", kind="CONTINUING")
    await update_week(other)
    found = (await api(INDICATORS, {}, as_=other.authority, on=TODAY))["cityIndicators"]
    own = next(f for f in found if f["projectId"] == str(other.project))
    assert next(i for i in own["indicators"] if i["kind"] == "OUT_OF_STEP")["value"] is None


async def test_pushes_are_seen_with_the_schedule_and_indicators_by_who_watches(api):
    life = await of_level(api, "CITY")
    await update_week(life)
    await settled(life, "DELIVERED")
    stranger = person(Role.OWNER, unit=new_id())
    query = "query($f: CityPushFilter) { cityPushes(filter: $f) { totalCount } }"
    asked = {"f": {"projectId": str(life.project)}}
    assert (await api(query, asked, as_=stranger))["cityPushes"]["totalCount"] == 0
    assert (await api(query, asked, as_=life.owner))["cityPushes"]["totalCount"] == 1
    answer = await api.raw(INDICATORS, {}, as_=life.owner)
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"


def test_the_simulator_refuses_what_is_not_whole_and_keeps_the_newest() -> None:
    said = {"pushId": "p", "division": "430211", "projectId": "x", "kind": "NODE", "subjectId": "n", "number": 2}
    assert fault_of(said, "p") is not None
    whole = said | {"completedOn": None, "verifiedOn": None, "returnedReason": None}
    assert fault_of(whole, "p") is None
    assert fault_of(whole, "q") is not None
    made = City("c", {})
    made.hear(whole)
    made.hear(whole | {"number": 1, "pushId": "o"})
    assert (made.known["n"]["number"], made.older) == (2, 1)
