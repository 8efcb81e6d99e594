"""The life of a request through the endpoint."""

from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from zoneinfo import ZoneInfo

from services.law.parties import Role
from tests.harness.people import person
from tests.support.world import DAY, DUE, codes, ok

WHOLE = """query($id: UUID!) { request(id: $id) {
    id version kind kindName state stateName article quantity unit unitName purpose receivedOn dueOn overdue warning
    project { id } node { id } bureau { id } applicant { id } claimedBy mine reservedQuantity
    outcome grantedQuantity decisionReason documentNumber decidedOn
    clock { receivedOn workingDays warningDays dueOn provisional workingDaysUsed workingDaysLeft workingDaysLate running
            segments { running since until workingDays reason } }
    history { action state at actorName unit { id } note } } }"""


async def test_a_request_is_submitted_returned_corrected_accepted_claimed_and_granted(district):
    await district.account("100")
    node = await district.node()
    request = ok(await district.submit(node, bureauId=None))  # the only bureau yet
    assert (request["state"], request["dueOn"]) == ("SUBMITTED", "2026-03-23")

    request = ok(await district.step("return", request, on=date(2026, 3, 5), reason="缺勘测定界图"))
    assert (request["state"], request["dueOn"], request["overdue"]) == ("RETURNED", None, False)

    corrected = {"quantity": "75.5", "unit": "MU", "purpose": "一期厂房用地（含定界图）", "note": "已补齐"}
    request = ok(await district.step("resubmit", request, district.owner, date(2026, 3, 11), **corrected))
    assert request["dueOn"] == "2026-03-30"  # two days used; thirteen count from the day after resubmission

    request = ok(await district.step("accept", request, on=date(2026, 3, 12)))
    request = ok(await district.step("claim", request, on=date(2026, 3, 13)))
    moment = datetime(2026, 3, 20, 16, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
    request = ok(await district.step("decide", request, on=moment, outcome="GRANTED"))
    assert request["documentNumber"] == "株天自然资函〔2026〕1号"

    whole = (await district.api(WHOLE, {"id": request["id"]}, as_=district.owner, on=date(2026, 5, 1)))["request"]
    assert whole["node"] == {"id": str(node)}
    assert (whole["stateName"], whole["grantedQuantity"], whole["decidedOn"]) == ("已准予", "75.5", "2026-03-20")
    assert (whole["unitName"], whole["article"], whole["claimedBy"], whole["mine"]) == (
        "亩",
        "第十五条",
        "科员乙",
        False,
    )
    clock = whole["clock"]
    assert (clock["workingDaysUsed"], clock["workingDaysLate"], clock["running"]) == (9, 0, False)
    assert [(s["running"], s["since"], s["until"], s["workingDays"]) for s in clock["segments"]] == [
        (True, "2026-03-02", "2026-03-05", 2),
        (False, "2026-03-05", "2026-03-11", 0),
        (True, "2026-03-11", "2026-03-20", 7),
    ]
    assert [h["action"] for h in whole["history"]] == [
        "SUBMITTED",
        "RETURNED",
        "RESUBMITTED",
        "ACCEPTED",
        "CLAIMED",
        "DECIDED",
    ]
    assert whole["history"][1]["note"] == "缺勘测定界图"
    assert whole["history"][-1]["at"] == "2026-03-20T16:30:00+08:00"
    assert whole["history"][-1]["unit"] == {"id": str(district.bureau)}


async def test_what_happened_is_published_and_audited(district):
    await district.allocate(await district.balance(), "80")
    request = await district.claimed()
    ok(await district.step("decide", request, on=date(2026, 3, 24), outcome="GRANTED"))
    mine = [e for e in await district.api.events() if e["subject"] == str(district.project)]
    assert [e["type"].removeprefix("zhongdian.support.") for e in mine] == [
        "request.submitted.v1",
        "request.decided.v1",
        "request.overdue.v1",
    ]
    decided = mine[1]["data"]
    assert decided["workingDaysUsed"] == 16
    assert decided["workingDaysLate"] == 1
    assert (decided["dueOn"], decided["decidedOn"], decided["outcome"]) == ("2026-03-23", "2026-03-24", "GRANTED")
    audited = [a for a in await district.api.audit() if a.subject == f"request/{request['id']}"]
    assert [a.action for a in audited] == ["submitRequest", "acceptRequest", "claimRequest", "decideRequest"]
    assert all(before.after_digest == after.before_digest for before, after in pairwise(audited))


async def test_whoever_follows_a_request_hears_of_its_return_its_resubmission_and_its_withdrawal(district):
    request = ok(await district.submit())
    request = ok(await district.step("return", request, on=date(2026, 3, 5), reason="缺图"))
    corrected = {"quantity": "75.5", "unit": "MU", "purpose": "一期厂房用地", "note": "已补齐"}
    request = ok(await district.step("resubmit", request, district.owner, date(2026, 3, 11), **corrected))
    request = ok(await district.step("accept", request, on=date(2026, 3, 12)))
    ok(await district.step("withdraw", request, district.owner, date(2026, 3, 13), reason="方案调整"))
    told = [e["data"] for e in await district.api.events() if e["data"]["requestId"] == request["id"]]
    assert [(d["requestVersion"], d.get("dueOn"), d.get("workingDaysUsed")) for d in told] == [
        (1, "2026-03-23", None),
        (2, None, 2),
        (3, "2026-03-30", 2),
        (5, None, 4),  # the acceptance, version 4, is nobody else's business
    ]
    assert [d.get("reason") for d in told] == [None, "缺图", None, "方案调整"]
    assert {d["bureauId"] for d in told} == {str(district.bureau)}


async def test_a_request_of_a_node_that_is_no_longer_in_the_plan_is_not_submitted_again(district):
    node = await district.node()
    request = ok(await district.submit(node))
    request = ok(await district.step("return", request, reason="缺图"))
    await district.node(planVersion=2)
    again = {"quantity": "80", "unit": "MU", "purpose": "一期厂房用地"}
    assert codes(await district.step("resubmit", request, district.owner, **again)) == {"NODE_NOT_IN_PLAN": "第八条"}
    ok(await district.step("withdraw", request, district.owner))


async def test_a_part_and_a_refusal_have_reasons_and_documents_of_the_same_series(district):
    account = await district.balance()
    await district.allocate(account, "100")
    partly = await district.claimed()
    partly = ok(
        await district.step("decide", partly, outcome="GRANTED_IN_PART", grantedQuantity="50", reason="先保一期")
    )
    refused = ok(await district.step("decide", await district.claimed(), outcome="REFUSED", reason="不符合规划"))
    numbers = [int(r["documentNumber"].rpartition("〕")[2].rstrip("号")) for r in (partly, refused)]
    assert (partly["state"], refused["state"], numbers[1] - numbers[0]) == ("GRANTED_IN_PART", "REFUSED", 1)
    assert Decimal((await district.balance())["committed"]) == Decimal(account["committed"]) + 50


async def test_the_quota_is_reserved_by_acceptance_and_free_again_after_a_withdrawal(district):
    await district.allocate(await district.balance(), "80")
    before = await district.balance()
    request = ok(await district.submit())
    request = ok(await district.step("accept", request))
    assert Decimal((await district.balance())["reserved"]) == Decimal(before["reserved"]) + 80
    request = ok(await district.step("withdraw", request, district.owner, reason="方案调整"))
    assert request["state"] == "WITHDRAWN"
    after = await district.balance()
    assert (after["reserved"], after["available"]) == (before["reserved"], before["available"])


async def test_a_grant_beyond_the_quota_is_refused_with_the_figures_and_changes_nothing(district):
    available = Decimal((await district.balance())["available"])
    request = await district.claimed(quantity=str(available + 1))
    payload = await district.step("decide", request, outcome="GRANTED")
    assert codes(payload) == {"QUOTA_EXCEEDED": "第十五条"}
    error = payload["userErrors"][0]
    assert error["field"] == "grantedQuantity"
    assert f"可用 {available.normalize():f} 亩" in error["message"]
    same = (await district.api(WHOLE, {"id": request["id"]}, as_=district.officer, on=DAY))["request"]
    assert (same["state"], same["version"], same["documentNumber"]) == ("CLAIMED", request["version"], None)
    ok(await district.step("withdraw", request, district.owner))


async def test_nothing_can_be_granted_in_a_year_whose_account_is_not_open(district):
    request = await district.claimed(on=date(2025, 3, 3))
    payload = await district.step("decide", request, on=date(2025, 3, 4), outcome="GRANTED")
    assert codes(payload) == {"QUOTA_ACCOUNT_MISSING": "第十五条"}


async def test_due_dates_in_an_unpublished_year_are_marked_provisional(district):
    request = ok(await district.submit(on=date(2026, 12, 21)))
    whole = (await district.api(WHOLE, {"id": request["id"]}, as_=district.agent, on=date(2026, 12, 21)))["request"]
    assert whole["clock"]["provisional"]
    assert whole["dueOn"] > "2027-01-01"


async def test_the_warning_and_overdue_are_derived_from_the_business_day(district):
    request = ok(await district.submit())
    seen = []
    for day in (date(2026, 3, 17), date(2026, 3, 18), DUE, date(2026, 3, 24)):
        whole = (await district.api(WHOLE, {"id": request["id"]}, as_=district.owner, on=day))["request"]
        seen.append((whole["warning"], whole["overdue"], whole["clock"]["workingDaysLeft"]))
    assert seen == [(False, False, 4), (True, False, 3), (True, False, 0), (False, True, 0)]


async def test_a_project_and_a_node_show_their_requests_as_federation_asks_for_them(district):
    node = await district.node()
    request = ok(await district.submit(node))
    query = """query($r: [_Any!]!) { _entities(representations: $r) {
        ... on Project { id requests(states: [SUBMITTED]) { id } }
        ... on ScheduleNode { id requests(kind: "LAND_QUOTA") { id state } }
        ... on SupportRequest { id project { id } } } }"""
    asked = [
        {"__typename": "Project", "id": str(district.project)},
        {"__typename": "ScheduleNode", "id": str(node)},
        {"__typename": "SupportRequest", "id": request["id"]},
    ]
    found = (await district.api(query, {"r": asked}, as_=district.owner, on=DAY))["_entities"]
    assert found[0]["requests"] == [{"id": request["id"]}]
    assert found[1]["requests"] == [{"id": request["id"], "state": "SUBMITTED"}]
    assert found[2]["project"] == {"id": str(district.project)}
    stranger = person(Role.OWNER, unit=district.service)
    unseen = (await district.api(query, {"r": asked}, as_=stranger, on=DAY))["_entities"]
    assert (unseen[0]["requests"], unseen[1]["requests"], unseen[2]) == ([], [], None)
