"""Several people adjust one plan at the same moment: one wins, the others are told, and nothing is done twice."""

from __future__ import annotations

import asyncio

from services.law.parties import Role
from tests.harness.people import person
from tests.reserve.adjusting import ADJUSTMENT, BUILD, MIDYEAR, Adjusting, issued, item, on
from tests.reserve.life import INVESTMENT, PLAN, PROJECT, Reserve, at, codes, of

OFFICERS = [person(Role.INVESTMENT_AUTHORITY, subject=f"officer-{n}") for n in range(3)]


def told(outcomes):
    return [set(codes(o["userErrors"])) for o in outcomes if o["userErrors"]]


async def test_an_adjustment_is_drafted_issued_and_given_up_once(reserve: Reserve):
    early, listed, come = [await reserve.ready(n) for n in ("并发前期项目", "并发在册项目", "并发调入项目")]
    plan = await issued(reserve, item(listed), item(early, "PRELIMINARY", "0"))
    year = Adjusting(reserve)

    drafts = await asyncio.gather(
        *(reserve.do("draftAdjustment", ADJUSTMENT, o, on=MIDYEAR, **of(plan)) for o in OFFICERS)
    )
    (made,) = [d["adjustment"] for d in drafts if not d["userErrors"]]
    assert told(drafts) == [{"ADJUSTMENT_OPEN"}] * 2

    removing = {"projectId": listed["id"], "reason": "停建"}
    adding = item(come)
    both = await asyncio.gather(
        reserve.do("adjustRemove", ADJUSTMENT, OFFICERS[0], on=MIDYEAR, **on(made), **removing),
        reserve.do("adjustAdd", ADJUSTMENT, OFFICERS[1], on=MIDYEAR, **on(made), **adding),
    )
    assert told(both) == [{"VERSION_CONFLICT"}]
    (made,) = [b["adjustment"] for b in both if not b["userErrors"]]
    query = "query($id: UUID!) { adjustment(id: $id) { changes { edges { node { projectId } } } } }"
    (kept,) = (await reserve.api(query, {"id": made["id"]}, as_=INVESTMENT))["adjustment"]["changes"]["edges"]
    if kept["node"]["projectId"] == listed["id"]:
        made = await year.do("undoAdjustmentChange", made, projectId=listed["id"])
        made = await year.do("adjustAdd", made, **adding)

    early = await reserve.prove(early, *BUILD)
    await reserve.done("convertProject", PROJECT, INVESTMENT, **at(early), toLibrary="CONSTRUCTION")
    made = await year.approve(made)
    numbered = {"documentNumber": "株高管发〔2027〕9号", "expectedPlanVersion": made["planVersion"]}
    start = {"projectId": early["id"], "annualInvestment": "1"}
    conversion, *issues = await asyncio.gather(
        reserve.do("startPreliminaryItem", PLAN, INVESTMENT, on=MIDYEAR, **of(await year.seen(plan)), **start),
        *(reserve.do("issueAdjustment", ADJUSTMENT, o, on=MIDYEAR, **on(made), **numbered) for o in OFFICERS),
    )
    accepted = [o for o in (conversion, *issues) if not o["userErrors"]]
    assert len(accepted) == 1
    assert all("VERSION_CONFLICT" in codes(o["userErrors"]) for o in (conversion, *issues) if o["userErrors"])
    query = "query($id: UUID!) { plan(id: $id) { conversions { id } editions { number } items { totalCount } } }"
    seen = (await reserve.api(query, {"id": plan["id"]}, as_=INVESTMENT))["plan"]
    converted = not conversion["userErrors"]
    assert (len(seen["conversions"]), len(seen["editions"])) == ((1, 1) if converted else (0, 2))
    assert seen["items"]["totalCount"] == (2 if converted else 3)
