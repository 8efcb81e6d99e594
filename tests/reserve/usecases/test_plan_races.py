"""Two officers at one plan at the same moment: exactly one wins, the other is told what was done meanwhile."""

from __future__ import annotations

import asyncio

from services.law.parties import Role
from tests.harness.people import person
from tests.reserve.adjusting import ADJUSTMENT, BODIES, BUILD, MIDYEAR, Adjusting, item, on
from tests.reserve.life import INVESTMENT, PLAN, PROJECT, TODAY, Reserve, at, codes, of

OFFICERS = [person(Role.INVESTMENT_AUTHORITY, subject=f"officer-{n}") for n in range(4)]


def one_of(*outcomes):
    """Return the place of the one that won, and the reasons of the one that lost."""
    won = [n for n, o in enumerate(outcomes) if not o["userErrors"]]
    assert len(won) == 1, outcomes
    (lost,) = [o["userErrors"] for o in outcomes if o["userErrors"]]
    return won[0], lost


def told_of(lost, *done):
    """The loser is told which command came before."""
    (race,) = [e for e in lost if e["code"] == "VERSION_CONFLICT"]
    assert "其间：" in race["message"], race
    assert any(name in race["message"] for name in done), race


async def approved(reserve: Reserve, year: int, *names: str):
    """Take a plan to where it may be issued; give it and its projects."""
    projects = [await reserve.ready(n) for n in names]
    plan = await reserve.done("draftPlan", PLAN, INVESTMENT, year=year)
    for project in projects:
        plan = await reserve.done("addPlanItem", PLAN, INVESTMENT, **of(plan), **item(project))
    return await reserve.done("suggestPlan", PLAN, INVESTMENT, **of(await reserve.consult(plan))), projects


def meeting(body, *changes):
    outcome = "PASSED_WITH_CHANGES" if changes else "PASSED"
    return {"body": body, "outcome": outcome, "heldOn": str(TODAY), "changes": list(changes)}


async def test_meetings_that_change_the_list_at_once_and_the_issue_beside_an_addition(reserve: Reserve):
    plan, (one, two) = await approved(reserve, 2027, "竞审甲项目", "竞审乙项目")
    late = await reserve.ready("竞审迟到项目")
    cut = {"projectId": one["id"], "action": "CHANGE", "annualInvestment": "5000", "reason": "压减"}
    off = {"projectId": one["id"], "action": "REMOVE", "reason": "不成熟"}
    both = await asyncio.gather(
        reserve.do("recordDeliberation", PLAN, OFFICERS[0], **of(plan), **meeting(BODIES[0], cut)),
        reserve.do("recordDeliberation", PLAN, OFFICERS[1], **of(plan), **meeting(BODIES[0], off)),
    )
    winner, lost = one_of(*both)
    assert set(codes(lost)) >= {"VERSION_CONFLICT", "DELIBERATION_OUT_OF_ORDER"}
    told_of(lost, "记录审议结果")
    query = """query($id: UUID!) { plan(id: $id) { deliberations { changes { action } }
      items { edges { node { projectId annualInvestment } } } } }"""
    seen = (await reserve.api(query, {"id": plan["id"]}, as_=INVESTMENT))["plan"]
    assert seen["deliberations"] == [{"changes": [{"action": ("CHANGE", "REMOVE")[winner]}]}]
    left = {e["node"]["projectId"]: e["node"]["annualInvestment"] for e in seen["items"]["edges"]}
    assert left == {two["id"]: "8000"} | ({} if winner else {one["id"]: "5000"})

    plan = both[winner]["plan"]
    for body in BODIES[1:]:
        plan = await reserve.done("recordDeliberation", PLAN, INVESTMENT, **of(plan), **meeting(body))
    issue, addition = await asyncio.gather(
        reserve.do("issuePlan", PLAN, OFFICERS[0], **of(plan), documentNumber="株高管发〔2026〕1号"),
        reserve.do("addPlanItem", PLAN, OFFICERS[1], **of(plan), **item(late)),
    )
    assert issue["userErrors"] == []  # an addition to an approved list is refused, whoever comes first
    assert set(codes(addition["userErrors"])) <= {"VERSION_CONFLICT", "PLAN_ISSUED", "PLAN_STATUS_WRONG"}
    query = "query($id: UUID!) { plan(id: $id) { items { totalCount } editions { number items { totalCount } } } }"
    seen = (await reserve.api(query, {"id": plan["id"]}, as_=INVESTMENT))["plan"]
    assert seen["editions"] == [{"number": 1, "items": {"totalCount": len(left)}}]
    assert seen["items"]["totalCount"] == len(left)


async def test_two_additions_to_a_draft_and_an_addition_beside_the_suggestion(reserve: Reserve):
    first, second, third = [await reserve.ready(f"竞列项目{n}") for n in range(3)]
    plan = await reserve.done("draftPlan", PLAN, INVESTMENT, year=2026)
    both = await asyncio.gather(
        reserve.do("addPlanItem", PLAN, OFFICERS[0], **of(plan), **item(first)),
        reserve.do("addPlanItem", PLAN, OFFICERS[1], **of(plan), **item(second)),
    )
    winner, lost = one_of(*both)
    assert codes(lost) == ["VERSION_CONFLICT"]
    told_of(lost, "列入项目")
    plan = await reserve.consult(both[winner]["plan"])
    both = await asyncio.gather(
        reserve.do("suggestPlan", PLAN, OFFICERS[0], **of(plan)),
        reserve.do("addPlanItem", PLAN, OFFICERS[1], **of(plan), **item(third)),
    )
    winner, lost = one_of(*both)
    told_of(lost, "形成建议名单" if winner == 0 else "列入项目")
    assert set(codes(lost)) >= ({"PLAN_STATUS_WRONG"} if winner == 0 else {"OPINION_MISSING"})


async def test_an_adjustment_that_is_issued_is_not_drafted_further_and_nothing_starts_beside_it(reserve: Reserve):
    listed, other, early = [await reserve.ready(n) for n in ("竞调在册", "竞调另项", "竞调前期")]
    plans = await reserve.api("{ plans(year: 2027) { edges { node { id version status } } } }", as_=INVESTMENT)
    plan = plans["plans"]["edges"][0]["node"]
    year = Adjusting(reserve)
    made = await year.draft(plan)
    for project, kind, annual in ((listed, "NEW_START", "7"), (other, "NEW_START", "8"), (early, "PRELIMINARY", "0")):
        made = await year.do("adjustAdd", made, **item(project, kind, annual))
    made = await year.issue(await year.approve(made), 9)
    early = await reserve.prove(early, *BUILD)
    await reserve.done("convertProject", PROJECT, INVESTMENT, **at(early), toLibrary="CONSTRUCTION")

    plan = await year.seen(plan)
    again = {"exceptionReason": "追加投资", "exceptionApprover": "王区长"}
    made = await year.draft(plan, **again)
    made = await year.approve(await year.do("adjustRemove", made, projectId=listed["id"], reason="停建"))
    named = {"documentNumber": "株高管发〔2027〕10号", "expectedPlanVersion": made["planVersion"]}
    removal = {"projectId": other["id"], "reason": "停建"}
    start = {"projectId": early["id"], "annualInvestment": "3"}
    issue, further, conversion = await asyncio.gather(
        reserve.do("issueAdjustment", ADJUSTMENT, OFFICERS[0], on=MIDYEAR, **on(made), **named),
        reserve.do("adjustRemove", ADJUSTMENT, OFFICERS[1], on=MIDYEAR, **on(made), **removal),
        reserve.do("startPreliminaryItem", PLAN, OFFICERS[2], on=MIDYEAR, **of(plan), **start),
    )
    assert set(codes(further["userErrors"])) <= {
        "VERSION_CONFLICT",
        "ADJUSTMENT_ISSUED",
        "ADJUSTMENT_STATUS_WRONG",
    }
    winner, lost = one_of(issue, conversion)
    told_of(lost, "下达调整" if winner == 0 else "前期项目实时转为建设项目")
    field = "expectedVersion" if winner == 0 else "expectedPlanVersion"
    assert [e["field"] for e in lost if e["code"] == "VERSION_CONFLICT"] == [field]
    query = """query($id: UUID!) { plan(id: $id) { conversions { id } editions { number }
      items { edges { node { projectId kind } } } } }"""
    seen = (await reserve.api(query, {"id": plan["id"]}, as_=INVESTMENT))["plan"]
    kinds = {e["node"]["projectId"]: e["node"]["kind"] for e in seen["items"]["edges"]}
    assert (len(seen["conversions"]), len(seen["editions"])) == ((0, 3) if winner == 0 else (1, 2))
    assert kinds[early["id"]] == ("PRELIMINARY" if winner == 0 else "NEW_START")
    assert (listed["id"] in kinds) is (winner == 1)
    assert other["id"] in kinds


async def test_a_lost_race_with_a_version_that_never_was_is_told_plainly(reserve: Reserve):
    plans = await reserve.api("{ plans(year: 2027) { edges { node { id version } } } }", as_=INVESTMENT)
    plan = plans["plans"]["edges"][0]["node"]
    refused = await reserve.refused("suggestPlan", PLAN, INVESTMENT, planId=plan["id"], expectedVersion=9999)
    assert codes(refused)[0] == "VERSION_CONFLICT"
    assert "其间" not in refused[0]["message"]
