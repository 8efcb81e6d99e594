"""Who may adjust a plan, what is refused, and what may be taken back, through GraphQL."""

from __future__ import annotations

from datetime import date

import pytest

from services.law.parties import Role
from tests.harness.people import person
from tests.reserve.adjusting import ADJUSTMENT, BUILD, MIDYEAR, Adjusting, issued, item, on
from tests.reserve.life import FINANCE, INVESTMENT, LAND, PLAN, PROJECT, Reserve, at, codes, of

SHOWN = """query($id: UUID!) { adjustment(id: $id) { version status cancelledReason nextDeliberation { name }
  effect { category after { projects annualInvestment } } consultation { body { code } given missing }
  changes(changes: [ADD]) { totalCount edges { node { projectName conditions { code met missing } } } } } }"""


@pytest.fixture(scope="module")
async def plan(reserve: Reserve):
    """The issued plan of 2027 with a new start and a preliminary project."""
    reserve.listed = await reserve.ready("在册项目")
    reserve.early = await reserve.ready("前期项目")
    reserve.fresh = await reserve.ready("新签约项目")
    return await issued(reserve, item(reserve.listed), item(reserve.early, "PRELIMINARY", "0"))


@pytest.fixture
async def made(reserve: Reserve, plan):
    """A draft of its adjustment; cancelled at the end where it is still open."""
    year = Adjusting(reserve)
    drafted = await year.draft(await year.seen(plan))
    yield drafted
    seen = (await reserve.api(SHOWN, {"id": drafted["id"]}, as_=INVESTMENT))["adjustment"]
    if seen["status"] not in {"ISSUED", "CANCELLED"}:
        await year.do("cancelAdjustment", drafted | {"version": seen["version"]}, reason="测试结束")


async def test_an_adjustment_out_of_season_is_a_recorded_exception(reserve, plan):
    october = Adjusting(reserve, date(2027, 10, 8))
    plan = await october.seen(plan)
    refused = await reserve.refused("draftAdjustment", ADJUSTMENT, INVESTMENT, on=october.day, **of(plan))
    assert [(e["code"], e["article"]) for e in refused] == [("ADJUSTMENT_OUT_OF_SEASON", "第十一条")]
    half = await reserve.refused(
        "draftAdjustment", ADJUSTMENT, INVESTMENT, on=october.day, **of(plan), exceptionReason="追加投资"
    )
    assert codes(half) == ["EXCEPTION_INCOMPLETE", "ADJUSTMENT_OUT_OF_SEASON"]
    made = await october.draft(plan, exceptionReason="省级追加投资", exceptionApprover="王区长")
    query = "query($id: UUID!) { adjustment(id: $id) { exception { reason approver } draftedOn } }"
    assert (await reserve.api(query, {"id": made["id"]}, as_=INVESTMENT))["adjustment"] == {
        "exception": {"reason": "省级追加投资", "approver": "王区长"},
        "draftedOn": "2027-10-08",
    }
    second = await reserve.refused(
        "draftAdjustment",
        ADJUSTMENT,
        INVESTMENT,
        on=october.day,
        **of(plan),
        exceptionReason="又",
        exceptionApprover="王",
    )
    assert codes(second) == ["ADJUSTMENT_OPEN"]
    assert codes(await october.refused("cancelAdjustment", made, reason=" ")) == ["REASON_MISSING"]
    cancelled = await october.do("cancelAdjustment", made, reason="资金未到位")
    assert cancelled["status"] == "CANCELLED"


async def test_only_the_investment_authority_adjusts_and_only_bodies_speak(reserve, plan, made):
    for who in (reserve.owner, reserve.town, FINANCE, person(Role.SPECIALIST)):
        document = "mutation($i: AdjustRemoveInput!) { adjustRemove(input: $i) { userErrors { code } } }"
        given = {"i": {"idempotencyKey": "k", **on(made), "projectId": reserve.listed["id"], "reason": "停建"}}
        answer = await reserve.api.raw(document, given, as_=who, on=MIDYEAR)
        assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    year = Adjusting(reserve)
    made = await year.do("adjustRemove", made, projectId=reserve.listed["id"], reason="停建")
    refused = await year.refused("giveAdjustmentOpinion", made, FINANCE, body="LAND", outcome="SUPPORT")
    assert codes(refused) == ["BODY_NOT_YOURS"]
    refused = await year.refused("giveAdjustmentOpinion", made, LAND, body="LAND", outcome="OPPOSE")
    assert codes(refused) == ["OPINION_TEXT_MISSING"]


async def test_an_adjustment_in_preparation_is_not_for_owners_to_see(reserve, plan, made):
    assert (await reserve.api(SHOWN, {"id": made["id"]}, as_=reserve.owner))["adjustment"] is None
    query = "query($id: UUID!) { adjustments(planId: $id, statuses: [DRAFT]) { totalCount } }"
    assert (await reserve.api(query, {"id": plan["id"]}, as_=reserve.owner))["adjustments"]["totalCount"] == 0
    assert (await reserve.api(query, {"id": plan["id"]}, as_=INVESTMENT))["adjustments"]["totalCount"] == 1
    stranger = person(Role.INVESTMENT_AUTHORITY, division="430202")
    assert (await reserve.api(SHOWN, {"id": made["id"]}, as_=stranger))["adjustment"] is None
    document = "mutation($i: CancelAdjustmentInput!) { cancelAdjustment(input: $i) { userErrors { code } } }"
    given = {"i": {"idempotencyKey": "k2", **on(made), "reason": "x"}}
    answer = await reserve.api(document, given, as_=stranger, on=MIDYEAR)
    assert codes(answer["cancelAdjustment"]["userErrors"]) == ["ADJUSTMENT_UNKNOWN"]


async def test_conditions_of_an_addition_are_shown_as_they_are_now(reserve, plan, made):
    year = Adjusting(reserve)
    bad = await reserve.project(name="无库新项目")
    refused = await year.refused("adjustAdd", made, **item(bad, annual="-1"))
    assert codes(refused) == ["AMOUNT_NEGATIVE", "PROJECT_IN_NO_LIBRARY", "ANNUAL_INVESTMENT_INVALID"]
    half = {"exceptionReason": "抢险"}
    assert codes(await year.refused("adjustAdd", made, **item(bad), **half))[0] == "EXCEPTION_INCOMPLETE"
    made = await year.do("adjustAdd", made, **item(bad), exceptionReason="抢险", exceptionApprover="王区长")
    await reserve.prove(bad, "PLANNING_CONFORMITY", "POLICY_CONFORMITY", "INDUSTRY_LAYOUT")
    seen = (await reserve.api(SHOWN, {"id": made["id"]}, as_=INVESTMENT))["adjustment"]
    (added,) = seen["changes"]["edges"]
    assert all(c["met"] for c in added["node"]["conditions"])
    query = "query($id: UUID!) { project(id: $id) { id version } }"
    bad = (await reserve.api(query, {"id": bad["id"]}, as_=INVESTMENT))["project"]
    await reserve.done("convertProject", PROJECT, INVESTMENT, **at(bad), toLibrary="FIVE_YEAR")
    seen = (await reserve.api(SHOWN, {"id": made["id"]}, as_=INVESTMENT))["adjustment"]
    judged = {c["code"]: c for c in seen["changes"]["edges"][0]["node"]["conditions"]}
    assert judged["IN_FITTING_LIBRARY"]["met"] is False
    assert judged["IN_FITTING_LIBRARY"]["missing"] == ["项目已在库，不需要例外；请去掉例外理由和批准人"]
    refused = await year.refused("suggestAdjustment", await year.consult(made))
    assert codes(refused) == ["EXCEPTION_NOT_NEEDED"]
    assert "无库新项目" in refused[0]["message"]


async def test_each_change_is_taken_back_before_it_is_decided(reserve, plan, made):
    year = Adjusting(reserve)
    made = await year.do("adjustAdd", made, **item(reserve.fresh))
    made = await year.do("adjustRemove", made, projectId=reserve.listed["id"], reason="停建")
    named = {"projectId": reserve.listed["id"]}
    assert codes(await year.refused("adjustValue", made, **named, annualInvestment="1", reason="缓")) == [
        "CHANGE_TWICE"
    ]
    made = await year.do("undoAdjustmentChange", made, **named)
    assert codes(await year.refused("undoAdjustmentChange", made, **named)) == ["CHANGE_UNKNOWN"]
    made = await year.do("adjustValue", made, **named, annualInvestment="1", reason="缓建")
    seen = (await reserve.api(SHOWN, {"id": made["id"]}, as_=INVESTMENT))["adjustment"]
    assert seen["effect"][-1]["after"] == {"projects": 3, "annualInvestment": "8001"}
    query = "query($id: UUID!) { project(id: $id) { history(first: 3) { edges { node { action reason } } } } }"
    seen = (await reserve.api(query, {"id": reserve.listed["id"]}, as_=INVESTMENT))["project"]["history"]["edges"]
    assert [e["node"]["action"] for e in seen] == ["adjustValue", "undoAdjustmentChange", "adjustRemove"]


async def test_a_project_under_deliberation_keeps_its_total_and_its_library(reserve, plan, made):
    year = Adjusting(reserve)
    made = await year.do("adjustAdd", made, **item(reserve.fresh))
    refused = await reserve.refused(
        "returnProject", PROJECT, INVESTMENT, **at(reserve.fresh), toLibrary="FIVE_YEAR", reason="缓建"
    )
    assert codes(refused) == ["PROJECT_IN_PLAN"]
    made = await year.do("suggestAdjustment", await year.consult(made))
    dearer = {"totalInvestment": "190000", "fundSources": [{"source": "企业自筹", "amount": "190000"}]}
    refused = await reserve.refused(
        "changeProject", PROJECT, reserve.owner, **at(reserve.fresh), reason="调概", **dearer
    )
    assert codes(refused) == ["PROJECT_UNDER_DELIBERATION"]
    seen = (await reserve.api(SHOWN, {"id": made["id"]}, as_=INVESTMENT))["adjustment"]
    assert seen["nextDeliberation"] == {"name": "工委委员会"}
    assert {c["missing"] for c in seen["consultation"]} == {0}
    assert codes(await year.refused("adjustRemove", made, projectId=reserve.listed["id"], reason="停建")) == [
        "ADJUSTMENT_STATUS_WRONG"
    ]
    back = {"body": "WORKING_COMMITTEE", "outcome": "RETURNED", "heldOn": str(MIDYEAR)}
    assert codes(await year.refused("recordAdjustmentDeliberation", made, **back)) == ["REASON_MISSING"]
    made = await year.do("recordAdjustmentDeliberation", made, **back, reason="再议")
    assert (made["status"], made["round"]) == ("DRAFT", 2)


async def test_a_cancelled_adjustment_keeps_what_it_would_have_done(reserve, plan, made):
    year = Adjusting(reserve)
    made = await year.do("adjustAdd", made, **item(reserve.fresh))
    before = (await reserve.api(SHOWN, {"id": made["id"]}, as_=INVESTMENT))["adjustment"]
    made = await year.do("cancelAdjustment", made, reason="条件不成熟")
    after = (await reserve.api(SHOWN, {"id": made["id"]}, as_=INVESTMENT))["adjustment"]
    assert (after["status"], after["cancelledReason"]) == ("CANCELLED", "条件不成熟")
    assert (after["effect"], after["changes"]) == (before["effect"], before["changes"])
    assert codes(await year.refused("adjustAdd", made, **item(reserve.listed)))[0] == "ADJUSTMENT_CANCELLED"


async def test_a_preliminary_project_starts_at_once_and_the_draft_that_had_it_in_hand_is_told(reserve, plan, made):
    year = Adjusting(reserve)
    made = await year.do("adjustRemove", made, projectId=reserve.early["id"], reason="停建")
    seen = await year.seen(plan)
    start = {"projectId": reserve.early["id"], "annualInvestment": "3000", "note": "施工许可已办"}
    refused = await reserve.refused("startPreliminaryItem", PLAN, INVESTMENT, on=MIDYEAR, **of(seen), **start)
    assert {"LAND_PLANNING_PERMIT_MISSING", "DRAWING_REVIEW_MISSING"} <= set(codes(refused))
    query = "query($id: UUID!) { project(id: $id) { id version } }"
    early = (await reserve.api(query, {"id": reserve.early["id"]}, as_=INVESTMENT))["project"]
    early = await reserve.prove(early, *BUILD)
    refused = await reserve.refused("startPreliminaryItem", PLAN, INVESTMENT, on=MIDYEAR, **of(seen), **start)
    assert codes(refused) == ["PROJECT_NOT_CONVERTED"]
    await reserve.done("convertProject", PROJECT, INVESTMENT, **at(early), toLibrary="CONSTRUCTION")
    await reserve.done("startPreliminaryItem", PLAN, INVESTMENT, on=MIDYEAR, **of(seen), **start)

    query = """query($id: UUID!) { plan(id: $id) { total { annualInvestment }
      conversions { projectName fromKind kind annualInvestmentBefore annualInvestment convertedOn note edition }
      items(kinds: [PRELIMINARY]) { totalCount }
      editions { number total { annualInvestment } items(kinds: [PRELIMINARY]) { totalCount } conversions { kind } } } }"""
    shown = (await reserve.api(query, {"id": plan["id"]}, as_=reserve.owner))["plan"]
    assert shown["conversions"] == [
        {
            "projectName": "前期项目",
            "fromKind": "PRELIMINARY",
            "kind": "NEW_START",
            "annualInvestmentBefore": "0",
            "annualInvestment": "3000",
            "convertedOn": "2027-07-01",
            "note": "施工许可已办",
            "edition": 1,
        }
    ]
    (edition,) = shown["editions"]
    assert (shown["total"]["annualInvestment"], edition["total"]["annualInvestment"]) == ("11000", "8000")
    assert (shown["items"]["totalCount"], edition["items"]["totalCount"]) == (0, 1)
    assert edition["conversions"] == [{"kind": "NEW_START"}]
    (told,) = await reserve.api.events("zhongdian.reserve.plan-item.converted.v1")
    assert (told["data"]["fromKind"], told["data"]["annualInvestment"]) == ("PRELIMINARY", "3000")

    refused = await year.refused("suggestAdjustment", await year.consult(made))
    assert codes(refused) == ["ITEM_CHANGED_SINCE"]
    assert "前期项目" in refused[0]["message"]
    again = await reserve.refused(
        "startPreliminaryItem", PLAN, INVESTMENT, on=MIDYEAR, **of(await year.seen(plan)), **start
    )
    assert codes(again) == ["ITEM_NOT_PRELIMINARY"]
