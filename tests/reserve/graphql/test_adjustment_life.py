"""A plan is issued, adjusted and adjusted again; every edition stays readable, word for word."""

from __future__ import annotations

import json

from services.chassis.digest import canonical, sm3
from tests.reserve.adjusting import STEPS, Adjusting, issued, item
from tests.reserve.life import INVESTMENT, PROJECT, Reserve, at, codes

WHOLE = """query($id: UUID!) { plan(id: $id) {
  documentNumber status total { projects totalInvestment annualInvestment }
  items { edges { node { projectName kind annualInvestment opinions { body } } } }
  adjustments { status documentNumber }
  conversions { projectName fromKind kind edition annualInvestmentBefore annualInvestment }
  editions { number documentNumber issuedOn digest adjustmentId
    total { projects totalInvestment annualInvestment } totals { category projects annualShare }
    items { totalCount edges { node { projectName kind category annualInvestment project { name } } } }
    content { text digest intact } conversions { projectName } } } }"""
EFFECT = """query($id: UUID!) { adjustment(id: $id) { effect { category revaluedProjects
  before { ...A } removed { ...A } added { ...A } revalued { ...A } after { ...A } }
  changes { totalCount edges { node { change projectName totalBefore annualBefore annualInvestment reason
    project { id } opinions { body bodyName outcome } exception { reason }
    conditions { code name article met missing } } } }
  consultation { body { code } given missing opposed } nextDeliberation { code }
  deliberations { body bodyName outcome round heldOn } decisionSteps { step document } exception { reason approver } } }
fragment A on AdjustmentAmounts { projects totalInvestment annualInvestment }"""


def amounts(line, part):
    return tuple(float(line[part][k]) for k in ("projects", "totalInvestment", "annualInvestment"))


async def test_a_plan_is_adjusted_at_mid_year_and_each_edition_stays_what_it_was(reserve: Reserve):
    kept, out, dear = [await reserve.ready(name) for name in ("甲项目", "乙项目", "丙项目")]
    come = await reserve.ready("丁项目", category="SOCIAL")
    plan = await issued(reserve, item(kept), item(out, annual="9000.5"), item(dear, annual="7000"))
    year = Adjusting(reserve)
    made = await year.draft(plan, majorDecision=True)
    assert (made["status"], made["edition"]) == ("DRAFT", 1)
    made = await year.do("adjustAdd", made, **item(come, annual="500"), reason="新签约")
    made = await year.do("adjustRemove", made, projectId=out["id"], reason="用地指标未落实")
    made = await year.do("adjustValue", made, projectId=dear["id"], annualInvestment="6000.0001", reason="工期顺延")

    seen = (await reserve.api(EFFECT, {"id": made["id"]}, as_=INVESTMENT))["adjustment"]
    whole = seen["effect"][-1]
    assert amounts(whole, "before") == (3, 567000, 24000.5)
    assert amounts(whole, "removed") == (1, 189000, 9000.5)
    assert amounts(whole, "added") == (1, 189000, 500)
    assert amounts(whole, "revalued") == (0, 0, -999.9999)
    assert (amounts(whole, "after"), whole["revaluedProjects"]) == ((3, 567000, 14500.0001), 1)
    by = {line["category"]: line for line in seen["effect"]}
    assert amounts(by["SOCIAL"], "after") == (1, 189000, 500)
    (added,) = [e["node"] for e in seen["changes"]["edges"] if e["node"]["change"] == "ADD"]
    assert [(c["code"], c["met"]) for c in added["conditions"]] == [
        ("LISTED_ONCE", True),
        ("IN_FITTING_LIBRARY", True),
        ("SCALE_REACHED", True),
        ("ASSESSED", True),
        ("ANNUAL_INVESTMENT", True),
    ]

    made = await year.approve(made)
    refused = await year.refused(
        "issueAdjustment", made, documentNumber="株高管发〔2026〕1号", expectedPlanVersion=made["planVersion"]
    )
    assert codes(refused) == ["DOCUMENT_NUMBER_USED", *["DECISION_STEP_MISSING"] * 5]
    for step in STEPS:
        done = {"step": step, "doneOn": str(year.day), "document": f"{step} 记录"}
        made = await year.do("recordAdjustmentDecisionStep", made, **done)
    made = await year.issue(made, 9)
    assert (made["status"], made["documentNumber"]) == ("ISSUED", "株高管发〔2027〕9号")

    plan = (await reserve.api(WHOLE, {"id": plan["id"]}, as_=INVESTMENT))["plan"]
    the_plan_is_what_was_decided(plan)
    later = (await reserve.api(EFFECT, {"id": made["id"]}, as_=INVESTMENT))["adjustment"]
    assert later["effect"] == seen["effect"]
    (added,) = [e["node"] for e in later["changes"]["edges"] if e["node"]["change"] == "ADD"]
    assert all(c["met"] for c in added["conditions"])
    await everyone_sees_what_was_issued(reserve, plan, made)
    await others_were_told(reserve, made, come, out, dear)
    await a_project_taken_out_is_free_again(reserve, out)


def the_plan_is_what_was_decided(plan):
    assert plan["documentNumber"] == "株高管发〔2026〕1号"
    assert float(plan["total"]["annualInvestment"]) == 14500.0001
    listed = {e["node"]["projectName"]: e["node"] for e in plan["items"]["edges"]}
    assert set(listed) == {"甲项目", "丙项目", "丁项目"}
    assert len(listed["丁项目"]["opinions"]) == 4
    one, two = plan["editions"]
    assert (one["number"], one["documentNumber"], two["number"], two["documentNumber"]) == (
        1,
        "株高管发〔2026〕1号",
        2,
        "株高管发〔2027〕9号",
    )
    assert {e["node"]["projectName"] for e in one["items"]["edges"]} == {"甲项目", "乙项目", "丙项目"}
    assert float(one["total"]["annualInvestment"]) == 24000.5
    assert float(two["total"]["annualInvestment"]) == 14500.0001
    for edition in (one, two):
        assert edition["content"]["intact"] is True
        assert edition["content"]["digest"] == edition["digest"] == sm3(edition["content"]["text"].encode())
    told = json.loads(two["content"]["text"])
    assert told["edition"]["previous_digest"] == one["digest"]
    assert {c["kind"] for c in told["changes"]} == {"ADD", "REMOVE", "REVALUE"}
    assert [d["body"] for d in told["deliberations"]] == [
        "WORKING_COMMITTEE",
        "STANDING_COMMITTEE",
        "GOVERNMENT_EXECUTIVE",
    ]


async def everyone_sees_what_was_issued(reserve, plan, made):
    ids = [
        e["node"]
        for e in (await reserve.api("{ plans { edges { node { id } } } }", as_=reserve.owner))["plans"]["edges"]
    ]
    seen = (await reserve.api(WHOLE, {"id": ids[0]["id"]}, as_=reserve.owner))["plan"]
    assert [e["content"] for e in seen["editions"]] == [None, None]
    assert [e["digest"] for e in seen["editions"]] == [e["digest"] for e in plan["editions"]]
    theirs = (await reserve.api(EFFECT, {"id": made["id"]}, as_=reserve.owner))["adjustment"]
    assert float(theirs["effect"][-1]["after"]["annualInvestment"]) == 14500.0001
    assert all(e["node"]["opinions"] == [] for e in theirs["changes"]["edges"])
    query = "query($id: UUID!) { planEdition(planId: $id, number: 1) { number items(kinds: [NEW_START], categories: [INDUSTRY]) { totalCount } } }"
    assert (await reserve.api(query, {"id": ids[0]["id"]}, as_=reserve.owner))["planEdition"] == {
        "number": 1,
        "items": {"totalCount": 3},
    }


async def others_were_told(reserve, made, come, out, dear):
    said = [(e["type"].removeprefix("zhongdian.reserve."), e["data"]) for e in await reserve.api.events()]
    said = [(t, d) for t, d in said if d.get("documentNumber") == made["documentNumber"]]
    assert [(t, d.get("projectId")) for t, d in said] == [
        ("plan-item.issued.v1", come["id"]),
        ("plan-item.removed.v1", out["id"]),
        ("plan-item.revalued.v1", dear["id"]),
        ("plan.adjusted.v1", None),
    ]
    assert (said[2][1]["annualInvestmentBefore"], said[2][1]["annualInvestment"]) == ("7000", "6000.0001")
    assert {k: said[3][1][k] for k in ("edition", "added", "removed", "revalued")} == {
        "edition": 2,
        "added": 1,
        "removed": 1,
        "revalued": 1,
    }


async def a_project_taken_out_is_free_again(reserve, out):
    query = (
        "query($id: UUID!) { project(id: $id) { id version history(first: 1) { edges { node { action reason } } } } }"
    )
    project = (await reserve.api(query, {"id": out["id"]}, as_=INVESTMENT))["project"]
    assert project["history"]["edges"][0]["node"] == {"action": "issueAdjustment", "reason": "用地指标未落实"}
    done = await reserve.done(
        "returnProject", PROJECT, INVESTMENT, **at(project), toLibrary="THREE_YEAR", reason="缓建"
    )
    assert done["library"] == "THREE_YEAR"


async def test_what_is_stored_replays_to_the_digest(reserve: Reserve):
    """The text is written anew from its own parts: nothing is in the digest that is not in the text."""
    rows = await reserve.api("{ plans { edges { node { editions { content { text digest } } } } } }", as_=INVESTMENT)
    contents = [e["content"] for p in rows["plans"]["edges"] for e in p["node"]["editions"]]
    assert contents
    for content in contents:
        assert sm3(canonical(json.loads(content["text"]))) == content["digest"]
