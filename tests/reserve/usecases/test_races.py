"""At the same moment: one command wins, the others are told, and nothing is half done or done twice."""

from __future__ import annotations

import asyncio

import pytest

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.people import person
from tests.reserve.life import FINANCE, FINANCIAL, FIVE, INVESTMENT, LAND, PLAN, PROJECT, TODAY, Reserve, at, codes, of

BODIES = ("WORKING_COMMITTEE", "STANDING_COMMITTEE", "GOVERNMENT_EXECUTIVE")
LOST = {"VERSION_CONFLICT", "CONFLICT"}


def officers(number: int):
    return [person(Role.INVESTMENT_AUTHORITY, subject=f"officer-{n}") for n in range(number)]


def won(outcomes):
    """Return the payloads of the commands that were accepted."""
    return [o for o in outcomes if not o["userErrors"]]


def lost(outcomes):
    """Return the codes of each command that was refused."""
    return [set(codes(o["userErrors"])) for o in outcomes if o["userErrors"]]


@pytest.fixture
async def plan(reserve: Reserve):
    """A draft with one project of its own on it; taken apart again, for a division has one plan a year."""
    project = await reserve.ready(f"竞争项目{new_id()}")
    found = await reserve.api("{ plans(year: 2027) { edges { node { id version status } } } }", as_=INVESTMENT)
    edges = found["plans"]["edges"]
    made = edges[0]["node"] if edges else await reserve.done("draftPlan", PLAN, INVESTMENT, year=2027)
    item = {"projectId": project["id"], "kind": "NEW_START", "annualInvestment": "8000"}
    made = await reserve.done("addPlanItem", PLAN, INVESTMENT, **of(made), **item)
    yield made
    made = (await reserve.api("{ plans(year: 2027) { edges { node { id version status } } } }", as_=INVESTMENT))[
        "plans"
    ]["edges"][0]["node"]
    if made["status"] == "SUGGESTED":
        back = {"outcome": "RETURNED", "heldOn": str(TODAY), "reason": "再议"}
        turn = await reserve.api(
            "query($id: UUID!) { plan(id: $id) { nextDeliberation { code } } }", {"id": made["id"]}, as_=INVESTMENT
        )
        body = turn["plan"]["nextDeliberation"]["code"]
        made = await reserve.done("recordDeliberation", PLAN, INVESTMENT, **of(made), body=body, **back)
    await reserve.done("removePlanItem", PLAN, INVESTMENT, **of(made), projectId=project["id"])


async def suggested(reserve: Reserve, plan):
    return await reserve.done("suggestPlan", PLAN, INVESTMENT, **of(await reserve.consult(plan)))


async def test_officers_who_convert_a_project_at_once_convert_it_once(reserve):
    project = await reserve.prove(await reserve.project(name="并发转化项目"), *FIVE)
    outcomes = await asyncio.gather(
        *(reserve.do("convertProject", PROJECT, o, **at(project), toLibrary="FIVE_YEAR") for o in officers(4))
    )
    assert len(won(outcomes)) == 1
    assert all("VERSION_CONFLICT" in c for c in lost(outcomes))
    converted = await reserve.api.events("zhongdian.reserve.project.converted.v1")
    assert [e["data"]["projectId"] for e in converted].count(project["id"]) == 1


async def test_a_project_registered_by_two_people_at_once_is_one_project(reserve):
    elements = reserve.elements(name="并发登记项目")
    outcomes = await asyncio.gather(
        *(reserve.do("registerProject", PROJECT, who, **elements) for who in (reserve.owner, reserve.town))
    )
    assert len(won(outcomes)) == 1
    assert lost(outcomes) in ([{"PROJECT_DUPLICATE"}], [{"CONFLICT"}])


async def test_one_registration_sent_several_times_at_once_is_carried_out_once(reserve):
    elements = reserve.elements(name="并发重发项目") | {"idempotencyKey": str(new_id())}
    sent = (reserve.do("registerProject", PROJECT, reserve.owner, **elements) for _ in range(4))
    outcomes = await asyncio.gather(*sent)
    assert lost(outcomes) == []
    assert len({o["project"]["id"] for o in outcomes}) == 1


async def test_of_two_drafts_of_one_year_one_is_the_plan(reserve):
    outcomes = await asyncio.gather(*(reserve.do("draftPlan", PLAN, o, year=2026) for o in officers(3)))
    assert len(won(outcomes)) == 1
    assert all(c <= {"PLAN_EXISTS", "CONFLICT"} for c in lost(outcomes))


async def test_opinions_given_at_once_are_taken_one_after_the_other(reserve, plan):
    given = [(FINANCE, "FINANCE"), (LAND, "LAND"), (FINANCIAL, "FINANCIAL_SERVICES")]
    outcomes = await asyncio.gather(
        *(reserve.do("giveOpinion", PLAN, who, **of(plan), body=body, outcome="SUPPORT") for who, body in given)
    )
    assert len(won(outcomes)) == 1
    assert lost(outcomes) == [{"VERSION_CONFLICT"}] * 2


async def test_a_list_that_two_meetings_pass_at_once_was_passed_by_one(reserve, plan):
    """The second body cannot have passed what the first has not: whoever comes later sees another version."""
    plan = await suggested(reserve, plan)
    meeting = {"outcome": "PASSED", "heldOn": str(TODAY)}
    outcomes = await asyncio.gather(
        *(reserve.do("recordDeliberation", PLAN, INVESTMENT, **of(plan), body=b, **meeting) for b in BODIES[:2])
    )
    (kept,) = won(outcomes)
    assert (kept["plan"]["status"], kept["plan"]["version"]) == ("SUGGESTED", plan["version"] + 1)
    assert all(c & {"VERSION_CONFLICT", "DELIBERATION_OUT_OF_ORDER"} for c in lost(outcomes))


async def test_a_list_that_is_passed_and_returned_at_once_is_one_of_them(reserve, plan):
    plan = await suggested(reserve, plan)
    ends = [{"outcome": "PASSED"}, {"outcome": "RETURNED", "reason": "压减投资"}]
    said = {"body": BODIES[0], "heldOn": str(TODAY)}
    outcomes = await asyncio.gather(
        *(reserve.do("recordDeliberation", PLAN, INVESTMENT, **of(plan), **said, **end) for end in ends)
    )
    assert len(won(outcomes)) == 1
    query = "query($id: UUID!) { plan(id: $id) { deliberations { round outcome } } }"
    held = (await reserve.api(query, {"id": plan["id"]}, as_=INVESTMENT))["plan"]["deliberations"]
    assert [d["round"] for d in held].count(plan["round"]) == 1


async def test_a_total_that_changes_while_the_list_is_suggested_is_seen_or_refused(reserve, plan):
    """Whichever comes first: a suggested list never holds a total that nobody was asked about."""
    plan = await reserve.consult(plan)
    query = "query($id: UUID!) { plan(id: $id) { items { edges { node { projectId } } } } }"
    (item,) = (await reserve.api(query, {"id": plan["id"]}, as_=INVESTMENT))["plan"]["items"]["edges"]
    seen = "query($id: UUID!) { project(id: $id) { id version } }"
    project = (await reserve.api(seen, {"id": item["node"]["projectId"]}, as_=INVESTMENT))["project"]
    dearer = {"totalInvestment": "190000", "fundSources": [{"source": "企业自筹", "amount": "190000"}]}
    change, suggestion = await asyncio.gather(
        reserve.do("changeProject", PROJECT, reserve.owner, **at(project), reason="调概", **dearer),
        reserve.do("suggestPlan", PLAN, INVESTMENT, **of(plan)),
    )
    told = (codes(change["userErrors"]), codes(suggestion["userErrors"]))
    assert told in ((["PROJECT_UNDER_DELIBERATION"], []), ([], ["ITEM_OUTDATED"]))


async def test_a_plan_issued_by_several_at_once_is_issued_once_under_one_number(reserve):
    project = await reserve.ready("并发下达项目")
    plans = await reserve.api("{ plans(year: 2026) { edges { node { id version } } } }", as_=INVESTMENT)
    edges = plans["plans"]["edges"]
    plan = edges[0]["node"] if edges else await reserve.done("draftPlan", PLAN, INVESTMENT, year=2026)
    item = {"projectId": project["id"], "kind": "NEW_START", "annualInvestment": "8000"}
    plan = await suggested(reserve, await reserve.done("addPlanItem", PLAN, INVESTMENT, **of(plan), **item))
    for body in BODIES:
        meeting = {"body": body, "outcome": "PASSED", "heldOn": str(TODAY)}
        plan = await reserve.done("recordDeliberation", PLAN, INVESTMENT, **of(plan), **meeting)
    numbers = [f"株高管发〔2026〕{n}号" for n in range(1, 4)]
    outcomes = await asyncio.gather(
        *(reserve.do("issuePlan", PLAN, INVESTMENT, **of(plan), documentNumber=n) for n in numbers)
    )
    (issued,) = won(outcomes)
    assert all(c >= {"VERSION_CONFLICT", "PLAN_ISSUED"} for c in lost(outcomes))
    told = [e["data"] for e in await reserve.api.events("zhongdian.reserve.plan-item.issued.v1")]
    assert [(d["projectId"], d["documentNumber"]) for d in told] == [(project["id"], issued["plan"]["documentNumber"])]
