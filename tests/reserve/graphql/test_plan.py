from __future__ import annotations

from datetime import date, timedelta

import pytest

from services.law.parties import Role
from tests.harness.people import person
from tests.reserve.life import FINANCE, FIVE, INVESTMENT, LAND, PLAN, PROJECT, TODAY, Reserve, at, codes, of

MEETING = {"outcome": "PASSED", "heldOn": str(TODAY)}
BODIES = ("WORKING_COMMITTEE", "STANDING_COMMITTEE", "GOVERNMENT_EXECUTIVE")


@pytest.fixture(scope="module")
async def ready(reserve: Reserve):
    """Make two projects of the one-year library."""
    ecology = {
        "category": "ECOLOGY",
        "totalInvestment": "37000",
        "fundSources": [{"source": "财政资金", "amount": "37000"}],
    }
    return await reserve.ready("涂料项目"), await reserve.ready("湿地项目", **ecology)


@pytest.fixture
async def plan(reserve: Reserve, ready):
    """Draft the plan of 2027, or take the draft that an earlier test left, emptied."""
    found = await reserve.api(
        "{ plans(year: 2027) { edges { node { id version items { edges { node { projectId } } } } } } }", as_=INVESTMENT
    )
    edges = found["plans"]["edges"]
    if not edges:
        return await reserve.done("draftPlan", PLAN, INVESTMENT, year=2027)
    made = edges[0]["node"]
    for item in made["items"]["edges"]:
        made = made | await reserve.done(
            "removePlanItem", PLAN, INVESTMENT, **of(made), projectId=item["node"]["projectId"]
        )
    return made


async def listing(reserve, plan, project, **changes):
    item = {"projectId": project["id"], "kind": "NEW_START", "annualInvestment": "8000"} | changes
    return await reserve.done("addPlanItem", PLAN, INVESTMENT, **of(plan), **item)


async def test_there_is_one_plan_a_year(reserve, plan):
    assert codes(await reserve.refused("draftPlan", PLAN, INVESTMENT, year=2027)) == ["PLAN_EXISTS"]
    assert codes(await reserve.refused("draftPlan", PLAN, INVESTMENT, year=2029)) == ["PLAN_YEAR_INVALID"]


async def test_a_project_in_no_library_is_listed_only_as_a_recorded_exception(reserve, plan):
    project = await reserve.project(name="抢险项目")
    item = {"projectId": project["id"], "kind": "NEW_START", "annualInvestment": "8000"}
    refused = await reserve.refused("addPlanItem", PLAN, INVESTMENT, **of(plan), **item)
    assert [(e["code"], e["article"]) for e in refused] == [("PROJECT_IN_NO_LIBRARY", "第六条")]
    half = await reserve.refused("addPlanItem", PLAN, INVESTMENT, **of(plan), **item, exceptionReason="抢险")
    assert codes(half) == ["EXCEPTION_INCOMPLETE", "PROJECT_IN_NO_LIBRARY"]
    plan = await listing(reserve, plan, project, exceptionReason="省级抢险工程", exceptionApprover="王区长")
    query = """query($id: UUID!) { plan(id: $id) { items { edges { node { exception { reason approver } project { name
        planItems { annualInvestment } history(first: 1) { edges { node { action reason approver } } } } } } } } }"""
    (item,) = (await reserve.api(query, {"id": plan["id"]}, as_=INVESTMENT))["plan"]["items"]["edges"]
    assert item["node"]["exception"] == {"reason": "省级抢险工程", "approver": "王区长"}
    (entry,) = item["node"]["project"]["history"]["edges"]
    assert entry["node"] == {"action": "addPlanItem", "reason": "省级抢险工程", "approver": "王区长"}


async def test_amounts_and_places_of_an_item_are_judged(reserve, plan, ready):
    item = {"projectId": ready[0]["id"], "kind": "CONTINUING"}
    for annual, code in (
        ("-1", "AMOUNT_NEGATIVE"),
        ("189000.0001", "ANNUAL_EXCEEDS_TOTAL"),
        ("1000000000000000000", "AMOUNT_TOO_LARGE"),
    ):
        refused = await reserve.refused("addPlanItem", PLAN, INVESTMENT, **of(plan), **item, annualInvestment=annual)
        assert {code, "KIND_DOES_NOT_FIT_LIBRARY"} <= set(codes(refused))


async def test_totals_by_category_shares_and_consultation_are_shown(reserve, plan, ready):
    plan = await listing(reserve, plan, ready[0], annualInvestment="80000")
    plan = await listing(reserve, plan, ready[1], annualInvestment="5333.3333")
    plan = await reserve.consult(plan, without="FINANCE")
    query = """query($id: UUID!) { plan(id: $id) { total { projects totalInvestment annualInvestment }
        totals { category projects totalInvestment annualInvestment annualShare }
        consultation { body { code name } given missing opposed } nextDeliberation { code }
        items(categories: [ECOLOGY]) { totalCount edges { node { projectName opinions { body outcome givenBy } } } } } }"""
    seen = (await reserve.api(query, {"id": plan["id"]}, as_=INVESTMENT))["plan"]
    assert {k: float(v) for k, v in seen["total"].items()} == {
        "projects": 2,
        "totalInvestment": 226000,
        "annualInvestment": 85333.3333,
    }
    by = {t["category"]: t for t in seen["totals"]}
    assert (by["INDUSTRY"]["annualShare"], by["ECOLOGY"]["annualShare"]) == ("93.8", "6.2")
    assert by["SOCIAL"]["projects"] == 0
    assert {c["body"]["code"]: (c["given"], c["missing"]) for c in seen["consultation"]} == {
        "INDUSTRY_AUTHORITY": (2, 0),
        "FINANCE": (0, 2),
        "LAND": (2, 0),
        "FINANCIAL_SERVICES": (2, 0),
    }
    assert seen["nextDeliberation"] is None
    assert seen["items"]["totalCount"] == 1
    assert len(seen["items"]["edges"][0]["node"]["opinions"]) == 3


async def test_nobody_speaks_for_another_body(reserve, plan, ready):
    plan = await listing(reserve, plan, ready[0])
    refused = await reserve.refused("giveOpinion", PLAN, FINANCE, **of(plan), body="LAND", outcome="SUPPORT")
    assert codes(refused) == ["BODY_NOT_YOURS"]
    stranger = person(Role.INDUSTRY_AUTHORITY)
    refused = await reserve.refused(
        "giveOpinion", PLAN, stranger, **of(plan), body="INDUSTRY_AUTHORITY", outcome="SUPPORT"
    )
    assert codes(refused) == ["NOTHING_TO_JUDGE"]
    refused = await reserve.refused("giveOpinion", PLAN, LAND, **of(plan), body="LAND", outcome="OPPOSE")
    assert codes(refused) == ["OPINION_TEXT_MISSING"]


async def test_a_changed_total_sends_the_item_through_the_consultation_again(reserve, plan, ready):
    project = await reserve.ready("调概项目")
    plan = await reserve.consult(await listing(reserve, plan, project))
    funds = [{"source": "企业自筹", "amount": "190000"}]
    await reserve.done(
        "changeProject",
        PROJECT,
        reserve.owner,
        **at(project),
        reason="调概",
        totalInvestment="190000",
        fundSources=funds,
    )
    assert codes(await reserve.refused("suggestPlan", PLAN, INVESTMENT, **of(plan))) == ["ITEM_OUTDATED"]


async def test_a_planned_project_is_not_sent_back_before_it_is_taken_off(reserve, plan, ready):
    await listing(reserve, plan, ready[0])
    refused = await reserve.refused(
        "returnProject", PROJECT, INVESTMENT, **at(ready[0]), toLibrary="FIVE_YEAR", reason="缓建"
    )
    assert [(e["code"], e["article"]) for e in refused] == [("PROJECT_IN_PLAN", "第三条")]


async def test_a_returned_list_is_a_draft_again_and_a_draft_is_not_for_owners_to_see(reserve, plan, ready):
    plan = await reserve.consult(await listing(reserve, plan, ready[0]))
    plan = await reserve.done("suggestPlan", PLAN, INVESTMENT, **of(plan))
    dearer = {"totalInvestment": "190000", "fundSources": [{"source": "企业自筹", "amount": "190000"}]}
    refused = await reserve.refused("changeProject", PROJECT, reserve.owner, **at(ready[0]), reason="调概", **dearer)
    assert [(e["code"], e["article"]) for e in refused] == [("PROJECT_UNDER_DELIBERATION", "第三条（四）")]
    plan = await reserve.done(
        "recordDeliberation", PLAN, INVESTMENT, **of(plan), body=BODIES[0], **MEETING, meeting="第12次会议"
    )
    returned = {"body": BODIES[1], "outcome": "RETURNED", "heldOn": str(TODAY)}
    assert codes(await reserve.refused("recordDeliberation", PLAN, INVESTMENT, **of(plan), **returned)) == [
        "REASON_MISSING"
    ]
    plan = await reserve.done("recordDeliberation", PLAN, INVESTMENT, **of(plan), **returned, reason="压减投资")
    assert (plan["status"], plan["round"]) == ("DRAFT", 2)
    plan = await reserve.done("suggestPlan", PLAN, INVESTMENT, **of(plan))
    refused = await reserve.refused("recordDeliberation", PLAN, INVESTMENT, **of(plan), body=BODIES[1], **MEETING)
    assert codes(refused) == ["DELIBERATION_OUT_OF_ORDER"]
    query = "query($id: UUID!) { plan(id: $id) { nextDeliberation { name } deliberations { round bodyName outcome reason } } }"
    seen = (await reserve.api(query, {"id": plan["id"]}, as_=INVESTMENT))["plan"]
    assert seen["nextDeliberation"] == {"name": "工委委员会"}
    assert [(d["round"], d["bodyName"], d["outcome"]) for d in seen["deliberations"]] == [
        (1, "工委委员会", "PASSED"),
        (1, "区委常委会", "RETURNED"),
    ]
    assert (await reserve.api(query, {"id": plan["id"]}, as_=reserve.owner))["plan"] is None
    await reserve.done(
        "recordDeliberation",
        PLAN,
        INVESTMENT,
        **of(plan),
        body=BODIES[0],
        outcome="RETURNED",
        heldOn=str(TODAY),
        reason="再议",
    )


async def test_a_major_decision_is_issued_after_its_steps_and_then_everybody_sees_it(reserve, ready):
    plan = await reserve.done("draftPlan", PLAN, INVESTMENT, year=2026, majorDecision=True)
    plan = await listing(reserve, plan, ready[1], annualInvestment="100")
    plan = await reserve.done("suggestPlan", PLAN, INVESTMENT, **of(await reserve.consult(plan)))
    for body in BODIES:
        plan = await reserve.done("recordDeliberation", PLAN, INVESTMENT, **of(plan), body=body, **MEETING)
    number = {"documentNumber": "株高管发〔2026〕1号"}
    refused = await reserve.refused("issuePlan", PLAN, INVESTMENT, **of(plan), **number)
    assert codes(refused) == ["DECISION_STEP_MISSING"] * 5
    later = TODAY + timedelta(days=1)
    for step in (
        "PUBLIC_PARTICIPATION",
        "EXPERT_ARGUMENT",
        "RISK_ASSESSMENT",
        "LEGALITY_REVIEW",
        "COLLECTIVE_DECISION",
    ):
        done = {"step": step, "doneOn": str(later), "document": f"{step} 记录"}
        plan = await reserve.done("recordDecisionStep", PLAN, INVESTMENT, on=later, **of(plan), **done)
    bad = await reserve.refused("issuePlan", PLAN, INVESTMENT, on=later, **of(plan), documentNumber="2026-1")
    assert codes(bad) == ["DOCUMENT_NUMBER_INVALID"]
    early = number | {"issuedOn": str(TODAY)}  # the day of the meetings, before the steps were done
    assert codes(await reserve.refused("issuePlan", PLAN, INVESTMENT, on=later, **of(plan), **early)) == [
        "ISSUED_TOO_EARLY"
    ]
    plan = await reserve.done("issuePlan", PLAN, INVESTMENT, on=later, **of(plan), documentNumber="株高管发[2026]1号")
    query = "query($id: UUID!) { plan(id: $id) { documentNumber decisionSteps { step } items { totalCount } } }"
    seen = (await reserve.api(query, {"id": plan["id"]}, as_=person(Role.OWNER)))["plan"]
    assert (seen["documentNumber"], seen["items"]["totalCount"], len(seen["decisionSteps"])) == (
        "株高管发〔2026〕1号",
        1,
        5,
    )
    again = await reserve.refused("issuePlan", PLAN, INVESTMENT, on=later, **of(plan), **number)
    assert codes(again) == ["PLAN_ISSUED"]
    found = "{ projects(filter: { planYear: 2026 }) { edges { node { name planItems { plan { year } } } } } }"
    listed = (await reserve.api(found, as_=reserve.owner))["projects"]["edges"]
    assert [e["node"]["name"] for e in listed] == ["湿地项目"]
    assert {"plan": {"year": 2026}} in listed[0]["node"]["planItems"]


async def test_the_smallest_scale_of_the_guide_is_an_amount(reserve):
    refused = await reserve.refused(
        "draftPlan", PLAN, INVESTMENT, year=2028, minimumTotalInvestment="-5", on=date(2027, 1, 4)
    )
    assert set(codes(refused)) == {"AMOUNT_NEGATIVE", "MINIMUM_INVALID"}


async def test_a_small_project_is_listed_after_an_assessment(reserve):
    plan = await reserve.done(
        "draftPlan", PLAN, INVESTMENT, year=2028, minimumTotalInvestment="200000", on=date(2027, 1, 4)
    )
    project = await reserve.project(("FIVE_YEAR", FIVE), name="小项目")
    item = {"projectId": project["id"], "kind": "PRELIMINARY", "annualInvestment": "0"}
    refused = await reserve.refused("addPlanItem", PLAN, INVESTMENT, **of(plan), **item)
    assert [(e["code"], e["article"]) for e in refused] == [("SCALE_TOO_SMALL", "第三条（一）")]
    assert codes(await reserve.refused("addPlanItem", PLAN, INVESTMENT, **of(plan), **item, basis="ASSESSMENT")) == [
        "ASSESSMENT_MISSING"
    ]
    await listing(
        reserve,
        plan,
        project,
        kind="PRELIMINARY",
        annualInvestment="0",
        basis="ASSESSMENT",
        assessment="补链强链，影响重大",
    )
