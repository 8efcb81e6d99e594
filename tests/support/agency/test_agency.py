"""第十四条：an owner is represented of its own will, as far as it says, and not a second longer."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest
from sqlalchemy import select

from services.chassis.clock import new_id
from services.law.parties import Role
from services.support.store import tables
from tests.harness.api import Refused
from tests.harness.people import person
from tests.harness.todos import todos
from tests.support.agency.world import SUPERVISION, codes, row_codes
from tests.support.world import DAY

FRIDAY, MONDAY = date(2026, 3, 6), date(2026, 3, 9)


async def test_an_agency_goes_from_application_to_its_last_item(agency):
    await agency.authorised()
    items = await agency.items()
    assert [i["code"] for i in items.values()] == [
        "SITE_OPINION",
        "PROJECT_FILING",
        "LAND_QUOTA",
        "FOREST_LAND",
        "LAND_PLANNING_PERMIT",
    ]
    assert items["LAND_PLANNING_PERMIT"]["state"] == "WAITING"
    assert {items[c]["state"] for c in ("SITE_OPINION", "PROJECT_FILING", "LAND_QUOTA")} == {"READY"}
    done = await agency.submit("SITE_OPINION", "PROJECT_FILING", "LAND_PLANNING_PERMIT")
    assert row_codes(done) == [[], [], ["ITEM_WAITS"]]
    for code in ("LAND_QUOTA", "FOREST_LAND"):
        assert codes(await agency.step("skipAgencyItem", code, text="不涉及")) == []
    assert codes(await agency.step("recordAgencyItemDone", "PROJECT_FILING", documentNumber="示例备〔2026〕1号")) == []
    assert (await agency.item("LAND_PLANNING_PERMIT"))["state"] == "WAITING"
    assert codes(await agency.step("recordAgencyItemDone", "SITE_OPINION", on=FRIDAY)) == []
    assert (await agency.item("LAND_PLANNING_PERMIT"))["state"] == "READY"
    assert row_codes(await agency.submit("LAND_PLANNING_PERMIT", on=FRIDAY)) == [[]]
    last = await agency.step("recordAgencyItemDone", "LAND_PLANNING_PERMIT", on=MONDAY)
    assert last["item"]["workingDaysTaken"] == 1
    shown = await agency.district.api(
        "query($id: UUID!) { agencyCase(id: $id) { state itemsTotal itemsDone nextItems { id } } }",
        {"id": agency.case["id"]},
        as_=agency.owner,
    )
    assert shown["agencyCase"] == {"state": "FINISHED", "itemsTotal": 3, "itemsDone": 3, "nextItems": []}


async def test_nothing_is_done_before_the_owner_confirms_nor_beyond_what_it_says(agency):
    await agency.accepted()
    assert row_codes(await agency.submit("SITE_OPINION")) == [["NOT_AUTHORISED"]]
    await agency.authorise(itemCodes=["SITE_OPINION"], fromOn=str(FRIDAY))
    assert row_codes(await agency.submit("SITE_OPINION")) == [["NOT_AUTHORISED"]]
    done = await agency.submit("SITE_OPINION", "PROJECT_FILING", on=FRIDAY)
    assert row_codes(done) == [[], ["BEYOND_AUTHORISATION"]]
    assert row_codes(await agency.submit("PROJECT_FILING", on=FRIDAY, as_=agency.colleague)) == [["NOT_THE_AGENT"]]
    assert row_codes(await agency.submit("PROJECT_FILING", on=FRIDAY, as_=agency.owner)) == [[]]


@pytest.mark.parametrize(
    ("day", "expected"), [("2026-03-05", []), ("2026-03-06", []), ("2026-03-07", ["NOT_AUTHORISED"])]
)
async def test_an_authorisation_ends_with_its_last_day(agency, day, expected):
    await agency.accepted()
    await agency.authorise(stages=["LAND_AND_PLANNING"], untilOn=str(FRIDAY))
    assert row_codes(await agency.submit("SITE_OPINION", on=date.fromisoformat(day))) == [expected]


async def test_a_revocation_holds_at_once_and_can_be_followed_by_a_new_authorisation(agency):
    await agency.authorised()
    assert codes(await agency.revoke(as_=person(Role.OWNER, unit=new_id()))) == ["AGENCY_UNKNOWN"]
    assert codes(await agency.revoke()) == []
    assert row_codes(await agency.submit("SITE_OPINION")) == [["NOT_AUTHORISED"]]
    silent = await agency.step("skipAgencyItem", "SITE_OPINION")
    assert [(e["code"], e["field"]) for e in silent["userErrors"]] == [
        ("NOT_AUTHORISED", None),
        ("TEXT_MISSING", "text"),
    ]
    assert codes(await agency.revoke()) == ["NOT_AUTHORISED"]
    assert codes(await agency.authorise(stages=["LAND_AND_PLANNING"])) == []
    assert codes(await agency.authorise(stages=["LAND_AND_PLANNING"])) == ["AUTHORISATION_OVERLAPS"]
    assert row_codes(await agency.submit("SITE_OPINION")) == [[]]


async def test_no_act_of_the_agent_comes_after_a_revocation_however_they_race(agency):
    await agency.authorised()
    acts = [agency.submit(code) for code in ("SITE_OPINION", "PROJECT_FILING")]
    await asyncio.gather(*acts, agency.revoke())
    entry = tables.AgencyEntry
    rows = await agency.district.api.rows(
        select(entry.kind).where(entry.case_id == agency.case["id"]).order_by(entry.id)
    )
    kinds = [row.kind.value for row in rows]
    assert "ITEM_SUBMITTED" not in kinds[kinds.index("REVOKED") :]
    assert row_codes(await agency.submit("SITE_OPINION"))[0][0] in {"NOT_AUTHORISED", "ITEM_STATE_NOT_ALLOWED"}


async def test_an_application_is_judged_whole(agency):
    stranger = person(Role.OWNER, unit=new_id())
    done = await agency.apply(
        as_=stranger, stages=(), scope={"itemCodes": ["X"], "fromOn": "2026-03-10", "untilOn": "2026-03-01"}
    )
    assert codes(done) == ["NOT_THE_OWNER", "ITEM_UNKNOWN", "TERM_INVALID", "TERM_OVER"]
    assert {e["article"] for e in done["userErrors"]} == {"第十四条"}
    await agency.applied()
    assert codes(await agency.apply()) == ["AGENCY_EXISTS"]


async def test_an_application_can_be_declined_and_made_again(agency):
    await agency.applied()
    assert codes(await agency.on_case("declineAgency", agency.agent, reason=" ")) == ["TEXT_MISSING"]
    assert (await agency.on_case("declineAgency", agency.agent, reason="不属重点项目"))["agency"]["state"] == "DECLINED"
    await agency.applied()
    assert (await agency.on_case("cancelAgency", agency.owner, reason="改为自办"))["agency"]["state"] == "CANCELLED"
    assert codes(await agency.on_case("cancelAgency", agency.owner, reason="再次")) == ["AGENCY_STATE_NOT_ALLOWED"]


async def test_an_agency_is_handed_over_with_its_history(agency):
    await agency.authorised()
    new = {"agentSubject": agency.colleague.subject, "agentName": "代办员乙", "reason": "轮岗"}
    assert codes(
        await agency.on_case("handOverAgency", agency.agent, **(new | {"agentSubject": agency.agent.subject}))
    ) == ["AGENT_SAME"]
    city = person(Role.PROJECT_SERVICE, unit=new_id(), division="430200")  # which sees it, and looks on
    assert codes(await agency.on_case("handOverAgency", city, **new)) == ["NOT_PROJECT_SERVICE"]
    unseen = await agency.on_case("handOverAgency", agency.agent, **(new | {"agentName": "代办员\u200b乙"}))
    assert [(e["code"], e["field"]) for e in unseen["userErrors"]] == [("TEXT_INVISIBLE_CHARACTER", "agentName")]
    assert (await agency.on_case("handOverAgency", agency.agent, **new))["agency"]["agentName"] == "代办员乙"
    assert row_codes(await agency.submit("SITE_OPINION")) == [["NOT_THE_AGENT"]]
    assert row_codes(await agency.submit("SITE_OPINION", as_=agency.colleague)) == [[]]
    shown = await agency.district.api(
        "query($id: UUID!) { agencyCase(id: $id) { entries { edges { node { kind text } } } } }",
        {"id": agency.case["id"]},
        as_=agency.owner,
    )
    kinds = [e["node"]["kind"] for e in shown["agencyCase"]["entries"]["edges"]]
    assert kinds == ["ITEM_SUBMITTED", "HANDED_OVER", "AUTHORISED", "ACCEPTED", "APPLIED"]


async def test_an_item_of_support_is_asked_for_as_a_request_and_follows_it(agency):
    await agency.authorised()
    node = await agency.district.node()
    asked = {"nodeId": str(node), "quantity": "80", "unit": "MU", "bureauId": str(agency.district.bureau)}
    done = await agency.submit("LAND_QUOTA", **asked)
    assert row_codes(done) == [[]]
    item = await agency.item("LAND_QUOTA")
    assert item["state"] == "SUBMITTED"
    assert item["request"]["id"] == done["results"][0]["requestId"]
    assert codes(await agency.step("recordAgencyItemDone", "LAND_QUOTA")) == ["ITEM_FOLLOWS_REQUEST"]
    returned = await agency.district.step("return", item["request"], reason="缺图")
    assert returned["userErrors"] == [], returned
    assert (await agency.item("LAND_QUOTA"))["state"] == "CORRECTING"
    await agency.revoke()
    again = {"purpose": "补正后", "quantity": "80", "unit": "MU"}
    request = returned["request"]
    refused = await agency.district.step("resubmit", request, agency.agent, FRIDAY, **again)
    assert codes(refused) == ["NOT_AUTHORISED"]
    request = (await agency.district.step("resubmit", request, agency.owner, FRIDAY, **again))["request"]
    assert (await agency.item("LAND_QUOTA"))["state"] == "SUBMITTED"
    gone = await agency.district.step("withdraw", request, agency.owner, FRIDAY, reason="不再需要")
    assert gone["userErrors"] == []
    assert (await agency.item("LAND_QUOTA"))["state"] == "READY"


async def test_a_row_that_its_rules_refuse_leaves_the_others_done(agency):
    await agency.authorised()
    done = await agency.submit("LAND_QUOTA", "SITE_OPINION")
    assert row_codes(done)[0]
    assert row_codes(done)[1] == []
    assert (await agency.item("LAND_QUOTA"))["state"] == "READY"


@pytest.mark.parametrize(("day", "late"), [("2026-03-16", 0), ("2026-03-17", 1), ("2026-03-18", 2)])
async def test_the_due_day_is_not_late_and_the_next_one_is(agency, day, late):
    await agency.authorised()
    await agency.submit("SITE_OPINION")
    item = await agency.item("SITE_OPINION", date.fromisoformat(day))
    assert (item["dueOn"], item["workingDaysLate"], item["overdue"]) == ("2026-03-16", late, late > 0)


async def test_a_correction_stops_the_clock(agency):
    await agency.authorised()
    await agency.submit("SITE_OPINION")
    returned = await agency.step("recordAgencyItemReturned", "SITE_OPINION", date(2026, 3, 4), text="缺红线图")
    assert returned["item"]["dueOn"] is None
    back = await agency.step("recordAgencyItemCorrected", "SITE_OPINION", FRIDAY)
    assert back["item"]["dueOn"] == "2026-03-19"
    refused = await agency.step("recordAgencyItemRefused", "SITE_OPINION", MONDAY, text="不符合规划")
    assert refused["item"]["state"] == "REFUSED"
    assert row_codes(await agency.submit("SITE_OPINION", on=MONDAY)) == [[]]


async def test_a_faster_limit_is_promised_and_never_a_longer_one(agency):
    await agency.authorised()
    await agency.submit("SITE_OPINION")
    assert codes(await agency.step("promiseFasterAgencyItem", "SITE_OPINION", workingDays=10)) == ["NOT_FASTER"]
    assert codes(await agency.step("promiseFasterAgencyItem", "SITE_OPINION", workingDays=0)) == ["LIMIT_INVALID"]
    done = await agency.step("promiseFasterAgencyItem", "SITE_OPINION", workingDays=4)
    assert done["item"]["dueOn"] == str(FRIDAY)


async def test_items_of_higher_authorities_are_followed_by_a_named_person(agency):
    await agency.authorised()
    await agency.submit("SITE_OPINION")
    assert codes(await agency.step("recordAgencyFollowUp", "SITE_OPINION", text="已到市局")) == ["NOT_THE_FOLLOWER"]
    named = {"followerSubject": agency.agent.subject, "followerName": "代办员甲"}
    assert codes(await agency.step("nameAgencyFollower", "SITE_OPINION", **named, text="熟悉市局")) == []
    entry = tables.AgencyEntry
    (said,) = await agency.district.api.rows(
        select(entry.text).where(entry.case_id == agency.case["id"], entry.kind == "FOLLOWER_NAMED")
    )
    assert said.text == "代办员甲：熟悉市局"
    assert codes(await agency.step("nameAgencyFollower", "PROJECT_FILING", **named)) == ["ITEM_OF_DISTRICT"]
    assert not (await agency.item("SITE_OPINION", MONDAY))["followUpMissing"]
    assert (await agency.item("SITE_OPINION", date(2026, 3, 10)))["followUpMissing"]
    done = await agency.step("recordAgencyFollowUp", "SITE_OPINION", date(2026, 3, 10), text="已到市局")
    assert done["item"]["followUpMissing"] is False


async def test_a_late_item_is_supervised_by_both_departments(agency):
    await agency.authorised()
    await agency.submit("SITE_OPINION")
    item, late = await agency.item("SITE_OPINION"), date(2026, 3, 17)
    opening = {"itemId": item["id"], "reason": "逾期未办"}
    candidates = (
        "query($c: UUID!) { agencyItems(filter: {supervisionCandidate: true, caseId: $c}) { edges { node { code } } } }"
    )
    for day, expected in ((date(2026, 3, 16), 0), (late, 1)):
        found = await agency.district.api(candidates, {"c": agency.case["id"]}, as_=agency.inspector, on=day)
        assert len(found["agencyItems"]["edges"]) == expected
    city = person(Role.INSPECTOR, unit=new_id(), division="430200")
    assert codes(await agency.do("openSupervision", city, late, SUPERVISION, **opening)) == ["NOT_SUPERVISING"]
    early = await agency.do("openSupervision", agency.agent, date(2026, 3, 16), SUPERVISION, **opening)
    assert codes(early) == ["NOT_LATE"]
    opened = (await agency.do("openSupervision", agency.agent, late, SUPERVISION, **opening))["supervision"]
    assert opened["daysLate"] == 1
    again = await agency.do("openSupervision", agency.inspector, late, SUPERVISION, **opening)
    assert codes(again) == ["SUPERVISION_EXISTS"]

    async def on_it(name, as_, text):
        nonlocal opened
        given = {"supervisionId": opened["id"], "expectedVersion": opened["version"], "text": text}
        done = await agency.district.api.do(name, "SupervisionTextInput", SUPERVISION, as_, late, **given)
        opened = done["supervision"] or opened
        return done

    await on_it("recordSupervision", agency.agent, "已函告市局")
    assert codes(await on_it("closeSupervision", agency.agent, "已办结")) == ["NOT_JOINT"]
    await on_it("recordSupervision", agency.inspector, "已约谈")
    assert codes(await on_it("closeSupervision", agency.inspector, "已办结")) == []
    assert opened["closedOn"] == str(late)
    assert codes(await on_it("closeSupervision", agency.inspector, "再次")) == ["SUPERVISION_CLOSED"]


async def test_items_are_added_with_a_reason_and_restored(agency):
    await agency.authorised(stages=("LAND_AND_PLANNING",))
    asked = {
        "name": "水土保持方案审批",
        "stage": "LAND_AND_PLANNING",
        "level": "CITY",
        "role": "WATER",
        "workingDays": 10,
        "after": ["PROJECT_FILING"],
        "reason": "占地较大",
    }
    refused = await agency.do(
        "addAgencyItem",
        agency.agent,
        shows="item { code }",
        caseId=agency.case["id"],
        expectedVersion=agency.case["version"],
        **(asked | {"after": ["NOTHING"], "workingDays": 0}),
    )
    assert codes(refused) == ["ITEM_UNKNOWN", "LIMIT_INVALID"]
    given = {"caseId": agency.case["id"], "expectedVersion": agency.case["version"]}
    done = await agency.do("addAgencyItem", agency.agent, shows="item { code state }", **given, **asked)
    assert done["item"] == {"code": "ADDED_1", "state": "WAITING"}
    await agency.step("skipAgencyItem", "PROJECT_FILING", text="不涉及")
    assert (await agency.item("ADDED_1"))["state"] == "READY"
    await agency.step("restoreAgencyItem", "PROJECT_FILING", text="仍需备案")
    assert (await agency.item("ADDED_1"))["state"] == "WAITING"


async def test_strangers_see_nothing(agency):
    await agency.authorised()
    query = "query($id: UUID!) { agencyCase(id: $id) { id items { code } authorisations { id } } }"
    stranger = person(Role.OWNER, unit=new_id())
    shown = await agency.district.api(query, {"id": agency.case["id"]}, as_=stranger)
    assert shown["agencyCase"] is None
    refused = await agency.do("cancelAgency", stranger, caseId=agency.case["id"], expectedVersion=1, reason="x")
    assert codes(refused) == ["AGENCY_UNKNOWN"]


async def test_statistics_tell_how_long_items_take(agency):
    await agency.authorised()
    await agency.submit("PROJECT_FILING")
    await agency.step("recordAgencyItemDone", "PROJECT_FILING", FRIDAY)
    query = """{ agencyStatistics(fromOn: "2026-03-06", untilOn: "2026-03-06") { code done late meanWorkingDays } }"""
    shown = await agency.district.api(query, as_=agency.owner, on=DAY)
    assert shown["agencyStatistics"] == [{"code": "PROJECT_FILING", "done": 1, "late": 1, "meanWorkingDays": "4"}]
    with pytest.raises(Refused, match="截止日不能早于起始日"):
        await agency.district.api(query.replace('untilOn: "2026-03-06"', 'untilOn: "2026-03-05"'), as_=agency.agent)
    rules = await agency.district.api("{ agencyItemRules(route: APPROVAL) { code } }", as_=agency.owner, on=DAY)
    assert {"code": "PROJECT_APPROVAL"} in rules["agencyItemRules"]


async def test_everybody_is_told_what_there_is_to_do(agency):
    async def to_do(who, on=DAY):
        found = await todos(agency.district.api, who, on, "supportTodos", projectId=str(agency.district.project))
        return [t["kind"] for t in found]

    await agency.applied()
    assert await to_do(agency.agent) == ["AGENCY_TO_ANSWER"]
    await agency.on_case("declineAgency", agency.agent, reason="材料不全")
    await agency.accepted()
    assert await to_do(agency.owner) == ["AGENCY_TO_AUTHORISE"]
    assert await to_do(agency.agent) == []
    await agency.authorise(itemCodes=["SITE_OPINION"])
    assert await to_do(agency.owner) == []
    assert await to_do(agency.agent) == ["AGENCY_ITEM_TO_SUBMIT"]
    assert await to_do(agency.colleague) == []
    await agency.submit("SITE_OPINION")
    named = {"followerSubject": agency.agent.subject, "followerName": "代办员甲"}
    await agency.step("nameAgencyFollower", "SITE_OPINION", **named)
    assert await to_do(agency.agent, MONDAY) == []
    assert await to_do(agency.agent, date(2026, 3, 10)) == ["AGENCY_ITEM_TO_FOLLOW"]
    await agency.step("recordAgencyFollowUp", "SITE_OPINION", date(2026, 3, 16), text="已到市局")
    assert await to_do(agency.colleague, date(2026, 3, 16)) == []
    assert await to_do(agency.colleague, date(2026, 3, 17)) == ["AGENCY_ITEM_TO_SUPERVISE"]
    opening = {"itemId": (await agency.item("SITE_OPINION"))["id"], "reason": "逾期未办"}
    await agency.do("openSupervision", agency.inspector, date(2026, 3, 17), SUPERVISION, **opening)
    assert await to_do(agency.inspector, date(2026, 3, 17)) == ["SUPERVISION_TO_CLOSE"]
    await agency.step("recordAgencyItemReturned", "SITE_OPINION", date(2026, 3, 17), text="缺图")
    assert "AGENCY_ITEM_TO_CORRECT" in await to_do(agency.agent, date(2026, 3, 17))
    await agency.revoke(date(2026, 3, 17))
    assert "AGENCY_ITEM_TO_CORRECT" not in await to_do(agency.agent, date(2026, 3, 17))
